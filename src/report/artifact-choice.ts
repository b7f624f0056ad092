import { pathEdges } from "../pipeline/edges.ts";
import type { LegId, Output, Pipeline } from "../pipeline/pipeline.ts";

/** An output that is to become an artifact, or part of one. */
export interface ArtifactOutput {
  readonly leg: LegId;
  readonly path: string;
  readonly isDirectory: boolean;
}

/** The outputs that go to GitHub: metrics, plots and what no other step names as its input, unless the file decides. */
export function chooseArtifacts(steps: Pipeline["steps"]): readonly ArtifactOutput[] {
  const consumed = consumedOutputs(steps);
  return steps.flatMap(({ id: leg, outputs }) =>
    outputs
      .filter((output) => output.artifact ?? isWanted(output, consumed.has(placeOf(leg, output.path))))
      .map(({ path, isDirectory }) => ({ leg, path, isDirectory })),
  );
}

const isWanted = ({ role }: Output, isConsumed: boolean): boolean => role !== "output" || !isConsumed;

/** No id and no path holds a NUL. */
const placeOf = (leg: LegId, path: string): string => `${leg}\0${path}`;

/** Edges tell which legs meet; with each output as a leg of its own they tell which outputs are read. */
function consumedOutputs(steps: Pipeline["steps"]): ReadonlySet<string> {
  const readers = steps.map(({ id, step, inputs }) => ({
    id,
    step,
    ...(inputs && { inputs }),
    outputs: [],
  }));
  const written = steps.flatMap(({ id, step, outputs }) =>
    outputs.map((output) => ({ id: placeOf(id, output.path) as LegId, step, outputs: [output] })),
  );
  return new Set(pathEdges([...written, ...readers]).edges.map(({ from }) => from));
}
