/** What disks take in one name. */
const mostNameBytes = 255;

/** Why a path with slashes is none below a folder, or would not be the same on every disk; undefined when it is fine. */
export function pathFault(path: string): string | undefined {
  const names = path.split("/");
  if (path.includes("\0")) return "has a NUL character in it";
  if (path.startsWith("/")) return "is absolute";
  if (names.includes("")) return "has an empty name in it";
  if (names.some((name) => name === "." || name === "..")) return "has . or .. in it";
  if (!path.isWellFormed()) return "is not valid Unicode";
  if (names.some((name) => Buffer.byteLength(name) > mostNameBytes))
    return `has a name of more than ${mostNameBytes} bytes`;
  return undefined;
}

/** A path below an output; empty for the output itself. */
export const below = (output: string, path: string): string => (path === "" ? output : `${output}/${path}`);

/** Outputs that lie in no other one; the rest come along with those. */
export const outermost = <T extends { readonly path: string }>(outputs: readonly T[]): readonly T[] =>
  outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));

/** As JSON and cut short, so that no character of it does anything on a terminal. */
export const shown = (path: string): string => JSON.stringify(path.slice(0, 300));
