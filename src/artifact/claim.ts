import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { Patience } from "../store/patience.ts";
import { createOnce, type PutTask, putText } from "../store/put.ts";
import type { SourceFault } from "../store/source.ts";
import type { ArtifactDomain } from "./domain.ts";
import type { Manifest } from "./manifest.ts";
import { readManifestAt } from "./read-manifest.ts";
import { areThere } from "./stored-tree.ts";

export interface Claim extends Patience {
  readonly store: ObjectStore;
  readonly domain: ArtifactDomain;
  /** Of the manifest, in the store. */
  readonly at: string;
  readonly manifest: Manifest;
  /** In the place of what is there. */
  readonly force: boolean;
}

export interface ClaimFault {
  readonly fault: SourceFault;
  /** It may be there all the same, so what it names has to stay. */
  readonly isUnsure: boolean;
}

const mostTries = 3;

/** Resolves with the manifest that is there in the end: one's own, or that of somebody who was first. */
export async function claim(task: Claim): Promise<Result<Manifest, ClaimFault>> {
  let { force } = task;
  for (let tries = 1; ; tries++) {
    const written = await write(task, force);
    if (written.ok && written.value === "written") return ok(task.manifest);
    if (!written.ok && !isUnsure(written.error)) return err({ fault: written.error, isUnsure: false });
    const there = await readBack(task);
    if (!there.ok) return err({ fault: written.ok ? there.error : written.error, isUnsure: true });
    if (there.value !== undefined && there.value !== "useless") {
      if (there.value.nonce === task.manifest.nonce || !task.force) return ok(there.value);
    }
    if (!written.ok || tries === mostTries)
      return err({ fault: written.ok ? contested : written.error, isUnsure: true });
    // Nobody can make use of it, so it is in nobody's favour; nor is what was removed meanwhile.
    force ||= there.value === "useless";
  }
}

const contested: SourceFault = {
  reason: "busy",
  message: "the manifest was removed again and again: is something clearing up the artifact store?",
};

/** The answer got lost, not the request. */
const isUnsure = ({ reason }: SourceFault): boolean => reason === "busy" || reason === "unreachable";

async function write(task: Claim, force: boolean): Promise<Result<"written" | "exists", SourceFault>> {
  const text = JSON.stringify(task.manifest);
  const put: PutTask = { ...task, sink: task.store.sink, key: task.at, text };
  if (!force) return createOnce(put);
  const done = await putText(put);
  return done.ok ? ok("written") : done;
}

async function readBack(task: Claim): Promise<Result<Manifest | "useless" | undefined, SourceFault>> {
  const found = await readManifestAt(task, task.at);
  if (!found.ok) {
    const { reason, message } = found.error;
    return reason === "invalid" ? ok("useless") : err({ reason, message });
  }
  for (const { entries } of found.value?.outputs ?? []) {
    const there = await areThere(task, entries);
    if (!there.ok) return there;
    if (!there.value) return ok("useless");
  }
  return ok(found.value);
}
