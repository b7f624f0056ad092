import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { StepDraft } from "./draft.ts";
import type { Pipeline, Resources, Step } from "./pipeline.ts";
import type { Location } from "./source.ts";
import { localName } from "./stacks.ts";

/** What the machine has that runs steps without an operator. */
export interface MachineSize {
  readonly cpus: number;
  readonly memoryGb: number;
  readonly accelerators: number;
  readonly diskGb?: number;
  readonly shmGb?: number;
}

/** What is known of an engine elsewhere before it is asked: all that no engine has. */
const endless: MachineSize = {
  cpus: Number.POSITIVE_INFINITY,
  memoryGb: Number.POSITIVE_INFINITY,
  accelerators: Number.POSITIVE_INFINITY,
};

const isOnEngine = ({ operator }: Pick<Step, "operator">): boolean => operator?.flavor === "docker";

/** Whether a step needs a Docker engine. */
export const runsInContainer = ({ operator, image }: Pick<Step, "operator" | "image">): boolean =>
  operator ? operator.flavor === "docker" : image !== undefined;

/** Whether a step takes of this machine: on the host, or in a container of its own Docker engine. */
export function isOnThisMachine({ operator }: Pick<Step, "operator">): boolean {
  if (!operator) return true;
  const { host, context } = operator.settings;
  return operator.flavor === "docker" && host === undefined && context === undefined;
}

export interface MachineCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Under a `local` that the user asked for: what the step does without. */
  readonly notices: readonly string[];
}

/**
 * Steps of this machine that ask for more than it has. Under a `local` that the user asked for they run all the same,
 * with the whole machine. Legs that lack the same are reported once.
 */
export function checkMachine(pipeline: Pipeline, machine: MachineSize): MachineCheck {
  const isLenient = pipeline.stack.name === localName && pipeline.stack.chosen;
  const found = new Map<string, { readonly step: Step; readonly message: string }>();
  for (const step of pipeline.steps) {
    const lacking = isOnThisMachine(step)
      ? lacks(step.resources, sizeFor(step, machine))
      : isOnEngine(step)
        ? lacks(step.resources, endless)
        : [];
    if (lacking.length === 0) continue;
    const message = `"${step.step}" asks for ${lacking.join(" and ")}`;
    if (!found.has(message)) found.set(message, { step, message });
  }
  const faults = [...found.values()];
  if (isLenient)
    return {
      diagnostics: [],
      notices: faults.map(({ message }) => `${message}; it runs with what there is`),
    };
  return { diagnostics: faults.map(({ step, message }) => exceeds(step, message)), notices: [] };
}

/** The machine stays as it is, so one alternative of `any_of` that fits is enough; else the first one counts. */
function lacks(alternatives: Step["resources"], machine: MachineSize): readonly string[] {
  const lacking = alternatives.map((resources) => lackedBy(resources, machine));
  return lacking.some((each) => each.length === 0) ? [] : (lacking[0] ?? []);
}

/** What a container is given anew: only a step on the host has the machine's own. */
const sizeFor = (step: Step, { shmGb, ...size }: MachineSize): MachineSize =>
  runsInContainer(step) || shmGb === undefined ? size : { ...size, shmGb };

function lackedBy(wanted: Resources, machine: MachineSize): readonly string[] {
  const { cpus, memory, accelerators, numNodes, instanceType, useSpot } = wanted;
  const { diskSize, shmSize } = wanted;
  const { diskGb = Number.POSITIVE_INFINITY, shmGb = Number.POSITIVE_INFINITY } = machine;
  const fits = accelerators.length === 0 || accelerators.some(({ count }) => count <= machine.accelerators);
  const [first] = accelerators;
  return [
    ...(cpus && cpus.value > machine.cpus
      ? [`${cpus.value} cpus, where this machine has ${machine.cpus}`]
      : []),
    ...(memory && memory.value > machine.memoryGb
      ? [`${memory.value} GB of memory, where this machine has ${machine.memoryGb.toFixed(1)}`]
      : []),
    ...(diskSize !== undefined && diskSize > diskGb
      ? [`${diskSize} GB of disk, where this machine has ${diskGb.toFixed(1)} free`]
      : []),
    ...(shmSize !== undefined && shmSize > shmGb
      ? [`${shmSize} GB of shared memory, where this machine's /dev/shm has ${shmGb.toFixed(1)}`]
      : []),
    ...(first && !fits
      ? [`${first.name}:${first.count}, where this machine has ${devices(machine.accelerators)}`]
      : []),
    ...(numNodes > 1 ? [`${numNodes} nodes, where this machine is one`] : []),
    ...(instanceType !== undefined
      ? [`the instance type ${instanceType}, which only an operator can choose`]
      : []),
    ...(useSpot ? ["spot, which only an operator can buy"] : []),
  ];
}

const devices = (count: number): string => (count === 0 ? "no accelerator" : `${count} accelerators`);

/** Cores and memory alone: what no engine has, `checkMachine` has said before. */
function lacksSize(alternatives: Step["resources"], size: MachineSize): readonly string[] {
  const [first, ...others] = alternatives.map(({ cpus, memory }) => ({
    ...{ accelerators: [], useSpot: false, numNodes: 1 },
    ...(cpus && { cpus }),
    ...(memory && { memory }),
  }));
  return first ? lacks([first, ...others], size) : [];
}

/** Steps that ask an engine elsewhere for more than it has. */
export function checkEngineSize(
  steps: readonly Step[],
  size: { readonly cpus: number; readonly memoryGb: number },
): readonly Diagnostic[] {
  const found = steps
    .filter((step) => !isOnThisMachine(step))
    .map((step) => ({ step, lacking: lacksSize(step.resources, { ...endless, ...size }) }))
    .filter(({ lacking }) => lacking.length > 0);
  return found.map(({ step, lacking }) =>
    exceeds(
      step,
      `"${step.step}" asks for ${lacking.join(" and ")}`.replaceAll("this machine", "that engine"),
    ),
  );
}

function exceeds(step: Step, message: string): Diagnostic {
  const hint = "Ask for less, name a step_operator, or choose --stack local to run it with what there is";
  return diagnostic("resources-exceed", { message, hint, location: placeOf(step, "resources") });
}

const placeOf = ({ at, location }: Step, key: keyof StepDraft): Location => at?.(key) ?? location;
