import { below, type Complaints, locate } from "./complaints.ts";
import type { StepDraft } from "./draft.ts";
import type { Resources, Step } from "./pipeline.ts";
import { type ChosenStack, localName } from "./stacks.ts";
import type { StepSource } from "./step-source.ts";

const longestHostedJobMs = 6 * 3_600_000;

/** What is legal and yet likely not what was meant, and accelerators under a `local` that nobody asked for. */
export function warnAbout(input: {
  readonly leg: Pick<Step, "step" | "resources" | "operator" | "timeoutMs">;
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
  const isImplicitLocal = chosen?.stack.name === localName && !chosen.stack.chosen;
  if (isImplicitLocal && any(({ accelerators }) => accelerators.length > 0)) {
    const message = `"${leg.step}" asks for accelerators, but no stack is defined, so it would run on this machine`;
    complaints.add("local-accelerators", at("resources"), {
      message,
      hint: "Define a stack with a step operator and choose it, or give --stack local to run here all the same",
    });
  }
}
