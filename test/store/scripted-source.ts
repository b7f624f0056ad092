import { createHash } from "node:crypto";
import { err, ok } from "../../src/pipeline/result.ts";
import type { BucketObject, BucketSource, SourceFault } from "../../src/store/source.ts";

/** What a read does in the place of giving all that is left. */
export type Trouble =
  | { readonly kind: "fault"; readonly fault: SourceFault }
  /** So many bytes, then an error. */
  | { readonly kind: "break"; readonly after: number }
  /** So many bytes, then the end. */
  | { readonly kind: "truncate"; readonly after: number }
  /** So many bytes, then nothing any more. */
  | { readonly kind: "silence"; readonly after: number }
  | { readonly kind: "corrupt" };

export interface ScriptedSource extends BucketSource {
  readonly objects: Map<string, Uint8Array>;
  /** Keys and offsets. */
  readonly reads: [string, number][];
  /** Pages that were asked for. */
  lists: number;
  /** Taken one after the other, by any read. */
  readonly troubles: Trouble[];
  /** Called before a read. */
  onRead: (key: string) => void;
}

const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("base64");

/** A bucket in memory, in pages of three. */
export function scriptedSource(content: Readonly<Record<string, Uint8Array | string>>): ScriptedSource {
  const objects = new Map(
    Object.entries(content).map(([key, value]) => [key, Buffer.from(value) as Uint8Array]),
  );
  const describe = (key: string, bytes: Uint8Array): BucketObject => {
    const base64 = md5(bytes);
    return { key, size: bytes.length, version: base64, checksum: { algorithm: "md5", base64 } };
  };
  const source: ScriptedSource = {
    ...{ objects, reads: [], lists: 0, troubles: [], onRead: () => {} },
    async list(prefix, from) {
      source.lists += 1;
      const all = [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, bytes]) => describe(key, bytes));
      const start = Number(from ?? 0);
      const next = start + 3 < all.length ? { next: String(start + 3) } : {};
      return ok({ objects: all.slice(start, start + 3), ...next });
    },
    async look(key) {
      const bytes = objects.get(key);
      return bytes ? ok(describe(key, bytes)) : err({ reason: "missing", message: `there is no ${key}` });
    },
    async read({ key, version }, offset, signal) {
      source.reads.push([key, offset]);
      source.onRead(key);
      const bytes = objects.get(key);
      if (!bytes || md5(bytes) !== version) return err({ reason: "changed", message: `${key} changed` });
      const trouble = source.troubles.shift();
      if (trouble?.kind === "fault") return err(trouble.fault);
      return ok({ body: bodyOf(bytes.subarray(offset), trouble, signal) });
    },
  };
  return source;
}

async function* bodyOf(
  bytes: Uint8Array,
  trouble: Exclude<Trouble, { kind: "fault" }> | undefined,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const whole = trouble?.kind === "corrupt" ? bytes.map((byte) => byte ^ 1) : bytes;
  const end = trouble && "after" in trouble ? trouble.after : whole.length;
  for (let at = 0; at < Math.min(end, whole.length); at += 7) yield whole.subarray(at, Math.min(at + 7, end));
  if (trouble?.kind === "break") throw new Error("aborted");
  if (trouble?.kind === "silence")
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
}
