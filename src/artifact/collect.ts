import { ok, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "../store/source.ts";
import { doomedTrees } from "./collect-decision.ts";
import {
  type CollectRequest,
  decideNow,
  type Judged,
  Removal,
  type StoreCollection,
} from "./collect-removal.ts";
import { readTrees, survey } from "./collect-survey.ts";

/** Removes what no kept run needs, or says what that is. The error: not all could be looked at, so nothing was removed. */
export async function collectStore(request: CollectRequest): Promise<Result<StoreCollection, SourceFault>> {
  const found = await survey(request);
  if (!found.ok) return found;
  const decision = decideNow(request, found.value);
  const trees = await judgeTrees(request, { found: found.value, decision });
  if (!trees.ok) return trees;
  return ok(await new Removal(request, { found: found.value, decision, trees: trees.value }).run());
}

/** A tree names what lies in its own domain. */
async function judgeTrees(
  request: CollectRequest,
  { found, decision: { uploads } }: Omit<Judged, "trees">,
): Promise<Result<Judged["trees"], SourceFault>> {
  const domains = new Set(uploads.map(({ what: { domain } }) => domain));
  const read = await readTrees(
    request,
    found.trees.filter(({ domain }) => domains.has(domain)),
  );
  if (!read.ok) return read;
  return ok(doomedTrees(read.value, { uploads, found: found.uploads, now: request.clock.now() }));
}
