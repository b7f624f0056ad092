import {
  chmodSync,
  closeSync,
  type Dirent,
  promises as fs,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  type Stats,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Appender, FileStat, Files } from "./host.ts";

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** A parent that is a file (ENOTDIR) also means that the path is not there. */
const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

async function unlessMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Tries first and makes parents only when one is missing: nearly always they are there. */
async function withParents<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    await fs.mkdir(dirname(path), { recursive: true });
    return act();
  }
}

/** Synchronous inside, as `stat` is: what is written this way is small, and three trips to a thread cost more than it. */
async function write(path: string, text: string, mode?: number): Promise<void> {
  const options = mode === undefined ? {} : { mode };
  try {
    writeFileSync(path, text, options);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, options);
  }
  // `mode` above counts only where the file is new.
  if (mode !== undefined) chmodSync(path, mode);
}

let temporaries = 0;

/** In the same folder, since a rename never crosses file systems; the pid keeps two processes apart. */
function temporaryFor(path: string): string {
  temporaries += 1;
  return join(dirname(path), `.${basename(path)}.${process.pid}-${temporaries}.tmp`);
}

async function viaTemporary<T>(
  path: string,
  text: string,
  act: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = temporaryFor(path);
  try {
    await withParents(temporary, () => fs.writeFile(temporary, text, { flag: "wx" }));
    return await act(temporary);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** A hard link fails where the name is taken, so the text is there whole or not at all. */
function create(path: string, text: string): Promise<boolean> {
  return viaTemporary(path, text, async (temporary) => {
    const created = await linkOrWrite(temporary, path, text);
    await fs.rm(temporary, { force: true });
    return created;
  });
}

async function linkOrWrite(temporary: string, path: string, text: string): Promise<boolean> {
  try {
    await fs.link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
  }
  // No hard links on this file system (FAT, some network shares): exclusive, though a reader may see it half written.
  try {
    await fs.writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function openForAppend(path: string): number {
  try {
    return openSync(path, "a");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, "a");
  }
}

/** What cannot be written whole (a full disk) is taken back, so that the next line does not join half a line. */
function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    if (written > 0) ftruncateSync(fd, fstatSync(fd).size - written);
    throw error;
  }
}

function appender(path: string, truncateTo?: number): Appender {
  let fd: number | undefined = openForAppend(path);
  if (truncateTo !== undefined && fstatSync(fd).size > truncateTo) ftruncateSync(fd, truncateTo);
  return {
    write(text) {
      if (fd === undefined) throw new Error(`${path} is closed`);
      writeWhole(fd, text);
    },
    close() {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

async function readFrom(path: string, offset: number, limit: number): Promise<Uint8Array | undefined> {
  const handle = await unlessMissing(fs.open(path, "r"));
  if (!handle) return undefined;
  try {
    const left = Math.max(0, (await handle.stat()).size - offset);
    const buffer = Buffer.alloc(Math.min(limit, left));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function kindOf(entry: Stats | Dirent): FileStat["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "link" : "other";
}

/**
 * Synchronous inside: it takes microseconds, and a promise that rejects for a missing file, the usual answer, costs a
 * tenth of a whole small step.
 */
async function stat(path: string): Promise<FileStat | undefined> {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found && { ...pick(found), kind: kindOf(found) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const pick = ({ size, mtimeMs, mode, ino }: Stats) => ({ size, mtimeMs, mode, ino });

/** UTF-8 bytes compare as code points do; JavaScript's own order differs beyond the basic plane. */
const byCodePoint = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Node's file system as `Files`: missing files are values, everything else throws Node's error. */
export const nodeFiles: Files = {
  read: (path) => unlessMissing(fs.readFile(path, "utf8")),
  write,
  replace: (path, text) => viaTemporary(path, text, (temporary) => fs.rename(temporary, path)),
  create,
  appender,
  readFrom,
  stat,
  realpath: (path) => unlessMissing(fs.realpath(path)),
  list: async (path) => (await unlessMissing(fs.readdir(path)))?.sort(byCodePoint),
  makeDirectory: async (path) => void (await fs.mkdir(path, { recursive: true })),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { recursive: true, force: true }),
};
