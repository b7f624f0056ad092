import { err, ok, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "./source.ts";

/** What the disk of a store answers, as a value; anything but a system's error is a bug and stays thrown. */
export async function onDisk<T>(path: string, act: () => Promise<T>): Promise<Result<T, SourceFault>> {
  try {
    return ok(await act());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || typeof code !== "string") throw error;
    return err(localFault(code, path));
  }
}

export function localFault(code: string, path: string): SourceFault {
  if (code === "ENOENT" || code === "ENOTDIR") return { reason: "missing", message: `${path} is not there` };
  const [what, hint] = known[code] ?? [`refused by the file system (${code})`, "look after that disk"];
  const reason = passing.has(code) ? "busy" : "refused";
  return { reason, message: `the artifact store's file ${path} is ${what}: ${hint}` };
}

/** A server of files that is busy or was restarted, and too many files open. */
const passing: ReadonlySet<string> = new Set([
  ...["EAGAIN", "EBUSY", "EINTR", "ESTALE", "ETIMEDOUT", "EMFILE", "ENFILE"],
]);

const elsewhere = "or choose another folder for the artifact store";
const full = [
  "on a full disk",
  `free some space, let "stepops gc" remove old artifacts, ${elsewhere}`,
] as const;
const closed = ["closed to this user", `let this user read and write there, ${elsewhere}`] as const;
const occupied = [
  "in the way of another one",
  "remove what does not belong into the artifact store",
] as const;

const known: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: closed,
  EPERM: closed,
  EROFS: ["on a file system that may only be read", `mount it writable, ${elsewhere}`],
  EIO: ["on a disk that reports an error (EIO)", `check that disk, ${elsewhere}`],
  ENAMETOOLONG: ["longer in its name than this disk takes", "give the output shorter names"],
  EFBIG: ["larger than this disk takes", elsewhere.slice("or ".length)],
  EISDIR: occupied,
  EEXIST: occupied,
  ENOTEMPTY: occupied,
};
