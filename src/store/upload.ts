import type { Files } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BucketSink, Upload } from "./object-store.ts";
import { type Patience, patiently } from "./patience.ts";
import type { SourceFault } from "./source.ts";
import type { UploadBudget } from "./upload-budget.ts";
import { type Content, ContentReader, hasSize } from "./upload-content.ts";

export interface UploadTask extends Patience, Content {
  readonly files: Pick<Files, "reader" | "stat">;
  readonly sink: BucketSink;
  readonly key: string;
  /** Shared by all that is uploaded at once. */
  readonly budget: UploadBudget;
  /** Told of bytes that the service has. */
  readonly onBytes: (count: number) => void;
}

/**
 * Sends one file, each of its parts for as often as it takes. The object is there once all of it is known to be what was
 * expected; a file that changed or vanished is a fault (`changed`) and leaves nothing. What the disk throws is thrown.
 */
export async function upload(task: UploadTask): Promise<Result<void, SourceFault>> {
  const { files, sink, path, expected } = task;
  const reader = (await hasSize(files, task)) ? await files.reader(path) : undefined;
  if (!reader) return err(changed(task));
  try {
    const content = new ContentReader(files, task, reader);
    const isOnePart = expected.size <= sink.partSize(expected.size);
    return await (isOnePart ? uploadWhole(task, content) : uploadInParts(task, content));
  } finally {
    await reader.close();
  }
}

const changed = ({ path }: Content): SourceFault => ({
  reason: "changed",
  message: `${path} changed while it was uploaded`,
});

const stopped: SourceFault = { reason: "unreachable", message: "it was stopped" };

async function uploadWhole(task: UploadTask, content: ContentReader): Promise<Result<void, SourceFault>> {
  const { sink, key, expected, budget, signal } = task;
  const giveBack = await budget.take(expected.size, signal);
  if (!giveBack) return err(stopped);
  try {
    const bytes = await content.next(expected.size);
    if (!(await content.isWhole())) return err(changed(task));
    const put = await patiently(task, () => sink.put({ key, bytes }, signal));
    if (!put.ok) return put;
    task.onBytes(bytes.length);
    return ok(undefined);
  } finally {
    giveBack();
  }
}

async function uploadInParts(task: UploadTask, content: ContentReader): Promise<Result<void, SourceFault>> {
  const { sink, key, expected, signal } = task;
  const begun = await patiently(task, () => sink.begin({ key, size: expected.size }, signal));
  if (!begun.ok) return begun;
  let isDone = false;
  try {
    const sent = await sendParts(task, content, begun.value);
    const done = sent.ok ? await patiently(task, () => begun.value.finish(signal)) : sent;
    isDone = done.ok;
    return done;
  } finally {
    if (!isDone) await abandon(task, begun.value);
  }
}

async function sendParts(
  task: UploadTask,
  content: ContentReader,
  sending: Upload,
): Promise<Result<void, SourceFault>> {
  const { sink, expected } = task;
  const failed = new AbortController();
  const signal = AbortSignal.any([task.signal, failed.signal]);
  const partSize = sink.partSize(expected.size);
  const parts = content.parts(partSize);
  let fault: SourceFault | undefined;
  const sendNext = async (): Promise<void> => {
    try {
      for (;;) {
        const next = await sendPart({ ...task, signal }, { parts, partSize, sending });
        if (next.ok && next.value === "sent") continue;
        if (next.ok) return;
        fault ??= next.error;
        return failed.abort();
      }
    } catch (error) {
      failed.abort();
      throw error;
    }
  };
  // All end before anybody is told, since a part that comes after the end of an upload would stay there for ever.
  const ends = await Promise.allSettled(Array.from({ length: sink.partsAtOnce }, sendNext));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  if (task.signal.aborted) return err(stopped);
  if (fault) return err(fault);
  return (await content.isWhole()) ? ok(undefined) : err(changed(task));
}

async function sendPart(
  task: UploadTask,
  what: {
    readonly parts: ReturnType<ContentReader["parts"]>;
    readonly partSize: number;
    readonly sending: Upload;
  },
): Promise<Result<"sent" | "none", SourceFault>> {
  const { budget, signal, onBytes } = task;
  // Before the part is read: what waits here holds no memory.
  const giveBack = await budget.take(what.partSize, signal);
  if (!giveBack) return err(stopped);
  try {
    const { value: part, done } = await what.parts.next();
    if (done) return ok("none");
    const sent = await patiently(task, () => what.sending.part(part, signal));
    if (!sent.ok) return sent;
    onBytes(part.bytes.length);
    return ok("sent");
  } finally {
    giveBack();
  }
}

const abandonMs = 10_000;
/** Whoever was stopped has little time before he is killed. */
const hastyMs = 2_000;

/** With a signal of its own: that of the caller may be what ended the upload. */
async function abandon({ clock, signal }: UploadTask, begun: Upload): Promise<void> {
  const over = new AbortController();
  const limit = clock.sleep(signal.aborted ? hastyMs : abandonMs, over.signal).catch(() => {});
  const done = begun.abandon(over.signal).catch(() => {});
  await Promise.race([done, limit]);
  over.abort();
}
