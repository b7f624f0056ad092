import type { Appender, Files } from "../host/host.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { Event, StepOutput } from "./event.ts";
import type { RunRecord } from "./record.ts";

/** Open files at once; a wider run closes the one that was written to longest ago. */
const mostOpen = 64;

/** One log file a leg: what it printed, over all attempts. A leg that prints nothing has none. */
export interface LogFiles {
  /** Throws Node's error when the disk refuses. */
  write(event: Event, record: RunRecord): void;
  close(): void;
}

/** Log files below `directory`. */
export function openLogFiles(files: Files, directory: string): LogFiles {
  const open = new Map<LegId, Appender>();

  function close(leg: LegId): void {
    open.get(leg)?.close();
    open.delete(leg);
  }

  function appenderOf(leg: LegId, record: RunRecord): Appender | undefined {
    const log = record.steps.get(leg)?.planned.log;
    if (log === undefined) return undefined;
    const appender = open.get(leg) ?? files.appender(`${directory}/${log}`);
    // Set again, it moves to the map's end: the first entry is the one that rested longest.
    open.delete(leg);
    open.set(leg, appender);
    const [oldest] = open.keys();
    if (open.size > mostOpen && oldest !== undefined) close(oldest);
    return appender;
  }

  return {
    write(event, record) {
      if (event.type === "output") appenderOf(event.leg, record)?.write(logText(event));
      else if (event.type === "step-ended") close(event.leg);
    },
    close() {
      for (const leg of [...open.keys()]) close(leg);
    },
  };
}

const logText = ({ lines }: StepOutput): string => `${lines.join("\n")}\n`;
