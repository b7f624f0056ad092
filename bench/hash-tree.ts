// Digests every file below a folder as a run does: `hash-tree FOLDER MEMORY [forget] [print]`.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDigests } from "../src/cache/digests.ts";
import { nodeFiles } from "../src/host/node-files.ts";

const [root = "", file = "", ...words] = process.argv.slice(2);
if (words.includes("forget")) rmSync(file, { force: true });
const clock = { now: Date.now, monotonic: () => performance.now(), sleep: () => Promise.resolve() };
const digests = openDigests({ host: { files: nodeFiles, clock }, file, root });
const paths: string[] = [];
const folders = [root];
for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) folders.push(join(folder, entry.name));
    else if (entry.isFile()) paths.push(join(folder, entry.name));
  }
}
const found = await digests.of(paths, new AbortController().signal);
if (!found.ok) throw new Error(found.error);
await digests.save();
if (words.includes("print"))
  console.log(found.value.map(({ sha256 }, index) => `${sha256}  ${paths[index]}`).join("\n"));
