import { join } from "node:path";
import type { FileStat, Files } from "../host/host.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import { err, ok } from "../pipeline/result.ts";
import { breathe } from "../run/breathe.ts";
import { onDisk } from "./local-fault.ts";
import { localFolder, localPath, partialFolder } from "./local-path.ts";
import type { BucketObject, BucketSource, SourceFault } from "./source.ts";

const pageSize = 1000;
const chunkSize = 1024 * 1024;
const smallSize = 256 * 1024;

/** Files below a folder as objects. */
export function localSource(folder: string, files: Files): BucketSource {
  return {
    async list(prefix, from, signal) {
      const { path, at } = localFolder(folder, prefix);
      const page = await onDisk(path, async () => {
        const objects: BucketObject[] = [];
        for await (const object of objectsBelow({ files, folder, prefix, from, at })) {
          if (signal.aborted) break;
          if (objects.length === pageSize) return { objects, next: objects.at(-1)?.key ?? "" };
          objects.push(object);
        }
        return { objects };
      });
      return signal.aborted ? err(stopped) : page;
    },
    async look(key) {
      const path = localPath(folder, key);
      const found = await onDisk(path, () => files.stat(path));
      if (!found.ok) return found;
      return found.value?.kind === "file" ? ok(objectOf(key, found.value)) : err(missing(path));
    },
    async read({ key, version, size }, offset, signal) {
      const path = localPath(folder, key);
      const found = await onDisk(path, () => files.stat(path));
      if (!found.ok) return found;
      if (found.value?.kind !== "file" || versionOf(found.value) !== version)
        return err({ reason: "changed", message: `${path} is not what it was when it was looked at` });
      const what = { files, path, offset, size, signal };
      return ok({ body: size - offset > smallSize ? bytesOf(what) : oneChunk(what) });
    },
  };
}

const stopped: SourceFault = { reason: "unreachable", message: "it was stopped" };

const missing = (path: string): SourceFault => ({ reason: "missing", message: `${path} is not there` });

/** What is there is never written to, only replaced by another file. */
const versionOf = ({ mtimeMs, size, ino }: FileStat): string => `${mtimeMs}-${size}-${ino}`;

const objectOf = (key: string, stat: FileStat): BucketObject => ({
  key,
  size: stat.size,
  version: versionOf(stat),
  modifiedAt: stat.mtimeMs,
});

interface Walk {
  readonly files: Files;
  readonly folder: string;
  readonly prefix: string;
  /** The last key that is known already. */
  readonly from: string | undefined;
  /** The folder that is walked, with a slash at its end; empty at the top. */
  readonly at: string;
}

/** Folder by folder, names in code-point order, so that a later page starts where the one before it ended. */
async function* objectsBelow(walk: Walk): AsyncGenerator<BucketObject> {
  const { files, folder, prefix, from, at } = walk;
  const known = from?.startsWith(at) ? from.slice(at.length).split("/", 1)[0] : undefined;
  for (const name of (await files.list(join(folder, at))) ?? []) {
    if (known !== undefined && compareCodePoints(name, known) < 0) continue;
    if (at === "" && name === partialFolder) continue;
    const key = at + name;
    if (!key.startsWith(prefix) && !prefix.startsWith(`${key}/`)) continue;
    await breathe();
    const stat = await files.stat(join(folder, key));
    if (stat?.kind === "directory") yield* objectsBelow({ ...walk, at: `${key}/` });
    else if (stat?.kind === "file" && key !== from && key.startsWith(prefix)) yield objectOf(key, stat);
  }
}

interface Reading {
  readonly files: Files;
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  readonly signal: AbortSignal;
}

/** Of what is small four trips to a thread would cost ten times the reading. */
async function* oneChunk({ files, path, offset, size, signal }: Reading): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted();
  const bytes = await files.readFrom(path, offset, size - offset);
  if (!bytes) throw new Error(`${path} was removed`);
  yield bytes;
}

/** Opened when it is read. Whoever wants no more ends the signal, and need not go on asking. */
async function* bytesOf(what: Reading): AsyncGenerator<Uint8Array> {
  const { files, path, offset, size, signal } = what;
  const reader = await files.reader(path);
  if (!reader) throw new Error(`${path} was removed`);
  const close = () => void reader.close().catch(() => {});
  signal.addEventListener("abort", close, { once: true });
  if (signal.aborted) close();
  try {
    for (let at = offset; at < size; ) {
      signal.throwIfAborted();
      const bytes = await reader.read(at, Math.min(chunkSize, size - at));
      if (bytes.length === 0) return;
      yield bytes;
      at += bytes.length;
    }
  } finally {
    signal.removeEventListener("abort", close);
    if (!signal.aborted) await reader.close();
  }
}
