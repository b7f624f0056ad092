import type { Step } from "./pipeline.ts";

/** Paths that a step may write and that outlive it: its outputs and its checkpoint. */
export const writtenBy = ({
  outputs,
  checkpoint,
}: Pick<Step, "outputs" | "checkpoint">): readonly string[] => [
  ...outputs.map(({ path }) => path),
  ...(checkpoint === undefined ? [] : [checkpoint]),
];
