import type { Event } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";

/** Shows a run to somebody. It renders purely and then writes; what it throws becomes a warning, never a failed run. */
export interface Reporter {
  /** `record` already includes the event. */
  handle(event: Event, record: RunRecord): void;
  /** After the last event: flush, write a summary, give the terminal back. */
  close?(record: RunRecord): void | Promise<void>;
}
