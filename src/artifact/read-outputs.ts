import { join } from "node:path";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Published } from "../run/event.ts";
import { stopped, type TransferFault } from "./transfer.ts";
import { readTree, type Tree, type TreeRequest } from "./tree.ts";

/** An output that a step left, and what it is on this disk. */
export interface ReadOutput {
  readonly output: Published & { readonly isDirectory: boolean };
  readonly tree: Tree;
}

/** All outputs of a step; none where one of them cannot be kept. */
export async function readOutputs(
  request: Omit<TreeRequest, "path"> & { readonly outputs: readonly ReadOutput["output"][] },
): Promise<Result<readonly ReadOutput[], TransferFault>> {
  const { outputs, root, signal } = request;
  const read: ReadOutput[] = [];
  for (const output of outputs) {
    const tree = await readTree({ ...request, path: join(root, output.path) });
    if (signal.aborted) return err(stopped);
    if (!tree.ok) return err({ reason: "unreadable", message: tree.error });
    read.push({ output, tree: tree.value });
  }
  return ok(read);
}
