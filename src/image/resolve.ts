import type { Engine } from "../container/engine.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { findLocalImage, type LocalImage } from "./local-image.ts";
import type { ReadyImage } from "./ready-image.ts";
import { type ImageReference, parseReference, pinnedText } from "./reference.ts";
import type { Registry } from "./registry.ts";
import type { RegistryFault } from "./registry-fault.ts";

/** What a step of a Docker engine runs. */
export interface EngineImage {
  /** Without a digest where nobody knows it yet: `pullImage` tells it. */
  readonly image: Pick<ReadyImage, "reference"> & Partial<ReadyImage>;
  /** False where it must be pulled first. */
  readonly present: boolean;
}

export interface ResolveFault {
  readonly message: string;
  readonly hint: string;
}

interface ForEngine {
  /** As the pipeline has it. */
  readonly reference: string;
  readonly engine: Pick<Engine, "call" | "name">;
  readonly registry: Pick<Registry, "digest" | "has">;
  readonly onNotice: (message: string) => void;
  readonly signal?: AbortSignal;
}

type Found = Result<EngineImage, ResolveFault>;

/**
 * What a reference stands for on an engine, without pulling it. A tag is what its registry says, unless it was built
 * on this engine and never pushed; where the registry does not tell, it is what the engine has.
 */
export async function resolveForEngine(asked: ForEngine): Promise<Found> {
  const { reference, registry } = asked;
  const wanted = parseReference(reference);
  if (wanted.digest !== undefined) return atDigest(asked, reference, wanted.digest);
  const told = await registry.digest(reference);
  if (asked.signal?.aborted) return err(stopped(reference));
  return told.ok ? asTold(asked, wanted, told.value) : untold(asked, told.error);
}

const stopped = (reference: string): ResolveFault => ({
  message: `the look-up of ${reference} was stopped`,
  hint: "Run it again",
});

const local = (asked: ForEngine, reference: string): ReturnType<typeof findLocalImage> =>
  findLocalImage({ ...asked, reference });

async function atDigest(asked: ForEngine, reference: string, digest: string): Promise<Found> {
  const found = await local(asked, reference);
  return found.ok ? ok({ image: { reference, digest }, present: found.value !== undefined }) : found;
}

async function asTold(asked: ForEngine, wanted: ImageReference, digest: string): Promise<Found> {
  const [tagged, pinned] = await Promise.all([
    local(asked, asked.reference),
    atDigest(asked, pinnedText(wanted, digest), digest),
  ]);
  if (!tagged.ok) return tagged;
  // Also where the engine has what the registry has: a build that is not pushed yet is newer than its last push.
  if (tagged.value === undefined || !(await isBuiltHere(asked, wanted, tagged.value, digest))) return pinned;
  asked.onNotice(`uses ${asked.reference} as it was built here, not what ${wanted.registry} has`);
  return ok(byId(tagged.value));
}

/** Engines that store images as containerd does give a digest to what was never pushed, too: the id itself. */
async function isBuiltHere(asked: ForEngine, wanted: ImageReference, tagged: LocalImage, told: string) {
  const { id, digests } = tagged;
  if (digests.includes(told) || digests.some((digest) => digest !== id)) return false;
  if (digests.length === 0) return true;
  const pushed = await asked.registry.has(pinnedText(wanted, id));
  return pushed.ok && !pushed.value;
}

const byId = ({ id }: LocalImage): EngineImage => ({ image: { reference: id, digest: id }, present: true });

async function untold(asked: ForEngine, fault: RegistryFault): Promise<Found> {
  const { reference, onNotice } = asked;
  const found = await local(asked, reference);
  if (!found.ok) return found;
  // The engine may know a mirror; if not, its pull says why.
  if (found.value === undefined) return ok({ image: { reference }, present: false });
  const isUsual = fault.reason === "denied" || fault.reason === "missing";
  if (!isUsual) onNotice(`${fault.message}; it is used as this machine has it`);
  return ok(byId(found.value));
}

/** What an operator is given: a tag that moves must not change what runs, so that there is none without its digest. */
export async function resolveForOperator(asked: {
  readonly reference: string;
  readonly registry: Pick<Registry, "digest">;
}): Promise<Result<ReadyImage, RegistryFault>> {
  const { reference, registry } = asked;
  const wanted = parseReference(reference);
  if (wanted.digest !== undefined) return ok({ reference, digest: wanted.digest });
  const told = await registry.digest(reference);
  return told.ok ? ok({ reference: pinnedText(wanted, told.value), digest: told.value }) : told;
}
