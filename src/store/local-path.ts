import { join } from "node:path";

/** Where what is not whole yet lies: on the file system of what is, so that a rename gives it its name. */
export const partialFolder = ".partial";

/** The file of a key. A key that leads elsewhere was never made by the store's users, so it is a bug. */
export function localPath(folder: string, key: string): string {
  const names = key.split("/");
  const isOdd = names.some((name) => name === "" || name === "." || name === "..") || key.includes("\0");
  if (isOdd || names[0] === partialFolder) throw new Error(`${JSON.stringify(key)} is no key of a store`);
  return join(folder, key);
}

/** The folder that holds all keys with a prefix, and how keys in it begin. */
export function localFolder(folder: string, prefix: string): { readonly path: string; readonly at: string } {
  const at = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  return { path: at === "" ? folder : localPath(folder, at.slice(0, -1)), at };
}
