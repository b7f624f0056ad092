import type { LegId } from "../pipeline/pipeline.ts";
import type { ArtifactOutput } from "./artifact-choice.ts";
import { distinctNames } from "./artifact-names.ts";

/** What becomes one artifact. */
export interface Parcel {
  /** The artifact's name, less the pipeline and the run key. */
  readonly stem: string;
  /** Files keep their paths in it; else the one output is all of it. */
  readonly isPacked: boolean;
  readonly outputs: readonly NamedOutput[];
}

export interface NamedOutput extends ArtifactOutput {
  /** Stem of its own artifact, should it be too large for a packed one. */
  readonly stem: string;
}

/** GitHub takes 500 a job, and the job's other steps have theirs. */
export const mostParcels = 200;

/**
 * An artifact an output where they are few; else one a step, with what all of its legs left; else one for several steps
 * that follow each other. Nothing is ever left out.
 */
export function planParcels(
  outputs: readonly ArtifactOutput[],
  stepOf: (leg: LegId) => string,
  most = mostParcels,
): readonly Parcel[] {
  const stems = distinctNames(outputs.map(({ leg, path }) => `${leg}-${path}`));
  const named = outputs.map((output, at) => ({ ...output, stem: stems[at] ?? "" }));
  if (named.length <= most)
    return named.map((output) => ({ stem: output.stem, isPacked: false, outputs: [output] }));
  const steps = Map.groupBy(named, ({ leg }) => stepOf(leg));
  const each = Math.ceil(steps.size / most);
  const groups = each === 1 ? [...steps] : joined([...steps], each);
  // The ending keeps these apart from the name of any single output.
  const names = distinctNames(groups.map(([name]) => `${name}-outputs`));
  return groups.map(([, inside], at) => ({ stem: names[at] ?? "", isPacked: true, outputs: inside }));
}

type Group = readonly [name: string, outputs: readonly NamedOutput[]];

function joined(groups: readonly Group[], each: number): readonly Group[] {
  const count = Math.ceil(groups.length / each);
  return Array.from({ length: count }, (_, part) => {
    const inside = groups.slice(part * each, (part + 1) * each);
    const [first] = inside[0] ?? [""];
    return [`${first}-and-${inside.length - 1}-more`, inside.flatMap(([, outputs]) => outputs)];
  });
}
