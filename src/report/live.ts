import type { LegId } from "../pipeline/pipeline.ts";
import type { Event } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import { runsSideBySide } from "./concurrency.ts";
import { type ConsoleOptions, printedLines } from "./console.ts";
import { renderEnd } from "./end.ts";
import { eventLine } from "./event-line.ts";
import { width } from "./format.ts";
import { coloredPrefix } from "./label.ts";
import { renderLive } from "./live-view.ts";
import type { Reporter } from "./reporter.ts";
import { Tails } from "./tails.ts";

export interface Terminal extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A region that redraws itself: log-update's, or a test's. */
export interface Region {
  (text: string): void;
  clear(): void;
  /** Forgets what it drew, which then stays. */
  done(): void;
}

export interface LiveOptions extends Pick<ConsoleOptions, "paint" | "end"> {
  readonly terminal: Terminal;
  readonly region: Region;
  readonly now: () => number;
  /** Steps' output scrolls past too. */
  readonly verbose: boolean;
}

/** False where a region that redraws itself would be a mess: pipes, dumb or tiny terminals, CI. */
export function canShowLive(terminal: Terminal, env: Readonly<Record<string, string>>): boolean {
  if (terminal.isTTY !== true || env.TERM === "dumb" || (env.CI ?? "") !== "") return false;
  return (terminal.columns ?? 0) >= 40 && (terminal.rows ?? 0) >= 8;
}

const frameMs = 100;
const hideCursor = "\u001B[?25l";
const showCursor = "\u001B[?25h";

/** A terminal that became narrower has broken the region's lines: log-update, which counts them unbroken, would leave some. */
function eraseWrapped(lines: readonly string[], columns: number): string {
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
  return rows === 0 ? "" : `\u001B[${rows}F\u001B[J`;
}

/** Finished things scroll past; what runs stays below them and moves. */
export function liveReporter(options: LiveOptions): Reporter {
  const { terminal, region, paint } = options;
  const tails = new Tails();
  let current: RunRecord | undefined;
  let sideBySide: boolean | undefined;
  let tick = 0;
  let timer: NodeJS.Timeout | undefined;
  let drawn: readonly string[] = [];

  const draw = (): void => {
    if (!current) return;
    const lines = renderLive(current, {
      now: options.now(),
      tick,
      columns: terminal.columns ?? 80,
      rows: Math.max(3, (terminal.rows ?? 24) - 2),
      paint,
      lastLine: (leg: LegId) => tails.of(leg).at(-1),
    });
    drawn = lines;
    region(lines.join("\n"));
  };
  const redraw = (): void => {
    terminal.write(eraseWrapped(drawn, terminal.columns ?? 80));
    region.done();
    draw();
  };
  // Between two frames a step may print thousands of lines: they only change what the next frame shows.
  const scroll = (lines: readonly string[]): void => {
    if (lines.length === 0) return;
    region.clear();
    terminal.write(`${lines.join("\n")}\n`);
    draw();
  };
  const giveBack = (): void => {
    terminal.write(showCursor);
  };
  const begin = (): void => {
    terminal.write(hideCursor);
    // Also when the process leaves early, as on a second Ctrl-C.
    process.once("exit", giveBack);
    terminal.on("resize", redraw);
    timer = setInterval(() => {
      tick += 1;
      draw();
    }, frameMs);
    timer.unref();
  };

  return {
    handle(event: Event, record: RunRecord): void {
      current = record;
      sideBySide ??= runsSideBySide(record);
      if (!timer) begin();
      if (event.type === "output") tails.add(event);
      scroll(scrolledLines(event, record, { ...options, sideBySide }));
    },
    close(record: RunRecord): void {
      clearInterval(timer);
      terminal.removeListener("resize", redraw);
      region.clear();
      process.removeListener("exit", giveBack);
      giveBack();
      const view = { ...options.end(record), paint, tail: (leg: string) => tails.of(leg as LegId) };
      terminal.write(`${renderEnd(record, view).join("\n")}\n`);
    },
  };
}

/** Pure: what one event adds to the lines that scroll; a start shows in the region already. */
export function scrolledLines(
  event: Event,
  record: RunRecord,
  { paint, verbose, sideBySide }: Pick<LiveOptions, "paint" | "verbose"> & { readonly sideBySide: boolean },
): readonly string[] {
  if (event.type === "step-started" || event.type === "run-ended") return [];
  if (event.type !== "output") return [eventLine(event, record, paint) ?? []].flat();
  if (!verbose) return [];
  const planned = record.steps.get(event.leg)?.planned;
  const prefix = sideBySide && planned ? coloredPrefix(planned, paint) : "  ";
  return printedLines(event).map((line) => prefix + line);
}
