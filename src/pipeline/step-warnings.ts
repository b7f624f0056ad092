import { below, type Complaints, locate } from "./complaints.ts";
import type { StepDraft } from "./draft.ts";
import type { Resources, Step } from "./pipeline.ts";
import type { Location } from "./source.ts";
import { type ChosenStack, localName } from "./stacks.ts";
import type { StepSource } from "./step-source.ts";

const longestHostedJobMs = 6 * 3_600_000;

/** What is legal and yet likely not what was meant, and accelerators under a `local` that nobody asked for. */
export function warnAbout(input: {
  readonly leg: Omit<Step, "needs">;
  readonly source: StepSource;
  readonly chosen: ChosenStack | undefined;
  readonly complaints: Complaints;
}): void {
  const { leg, source, chosen, complaints } = input;
  const at = (key: keyof StepDraft, ...path: readonly string[]) =>
    locate(below(source.placeOf(key), ...path));
  const any = (holds: (resources: Resources) => boolean) => leg.resources.some(holds);
  if (any(({ useSpot }) => useSpot) && source.value.checkpoint === undefined) {
    const message = `"${leg.step}" uses spot machines without a checkpoint, so an interruption loses all its work`;
    complaints.add("spot-without-checkpoint", at("resources"), {
      message,
      hint: "Write to a folder and name it under checkpoint",
    });
  }
  if (!leg.operator && leg.timeoutMs !== undefined && leg.timeoutMs > longestHostedJobMs) {
    const message = "A job on GitHub's hosted runners ends after 6 hours, before this timeout";
    complaints.add("timeout-over-limit", at("timeout"), {
      message,
      hint: "Use a self-hosted runner, a step operator, or a shorter timeout",
    });
  }
  checkCheckpoint(leg, at("checkpoint"), complaints);
  for (const key of ["network", "user"] as const) checkContainerOnly(key, leg, at(key), complaints);
  const isImplicitLocal = chosen?.stack.name === localName && !chosen.stack.chosen;
  if (isImplicitLocal && any(({ accelerators }) => accelerators.length > 0)) {
    const message = `"${leg.step}" asks for accelerators, but no stack is defined, so it would run on this machine`;
    complaints.add("local-accelerators", at("resources"), {
      message,
      hint: "Define a stack with a step operator and choose it, or give --stack local to run here all the same",
    });
  }
}

/** An output is made anew at each attempt, a checkpoint is kept: one path cannot be both. */
function checkCheckpoint(
  { checkpoint, outputs }: Pick<Step, "checkpoint" | "outputs">,
  location: Location,
  complaints: Complaints,
): void {
  if (checkpoint === undefined) return;
  const lies = (inner: string, outer: string): boolean => `${inner}/`.startsWith(`${outer}/`);
  const clash = outputs.find(({ path }) => lies(path, checkpoint) || lies(checkpoint, path));
  if (!clash) return;
  complaints.add("overlapping-outputs", location, {
    message: `The checkpoint "${checkpoint}/" overlaps the output "${clash.path}" of the same step, which begins each attempt without it`,
    hint: "Give the checkpoint a folder of its own, and copy what shall be an output",
    related: [{ location: clash.location, message: `"${clash.path}" is written here` }],
  });
}

/** Under `local`, a step of an operator runs without, with a notice. */
function checkContainerOnly(
  key: "network" | "user",
  { step, image, operator, operatorName, network, user }: Omit<Step, "needs">,
  location: Location,
  complaints: Complaints,
): void {
  const value = key === "network" ? (network === "none" ? network : undefined) : user;
  if (value === undefined) return;
  if (operator?.flavor === "custom") {
    complaints.add("container-only", location, {
      message: `"${step}" runs on "${operator.name}", a program of your own, which cannot be asked for \`${key}: ${value}\``,
      hint: `Leave ${key} out, or let the operator see to it by a setting of its own`,
    });
    return;
  }
  if (image || operatorName !== undefined) return;
  complaints.add("container-only", location, {
    message: `"${step}" runs on this machine itself, where \`${key}: ${value}\` has no effect`,
    hint: `Give the step an image, or leave ${key} out`,
  });
}
