import type { LegId } from "../pipeline/pipeline.ts";
import type { StepOutput } from "../run/event.ts";

/** Lines that a failure shows of its step's log. */
export const tailLines = 10;
const longest = 2_000;

/** The last lines that each step printed. Bounded: ten lines of 2,000 characters a step, and none of a step that went well. */
export class Tails {
  readonly #lines = new Map<LegId, string[]>();

  add({ leg, lines }: Pick<StepOutput, "leg" | "lines">): void {
    const kept = this.#lines.get(leg) ?? [];
    kept.push(...lines.slice(-tailLines).map(shorten));
    if (kept.length > tailLines) kept.splice(0, kept.length - tailLines);
    this.#lines.set(leg, kept);
  }

  of(leg: LegId): readonly string[] {
    return this.#lines.get(leg) ?? [];
  }

  forget(leg: LegId): void {
    this.#lines.delete(leg);
  }
}

const shorten = (line: string): string => (line.length > longest ? `${line.slice(0, longest)}…` : line);
