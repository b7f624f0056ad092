import type { RunRecord, StepRecord } from "../run/record.ts";
import { afterText, stepWord, whyOf } from "./describe.ts";
import { factsOf, markOf } from "./event-line.ts";
import { cut, duration, metric, plural, width } from "./format.ts";
import { isLive, jobPhases, jobPlace, jobState, type StepJob, shownJobs } from "./jobs.ts";
import { type MetricsTable, metricsTables } from "./metrics.ts";
import type { Paint } from "./paint.ts";
import { type Cell, type Row, renderTable } from "./table.ts";

const shownSteps = 40;
/** A narrower terminal has no room for columns side by side. */
const narrow = 60;
const widestId = 48;
const widestNote = 72;
const leastNote = 12;

/** What became of each step; no line is wider than `columns`, where that is known. */
export function stepTable(record: RunRecord, paint: Paint, columns: number | undefined): readonly string[] {
  const steps = [...record.steps.values()];
  const told =
    steps.length <= shownSteps
      ? steps
      : steps.filter(({ outcome }) => outcome !== "success").slice(0, shownSteps);
  if (told.length === 0) return [];
  const lines =
    columns !== undefined && columns < narrow
      ? told.map((step) => stepLine(step, paint, columns))
      : renderTable(["Step", "Result", "Time", ""], stepRows(told, columns), paint);
  const left = steps.length - told.length;
  return left > 0 ? [...lines, paint("dim", `… and ${plural(left, "step")} more`)] : lines;
}

const timeOf = ({ durationMs, outcome, cached }: StepRecord): string =>
  durationMs === undefined || outcome === "skipped" || cached ? "" : duration(durationMs);

const noteOf = (step: StepRecord): string =>
  [
    ...(step.attempt > 1 && !step.cached ? [`attempt ${step.attempt}${afterText(step)}`] : []),
    ...(step.cached ? [`as in run ${step.cached.run}`] : []),
    whyOf(step) ?? factsOf(step),
  ].join("  ");

const resultOf = (step: StepRecord): string => `${markOf(step.outcome)[0]} ${stepWord(step)}`;

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(width));

function stepRows(steps: readonly StepRecord[], columns = Number.POSITIVE_INFINITY): readonly Row[] {
  const fixed = widest(["Result", ...steps.map(resultOf)]) + widest(["Time", ...steps.map(timeOf)]) + 6;
  const ids = Math.min(widestId, columns - 1 - fixed - leastNote);
  const idColumn = Math.min(ids, widest(["Step", ...steps.map(({ planned }) => planned.id)]));
  const notes = Math.min(widestNote, columns - 1 - fixed - idColumn);
  return steps.map((step) => {
    const note = cut(noteOf(step), notes);
    return [
      cut(step.planned.id, ids),
      { text: resultOf(step), style: markOf(step.outcome)[1] },
      { text: timeOf(step), align: "right" },
      step.outcome === "success" ? note : { text: note, style: "dim" },
    ];
  });
}

function stepLine(step: StepRecord, paint: Paint, columns: number): string {
  const [mark, style] = markOf(step.outcome);
  const id = cut(step.planned.id, Math.floor(columns / 2));
  const rest = [`${id} ${stepWord(step)}`, timeOf(step), noteOf(step)].filter((text) => text !== "");
  return `${paint(style, mark)} ${cut(rest.join("  "), columns - 3)}`;
}

const shownJobLines = 20;

/** The jobs of steps on operators: what they are called there, where to look at them, and what took how long. */
export function jobLines(record: RunRecord, paint: Paint, columns: number | undefined): readonly string[] {
  const jobs = shownJobs(record);
  const lines = jobs.slice(0, shownJobLines).flatMap((each) => jobText(each, columns));
  const left = jobs.length - shownJobLines;
  const all = [
    ...lines,
    ...(left > 0 ? [`… and ${plural(left, "job")} more`] : []),
    ...stillThere(record, paint),
  ];
  return all.map((line, index) => `${paint("dim", (index === 0 ? "Jobs" : "").padEnd(9))}${line}`);
}

/** Of a run that is over nobody looks after them any more. */
function stillThere(record: RunRecord, paint: Paint): readonly string[] {
  const { length } = shownJobs(record).filter(({ job }) => isLive(job));
  if (length === 0 || record.result === undefined) return [];
  const id = record.run.id;
  const which = length === 1 ? "one may still run, and cost" : `${length} may still run, and cost`;
  return [paint("red", `${which}: stepops cancel ${id} stops ${length === 1 ? "it" : "them"}`)];
}

/** A link that is cut leads nowhere, so it has a line of its own. */
function jobText(each: StepJob, columns = Number.POSITIVE_INFINITY): readonly string[] {
  const { step, job } = each;
  const { console } = job.handle ?? {};
  const about = `${step.planned.id}: ${jobPlace(each, false)}, ${jobPhases(each) || jobState(job)}`;
  return [
    cut(about, columns - 10),
    ...(console === undefined ? [] : [cut(console, Number.POSITIVE_INFINITY)]),
  ];
}

/** The numbers of each step that has some; a metric for which the terminal has no room is only counted. */
export function metricsBlocks(
  record: RunRecord,
  paint: Paint,
  columns: number | undefined,
): readonly (readonly string[])[] {
  return metricsTables(record.steps.values()).map((table) => metricsBlock(table, paint, columns));
}

function metricsBlock(
  { step, names, omitted, rows }: MetricsTable,
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): readonly string[] {
  const ids = Math.min(widestId, Math.floor(columns / 2));
  const shown = rows.slice(0, shownSteps);
  const right = (text: string): Cell => ({ text, align: "right" });
  const all: readonly Row[] = [
    ["Metrics", ...names.map((name) => right(cut(name, 24)))],
    ...shown.map(({ leg, numbers }) => [
      cut(leg, ids),
      ...numbers.map((number) => right(number === undefined ? "" : metric(number))),
    ]),
  ];
  const fitting = fittingColumns(all, columns - 1);
  const [head, ...body] = all.map((row) => row.slice(0, fitting));
  const hidden = omitted + names.length + 1 - fitting;
  const more = [
    ...(rows.length > shown.length ? [`${rows.length - shown.length} more of ${step}`] : []),
    ...(hidden > 0 ? [plural(hidden, "more metric")] : []),
  ];
  const lines = renderTable(head, body, paint);
  return more.length > 0 ? [...lines, paint("dim", `… and ${more.join(" and ")}`)] : lines;
}

/** How many columns of a table fit; the first number is shown wherever it ends. */
function fittingColumns(rows: readonly Row[], room: number): number {
  const count = rows[0]?.length ?? 0;
  let taken = -2;
  for (let column = 0; column < count; column++) {
    const cells = rows.map((row) => row[column] ?? "");
    taken += 2 + widest(cells.map((cell) => (typeof cell === "string" ? cell : cell.text)));
    if (taken > room && column > 1) return column;
  }
  return count;
}
