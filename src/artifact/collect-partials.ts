import { join } from "node:path";
import type { Clock, Files } from "../host/host.ts";
import { partialFolder } from "../store/local-path.ts";
import { leastMs } from "./collect-decision.ts";
import type { CollectedItem } from "./collect-item.ts";

/** What writers that were killed left in the folder of a store; nobody writes to a file for as long as that. */
export async function collectPartials(
  folder: string,
  {
    files,
    clock,
    dryRun,
  }: { readonly files: Files; readonly clock: Pick<Clock, "now">; readonly dryRun: boolean },
): Promise<readonly CollectedItem[]> {
  const items: CollectedItem[] = [];
  const partials = join(folder, partialFolder);
  for (const name of (await files.list(partials)) ?? []) {
    const uri = join(partials, name);
    const stat = await files.stat(uri);
    if (!stat || clock.now() - stat.mtimeMs <= leastMs) continue;
    if (!dryRun) await files.remove(uri);
    const what = {
      kind: "partial",
      why: "who wrote it was killed",
      fate: dryRun ? "removable" : "removed",
    } as const;
    items.push({ ...what, uri, bytes: stat.size, objects: 1, at: stat.mtimeMs });
  }
  return items;
}
