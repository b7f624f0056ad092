import { join } from "node:path";
import type { Files } from "../host/host.ts";

/** `.stepops` of a checkout, made with a `.gitignore` of its own, so that no user has to ignore it. */
export async function stateDirectory(files: Files, checkout: string): Promise<string> {
  const directory = join(checkout, ".stepops");
  await files.makeDirectory(directory);
  await files.create(join(directory, ".gitignore"), "*\n");
  return directory;
}
