import type { Dirent, Stats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fs } from "./builtin.ts";
import type { Appender, ByteReader, ByteWriter, FileStat, Files } from "./host.ts";
import { dataRuns } from "./sparse.ts";

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** A parent that is a file (ENOTDIR) also means that the path is not there. */
const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

function unlessMissing<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Tries first and makes parents only when one is missing: nearly always they are there. */
function withParents<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    fs.mkdirSync(dirname(path), { recursive: true });
    return act();
  }
}

function write(path: string, text: string, mode?: number): void {
  withParents(path, () => fs.writeFileSync(path, text, mode === undefined ? {} : { mode }));
  // `mode` above counts only where the file is new.
  if (mode !== undefined) fs.chmodSync(path, mode);
}

let temporaries = 0;

/** In the same folder, since a rename never crosses file systems; the pid keeps two processes apart. */
function temporaryFor(path: string): string {
  temporaries += 1;
  return join(dirname(path), `.${basename(path)}.${process.pid}-${temporaries}.tmp`);
}

function viaTemporary<T>(path: string, text: string, act: (temporary: string) => T): T {
  const temporary = temporaryFor(path);
  try {
    withParents(temporary, () => fs.writeFileSync(temporary, text, { flag: "wx" }));
    return act(temporary);
  } catch (error) {
    unlessMissing(() => fs.rmSync(temporary, { force: true }));
    throw error;
  }
}

/** A hard link fails where the name is taken, so the text is there whole or not at all. */
function create(path: string, text: string): boolean {
  return viaTemporary(path, text, (temporary) => {
    const created = linkOrWrite(temporary, path, text);
    fs.rmSync(temporary, { force: true });
    return created;
  });
}

function linkOrWrite(temporary: string, path: string, text: string): boolean {
  try {
    fs.linkSync(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
  }
  // No hard links on this file system (FAT, some network shares): exclusive, though a reader may see it half written.
  try {
    fs.writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

const openForAppend = (path: string): number => withParents(path, () => fs.openSync(path, "a"));

/** What cannot be written whole (a full disk) is taken back, so that the next line does not join half a line. */
function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += fs.writeSync(fd, bytes, written);
  } catch (error) {
    if (written > 0) fs.ftruncateSync(fd, fs.fstatSync(fd).size - written);
    throw error;
  }
}

function appender(path: string, truncateTo?: number): Appender {
  let fd: number | undefined = openForAppend(path);
  const { size, nlink } = fs.fstatSync(fd);
  const hadLink = nlink > 0;
  if (truncateTo !== undefined && size > truncateTo) fs.ftruncateSync(fd, truncateTo);
  return {
    write(text) {
      if (fd === undefined) throw new Error(`${path} is closed`);
      writeWhole(fd, text);
    },
    sync() {
      if (fd !== undefined) fs.fsyncSync(fd);
    },
    // A file system that counts no links shows none from the start.
    isRemoved: () => fd !== undefined && hadLink && fs.fstatSync(fd).nlink === 0,
    close() {
      if (fd !== undefined) fs.closeSync(fd);
      fd = undefined;
    },
  };
}

/** Through threads, unlike the rest: what comes here is large, and comes from afar. What is all zeros becomes a hole. */
async function writer(path: string, mode: number): Promise<ByteWriter> {
  const handle = await fs.promises.open(path, "wx", mode);
  let size = 0;
  let written = 0;
  return {
    async write(bytes) {
      for (const [start, end] of dataRuns(bytes)) {
        for (let at = start; at < end; )
          at += (await handle.write(bytes, at, end - at, size + at)).bytesWritten;
        written = size + end;
      }
      size += bytes.length;
    },
    async close() {
      try {
        if (written < size) await handle.truncate(size);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Neither through a link nor, as an open of a named pipe would, waiting for somebody. */
const asFile = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;

async function reader(path: string): Promise<ByteReader | undefined> {
  const handle = await fs.promises.open(path, asFile).catch((error: unknown) => {
    if (isMissing(error) || codeOf(error) === "ELOOP" || codeOf(error) === "ENXIO") return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  if ((await handle.stat()).isFile())
    return { read: (offset, limit) => readWhole(handle, offset, limit), close: () => handle.close() };
  await handle.close();
  return undefined;
}

async function readWhole(handle: FileHandle, offset: number, limit: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(limit);
  let read = 0;
  while (read < limit) {
    const { bytesRead } = await handle.read(buffer, read, limit - read, offset + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

/** Where a rename cannot go (EXDEV), the copy is whole before it takes the name; of one that fails nothing is left. */
async function move(from: string, to: string): Promise<void> {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== "EXDEV") throw error;
    await copyAcross(from, to);
    // What cannot be removed there (a folder that its owner closed) is no reason to lose what is here.
    await fs.promises.rm(from, { recursive: true, force: true }).catch(() => {});
  }
}

async function copyAcross(from: string, to: string): Promise<void> {
  const temporary = temporaryFor(to);
  const asItIs = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, errorOnExist: true };
  try {
    await fs.promises.cp(from, temporary, asItIs);
    fs.renameSync(temporary, to);
  } catch (error) {
    await fs.promises.rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** Another file system, too many names already, no such thing here, or not ours to link to (protected_hardlinks). */
const unlinkable: ReadonlySet<string | undefined> = new Set([
  "EXDEV",
  "EMLINK",
  "ENOTSUP",
  "ENOSYS",
  "EPERM",
  "EACCES",
]);

/** What is copied may be large, so it goes by another thread. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    withParents(to, () => fs.linkSync(from, to));
  } catch (error) {
    if (!unlinkable.has(codeOf(error))) throw error;
    await copy(from, to);
  }
}

const copy = (from: string, to: string): Promise<void> =>
  fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE | fs.constants.COPYFILE_EXCL);

function readlink(path: string): string | undefined {
  try {
    return unlessMissing(() => fs.readlinkSync(path));
  } catch (error) {
    if (codeOf(error) === "EINVAL") return undefined;
    throw error;
  }
}

function readFrom(path: string, offset: number, limit: number): Uint8Array | undefined {
  const fd = unlessMissing(() => fs.openSync(path, "r"));
  if (fd === undefined) return undefined;
  try {
    const left = Math.max(0, fs.fstatSync(fd).size - offset);
    const buffer = Buffer.alloc(Math.min(limit, left));
    return buffer.subarray(0, fs.readSync(fd, buffer, 0, buffer.length, offset));
  } finally {
    fs.closeSync(fd);
  }
}

function kindOf(entry: Stats | Dirent): FileStat["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "link" : "other";
}

function stat(path: string): FileStat | undefined {
  const found = unlessMissing(() => fs.lstatSync(path, { throwIfNoEntry: false }));
  return found && { ...pick(found), kind: kindOf(found) };
}

/** The times as Node has them anyway are exact enough to tell changes; nanoseconds would cost a big integer a field. */
const pick = ({ size, mtimeMs, ctimeMs, mode, ino }: Stats) => ({ size, mtimeMs, ctimeMs, mode, ino });

/** UTF-8 bytes compare as code points do; JavaScript's own order differs beyond the basic plane. */
const byCodePoint = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

const rm = (path: string): Promise<void> => fs.promises.rm(path, { recursive: true, force: true });

/** A step may close its folders even to their owner (Go's module cache is all read-only), who may open them again. */
async function remove(path: string): Promise<void> {
  try {
    await rm(path);
  } catch (error) {
    if ((codeOf(error) !== "EACCES" && codeOf(error) !== "EPERM") || !openFolders(path)) throw error;
    await rm(path);
  }
}

/** True when something was closed; what is another's stays as it is. */
function openFolders(path: string): boolean {
  const found = stat(path);
  if (found?.kind !== "directory") return false;
  const isClosed = (found.mode & 0o700) !== 0o700;
  try {
    if (isClosed) fs.chmodSync(path, found.mode | 0o700);
    const inner = fs.readdirSync(path).map((name) => openFolders(join(path, name)));
    return isClosed || inner.includes(true);
  } catch {
    return false;
  }
}

/**
 * Node's file system as `Files`: missing files are values, everything else throws Node's error. All but removals and
 * copies, which may be large, are synchronous inside: what they touch is small, a trip to a thread costs more than the call,
 * and a process without those threads forks faster.
 */
export const nodeFiles: Files = {
  read: async (path) => unlessMissing(() => fs.readFileSync(path, "utf8")),
  write: async (path, text, mode) => write(path, text, mode),
  replace: async (path, text) => viaTemporary(path, text, (temporary) => fs.renameSync(temporary, path)),
  create: async (path, text) => create(path, text),
  appender,
  writer,
  reader,
  readFrom: async (path, offset, limit) => readFrom(path, offset, limit),
  stat: async (path) => stat(path),
  realpath: async (path) => unlessMissing(() => fs.realpathSync(path)),
  list: async (path) => unlessMissing(() => fs.readdirSync(path))?.sort(byCodePoint),
  makeDirectory: async (path, mode) => {
    fs.mkdirSync(path, { recursive: true });
    if (mode !== undefined) fs.chmodSync(path, mode);
  },
  rename: async (from, to) => fs.renameSync(from, to),
  move,
  link: linkOrCopy,
  copy: async (from, to, mode) => {
    fs.mkdirSync(dirname(to), { recursive: true });
    await copy(from, to);
    fs.chmodSync(to, mode);
  },
  setMode: async (path, mode) => fs.chmodSync(path, mode),
  symlink: async (target, path) => withParents(path, () => fs.symlinkSync(target, path)),
  readlink: async (path) => readlink(path),
  remove,
};
