import type { Event } from "./event.ts";
import type { RecordFold } from "./fold.ts";
import type { Journal } from "./journal.ts";
import type { LogFiles } from "./log-files.ts";
import type { RunRecord } from "./record.ts";

/** Whoever is shown a run; `record` already includes the event. */
export type Listener = (event: Event, record: RunRecord) => void;

/**
 * Takes every event of a run, in this order: to the journal, into the record, to the log files, to the listeners. So
 * what anybody was shown is in the journal. When it cannot be written the run is stopped: `onError` is called once.
 */
export class Recorder {
  readonly #journal: Journal;
  readonly #logs: LogFiles;
  readonly #listener: Listener;
  readonly #onError: (message: string) => void;
  readonly #fold: RecordFold;
  #error: string | undefined;

  constructor(input: {
    readonly journal: Journal;
    readonly logs: LogFiles;
    readonly listener: Listener;
    readonly onError: (message: string) => void;
    /** Of what the journal holds already, or of the event that will begin it. */
    readonly fold: RecordFold;
  }) {
    this.#journal = input.journal;
    this.#logs = input.logs;
    this.#listener = input.listener;
    this.#onError = input.onError;
    this.#fold = input.fold;
  }

  get record(): RunRecord {
    return this.#fold.record;
  }

  /** Why the journal could not be written. */
  get error(): string | undefined {
    return this.#error;
  }

  readonly emit = (event: Event): void => {
    this.#write(event);
    this.#fold.apply(event);
    this.#listener(event, this.record);
  };

  close(): void {
    this.#journal.close();
    this.#logs.close();
  }

  #write(event: Event): void {
    if (this.#error !== undefined) return;
    try {
      this.#journal.write(event);
      this.#logs.write(event, this.record);
    } catch (error) {
      this.#error = `the run's journal cannot be written: ${(error as Error).message}`;
      this.#onError(this.#error);
    }
  }
}
