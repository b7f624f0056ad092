import type { Stats } from "node:fs";
import type { FileStat } from "../host/host.ts";

// Not from host/builtin.ts: in the bundle it shares a file with much that no thread needs.
const fs = process.getBuiltinModule("node:fs");
const crypto = process.getBuiltinModule("node:crypto");

/** What reading a whole file came to. A fault is said of the file, whose name goes before it: "is not a file". */
export type FileReading = { readonly sha256: string; readonly stat: FileStat } | { readonly fault: string };

/** Large enough that calls cost nothing beside hashing, small enough to stay in a core's cache. */
export const bufferBytes = 256 * 1024;

const changed: FileReading = { fault: "changed while it was read: something still writes to it" };

/** How often a file is read whose names or permissions change all the while. */
const mostReadings = 3;

/** SHA-256 of a file, never through a link. It blocks, and so belongs into a thread where the file is large. */
export function hashFile(path: string, buffer: Uint8Array): FileReading {
  try {
    const file = openFile(path);
    try {
      return hashOpened(file, buffer);
    } finally {
      fs.closeSync(file);
    }
  } catch (error) {
    return { fault: wordsFor(error as NodeJS.ErrnoException) };
  }
}

/** A link or a pipe may have been put there since somebody looked: one is refused, and opening the other must not wait. */
function openFile(path: string): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  return fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
}

/** What changed but its bytes (a container step gives its inputs second names) is no reason to fail, only to read again. */
function hashOpened(file: number, buffer: Uint8Array): FileReading {
  let before = fs.fstatSync(file);
  if (!before.isFile()) return { fault: "is not a file" };
  for (let readings = 0; readings < mostReadings; readings++) {
    const sha256 = hashBytes(file, before.size, buffer);
    const after = fs.fstatSync(file);
    if (sha256 === undefined || before.size !== after.size || before.mtimeMs !== after.mtimeMs) break;
    if (before.ctimeMs === after.ctimeMs) return { sha256, stat: pick(after) };
    before = after;
  }
  return changed;
}

const pick = ({ size, mtimeMs, ctimeMs, mode, ino }: Stats): FileStat => ({
  kind: "file",
  size,
  mtimeMs,
  ctimeMs,
  mode,
  ino,
});

/** Undefined where the file has more or less than `size` bytes. */
function hashBytes(file: number, size: number, buffer: Uint8Array): string | undefined {
  const hash = size < buffer.length ? undefined : crypto.createHash("sha256");
  let at = 0;
  do {
    // In one piece where it fits, which spares a small file the cost of an object.
    const offset = hash ? 0 : at;
    // A byte more than there should be shows a file that grew, and one of /proc, whose size is told as 0.
    const length = Math.min(buffer.length - offset, size - at + 1);
    const read = fs.readSync(file, buffer, offset, length, at);
    hash?.update(buffer.subarray(0, read));
    if (read === 0) break;
    at += read;
  } while (at < size);
  if (at !== size) return undefined;
  return hash ? hash.digest("hex") : crypto.hash("sha256", buffer.subarray(0, size));
}

function wordsFor({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "is not there any more";
  if (code === "ELOOP") return "is a link by now, not a file";
  if (code === "ENXIO") return "is not a file";
  if (code === "EACCES" || code === "EPERM") return "cannot be read: check its permissions";
  return `cannot be read (${message})`;
}
