import type { Result } from "../pipeline/result.ts";
import type { Checksum } from "./checksum.ts";

/** An object as a listing has it. */
export interface BucketObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Another one for other content: ETag, generation. */
  readonly version: string;
  /** What only stands for a folder in a bucket that knows some. */
  readonly isFolder?: boolean;
  /** Of its content, where the listing tells. */
  readonly checksum?: Checksum;
  /** When it was written, in milliseconds since 1970; listings tell. */
  readonly modifiedAt?: number;
}

export interface Page {
  readonly objects: readonly BucketObject[];
  /** Where the next page begins; undefined on the last one. */
  readonly next?: string;
}

export interface Reading {
  /** It may throw half-way, and end too soon. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Of the whole object, where only the answer tells. */
  readonly checksum?: Checksum;
}

/** `changed`: the object is not the listed one any more, or gone. `busy` and `unreachable` may pass. */
export interface SourceFault {
  readonly reason: "denied" | "missing" | "changed" | "busy" | "unreachable" | "refused";
  /** A sentence without secrets. */
  readonly message: string;
  /** The header Retry-After: seconds or a date. */
  readonly retryAfter?: string;
}

/** What is read of one bucket. Each call is one request: whoever calls tries again. */
export interface BucketSource {
  /** A page of all below a prefix. */
  list(prefix: string, from: string | undefined, signal: AbortSignal): Promise<Result<Page, SourceFault>>;
  /** One object. */
  look(key: string, signal: AbortSignal): Promise<Result<BucketObject, SourceFault>>;
  /** The listed object's bytes from an offset. */
  read(object: BucketObject, offset: number, signal: AbortSignal): Promise<Result<Reading, SourceFault>>;
}
