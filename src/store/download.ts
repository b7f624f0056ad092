import type { ByteWriter, Files } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type Checksum, type Summing, summing } from "./checksum.ts";
import { DownloadBatch } from "./download-batch.ts";
import { DownloadWatch } from "./download-watch.ts";
import { type Patience, pause } from "./patience.ts";
import type { BucketObject, BucketSource, SourceFault } from "./source.ts";

export interface Download extends Patience {
  readonly files: Files;
  readonly source: BucketSource;
  readonly object: BucketObject;
  /** Where it goes, not there yet, and only once it is whole. */
  readonly to: string;
  /** For what is not whole; its own, in a folder that the caller removes at the end. */
  readonly partial: string;
  readonly onBytes: (count: number) => void;
  /**
   * For a file that belongs to one place alone: its permissions, whatever the umask. It never takes the place of another one:
   * the disk throws EEXIST, as for names that are one on this disk.
   */
  readonly ownMode?: number;
}

/** What nobody may change, since more than one place may hold it. */
const mode = 0o444;

/** Fetches one object, on from where a connection broke; once more from its start where it is not what it should be. */
export async function download(task: Download): Promise<Result<void, SourceFault>> {
  const first = await attempt(task, `${task.partial}.1`);
  if (first.ok || first.error !== "corrupt") return first as Result<void, SourceFault>;
  const second = await attempt(task, `${task.partial}.2`);
  if (second.ok || second.error !== "corrupt") return second as Result<void, SourceFault>;
  const message = `${task.object.key} came twice with other content than its size and checksum say`;
  return err({ reason: "refused", message });
}

async function attempt(task: Download, path: string): Promise<Result<void, SourceFault | "corrupt">> {
  const { files, onBytes, ownMode } = task;
  const writer = await files.writer(path, ownMode === undefined ? mode : 0o600);
  const taken = new Taken(task, writer);
  let isLeft = true;
  try {
    const done = await takeAll(task, taken).finally(() => writer.close());
    if (done.ok) isLeft = await nameIt(task, path);
    else onBytes(-taken.size);
    return done;
  } finally {
    if (isLeft) await files.remove(path);
  }
}

/** Whether something is left that should go at once. */
async function nameIt({ files, to, ownMode }: Download, path: string): Promise<boolean> {
  if (ownMode === undefined) {
    await files.rename(path, to);
    return false;
  }
  await files.setMode(path, ownMode);
  await files.link(path, to);
  // A second name costs nothing and goes with the folder; what was copied, since the disk knows no second names, costs as much again.
  const [one, other] = [await files.stat(path), await files.stat(to)];
  return one?.ino !== other?.ino;
}

/** What has come so far. */
class Taken {
  size = 0;
  checksum: Checksum | undefined;
  #sum: Summing | undefined;
  readonly #task: Download;
  readonly #batch: DownloadBatch;

  constructor(task: Download, writer: ByteWriter) {
    this.#task = task;
    this.#batch = new DownloadBatch(writer, task.object.size);
    this.expect(task.object.checksum);
  }

  /** Only before the first byte. What was known before anything came counts for more than what comes along. */
  expect(checksum: Checksum | undefined): void {
    if (!checksum || this.checksum || this.size > 0) return;
    this.checksum = checksum;
    this.#sum = summing(checksum.algorithm);
  }

  add(bytes: Uint8Array): Promise<void> {
    this.#sum?.update(bytes);
    this.size += bytes.length;
    this.#task.onBytes(bytes.length);
    return this.#batch.add(bytes);
  }

  /** Rejects with what the disk throws. */
  flush(): Promise<void> {
    return this.#batch.flush();
  }

  get isWhole(): boolean {
    return this.#sum === undefined || this.#sum.base64() === this.checksum?.base64;
  }
}

async function takeAll(task: Download, taken: Taken): Promise<Result<void, SourceFault | "corrupt">> {
  const { object } = task;
  for (let failed = 0; ; ) {
    const before = taken.size;
    const fault = await takeSome(task, taken).finally(() => taken.flush());
    if (fault === "corrupt") return err(fault);
    if (fault === undefined && taken.size === object.size)
      return taken.isWhole ? ok(undefined) : err("corrupt");
    const why = fault ?? {
      reason: "unreachable",
      message: `${object.key} broke off after ${taken.size} bytes`,
    };
    // Whoever got on may go on, for as long as that takes.
    failed = taken.size > before ? 1 : failed + 1;
    if (!(await pause(task, why, failed))) return err(why);
  }
}

/** One request, up to where it ends or breaks. */
async function takeSome(task: Download, taken: Taken): Promise<SourceFault | "corrupt" | undefined> {
  const { source, object, signal } = task;
  if (object.size === 0 && taken.size === 0) return undefined;
  const given = new AbortController();
  const reading = await source.read(object, taken.size, AbortSignal.any([signal, given.signal]));
  if (!reading.ok) return reading.error;
  taken.expect(reading.value.checksum);
  const watch = new DownloadWatch(reading.value.body[Symbol.asyncIterator](), task);
  let isOver = false;
  try {
    for (;;) {
      const next = await watch.next();
      if (next instanceof Error) return signal.aborted ? stopped : broke(object, next);
      isOver = next === undefined;
      if (next === undefined) return undefined;
      if (taken.size + next.length > object.size) return "corrupt";
      await taken.add(next);
    }
  } finally {
    watch.close();
    // A connection in the middle of something is of no more use; one that is through is used again.
    if (!isOver) given.abort();
  }
}

const stopped: SourceFault = { reason: "unreachable", message: "it was stopped" };

const broke = ({ key }: BucketObject, error: Error): SourceFault => ({
  reason: "unreachable",
  message: `${key} broke off: ${error.message}`,
});
