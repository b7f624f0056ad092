import type { Mapping } from "../pipeline/draft.ts";
import type { StepRecord } from "../run/record.ts";

/** The numbers of one leg's metrics files; the file is in the name only where the step has several. */
export function metricsOf(step: StepRecord): Mapping<number> {
  const files = step.outputs.filter(({ metrics }) => metrics && Object.keys(metrics).length > 0);
  const named = files.flatMap(({ path, metrics = {} }) =>
    Object.entries(metrics).map(
      ([name, value]) => [files.length > 1 ? `${path}: ${name}` : name, value] as const,
    ),
  );
  return Object.fromEntries(named);
}

/** Metrics of one step: a column a metric, a row a leg. */
export interface MetricsTable {
  readonly step: string;
  readonly names: readonly string[];
  /** Names of the step's metrics that `names` leaves out, because a wider table cannot be read. */
  readonly omitted: number;
  readonly rows: readonly { readonly leg: string; readonly numbers: readonly (number | undefined)[] }[];
}

const widest = 6;

/** One table a step, in topological order; steps without numbers have none. */
export function metricsTables(steps: Iterable<StepRecord>): readonly MetricsTable[] {
  const groups = new Map<string, { leg: string; metrics: Mapping<number> }[]>();
  for (const step of steps) {
    const metrics = metricsOf(step);
    if (Object.keys(metrics).length === 0) continue;
    const legs = groups.get(step.planned.step) ?? [];
    legs.push({ leg: step.planned.id, metrics });
    groups.set(step.planned.step, legs);
  }
  return [...groups].map(([step, legs]) => {
    const all = [...new Set(legs.flatMap(({ metrics }) => Object.keys(metrics)))];
    const names = all.slice(0, widest);
    const rows = legs.map(({ leg, metrics }) => ({ leg, numbers: names.map((name) => metrics[name]) }));
    return { step, names, omitted: all.length - names.length, rows };
  });
}
