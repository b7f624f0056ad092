import type { Result } from "../pipeline/result.ts";
import type { BucketSource, SourceFault } from "./source.ts";

/** Where outputs, manifests and the journals of runs are kept: a prefix of a bucket, or a folder. */
export interface ObjectStore {
  /** Of keys that begin with the store's own prefix: listings and reads take and give whole keys. */
  readonly source: BucketSource;
  readonly sink: BucketSink;
  /** What every key of the store begins with: empty, or a path that ends in `/`. */
  readonly prefix: string;
  /** The address of a key, as the cloud's own tools take it: `s3://bucket/key`; for a folder a path. */
  uriOf(key: string): string;
  close(): void;
}

/** What is written of one bucket. Each call is one request: whoever calls tries again. */
export interface BucketSink {
  /** Bytes of every part but the last of an object of that size. What fits into one part goes by `put`. */
  partSize(size: number): number;
  /** Parts that may be on their way at once; 1 where they have to come in order. */
  readonly partsAtOnce: number;
  /** A whole object. With `ifAbsent` only where no object has that key yet: else `exists`, and what is there stays. */
  put(
    object: { readonly key: string; readonly bytes: Uint8Array; readonly ifAbsent?: boolean },
    signal: AbortSignal,
  ): Promise<Result<"written" | "exists", SourceFault>>;
  /** Begins a large object, which is not there before `finish`. */
  begin(
    object: { readonly key: string; readonly size: number },
    signal: AbortSignal,
  ): Promise<Result<Upload, SourceFault>>;
  /** Of several keys; one that is not there is no fault. */
  remove(keys: readonly string[], signal: AbortSignal): Promise<Result<void, SourceFault>>;
}

/** A large object on its way. The service is told a checksum with each part, or what it tells is compared. */
export interface Upload {
  /** May be called again for the same part after a fault. */
  part(part: UploadPart, signal: AbortSignal): Promise<Result<void, SourceFault>>;
  /** After all parts. */
  finish(signal: AbortSignal): Promise<Result<void, SourceFault>>;
  /** Takes away what came, as far as the service keeps such. */
  abandon(signal: AbortSignal): Promise<void>;
}

export interface UploadPart {
  /** From 0. */
  readonly index: number;
  /** Of its first byte in the object. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}
