import { dirname, join } from "node:path";
import { fs } from "../host/builtin.ts";
import type { ByteWriter, Files, Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { breathe } from "../run/breathe.ts";
import { onDisk } from "./local-fault.ts";
import { localPath, partialFolder } from "./local-path.ts";
import type { BucketSink, Upload } from "./object-store.ts";
import type { SourceFault } from "./source.ts";

type LocalHost = Pick<Host, "clock" | "files" | "random">;

const partSize = 8 * 1024 * 1024;
/** What nobody may write to: a new object takes the name of an old one, and never its content. */
const mode = 0o444;

/** Objects as files below a folder: each is written under another name and takes its own once it is whole. */
export function localSink(folder: string, host: LocalHost): BucketSink {
  const { files } = host;
  const partials = new Partials(folder, host);
  return {
    partSize: () => partSize,
    partsAtOnce: 1,
    async put({ key, bytes, ifAbsent = false }) {
      const path = localPath(folder, key);
      return onDisk(path, async () => {
        const partial = await partials.open();
        try {
          await partial.writer.write(bytes).finally(() => partial.writer.close());
          return ifAbsent ? await claim(files, partial.path, path) : await take(files, partial.path, path);
        } finally {
          await files.remove(partial.path);
        }
      });
    },
    async begin({ key }) {
      const path = localPath(folder, key);
      const partial = await onDisk(path, () => partials.open());
      return partial.ok ? ok(uploadOf(files, partial.value, path)) : partial;
    },
    async remove(keys) {
      for (const key of keys) {
        await breathe();
        const path = localPath(folder, key);
        const removed = await onDisk(path, () => removeFile(files, path));
        if (!removed.ok && removed.error.reason !== "missing") return removed;
        removeEmpty(folder, dirname(path));
      }
      return ok(undefined);
    },
  };
}

interface Partial {
  readonly path: string;
  readonly writer: ByteWriter;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Files on their way. */
class Partials {
  readonly #folder: string;
  readonly #host: LocalHost;
  #isReady = false;

  constructor(folder: string, host: LocalHost) {
    this.#folder = join(folder, partialFolder);
    this.#host = host;
  }

  async open(): Promise<Partial> {
    const { files, random } = this.#host;
    if (!this.#isReady) await this.#prepare();
    this.#isReady = true;
    const path = join(this.#folder, random.hex(32));
    return { path, writer: await withParents(path, files, () => files.writer(path, mode)) };
  }

  /** What a killed run left would stay for ever; what is a day old nobody writes to any more. */
  async #prepare(): Promise<void> {
    const { files, clock } = this.#host;
    for (const name of (await files.list(this.#folder)) ?? []) {
      const path = join(this.#folder, name);
      const stat = await files.stat(path);
      if (stat && clock.now() - stat.mtimeMs > dayMs) await files.remove(path);
    }
  }
}

/** Another process may remove an empty folder just when it is about to hold something. */
const mostTries = 5;

async function withParents<T>(path: string, files: Files, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || tries === mostTries) throw error;
      await files.makeDirectory(dirname(path));
    }
  }
}

async function take(files: Files, partial: string, path: string): Promise<"written"> {
  await withParents(path, files, () => files.rename(partial, path));
  return "written";
}

/** A second name for a file is refused where the name is taken, on servers of files too. */
async function claim(files: Files, partial: string, path: string): Promise<"written" | "exists"> {
  try {
    await withParents(path, files, () => files.link(partial, path));
    return "written";
  } catch (error) {
    const isThere = async () => (await files.stat(path))?.kind === "file";
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && (await isThere())) return "exists";
    throw error;
  }
}

function uploadOf(files: Files, { path: partial, writer }: Partial, path: string): Upload {
  let next = 0;
  let isFinished = false;
  let fault: SourceFault | undefined;
  const attempt = async (act: () => Promise<unknown>): Promise<Result<void, SourceFault>> => {
    // Half a part may be written, so there is no other try.
    if (fault) return err({ ...fault, reason: "refused" });
    const done = await onDisk(path, act);
    if (done.ok) return ok(undefined);
    fault = done.error;
    return done;
  };
  return {
    async part({ index, bytes }) {
      if (index > next) throw new Error(`part ${index} of ${path} came before part ${next}`);
      if (index < next) return ok(undefined);
      const written = await attempt(() => writer.write(bytes));
      if (written.ok) next += 1;
      return written;
    },
    finish: () =>
      attempt(async () => {
        if (isFinished) return;
        await writer.close();
        await take(files, partial, path);
        isFinished = true;
      }),
    async abandon() {
      await writer.close().catch(() => {});
      await files.remove(partial);
    },
  };
}

async function removeFile(files: Files, path: string): Promise<void> {
  if ((await files.stat(path))?.kind === "file") await files.remove(path);
}

/** Only the system's own call is safe: between a look and a removal somebody may put an object there. */
function removeEmpty(folder: string, path: string): void {
  try {
    for (let at = path; at.startsWith(`${folder}/`); at = dirname(at)) fs.rmdirSync(at);
  } catch {
    // Not empty, or gone already.
  }
}
