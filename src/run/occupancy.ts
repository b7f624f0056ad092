import { dirname, join, relative, sep } from "node:path";
import type { Files } from "../host/host.ts";
import type { Ledger } from "./ledger.ts";
import { type Found, walk } from "./walk.ts";

/** Something that a run puts into the checkout: an output, or data of a bucket. */
export interface Claim {
  readonly path: string;
  readonly isDirectory: boolean;
  /** For messages: `output`, `input`. */
  readonly noun: string;
}

export interface CheckoutPlace {
  readonly files: Files;
  /** The pipeline's folder. */
  readonly root: string;
  readonly ledger: Ledger;
}

const shown = ({ noun, path, isDirectory }: Claim): string => `${noun} ${path}${isDirectory ? "/" : ""}`;

/** Why it cannot be made at its place: a parent is a file, or a link out of the pipeline's folder. */
export async function misplaced({ files, root }: CheckoutPlace, claim: Claim): Promise<readonly string[]> {
  const top = await files.realpath(root);
  for (let parent = dirname(join(root, claim.path)); parent.length > root.length; parent = dirname(parent)) {
    if ((await files.stat(parent)) === undefined) continue;
    const real = await files.realpath(parent);
    const name = relative(root, parent);
    if (real === undefined || top === undefined || !(real + sep).startsWith(top + sep)) {
      return [`${shown(claim)} lies behind the link ${name}, which leaves the pipeline's folder`];
    }
    const isFolder = (await files.stat(real))?.kind === "directory";
    return isFolder ? [] : [`${shown(claim)} cannot be made, because ${name} is a file`];
  }
  return [];
}

/** What lies there that no run left, or that was changed since. `found`: all that lies there. */
export async function occupied(
  { files, root, ledger }: CheckoutPlace,
  claim: Claim,
  found?: readonly Found[],
): Promise<readonly string[]> {
  const path = join(root, claim.path);
  const all = found ?? (await walk(files, path));
  const foreign = all.length === 0 ? [] : await ledger.foreign(path, all);
  if (foreign.length === 0) return [];
  const names = some(foreign.map((file) => join(claim.path, file.path)));
  return [
    `in the place of ${shown(claim)} lies what no run left there, or what was changed since: ${names}; move or delete it`,
  ];
}

function some(names: readonly string[]): string {
  const rest = names.length - 5;
  return names.slice(0, 5).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
