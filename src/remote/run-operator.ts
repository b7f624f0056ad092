import type { StepOperator } from "../operator/operator.ts";
import type { Operator } from "../pipeline/pipeline.ts";
import type { Result } from "../pipeline/result.ts";
import type { Failure } from "../run/event.ts";
import type { Watcher } from "./watcher.ts";

/** An operator of the stack in the course of a run. */
export interface RunOperator {
  readonly name: string;
  readonly operator: StepOperator;
  readonly watcher: Watcher;
}

/** Each operator is opened with the first step that needs it. */
export interface RunOperators {
  get(operator: Operator, signal: AbortSignal): Promise<Result<RunOperator, Failure>>;
  close(): Promise<void>;
}
