import { ok, type Result } from "../pipeline/result.ts";
import type { BucketSink } from "./object-store.ts";
import { type Patience, patiently } from "./patience.ts";
import type { SourceFault } from "./source.ts";

export interface PutTask extends Patience {
  readonly sink: BucketSink;
  readonly key: string;
  readonly text: string;
}

/** Writes a small object, over whatever has its key. */
export async function putText(task: PutTask): Promise<Result<void, SourceFault>> {
  const put = await patiently(task, () => task.sink.put(objectOf(task), task.signal));
  return put.ok ? ok(undefined) : put;
}

/**
 * Writes a small object where none has its key. `exists` may be one's own doing: where the answer to a first try got lost, the
 * second finds what that wrote. So whoever has to know who wrote reads back what is there.
 */
export const createOnce = (task: PutTask): Promise<Result<"written" | "exists", SourceFault>> =>
  patiently(task, () => task.sink.put({ ...objectOf(task), ifAbsent: true }, task.signal));

const objectOf = ({ key, text }: PutTask) => ({ key, bytes: Buffer.from(text) });
