import type { Complaints } from "./complaints.ts";
import { OutputTree } from "./output-tree.ts";
import type { Input, Step } from "./pipeline.ts";
import type { Location } from "./source.ts";

interface Claim {
  readonly step: string;
  readonly path: string;
  /** Undefined for an output. */
  readonly from?: string;
  readonly location: Location;
}

type Leg = Pick<Step, "step" | "inputs" | "outputs" | "checkpoint" | "location">;
type BucketInput = Extract<Input, { kind: "bucket" }>;

export const isBucket = (input: Input): input is BucketInput & Input => input.kind === "bucket";

/**
 * On the host all steps share one checkout, so a path that holds a bucket's data holds nothing else: no output, no
 * checkpoint, and no other data. The same everywhere, so that a pipeline means the same wherever its steps run.
 */
export function checkBucketPaths(legs: readonly Leg[], complaints: Complaints): void {
  const data = unique(legs.flatMap(dataOf));
  if (data.length === 0) return;
  const claims = [...legs.flatMap(writtenBy), ...data];
  const tree = new OutputTree();
  for (const [leg, { path }] of claims.entries()) tree.add({ leg, output: 0, path, isDirectory: true });
  for (const [index, claim] of data.entries()) {
    const own = claims.length - data.length + index;
    const other = tree.touching(claim.path).find(({ leg }) => leg < own);
    if (other) report(claim, claims[other.leg] as Claim, complaints);
  }
}

const dataOf = ({ step, inputs = [], location }: Leg): readonly Claim[] =>
  inputs.filter(isBucket).map((input) => ({ location, ...input, step }));

const writtenBy = ({ step, outputs, checkpoint, location }: Leg): readonly Claim[] => [
  ...outputs.map((output) => ({ step, path: output.path, location: output.location })),
  ...(checkpoint === undefined ? [] : [{ step, path: checkpoint, location }]),
];

/** Steps may well share data: the same from one place at one path is one claim. */
const unique = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(claims.map((claim) => [`${claim.path}\0${claim.from}`, claim])).values(),
];

function report(claim: Claim, other: Claim, complaints: Complaints): void {
  const what =
    other.from === undefined
      ? `"${other.path}", which "${other.step}" writes`
      : `"${other.path}", where ${other.from} lies`;
  complaints.add("overlapping-inputs", claim.location, {
    message: `The data of ${claim.from} cannot lie at "${claim.path}": it overlaps ${what}`,
    hint: "Give the data a path of its own",
    related: [{ location: other.location, message: `"${other.path}" is named here` }],
  });
}
