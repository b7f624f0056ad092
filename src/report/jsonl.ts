import type { Event } from "../run/event.ts";
import type { Reporter } from "./reporter.ts";

/** Every event as one line of JSON, as soon as it happens: for programs. */
export function jsonlReporter(write: (text: string) => void): Reporter {
  return {
    handle(event: Event): void {
      write(`${JSON.stringify(event)}\n`);
    },
  };
}
