import type { Handle, StepOperator } from "../operator/operator.ts";
import { statuses } from "../operator/operator.ts";
import type { Bench } from "./bench.ts";
import { Broken, Skipped, show } from "./expectation.ts";

export interface Read {
  /** Lines of stdout and stderr together; in order within each. */
  readonly lines: readonly string[];
  /** After how many lines which cursor was given. */
  readonly cursors: readonly (readonly [count: number, cursor: string])[];
}

export function needsLogs(operator: StepOperator): void {
  if (!operator.capabilities.logs) throw new Skipped("the operator has no logs");
}

/** Reads pages until `isEnough`, or until nothing more can come. */
export async function readLog(
  bench: Bench,
  operator: StepOperator,
  handle: Handle,
  options: { readonly cursor?: string; readonly isEnough?: (lines: readonly string[]) => boolean } = {},
): Promise<Read> {
  const lines: string[] = [];
  const cursors: [number, string][] = [];
  let { cursor } = options;
  // Each page is another try for the wait; what was read stays.
  return await bench.until("the rest of the job's log", async () => {
    for (;;) {
      const state = await bench.look(operator, handle);
      const page = await bench.value("logs", (signal) => operator.logs(handle, cursor, signal));
      for (const { text } of page.lines) lines.push(text);
      ({ cursor } = page);
      if (page.lines.length > 0) cursors.push([lines.length, cursor]);
      if (options.isEnough?.(lines)) return { lines, cursors };
      if (page.lines.length > 0 || page.hasMore) continue;
      const isEnded = state === undefined || statuses.indexOf(state.status) >= statuses.indexOf("succeeded");
      if (!isEnded) return undefined;
      if (options.isEnough)
        throw new Broken(`The log should hold more, and ended with ${show(lines.at(-1) ?? "nothing")}`);
      return { lines, cursors };
    }
  });
}

/** Ends the check with the first line that is not the one that was printed. */
export function expectLines(what: string, found: readonly string[], wanted: readonly string[]): void {
  const at = wanted.findIndex((line, index) => found[index] !== line);
  if (at === -1 && found.length === wanted.length) return;
  const place = at === -1 ? wanted.length : at;
  const [came, printed] = [found[place], wanted[place]];
  const count = `it should have ${wanted.length} lines and has ${found.length}`;
  throw new Broken(
    `${what}: line ${place + 1} should be ${printed === undefined ? "none" : show(printed)}, and ${came === undefined ? "is missing" : `is ${show(came)}`}; ${count}`,
  );
}
