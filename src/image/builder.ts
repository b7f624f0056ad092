import { join } from "node:path";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { staleBases } from "./base-digests.ts";
import { stageDockerfile, startBuild } from "./build-client.ts";
import { type BuildFault, buildFault } from "./build-fault.ts";
import { type BuildPlan, planBuild } from "./build-plan.ts";
import { stepWatch } from "./build-steps.ts";
import { lendNothing, noted } from "./client-logins.ts";
import { followClient } from "./client-run.ts";
import { pullImage } from "./pull.ts";
import type { ReadyImage } from "./ready-image.ts";
import { type BuildRequest, findBuilt, findLocal, localName, pullPublished } from "./reuse.ts";

export interface Built {
  /** By its id: only this engine has it. */
  readonly image: ReadyImage;
  /** Under which it may be published. */
  readonly tag: string;
  /** What a fingerprint goes by. */
  readonly hash: string;
  /** False when it was there already, or pulled. */
  readonly built: boolean;
}

export type { BuildRequest } from "./reuse.ts";

/** An image of the context as it is now: one that was built of the same before, else a new one. */
export async function buildImage(request: BuildRequest): Promise<Result<Built, BuildFault>> {
  try {
    const plan = await planBuild(request);
    if (!plan.ok) return plan;
    const found = await findBuilt(request, plan.value);
    if (!found.ok) return found;
    const id = found.value ?? (await pullPublished(request, plan.value));
    return id === undefined ? await build(request, plan.value) : ok(ready(plan.value, id, false));
  } catch (error) {
    if (request.signal.aborted) return err(stopped);
    throw error;
  }
}

const stopped: BuildFault = { message: "the build was stopped", hint: "Run it again" };

const ready = ({ tag, hash }: BuildPlan, id: string, built: boolean): Built => ({
  image: { reference: id, digest: id },
  tag,
  hash,
  built,
});

async function build(request: BuildRequest, plan: BuildPlan): Promise<Result<Built, BuildFault>> {
  const { engine, host, image, root, signal } = request;
  warn(request, plan);
  const refreshed = await refreshBases(request, plan);
  if (!refreshed.ok) return refreshed;
  signal.throwIfAborted();
  const { tag, builder, dockerfile, files, leftOut } = plan;
  const steps = stepWatch(request.onLines);
  const command = {
    ...{ engine, builder, image, folder: files.folder },
    dockerfile: builder === "legacy" ? join(root, files.path) : await stage(request, plan),
    name: localName(tag),
    label: `stepops.image=${tag}`,
  };
  const { lend = lendNothing } = request;
  const reads = plan.bases.map(({ reference }) => reference);
  const { run, lent } = await lend({ client: "docker", reads, signal }, async (lent) => {
    const { onLines } = steps;
    const child = startBuild({ ...command, env: lent.env });
    const run = await followClient({ child, clock: host.clock, onLines, secrets: lent.secrets, signal });
    return { run, lent };
  });
  signal.throwIfAborted();
  if (run.isDone) return checked(request, plan);
  const place = { dockerfile, path: files.path, context: image.context, engineName: engine.name };
  const missing = builder === "legacy" ? [] : leftOut;
  const said = { lines: run.lines, errors: run.errors, step: steps.last() };
  const fault = buildFault({ ...place, ...said, leftOut: missing });
  return err(isAboutLogin(run.errors) ? { ...fault, message: noted(fault.message, lent) } : fault);
}

/** What registries say of a base image, through either builder. */
const isAboutLogin = (errors: readonly string[]): boolean =>
  /unauthorized|denied|no basic auth|failed to authorize|authorization failed|\b40[13]\b/i.test(
    errors.join("\n"),
  );

/** What was sent after a change is not what the tag says, and would be taken for it for ever. */
async function checked(request: BuildRequest, plan: BuildPlan): Promise<Result<Built, BuildFault>> {
  const name = localName(plan.tag);
  const changed = await plan.recheck();
  if (changed) {
    await request.engine.call(["image", "rm", name]);
    return err(changed);
  }
  const made = await findLocal(request, name);
  if (!made.ok) return made;
  return made.value === undefined ? err(vanished) : ok(ready(plan, made.value, true));
}

const vanished: BuildFault = {
  message: "the image was built, and the engine does not have it",
  hint: "See that the builder that docker buildx ls marks loads its images into the engine",
};

/** A folder of its own for each content: two builds at once never write over each other's. */
const stage = ({ host, scratch }: BuildRequest, { hash, files, ignore }: BuildPlan): Promise<string> =>
  stageDockerfile(host.files, join(scratch, hash), { path: files.path, text: files.text, ignore });

function warn({ onNotice }: BuildRequest, { bases, builder, leftOut }: BuildPlan): void {
  for (const { reference } of bases.filter(({ digest }) => digest === undefined)) {
    onNotice(`the base image ${reference} cannot be looked up, so a newer one will not cause a new build`);
  }
  if (builder === "buildx" || leftOut.length === 0) return;
  onNotice(
    `this docker client, which has no buildx, sends ${leftOut.join(" and ")} to the build, though no change there causes a new one: leave that out with a .dockerignore`,
  );
}

/** An older copy in the engine would be built upon, under the tag of the newer. */
async function refreshBases(request: BuildRequest, { bases }: BuildPlan): Promise<Result<void, BuildFault>> {
  const { image, signal } = request;
  for (const reference of await staleBases(bases, request)) {
    const pulled = await pullImage({ ...request, reference, ...optional("platform", image.platform) });
    signal.throwIfAborted();
    if (!pulled.ok)
      return err({ message: `the base image ${pulled.error.message}`, hint: pulled.error.hint });
  }
  return ok(undefined);
}
