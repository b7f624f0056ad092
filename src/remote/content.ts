import { createHash } from "node:crypto";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Files } from "../host/host.ts";
import type { InputFiles } from "../run/input-files.ts";
import { sourceOf } from "../stage/data-inputs.ts";

const pieceBytes = 1024 * 1024;

/**
 * SHA-256 over names, modes and content of what a step is given: the same on every machine, and after every checkout. Data of a
 * bucket counts by where it lies, since that folder is named by a hash of what the bucket listed.
 */
export async function contentDigest(input: {
  readonly files: Files;
  readonly root: string;
  readonly inputs: InputFiles;
}): Promise<string> {
  const { files, root, inputs } = input;
  const total = createHash("sha256");
  for (const path of [...inputs.folders.keys()].sort()) total.update(JSON.stringify(["folder", path]));
  for (const path of inputs.files)
    total.update(JSON.stringify(await describe(files, { root, inputs, path })));
  return total.digest("hex");
}

async function describe(
  files: Files,
  { root, inputs, path }: { readonly root: string; readonly inputs: InputFiles; readonly path: string },
): Promise<readonly (string | boolean)[]> {
  const at = sourceOf(inputs, root, path);
  if (at !== join(root, path)) return ["data", path, withoutPlace(at)];
  const link = inputs.followed.has(path) ? undefined : await files.readlink(at);
  if (link !== undefined) return ["link", path, link];
  const source = (await files.realpath(at)) ?? at;
  const mode = (await files.stat(source))?.mode ?? 0;
  return ["file", path, (mode & 0o100) !== 0, await hashFile(files, source)];
}

/** From the folder that holds the data of buckets on. */
const withoutPlace = (at: string): string => at.slice(at.lastIndexOf("/buckets/") + 1);

/** In pieces, because a data set may be larger than memory, and with pauses in which others get their turn. */
async function hashFile(files: Files, path: string): Promise<string> {
  const hash = createHash("sha256");
  for (let offset = 0; ; ) {
    const bytes = await files.readFrom(path, offset, pieceBytes);
    if (!bytes || bytes.length === 0) return hash.digest("hex");
    hash.update(bytes);
    offset += bytes.length;
    if (bytes.length < pieceBytes) return hash.digest("hex");
    await nextTurn();
  }
}
