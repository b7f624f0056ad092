import type { RunRecord, StepRecord } from "../run/record.ts";
import { stepWord, whyOf } from "./describe.ts";
import { factsOf, markOf } from "./event-line.ts";
import { bytes, cut, duration, metric, plural, shellWord } from "./format.ts";
import { metricsTables } from "./metrics.ts";
import type { Paint } from "./paint.ts";
import { type Row, renderTable } from "./table.ts";

/** What the end view needs besides the record. */
export interface EndView {
  readonly paint: Paint;
  /** The run's folder, as the reader would type it; undefined where it is gone by the time anybody reads this. */
  readonly directory?: string;
  /** The pipeline as the user typed it; undefined where it need not be typed. */
  readonly file?: string;
  /** Where there is a terminal to type in. */
  readonly suggestions: boolean;
  tail(leg: string): readonly string[];
}

/** The last thing a run prints: what became of each step, what failed and why, the numbers, and where all of it lies. */
export function renderEnd(record: RunRecord, view: EndView): readonly string[] {
  const blocks = [
    stepTable(record, view.paint),
    ...failed(record)
      .slice(0, shownFailures)
      .map((step) => failureBlock(step, view)),
    ...metricsBlocks(record, view.paint),
    headline(record, view.paint),
    places(record, view),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]);
}

const shownFailures = 5;
const shownSteps = 40;

const failed = (record: RunRecord): readonly StepRecord[] =>
  [...record.steps.values()].filter(({ outcome }) => outcome === "failure");

function stepTable(record: RunRecord, paint: Paint): readonly string[] {
  const steps = [...record.steps.values()];
  const told =
    steps.length <= shownSteps
      ? steps
      : steps.filter(({ outcome }) => outcome !== "success").slice(0, shownSteps);
  if (told.length === 0) return [];
  const lines = renderTable(["Step", "Result", "Time", ""], told.map(stepRow), paint);
  const left = steps.length - told.length;
  return left > 0 ? [...lines, paint("dim", `… and ${plural(left, "step")} more`)] : lines;
}

function stepRow(step: StepRecord): Row {
  const [mark, style] = markOf(step.outcome);
  const time = step.durationMs === undefined || step.outcome === "skipped" ? "" : duration(step.durationMs);
  const retried = step.attempt > 1 ? `attempt ${step.attempt}  ` : "";
  const note = cut(`${retried}${whyOf(step) ?? factsOf(step)}`, 72);
  return [
    cut(step.planned.id, 48),
    { text: `${mark} ${stepWord(step)}`, style },
    { text: time, align: "right" },
    step.outcome === "success" ? note : { text: note, style: "dim" },
  ];
}

function failureBlock(step: StepRecord, { paint, tail, directory }: EndView): readonly string[] {
  const lines = tail(step.planned.id).map((line) => `  ${paint("dim", "│")} ${cut(line, 200)}`);
  return [
    `${paint(["red", "bold"], step.planned.id)}: ${whyOf(step) ?? "failed"}`,
    ...lines,
    ...(directory === undefined ? [] : [`  ${paint("dim", `log: ${directory}/logs/${step.planned.log}`)}`]),
  ];
}

function metricsBlocks(record: RunRecord, paint: Paint): readonly (readonly string[])[] {
  return metricsTables(record.steps.values()).map(({ step, names, omitted, rows }) => {
    const head = ["Metrics", ...names.map((name) => ({ text: cut(name, 24), align: "right" as const }))];
    const shown = rows.slice(0, shownSteps).map(
      ({ leg, numbers }): Row => [
        cut(leg, 48),
        ...numbers.map((number) => ({
          text: number === undefined ? "" : metric(number),
          align: "right" as const,
        })),
      ],
    );
    const more = [
      ...(rows.length > shown.length ? [`${rows.length - shown.length} more of ${step}`] : []),
      ...(omitted > 0 ? [plural(omitted, "more metric")] : []),
    ];
    const lines = renderTable(head, shown, paint);
    return more.length > 0 ? [...lines, paint("dim", `… and ${more.join(" and ")}`)] : lines;
  });
}

/** `Succeeded in 12 s: 7 steps`, or what else became of them. */
export function headline(record: RunRecord, paint: Paint): readonly string[] {
  const counts = new Map<string, number>();
  for (const step of record.steps.values()) {
    const word = stepWord(step) === "success" ? "succeeded" : stepWord(step);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].map(([word, count]) => `${count} ${word}`);
  const time = record.endedAt === undefined ? "" : ` after ${duration(record.endedAt - record.startedAt)}`;
  const [mark, style] = markOf(record.result === "error" ? "failure" : record.result);
  const reason = record.error ? `: ${record.error}` : "";
  return [
    `${paint([style, "bold"], `${mark} ${resultWord(record)}`)}${time}${reason}  ${paint("dim", parts.join(", "))}`,
  ];
}

/** The run's result as a word that begins a sentence. */
export function resultWord(record: RunRecord): string {
  switch (record.result) {
    case "success":
      return "Succeeded";
    case "failure":
      return "Failed";
    case "cancelled":
      return "Cancelled";
    case "error":
      return "Stopped by an error of ours";
    case undefined:
      return record.cancelling ? "Cancelling" : "Unfinished";
    default:
      return record.result satisfies never;
  }
}

function places(record: RunRecord, view: EndView): readonly string[] {
  const { paint, directory } = view;
  const rows: (readonly [string, string])[] = [
    ...outputPlaces(record).map((place, index) => [index === 0 ? "Outputs" : "", place] as const),
    ...(directory === undefined ? [] : [["Logs", `${directory}/logs/`] as const]),
    ...(view.suggestions ? nextSteps(record, view) : []).map(
      (next, index) => [index === 0 ? "Next" : "", next] as const,
    ),
  ];
  return rows.map(([name, text]) => `${paint("dim", name.padEnd(9))}${text}`);
}

const shownOutputs = 6;

function outputPlaces(record: RunRecord): readonly string[] {
  const outputs = [...record.steps.values()].flatMap(({ planned, outputs }) =>
    outputs.flatMap(({ path, size }) => {
      const declared = planned.outputs.find((output) => output.path === path);
      // The numbers of a metrics file stand above already.
      return declared?.role === "metrics"
        ? []
        : `${path}${declared?.isDirectory ? "/" : ""} (${bytes(size)})`;
    }),
  );
  // The last ones are what the pipeline is for.
  if (outputs.length <= shownOutputs) return outputs;
  return [...outputs.slice(-shownOutputs), `… and ${outputs.length - shownOutputs} more`];
}

/** Commands worth typing now, each with what it does. */
function nextSteps(record: RunRecord, { file }: EndView): readonly string[] {
  const run = `stepops run${file ? ` ${shellWord(file)}` : ""}`;
  const id = record.run.id;
  const failure = failed(record)[0];
  if (failure) {
    return [
      `stepops logs ${id} ${shellWord(failure.planned.id)}`,
      `stepops run --resume ${id}   # after the fix, without what is done`,
    ];
  }
  if (record.result !== "success") return [`stepops run --resume ${id}   # goes on where it stopped`];
  const again = [...record.steps.values()].find(
    ({ planned }) => planned.needs.length > 0 && !planned.isFinally,
  );
  const from = again
    ? [`${run} --from ${shellWord(again.planned.step)}   # that step and all that follows it`]
    : [];
  return [`stepops status ${id}`, ...from];
}
