import type { Event } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import type { Reporter } from "./reporter.ts";

/**
 * Reporters as one that never throws. One that threw is left out from then on, because half a report at every line helps
 * nobody, and the others tell of it as a warning.
 */
export function guard(reporters: readonly Reporter[]): Required<Reporter> {
  const sound = new Set(reporters);
  const handle = (event: Event, record: RunRecord): void => {
    for (const reporter of [...sound]) {
      try {
        reporter.handle(event, record);
      } catch (error) {
        sound.delete(reporter);
        handle({ type: "notice", at: event.at, level: "warning", message: warning(error) }, record);
      }
    }
  };
  // A broken reporter is still closed: it may have a terminal to give back.
  const close = async (record: RunRecord): Promise<void> => {
    for (const reporter of reporters) {
      try {
        await reporter.close?.(record);
      } catch (error) {
        // The others may have ended their reports already; Node prints a warning to stderr, whoever listens.
        process.emitWarning(warning(error));
      }
    }
  };
  return { handle, close };
}

const warning = (error: unknown): string =>
  `a part of the report is missing: ${error instanceof Error ? error.message : String(error)}`;
