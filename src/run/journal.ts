import type { Appender, Files } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Event } from "./event.ts";

/** The run's events on disk, one a line, written before anybody is told of them. */
export interface Journal {
  /** Throws when the disk refuses or somebody removed the file; it then holds whole lines only. */
  write(event: Event): void;
  close(): void;
}

/** `validBytes`, as the reader found them: what a kill left behind them is cut off. */
export function openJournal(files: Files, path: string, validBytes?: number): Journal {
  const appender: Appender = files.appender(path, validBytes);
  return {
    write(event) {
      if (event.type === "output") return;
      // A file that is open can still be written to, but nobody would find it again.
      if (appender.isRemoved()) throw new Error(`${path} was removed while the run went on`);
      appender.write(journalLine(event));
      if (isDurable(event)) appender.sync();
    },
    close: () => appender.close(),
  };
}

/** Where a power cut would lose these two, a job that costs money would run and nobody would know of it. */
const isDurable = ({ type }: Event): boolean => type === "job-intended" || type === "job-submitted";

/** `type` and `at` come first, so that a listing of runs reads only the first bytes of each. */
export function journalLine({ type, at, ...rest }: Event): string {
  return `${JSON.stringify({ type, at, ...rest })}\n`;
}

export interface JournalText {
  readonly events: readonly Event[];
  /** Length of the whole lines; what lies behind them was torn by a kill or a power cut. */
  readonly validBytes: number;
}

/** A line before the last one that is no event: the file was edited or the disk is damaged. */
export interface JournalFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Parses a journal. A last line without its line break, or that is no event, never counts. */
export function parseJournal(text: string): Result<JournalText, JournalFault> {
  const lines = text.split("\n");
  // Behind the last line break: nothing, or a torn line.
  lines.pop();
  const events: Event[] = [];
  let validBytes = 0;
  for (const [index, line] of lines.entries()) {
    const event = parseEvent(line);
    if (event) {
      events.push(event);
      validBytes += Buffer.byteLength(line) + 1;
    } else if (index < lines.length - 1) {
      return err({ line: index + 1, message: `line ${index + 1} of the journal is no event` });
    }
  }
  return ok({ events, validBytes });
}

function parseEvent(line: string): Event | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Only what every event has: types that a later version writes are the fold's business. */
function isEvent(value: unknown): value is Event {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "at" in value
  );
}

/** Undefined when there is no journal. */
export async function readJournal(
  files: Files,
  path: string,
): Promise<Result<JournalText, JournalFault> | undefined> {
  const text = await files.read(path);
  return text === undefined ? undefined : parseJournal(text);
}
