import type { Mapping } from "../pipeline/draft.ts";
import type { Step } from "../pipeline/pipeline.ts";
import type { Cached, Event, Failure, Published, StopReason } from "./event.ts";

/** A step with its last open names settled: what an executor is handed. */
export interface Attempt {
  readonly step: Step;
  /** From 1. */
  readonly attempt: number;
  readonly setup?: ResolvedCommand;
  readonly command: ResolvedCommand;
  /** The step's `env`, rendered; script bindings are in the commands. */
  readonly env: Mapping<string>;
}

export type ResolvedCommand =
  | { readonly kind: "argv"; readonly args: readonly string[] }
  | {
      readonly kind: "script";
      readonly shell: "sh" | "bash";
      readonly text: string;
      readonly bindings: Mapping<string>;
    };

export type Outcome =
  | Success
  | { readonly result: "failure"; readonly failure: Failure; readonly values: Mapping<string> }
  | { readonly result: "cancelled"; readonly stopped: StopReason };

export interface Success {
  readonly result: "success";
  readonly values: Mapping<string>;
  readonly outputs: readonly Published[];
  /** Where the artifact store has them. */
  readonly manifest?: string;
  /** Taken from an earlier run. */
  readonly cached?: Cached;
}

/**
 * Runs one attempt to its end. It owns the step's timeout, ends everything that it started before it resolves,
 * and never rejects but for a bug. On `signal`, whose reason is a StopReason, it stops the
 * step and resolves with `cancelled`.
 */
export type Execute = (
  attempt: Attempt,
  emit: (event: Event) => void,
  signal: AbortSignal,
) => Promise<Outcome>;
