import type { Event, StepOutput } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import { runsSideBySide } from "./concurrency.ts";
import { type EndView, renderEnd } from "./end.ts";
import { eventLine } from "./event-line.ts";
import { coloredPrefix } from "./label.ts";
import type { Paint } from "./paint.ts";
import type { Reporter } from "./reporter.ts";
import { Tails } from "./tails.ts";

export interface ConsoleOptions {
  readonly write: (text: string) => void;
  readonly paint: Paint;
  /** In front of each line. */
  readonly time: (at: number) => string;
  /** Only failures, warnings and the end. */
  readonly quiet: boolean;
  readonly end: (record: RunRecord) => Omit<EndView, "tail" | "paint">;
}

/** One line for each thing that happens, for logs and pipes. */
export function consoleReporter(options: ConsoleOptions): Reporter {
  const tails = new Tails();
  let sideBySide: boolean | undefined;
  return {
    handle(event: Event, record: RunRecord): void {
      if (event.type === "output") tails.add(event);
      sideBySide ??= runsSideBySide(record);
      for (const line of consoleLines(event, record, { ...options, sideBySide })) options.write(`${line}\n`);
    },
    close(record: RunRecord): void {
      const view = {
        ...options.end(record),
        paint: options.paint,
        tail: (leg: string) => tails.of(leg as StepOutput["leg"]),
      };
      for (const line of renderEnd(record, view)) options.write(`${line}\n`);
    },
  };
}

type LineOptions = Pick<ConsoleOptions, "paint" | "time" | "quiet"> & { readonly sideBySide: boolean };

/** Pure: the lines of one event. */
function consoleLines(event: Event, record: RunRecord, options: LineOptions): readonly string[] {
  const { paint, time, quiet, sideBySide } = options;
  if (quiet && !isLoud(event)) return [];
  const clock = paint("dim", time(event.at));
  if (event.type === "output") {
    const planned = record.steps.get(event.leg)?.planned;
    const prefix = sideBySide && planned ? coloredPrefix(planned, paint) : "";
    return printedLines(event).map((line) => `${clock} ${prefix}${line}`);
  }
  const line = eventLine(event, record, paint);
  return line === undefined ? [] : [`${clock} ${line}`];
}

/** A carriage return in the middle would let a progress bar overwrite the time and the step's name. */
export const printedLines = ({ lines }: Pick<StepOutput, "lines">): readonly string[] =>
  lines.flatMap((line) => (line.includes("\r") ? line.split("\r").filter((part) => part !== "") : [line]));

function isLoud(event: Event): boolean {
  if (event.type === "step-ended") return event.outcome === "failure" || event.outcome === "cancelled";
  if (event.type === "notice") return event.level === "warning";
  return event.type === "step-retrying" || event.type === "run-cancelling" || event.type === "run-ended";
}
