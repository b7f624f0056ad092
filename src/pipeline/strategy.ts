import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping, StepDraft } from "./draft.ts";
import { legId } from "./ids.ts";
import { type Combination, expandMatrix, type Matrix, matches, maximumLegs } from "./matrix.ts";
import { describe, isList, type SlotReader } from "./slot.ts";
import type { StepSource } from "./step-source.ts";
import { suggestionHint } from "./suggest.ts";

export interface Strategy {
  /** One without a matrix; none after a complaint. */
  readonly combinations: readonly (Combination | undefined)[];
  readonly isMatrix: boolean;
  /** What `matrix.` may name. */
  readonly axes: readonly string[];
  /** The combinations only stand in: what they are made of is not known yet. */
  readonly isOpen?: true;
  readonly maxParallel?: number;
  readonly failFast: boolean;
}

/** Reads `strategy` with `reader`, which knows no matrix yet. */
export function readStrategy(source: StepSource, reader: SlotReader): Strategy {
  const { strategy } = source.value;
  const place = source.placeOf("strategy");
  const maxParallel = strategy?.max_parallel;
  const parallel = maxParallel !== undefined && reader.integer(maxParallel, below(place, "max_parallel"), 1);
  const failFast = strategy?.fail_fast;
  const matrix = strategy?.matrix;
  return {
    ...(matrix === undefined
      ? { combinations: [undefined], isMatrix: false, axes: [] }
      : readCombinations({ source, matrix, place: below(place, "matrix"), reader })),
    ...(typeof parallel === "number" && { maxParallel: parallel }),
    failFast: failFast === undefined ? true : (reader.boolean(failFast, below(place, "fail_fast")) ?? true),
  };
}

function readCombinations(input: {
  readonly source: StepSource;
  readonly matrix: NonNullable<NonNullable<StepDraft["strategy"]>["matrix"]>;
  readonly place: Place;
  readonly reader: SlotReader;
}): Pick<Strategy, "combinations" | "isMatrix" | "axes" | "isOpen"> {
  const { source, place, reader } = input;
  const value = reader.json(input.matrix, place);
  const matrix = value === undefined ? undefined : readMatrix(value, place, reader.complaints);
  if (reader.isOpen(input.matrix) || source.isTorn("strategy") || !matrix)
    return standIn({ matrix, source, isOpen: reader.isOpen(input.matrix) });
  checkExclude({ matrix, place, complaints: reader.complaints });
  const axes = [
    ...new Set([...Object.keys(matrix.axes), ...matrix.include.flatMap((entry) => Object.keys(entry))]),
  ];
  const combinations = expandMatrix(matrix);
  if ("reason" in combinations) {
    reportFault(combinations, place, reader.complaints);
    return { combinations: [], isMatrix: true, axes };
  }
  reportTwins({ source, combinations, matrix, place, complaints: reader.complaints });
  return { combinations, isMatrix: true, axes };
}

/**
 * What goes on in place of a matrix that has a fault or is not known: its first combination, so that the rest of the
 * step is looked at, or none at all.
 */
function standIn(input: {
  readonly matrix: Matrix | undefined;
  readonly source: StepSource;
  readonly isOpen: boolean;
}): Pick<Strategy, "combinations" | "isMatrix" | "axes" | "isOpen"> {
  const { matrix, source, isOpen } = input;
  const legs = matrix ? expandMatrix(matrix) : [];
  const known = "reason" in legs ? [] : legs;
  const axes = [...new Set([...(known[0] ? Object.keys(known[0]) : []), ...namesUsed(source)])];
  if (!isOpen) return { combinations: [], isMatrix: true, axes };
  return { combinations: known.length > 0 ? known : [{}], isMatrix: true, axes, isOpen };
}

function readMatrix(value: Json, place: Place, complaints: Complaints): Matrix | undefined {
  const refuse = (at: Place, found: Json, wanted: string): undefined =>
    complaints.add("wrong-type", locate(at), {
      message: `This must be ${wanted}, not ${describe(found)}`,
      hint: "Let the expression give that, such as fromJSON of a text that holds it",
    }) as undefined;
  if (!isMapping(value)) return refuse(place, value, "a mapping of axes to lists");
  const axes: [string, readonly Json[]][] = [];
  const lists: { include: readonly Combination[]; exclude: readonly Combination[] } = {
    include: [],
    exclude: [],
  };
  let sound = true;
  for (const [name, values] of Object.entries(value)) {
    const at = below(place, name);
    if (name === "include" || name === "exclude") {
      if (isList(values) && values.every(isMapping)) lists[name] = values;
      else sound = refuse(at, values, "a list of mappings") ?? false;
    } else if (isList(values)) axes.push([name, values]);
    else sound = refuse(at, values, "a list of values") ?? false;
  }
  return sound ? { axes: Object.fromEntries(axes), ...lists } : undefined;
}

function reportFault(
  fault: { reason: "empty" } | { reason: "too-large"; count: number },
  place: Place,
  complaints: Complaints,
): void {
  if (fault.reason === "empty") {
    const message = "The matrix has no combination, so the step would never run";
    complaints.add("matrix-empty", locate(place, "key"), {
      message,
      hint: "Give each axis a value, or exclude less",
    });
    return;
  }
  const message = `The matrix has ${fault.count} combinations; ${maximumLegs} is the most`;
  complaints.add("matrix-too-large", locate(place, "key"), {
    message,
    hint: "Shorten an axis, or split the step in two",
  });
}

/** As on GitHub, an exclude that names no axis is a mistake: it could never match. */
function checkExclude(input: {
  readonly matrix: Matrix;
  readonly place: Place;
  readonly complaints: Complaints;
}): void {
  const { matrix, place, complaints } = input;
  const names = Object.keys(matrix.axes);
  for (const [index, entry] of matrix.exclude.entries()) {
    for (const name of Object.keys(entry).filter((key) => !Object.hasOwn(matrix.axes, key))) {
      const location = locate(below(place, "exclude", index, name), "key");
      const message = `The matrix has no axis "${name}", so this entry of exclude matches nothing`;
      complaints.add("unknown-key", location, { message, hint: suggestionHint(name, names, "axes") });
    }
  }
}

/** Where the axes cannot be told every name counts as one, so that no fault is reported that only follows. */
const namesUsed = ({ value }: StepSource): readonly string[] =>
  [...JSON.stringify(value).matchAll(/\bmatrix\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name as string);

/** Two legs of one id could not be told apart in logs, in `--only` and in the store. */
function reportTwins(input: {
  readonly source: StepSource;
  readonly combinations: readonly Combination[];
  readonly matrix: Matrix;
  readonly place: Place;
  readonly complaints: Complaints;
}): void {
  const { source, combinations, matrix, place, complaints } = input;
  const seen = new Set<string>();
  for (const combination of combinations) {
    const id = legId(source.id, combination);
    if (!seen.has(id)) seen.add(id);
    else {
      const index = matrix.include.findIndex((entry) => matches(combination, entry));
      const at = index < 0 ? place : below(place, "include", index);
      const message = `Two combinations of the matrix have the same id ${id}`;
      complaints.add("id-collision", locate(at, index < 0 ? "key" : "value"), {
        message,
        hint: "Remove the one that repeats the other",
      });
    }
  }
}

const isMapping = (value: Json): value is Mapping<Json> =>
  typeof value === "object" && value !== null && !isList(value);
