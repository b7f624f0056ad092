import type { StoredOutput } from "../artifact/manifest.ts";
import type { Host } from "../host/host.ts";
import { thisPlatform } from "../host/machine.ts";
import { runsInContainer } from "../pipeline/machine.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { ok, type Result } from "../pipeline/result.ts";
import { type Buckets, bucketDigests } from "../run/bucket-data.ts";
import type { RunIdentity } from "../run/event.ts";
import type { Attempt } from "../run/executor.ts";
import type { Digests } from "./digests.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { inputDigests } from "./input-digests.ts";

export interface IdentifyContext {
  readonly host: Pick<Host, "files">;
  /** The pipeline's folder. */
  readonly root: string;
  readonly pipeline: Pick<Pipeline, "params">;
  readonly run: Pick<RunIdentity, "repositoryId">;
  readonly digests: Digests;
  readonly buckets: Pick<Buckets, "identify">;
  /** Loaded with the first step in a container. The error is a sentence. */
  readonly identifyImage: (step: Step, signal: AbortSignal) => Promise<Result<string, string>>;
}

/** What an attempt is, of what lies here now. The error says what could not be found out. */
export async function identify(
  context: IdentifyContext,
  asked: {
    readonly attempt: Attempt;
    /** Outputs of steps before it that are taken to lie here, whatever does. */
    readonly stored?: readonly StoredOutput[];
    readonly signal: AbortSignal;
  },
): Promise<Result<Fingerprint, string>> {
  const { attempt, stored = [], signal } = asked;
  const { host, root, digests, buckets, pipeline } = context;
  const { step } = attempt;
  const image = step.image ? await context.identifyImage(step, signal) : ok(undefined);
  if (!image.ok) return image;
  const listed = await bucketDigests(buckets, step, signal);
  if (!listed.ok) return { ok: false, error: listed.error.message };
  const inputs = await inputDigests({ files: host.files, root, digests, step, stored, signal });
  if (!inputs.ok) return inputs;
  return ok(
    fingerprintOf({
      attempt,
      repositoryId: context.run.repositoryId,
      image: image.value,
      machine: machineOf(step),
      accelerators: acceleratorsOf(step),
      params: pipeline.params,
      inputs: inputs.value,
      buckets: listed.value,
    }),
  );
}

/** Whoever runs on another machine without an image runs on what that operator has. */
const machineOf = (step: Step): string =>
  step.operator && !runsInContainer(step) ? `operator ${step.operator.name}` : thisPlatform();

/** Only an operator gives a step what it asks for. */
function acceleratorsOf({ operator, resources }: Step): string | undefined {
  const all = operator ? resources.flatMap(({ accelerators }) => accelerators) : [];
  // Whoever names alternatives says that they come to the same.
  const names = new Set(all.map(({ name, count }) => `${name}:${count}`));
  return names.size === 0 ? undefined : [...names].sort(compareCodePoints).join(" or ");
}
