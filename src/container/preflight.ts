import type { Host } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { checkEngineSize, runsInContainer } from "../pipeline/machine.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { openEngine } from "./engine.ts";
import { placeOf } from "./run-engines.ts";

/** Whether the engines that steps need answer, and have what the steps ask for; one short call each. */
export async function checkEngines(input: {
  readonly pipeline: Pick<Pipeline, "steps">;
  readonly host: Pick<Host, "spawn" | "clock">;
  readonly env: Mapping<string>;
  readonly cwd: string;
}): Promise<readonly Diagnostic[]> {
  const { pipeline, ...rest } = input;
  const steps = pipeline.steps.filter(runsInContainer);
  const groups = Map.groupBy(steps, ({ operator }) => JSON.stringify(placeOf(operator)));
  const found = [...groups.values()].map(async (group) => {
    const place = placeOf(group[0]?.operator);
    const info = await openEngine({ ...rest, place }).info();
    if (!info.ok) return [unavailable(group, info.error)];
    const { os, cpus, memoryBytes } = info.value;
    if (os !== "linux") return [unavailable(group, notLinux)];
    return checkEngineSize(group, { cpus, memoryGb: memoryBytes / 1e9 });
  });
  return (await Promise.all(found)).flat();
}

const notLinux = {
  message: "the Docker engine runs Windows containers",
  hint: "Switch it to Linux containers",
};

function unavailable(
  steps: readonly Step[],
  fault: { readonly message: string; readonly hint: string },
): Diagnostic {
  const [first] = steps as readonly [Step, ...Step[]];
  const names = [...new Set(steps.map(({ step }) => step))];
  const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
  return diagnostic("docker-unavailable", {
    message: `"${first.step}"${others} would run in a container, but ${fault.message}`,
    location: first.at?.(first.image && !first.operator ? "image" : "step_operator") ?? first.location,
    hint: fault.hint,
  });
}
