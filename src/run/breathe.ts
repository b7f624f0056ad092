import { setImmediate as nextTurn } from "node:timers/promises";

let entries = 0;

/** The file system answers at once, so without a pause a large tree would hold up signals and other steps' output. */
export async function breathe(): Promise<void> {
  entries += 1;
  if (entries % 512 === 0) await nextTurn();
}
