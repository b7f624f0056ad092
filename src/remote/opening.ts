import type { Host } from "../host/host.ts";
import type { Answer, StepOperator } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Operator } from "../pipeline/pipeline.ts";

/** What an operator of the stack is opened with. */
export interface OpeningInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  /** The run's folder, absolute. */
  readonly directory: string;
  /** Of all steps, by name. */
  readonly secrets: Mapping<string>;
  readonly onNotice: (level: "notice" | "warning", message: string) => void;
}

/** Makes an operator ready for calls; it starts no job. */
export type OpenOperator = (
  operator: Operator,
  input: OpeningInput & { readonly scratch: string },
  signal: AbortSignal,
) => Promise<Answer<StepOperator>>;
