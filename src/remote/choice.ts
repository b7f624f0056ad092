import type { Cause, Resources, Step } from "../pipeline/pipeline.ts";

/** At least one, in order of preference. */
export type Alternatives = readonly [Resources, ...Resources[]];

/** What one attempt asks for. */
export interface Choice {
  readonly resources: Resources;
  /** For people: why it is not what the attempt before asked for. */
  readonly why?: string;
}

/** How far the failures of a leg have led. */
interface Standing {
  readonly index: number;
  /** Whether spot has been given up. */
  readonly onDemand: boolean;
  /** In a row. */
  readonly preemptions: number;
}

/** What who asks for nothing in particular asks for. */
export const anyMachine = "a machine";

const begin: Standing = { index: 0, onDemand: false, preemptions: 0 };
/** After so many interruptions in a row the price of spot is paid in work that is lost. */
const mostPreemptions = 2;

/** What a step may ask for: the entries of `any_of`, where a list of accelerators counts as so many entries. */
export function alternativesOf({ resources }: Pick<Step, "resources">): Alternatives {
  const [first, ...others] = resources.flatMap(apart);
  return first ? [first, ...others] : resources;
}

const apart = (resources: Resources): readonly Resources[] =>
  resources.accelerators.length < 2
    ? [resources]
    : resources.accelerators.map((one) => ({ ...resources, accelerators: [one] }));

/**
 * Pure, and of the journal alone, so that a resume asks for what was asked for before. `causes`: why the attempts before this one
 * failed, in order.
 */
export function choose(alternatives: Alternatives, causes: readonly Cause[]): Choice {
  const before = standing(alternatives, causes.slice(0, -1));
  const last = causes.at(-1);
  if (last === undefined) return { resources: askedAt(alternatives, begin) };
  const now = after(alternatives, before, last);
  const [earlier, resources] = [askedAt(alternatives, before), askedAt(alternatives, now)];
  if (isSame(earlier, resources)) return { resources };
  const tried = last === "preempted" ? describeResources(earlier) : describeResources(earlier, resources);
  const next = describeResources(resources, earlier);
  return { resources, why: `${whatFailed(last, tried)}; asks for ${next} next` };
}

const standing = (alternatives: Alternatives, causes: readonly Cause[]): Standing =>
  causes.reduce((now, cause) => after(alternatives, now, cause), begin);

function after(alternatives: Alternatives, now: Standing, cause: Cause): Standing {
  const { index, onDemand } = now;
  if (cause === "preempted") {
    const preemptions = now.preemptions + 1;
    return { index, preemptions, onDemand: onDemand || preemptions >= mostPreemptions };
  }
  if (cause !== "capacity" && cause !== "quota") return { ...now, preemptions: 0 };
  const next = (index + 1) % alternatives.length;
  // Where nothing but spot was asked for all of it has been tried in vain; else the file itself says what comes before what.
  const isAllSpot = next === 0 && alternatives.every(({ useSpot }) => useSpot);
  return { index: next, preemptions: 0, onDemand: onDemand || isAllSpot };
}

function askedAt(alternatives: Alternatives, { index, onDemand }: Standing): Resources {
  const resources = alternatives[index] ?? alternatives[0];
  return onDemand ? { ...resources, useSpot: false } : resources;
}

const isSame = (a: Resources, b: Resources): boolean => JSON.stringify(a) === JSON.stringify(b);

const whatFailed = (cause: Cause, tried: string): string =>
  cause === "preempted"
    ? `preempted ${mostPreemptions} times in a row with ${tried}`
    : `no ${cause} for ${tried}`;

/** For people, such as `A100:8 on spot`; how it is paid for only where `other` differs in that, or it is spot. */
export function describeResources(resources: Resources, other: Resources = resources): string {
  const { useSpot, numNodes } = resources;
  const nodes = numNodes > 1 ? `${numNodes} nodes of ` : "";
  const paid = useSpot ? " on spot" : other.useSpot ? " on demand" : "";
  return `${nodes}${machineOf(resources)}${paid}`;
}

function machineOf({ accelerators, instanceType, cpus, memory, diskSize }: Resources): string {
  const [first] = accelerators;
  const parts = [
    ...(instanceType === undefined ? [] : [instanceType]),
    ...(first ? [`${first.name}:${first.count}`] : []),
  ];
  if (parts.length > 0) return parts.join(" with ");
  const sizes = [
    ...(cpus ? [`${cpus.value} cpus`] : []),
    ...(memory ? [`${memory.value} GB of memory`] : []),
    ...(diskSize === undefined ? [] : [`${diskSize} GB of disk`]),
  ];
  return sizes.length === 0 ? anyMachine : sizes.join(", ");
}
