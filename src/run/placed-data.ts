import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "./attempt-frame.ts";
import { type Buckets, type StepData, stepData } from "./bucket-data.ts";
import type { Failure } from "./event.ts";
import { type CheckoutPlace, type Claim, misplaced, occupied } from "./occupancy.ts";
import { type Found, walk } from "./walk.ts";

/** Data of buckets in the checkout itself, for steps on the host: second names of the files that were fetched. */
export interface PlacedData {
  /** Once a run for each place: other steps may read there by then. */
  place(data: StepData): Promise<Result<void, Failure>>;
}

type Placing = Promise<Result<void, Failure>>;

export function placeInCheckout(context: CheckoutPlace): PlacedData {
  const known = new Map<string, { readonly at: string; readonly placing: Placing }>();
  return {
    async place(data) {
      const { at } = data.data;
      const found = known.get(data.path);
      if (found?.at === at) return found.placing;
      const placing = (found?.placing ?? Promise.resolve()).then(() => placeOne(context, data));
      known.set(data.path, { at, placing });
      const placed = await placing;
      if (!placed.ok && known.get(data.path)?.placing === placing) known.delete(data.path);
      return placed;
    },
  };
}

/** All that a step on the host is to find, fetched and in its place. */
export async function placeStepData(input: {
  readonly buckets: Pick<Buckets, "fetch">;
  readonly placed: PlacedData;
  readonly frame: AttemptFrame;
}): Promise<Result<void, Failure>> {
  const found = await stepData(input.buckets, input.frame);
  if (!found.ok) return found;
  for (const data of found.value) {
    const placed = await input.placed.place(data);
    if (!placed.ok) return placed;
  }
  return ok(undefined);
}

async function placeOne(context: CheckoutPlace, data: StepData): Placing {
  const { files, root, ledger } = context;
  const claim: Claim = { path: data.path, isDirectory: isFolder(data), noun: `the data of ${data.from} at` };
  const path = join(root, data.path);
  const wrong = await misplaced(context, claim);
  if (wrong.length > 0) return err(config(wrong));
  const found = await walk(files, path);
  const foreign = await occupied(context, claim, found);
  if (foreign.length > 0) return err(config(foreign));
  if (await isThere(context, data, found)) return ok(undefined);
  // Recorded before anything is there: whatever a crash leaves is ours.
  await files.remove(path);
  await files.makeDirectory(dirname(path));
  await ledger.started(path);
  await fill(context, data);
  await ledger.left(path, await walk(files, path));
  return ok(undefined);
}

const isFolder = ({ data }: StepData): boolean => data.files[0] !== "";

const config = (messages: readonly string[]): Failure => ({
  cause: "config",
  phase: "inputs",
  message: messages.join("; "),
});

/** Whether an earlier run placed the very same: then nothing moves under whoever looks at it. */
async function isThere(
  { files, root }: CheckoutPlace,
  { path, data }: StepData,
  found: readonly Found[],
): Promise<boolean> {
  if (found.length !== data.files.length) return false;
  const known = new Map(found.map((file) => [file.path, file.stat]));
  for (const name of data.files) {
    const [here, there] = [known.get(name), await files.stat(join(data.at, name))];
    if (here?.kind !== "file" || here.ino !== there?.ino || here.size !== there.size) return false;
  }
  for (const folder of data.folders)
    if ((await files.stat(join(root, path, folder)))?.kind !== "directory") return false;
  return true;
}

async function fill({ files, root }: CheckoutPlace, { path, data }: StepData): Promise<void> {
  const to = join(root, path);
  for (const folder of data.folders) await files.makeDirectory(join(to, folder));
  for (const [index, name] of data.files.entries()) {
    await files.link(join(data.at, name), join(to, name));
    // A large tree would hold up signals and other steps' output.
    if (index % 512 === 511) await nextTurn();
  }
}
