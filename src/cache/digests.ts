import type { FileStat } from "../host/host.ts";
import type { Result } from "../pipeline/result.ts";

export interface FileDigest {
  /** Hexadecimal. */
  readonly sha256: string;
  /** Of the very content that was digested. */
  readonly stat: FileStat;
}

/** SHA-256 of files. What has not changed since it was digested, by its stat, is not read again. */
export interface Digests {
  /** In the order of the paths, which are absolute and name files, no links. The error names a file that vanished or changed meanwhile. */
  of(paths: readonly string[], signal: AbortSignal): Promise<Result<readonly FileDigest[], string>>;
  /** For whoever wrote or read a file himself. */
  learn(path: string, digest: FileDigest): void;
  /** Keeps what is known for later runs. */
  save(): Promise<void>;
}
