import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BuildFault } from "./build-fault.ts";
import type { BuildPlan, PlanRequest } from "./build-plan.ts";
import type { LendLogins } from "./client-logins.ts";
import { findLocalImage } from "./local-image.ts";
import { pullImage } from "./pull.ts";
import type { OnLines } from "./ready-image.ts";

export interface BuildRequest extends PlanRequest {
  readonly onLines: OnLines;
  readonly lend?: LendLogins;
  /** Absolute; for small files of ours that may stay there. */
  readonly scratch: string;
  /** A reference in the stack's registry of an image with one of the tags: it is pulled and nothing is built. */
  readonly published?: (tags: readonly string[]) => Promise<string | undefined>;
}

/** What a built image is called in the engine. */
export const localName = (tag: string): string => `stepops:${tag}`;

/** Kept under the run's own tag too: what it publishes may not bear the name of another domain. */
export async function findBuilt(
  request: BuildRequest,
  { tag, tags }: BuildPlan,
): Promise<Result<string | undefined, BuildFault>> {
  for (const each of tags) {
    const found = await findLocal(request, localName(each));
    if (!found.ok) return found;
    if (found.value === undefined) continue;
    if (each !== tag) await request.engine.call(["tag", found.value, localName(tag)]);
    return found;
  }
  return ok(undefined);
}

/** The id of an image that the engine has. */
export async function findLocal(
  { engine, signal }: BuildRequest,
  reference: string,
): Promise<Result<string | undefined, BuildFault>> {
  const found = await findLocalImage({ engine, reference, signal });
  signal.throwIfAborted();
  return found.ok ? ok(found.value?.id) : err({ message: found.error.message, hint: found.error.hint });
}

/** Undefined where there is none, or where it is better built after all. */
export async function pullPublished(
  request: BuildRequest,
  { tag, tags }: BuildPlan,
): Promise<string | undefined> {
  const { engine, image, published, onNotice, signal } = request;
  const reference = await published?.(tags);
  if (reference === undefined) return undefined;
  const pulled = await pullImage({ ...request, reference, ...optional("platform", image.platform) });
  signal.throwIfAborted();
  const found = pulled.ok ? await findLocal(request, reference) : ok(undefined);
  const id = found.ok ? found.value : undefined;
  if (id === undefined)
    onNotice(pulled.ok ? `${reference} is gone again` : `${pulled.error.message}; it is built`);
  else await engine.call(["tag", id, localName(tag)]);
  return id;
}
