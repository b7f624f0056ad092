import type { ByteWriter, Files } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type Checksum, type Summing, summing } from "./checksum.ts";
import { type Patience, pause } from "./patience.ts";
import { notSilent } from "./silence.ts";
import type { BucketObject, BucketSource, SourceFault } from "./source.ts";

export interface Download extends Patience {
  readonly files: Files;
  readonly source: BucketSource;
  readonly object: BucketObject;
  /** Where it goes, not there yet, and only once it is whole. */
  readonly to: string;
  /** For what is not whole; its own. */
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
  try {
    const done = await takeAll(task, taken).finally(() => writer.close());
    if (done.ok) await nameIt(task, path);
    else onBytes(-taken.size);
    return done;
  } finally {
    await files.remove(path);
  }
}

async function nameIt({ files, to, ownMode }: Download, path: string): Promise<void> {
  if (ownMode === undefined) return files.rename(path, to);
  await files.setMode(path, ownMode);
  await files.link(path, to);
}

/** What has come so far. */
class Taken {
  size = 0;
  checksum: Checksum | undefined;
  #sum: Summing | undefined;
  readonly #task: Download;
  readonly #writer: ByteWriter;

  constructor(task: Download, writer: ByteWriter) {
    this.#task = task;
    this.#writer = writer;
    this.expect(task.object.checksum);
  }

  /** Only before the first byte. What was known before anything came counts for more than what comes along. */
  expect(checksum: Checksum | undefined): void {
    if (!checksum || this.checksum || this.size > 0) return;
    this.checksum = checksum;
    this.#sum = summing(checksum.algorithm);
  }

  async add(bytes: Uint8Array): Promise<void> {
    this.#sum?.update(bytes);
    await this.#writer.write(bytes);
    this.size += bytes.length;
    this.#task.onBytes(bytes.length);
  }

  get isWhole(): boolean {
    return this.#sum === undefined || this.#sum.base64() === this.checksum?.base64;
  }
}

async function takeAll(task: Download, taken: Taken): Promise<Result<void, SourceFault | "corrupt">> {
  const { object } = task;
  for (let failed = 0; ; ) {
    const before = taken.size;
    const fault = await takeSome(task, taken);
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
  const body = reading.value.body[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await nextOf(body, task);
      if (next instanceof Error) return signal.aborted ? stopped : broke(object, next);
      isOver = next === undefined;
      if (next === undefined) return undefined;
      if (taken.size + next.length > object.size) return "corrupt";
      await taken.add(next);
    }
  } finally {
    // A connection in the middle of something is of no more use; one that is through is used again.
    if (!isOver) given.abort();
  }
}

const stopped: SourceFault = { reason: "unreachable", message: "it was stopped" };

const broke = ({ key }: BucketObject, error: Error): SourceFault => ({
  reason: "unreachable",
  message: `${key} broke off: ${error.message}`,
});

/** Apart from what the disk throws, which is no fault of the network. */
async function nextOf(
  body: AsyncIterator<Uint8Array>,
  patience: Patience,
): Promise<Uint8Array | Error | undefined> {
  try {
    const { done, value } = await notSilent(body.next(), patience);
    return done ? undefined : value;
  } catch (error) {
    return error as Error;
  }
}
