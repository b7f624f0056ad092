import type { RunRecord } from "../run/record.ts";
import { bytes } from "./format.ts";

const shown = 6;
const shownPlots = 3;
const shownMetrics = 2;

/** Where to look first: plots and metrics, then what the last steps made; what is left out is counted. */
export function outputPlaces(record: RunRecord, pathOf: (path: string) => string): readonly string[] {
  const all = [...record.steps.values()].flatMap(({ planned, outputs }) =>
    outputs.map(({ path, size }) => {
      const declared = planned.outputs.find((output) => output.path === path);
      const text = `${pathOf(path)}${declared?.isDirectory ? "/" : ""} (${bytes(size)})`;
      return { text, role: declared?.role ?? "output" };
    }),
  );
  const texts = (wanted: string): readonly string[] =>
    all.filter(({ role }) => role === wanted).map(({ text }) => text);
  // The last ones are what the pipeline is for; a matrix of metrics must not crowd out the model that was chosen.
  const first = [...texts("plot").slice(-shownPlots), ...texts("metrics").slice(-shownMetrics)];
  const places = [...first, ...texts("output").slice(first.length - shown)];
  const left = all.length - places.length;
  return left > 0 ? [...places, `… and ${left} more`] : places;
}
