import type { OnLines } from "./ready-image.ts";

export interface StepWatch {
  readonly onLines: OnLines;
  /** The number of the last step that began; 0 before the first. */
  last(): number;
}

/**
 * Hands lines on and follows the legacy builder's "Step 3/7 : RUN …": a failing step may print more than anybody keeps. Only the
 * next number counts, since what a step runs may build images too.
 */
export function stepWatch(onLines: OnLines): StepWatch {
  let last = 0;
  return {
    last: () => last,
    onLines(stream, lines) {
      for (const line of lines) if (stepIn(line) === last + 1) last += 1;
      onLines(stream, lines);
    },
  };
}

/** The builder's own colours may stand before it. */
function stepIn(line: string): number | undefined {
  const number = /(?:^|m)Step (\d+)\/\d+ : /.exec(line)?.[1];
  return number === undefined ? undefined : Number(number);
}
