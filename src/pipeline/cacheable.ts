import type { Step } from "./pipeline.ts";

/** Whether a step is skipped where an earlier run did the same work. What leaves nothing is run for its effect. */
export const isCacheable = ({ cache, inputs, isFinally, outputs, values }: Step): boolean =>
  cache && inputs !== undefined && !isFinally && outputs.length + values.length > 0;
