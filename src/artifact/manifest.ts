import type { Json, Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { Published } from "../run/event.ts";

/** What one run of a step left in a store: written last, whole, and never changed. Whoever reads it finds all it names. */
export interface Manifest {
  readonly version: 1;
  /** What the step was made of, so that a later run can say what differs; undefined for a step without declared inputs. */
  readonly fingerprint?: Mapping<Json>;
  readonly step: LegId;
  readonly run: {
    readonly id: string;
    readonly pipeline: string;
    readonly trustDomain: string;
    readonly commit?: string;
  };
  /** When it was published, in milliseconds since 1970. */
  readonly at: number;
  readonly durationMs: number;
  /** Tells two manifests apart that were written for one key at once. */
  readonly nonce: string;
  readonly values: Mapping<string>;
  readonly outputs: readonly StoredOutput[];
}

/** One output of a step, as it lies in the store. */
export interface StoredOutput extends Published {
  readonly isDirectory: boolean;
  /** SHA-256 (hex) over all entries: equal where two trees are equal. */
  readonly digest: string;
  /** In code-point order of their paths. */
  readonly entries: readonly StoredEntry[];
}

/** `path` is relative to the output, with slashes; empty for the output itself. `mode`: the permission bits alone. */
export type TreeEntry =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly mode: number;
      readonly size: number;
      readonly sha256: string;
    }
  | { readonly kind: "directory"; readonly path: string; readonly mode: number }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** `key`: of the object in the store that has a file's content. */
export type StoredEntry =
  | Exclude<TreeEntry, { kind: "file" }>
  | (Extract<TreeEntry, { kind: "file" }> & { readonly key: string });
