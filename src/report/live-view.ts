import type { LegId } from "../pipeline/pipeline.ts";
import type { RunRecord, StepRecord } from "../run/record.ts";
import { cut, duration, width } from "./format.ts";
import type { Paint } from "./paint.ts";

export interface LiveFrame {
  readonly now: number;
  /** Counts frames; turns the spinner. */
  readonly tick: number;
  readonly columns: number;
  /** Lines that the region may take. */
  readonly rows: number;
  readonly paint: Paint;
  readonly lastLine: (leg: LegId) => string | undefined;
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;

/** Pure: the region below the scrolled lines, the running steps and how far the run is; no line is wider than the terminal. */
export function renderLive(record: RunRecord, frame: LiveFrame): readonly string[] {
  const running: StepRecord[] = [];
  let done = 0;
  for (const step of record.steps.values()) {
    if (step.state === "running" || step.state === "retrying") running.push(step);
    else if (step.state === "ended") done += 1;
  }
  const space = Math.max(1, frame.rows - 2);
  const shown = running.length > space ? running.slice(0, space - 1) : running;
  const hidden = running.length - shown.length;
  const ids = Math.min(
    32,
    Math.floor(frame.columns / 2),
    Math.max(...shown.map(({ planned }) => width(planned.id)), 0),
  );
  return [
    ...shown.map((step) => stepLine(step, ids, frame)),
    ...(hidden > 0 ? [frame.paint("dim", cut(`  … and ${hidden} more running`, frame.columns - 1))] : []),
    progressLine(record, done, frame),
  ];
}

function stepLine(step: StepRecord, ids: number, { now, tick, columns, paint, lastLine }: LiveFrame): string {
  const id = cut(step.planned.id, ids);
  const elapsed = duration(now - (step.startedAt ?? now)).padStart(6);
  const sign = step.state === "retrying" ? "↻" : (spinner[tick % spinner.length] as string);
  const said = step.state === "retrying" ? "waits to try again" : (lastLine(step.planned.id) ?? "");
  const room = columns - 1 - (2 + ids + 2 + width(elapsed) + 2);
  // A window that was made narrow meanwhile: log-update would break the line, and colours have to go before it is cut.
  if (room < 0) return cut(`${sign} ${id} ${elapsed}`, columns - 1);
  const gap = " ".repeat(Math.max(0, ids - width(id)));
  return `${paint("cyan", sign)} ${id}${gap}  ${elapsed}  ${paint("dim", cut(said, room))}`;
}

function progressLine(record: RunRecord, done: number, { now, columns, paint }: LiveFrame): string {
  const state = record.cancelling
    ? "cancelling, Ctrl-C again leaves at once"
    : `${done}/${record.steps.size} done`;
  return paint("dim", cut(`  ${state}  ${duration(now - record.activeSince)}`, columns - 1));
}
