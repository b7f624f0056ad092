import type { RunRecord, StepRecord } from "../run/record.ts";
import { stepWord, whyOf } from "./describe.ts";
import { outputPlaces } from "./end-outputs.ts";
import { jobLines, metricsBlocks, stepTable } from "./end-tables.ts";
import { markOf } from "./event-line.ts";
import { cut, duration, plural } from "./format.ts";
import { nextSteps } from "./next-steps.ts";
import type { Paint } from "./paint.ts";

/** What the end view needs besides the record. */
export interface EndView {
  readonly paint: Paint;
  /** The run's folder, as the reader would type it; undefined where it is gone by the time anybody reads this. */
  readonly directory?: string;
  /** Where there is somebody to type: the words behind `stepops run` that start the same once more. */
  readonly again?: readonly string[];
  /** Columns of the terminal; undefined for a pipe, which cuts nothing. */
  readonly columns?: number;
  /** Failures in full, because no line above has told them. */
  readonly inFull?: boolean;
  /** An output's path as the reader would type it; as in the pipeline where it is left out. */
  readonly outputPath?: (path: string) => string;
  tail(leg: string): readonly string[];
}

/** The last thing a run prints: what became of each step, what failed and why, the numbers, and where all of it lies. */
export function renderEnd(record: RunRecord, view: EndView): readonly string[] {
  const blocks = [
    stepTable(record, view.paint, view.columns),
    ...failureBlocks(failed(record), view),
    ...metricsBlocks(record, view.paint, view.columns),
    jobLines(record, view.paint, view.columns),
    headline(record, view.paint),
    places(record, view),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]);
}

const shownFailures = 5;
/** A message may hold all of PATH, and the line above the table had it. */
const shownOfMessage = 240;

const failed = (record: RunRecord): readonly StepRecord[] =>
  [...record.steps.values()].filter(({ outcome }) => outcome === "failure");

function failureBlocks(steps: readonly StepRecord[], view: EndView): readonly (readonly string[])[] {
  const rest = steps.slice(shownFailures).map(({ planned }) => planned.id);
  const blocks = steps.slice(0, shownFailures).map((step) => failureBlock(step, view));
  if (rest.length === 0) return blocks;
  return [...blocks, [`${plural(rest.length, "more failure")}: ${cut(rest.join(", "), 2 * shownOfMessage)}`]];
}

function failureBlock(step: StepRecord, { paint, tail, directory, inFull }: EndView): readonly string[] {
  const why = whyOf(step) ?? "failed";
  const lines = tail(step.planned.id).map((line) => `  ${paint("dim", "│")} ${cut(line, 200)}`);
  return [
    `${paint(["red", "bold"], step.planned.id)}: ${inFull ? why : cut(why, shownOfMessage)}`,
    ...lines,
    ...(directory === undefined ? [] : [`  ${paint("dim", `log: ${directory}/logs/${step.planned.log}`)}`]),
  ];
}

/** `Succeeded after 12 s  7 succeeded`, or what else became of them. */
function headline(record: RunRecord, paint: Paint): readonly string[] {
  const counts = new Map<string, number>();
  for (const step of record.steps.values()) {
    const word = stepWord(step) === "success" ? "succeeded" : stepWord(step);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts].map(([word, count]) => `${count} ${word}`);
  const time = record.endedAt === undefined ? "" : ` after ${duration(record.endedAt - record.activeSince)}`;
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
  const { paint, directory, again, outputPath = (path) => path } = view;
  const rows: (readonly [string, string])[] = [
    ...outputPlaces(record, outputPath).map((place, index) => [index === 0 ? "Outputs" : "", place] as const),
    ...(directory === undefined ? [] : [["Logs", `${directory}/logs/`] as const]),
    ...(again ? nextSteps(record, again) : []).map(
      (next, index) => [index === 0 ? "Next" : "", next] as const,
    ),
  ];
  return rows.map(([name, text]) => `${paint("dim", name.padEnd(9))}${text}`);
}
