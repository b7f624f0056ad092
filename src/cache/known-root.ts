import type { Host } from "../host/host.ts";

/** The same host, which is asked only once where the pipeline's folder leads: each step asks it several times. */
export function knowingRoot<T extends Pick<Host, "files">>(host: T, root: string): T {
  const { files } = host;
  let top: Promise<string | undefined> | undefined;
  const realpath = (path: string): Promise<string | undefined> => {
    if (path !== root) return files.realpath(path);
    top ??= files.realpath(root);
    return top;
  };
  return { ...host, files: { ...files, realpath } };
}
