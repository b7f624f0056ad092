import { openRegistryLogins } from "../auth/registry-login.ts";
import { type Engine, type EnginePlace, openEngine } from "../container/engine.ts";
import { placeOf } from "../container/run-engines.ts";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Image, Pipeline, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { writtenBy } from "../pipeline/written.ts";
import type { RunIdentity } from "../run/event.ts";
import { planBuild } from "./build-plan.ts";
import { parseReference } from "./reference.ts";
import { openRegistry, type Registry } from "./registry.ts";
import { resolveForEngine, resolveForOperator } from "./resolve.ts";

/** Tells what a step's image is, for its fingerprint, without pulling or building it. The error is a sentence. */
export type IdentifyImage = (
  step: Pick<Step, "image" | "operator">,
  signal: AbortSignal,
) => Promise<Result<string, string>>;

export interface IdentifyInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly pipeline: Pick<Pipeline, "steps" | "stack">;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
}

/** Each image is asked after once, however many steps share it. */
export function openIdentify(input: IdentifyInput): IdentifyImage {
  const known = new Map<string, Promise<Result<string, string>>>();
  return (step, signal) => {
    const { image } = step;
    if (!image) return Promise.resolve(err("the step has no image"));
    const key = JSON.stringify([step.operator?.flavor, engineOf(step.operator), image]);
    const found = known.get(key) ?? identify(input, { image, operator: step.operator, signal });
    known.set(key, found);
    // Whoever was stopped knows nothing; a later attempt asks anew.
    return found.finally(() => signal.aborted && known.delete(key));
  };
}

async function identify(
  input: IdentifyInput,
  asked: { readonly image: Image; readonly operator: Step["operator"]; readonly signal: AbortSignal },
): Promise<Result<string, string>> {
  const { image, operator, signal } = asked;
  const { host, env, root } = input;
  if (operator && operator.flavor !== "docker" && image.kind === "reference")
    return forOperator(registryFor(input, [], signal), image.reference);
  const engine = openEngine({ host, place: engineOf(operator), env, cwd: root });
  const info = await engine.info();
  if (!info.ok) return err(info.error.message);
  // The digest of an image for many processors is the same for all of them.
  const platform = `${info.value.os}/${info.value.architecture}`;
  const on = (digest: string): string => `${digest} on ${platform}`;
  // A digest needs nobody who would know it.
  const pinned = image.kind === "reference" ? parseReference(image.reference).digest : undefined;
  if (pinned !== undefined) return ok(on(pinned));
  const registry = registryFor(input, info.value.insecureRegistries, signal);
  if (image.kind === "reference") {
    const found = await tagged({ reference: image.reference, engine, registry, signal });
    return found.ok ? ok(on(found.value)) : found;
  }
  const plan = await planBuild({
    ...{ host, engine, image, root, signal, ...input.run },
    written: input.pipeline.steps.flatMap(writtenBy),
    digestOf: async (reference) => {
      const told = await registry.digest(reference);
      return told.ok ? told.value : undefined;
    },
    onNotice: () => {},
  });
  return plan.ok ? ok(`build:${plan.value.hash}`) : err(plan.error.message);
}

/** Another flavor's settings may well have the same names; what it runs is built by the engine here. */
const engineOf = (operator: Step["operator"]): EnginePlace =>
  placeOf(operator?.flavor === "docker" ? operator : undefined);

async function forOperator(registry: Registry, reference: string): Promise<Result<string, string>> {
  const found = await resolveForOperator({ reference, registry });
  return found.ok ? ok(found.value.digest) : err(found.error.message);
}

function registryFor(
  { host, env, pipeline }: IdentifyInput,
  insecure: readonly string[],
  signal: AbortSignal,
): Registry {
  const cloudLogins = openRegistryLogins({
    clock: host.clock,
    env,
    ...optional("auth", pipeline.stack.auth),
  });
  return openRegistry({ ...host, env, insecure, cloudLogins, signal });
}

async function tagged(asked: {
  readonly reference: string;
  readonly engine: Engine;
  readonly registry: Registry;
  readonly signal: AbortSignal;
}): Promise<Result<string, string>> {
  const found = await resolveForEngine({ ...asked, onNotice: () => {} });
  if (!found.ok) return err(found.error.message);
  const { digest } = found.value.image;
  return digest === undefined ? err(`nobody tells what ${asked.reference} is today`) : ok(digest);
}
