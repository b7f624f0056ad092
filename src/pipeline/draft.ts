import type { Location, SourceFile } from "./source.ts";

/** Steps from the document's root to a value: `["steps", "train", "inputs", 0]`. */
export type Path = readonly (string | number)[];

/**
 * A document that has the right shape (its schema holds) but whose meaning is not looked at yet.
 * `value` is plain data with `<<` merged and `x-*` keys removed; places are found only when a diagnostic needs one.
 */
export interface Draft<T> {
  readonly file: SourceFile;
  readonly value: T;
  /** The place of a value, of its key with `key`, or of a span inside a string value with `span` (offsets into the string). */
  at(path: Path, part?: "value" | "key" | { readonly start: number; readonly end: number }): Location;
  /**
   * Whether the file has, or may have, what the path names although `value` does not: it was taken out, or something
   * that holds it, after a complaint. Whoever misses it there must not complain a second time.
   */
  isLost(path: Path): boolean;
  /** Whether something was taken out of the value at the path, or the value itself. */
  isTorn(path: Path): boolean;
}

export type Scalar = string | number | boolean;
export type Json = null | Scalar | readonly Json[] | { readonly [key: string]: Json };
export type Mapping<T> = Readonly<Record<string, T>>;
/** One `${{ }}` in a slot that takes a number or a boolean. */
export type ExpressionText = string;

export interface ParamDraft {
  readonly type?: "string" | "integer" | "number" | "boolean";
  readonly default?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly description?: string;
}

export interface BuildDraft {
  readonly context?: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args?: Mapping<Scalar>;
  readonly platform?: string;
}

export type ImageDraft = string | null | { readonly build: string | BuildDraft };

export interface ResourcesDraft {
  readonly accelerators?: string | readonly string[];
  readonly cpus?: number | string;
  readonly memory?: number | string;
  readonly disk_size?: number | string;
  readonly shm_size?: number | string;
  readonly use_spot?: boolean | ExpressionText;
  readonly num_nodes?: number | ExpressionText;
  readonly instance_type?: string;
  readonly any_of?: readonly ResourcesDraft[];
}

export interface RetryDraft {
  readonly max_attempts?: number | ExpressionText;
  readonly on?: readonly string[];
  readonly exit_codes?: readonly number[];
  readonly backoff?: {
    readonly initial?: string | number;
    readonly factor?: number;
    readonly max?: string | number;
  };
}

export interface MetricDraft {
  readonly better?: "higher" | "lower";
  readonly max_drop?: number;
}

export interface PlotDraft {
  readonly x?: string;
  readonly y?: string | readonly string[];
  readonly title?: string;
}

export interface StepDraft {
  readonly description?: string;
  readonly image?: ImageDraft;
  /** Null takes away what `defaults` gives. */
  readonly setup?: string | readonly string[] | null;
  readonly command?: string | readonly (string | number | boolean)[];
  readonly shell?: "sh" | "bash";
  readonly working_directory?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string | boolean;
  readonly strategy?: {
    /** Axis → values; `include` and `exclude` are lists of mappings. */
    readonly matrix?: Mapping<readonly Json[] | ExpressionText> | ExpressionText;
    readonly max_parallel?: number | ExpressionText;
    readonly fail_fast?: boolean | ExpressionText;
  };
  readonly step_operator?: string;
  readonly resources?: ResourcesDraft;
  readonly settings?: Mapping<Json>;
  readonly env?: Mapping<Scalar>;
  readonly secrets?: readonly string[];
  readonly inputs?: readonly (string | { readonly from: string; readonly path: string })[];
  readonly outputs?: readonly string[] | Mapping<{ readonly artifact?: boolean | ExpressionText } | null>;
  readonly values?: readonly string[];
  readonly metrics?: readonly string[] | Mapping<Mapping<MetricDraft> | null>;
  readonly plots?: readonly string[] | Mapping<PlotDraft | null>;
  readonly checkpoint?: string;
  readonly cache?: boolean | ExpressionText;
  readonly retry?: RetryDraft;
  readonly timeout?: string | number;
  readonly pending_timeout?: string | number;
  readonly continue_on_error?: boolean | ExpressionText;
  readonly user?: string | number;
  readonly network?: "default" | "none";
}

/** An operator's settings lie beside `type`; each flavor's own schema checks them. */
export interface OperatorDraft {
  readonly type: string;
  readonly [setting: string]: Json;
}

export interface AuthDraft {
  readonly oidc?: boolean;
  readonly role?: string;
  readonly client_id?: string;
  readonly tenant_id?: string;
  readonly workload_identity_provider?: string;
  readonly audience?: string;
}

export interface StackDraft {
  readonly description?: string;
  readonly artifact_store?: { readonly type: string; readonly [setting: string]: Json };
  readonly container_registry?: { readonly uri: string };
  readonly step_operators?: Mapping<OperatorDraft>;
  readonly secrets?: Mapping<string>;
  readonly auth?: AuthDraft;
  readonly policy?: Mapping<Json>;
}

export interface PipelineDraft {
  readonly name?: string;
  readonly description?: string;
  readonly stack?: string;
  readonly stacks?: Mapping<StackDraft>;
  readonly params?: Mapping<Scalar | ParamDraft>;
  readonly env?: Mapping<Scalar>;
  readonly defaults?: StepDraft;
  readonly max_parallel?: number | ExpressionText;
  readonly on_failure?: "finish" | "continue" | "cancel";
  readonly steps: Mapping<StepDraft>;
  readonly finally?: Mapping<StepDraft>;
}

/** `stacks.yaml`: the same mapping as `stacks:` in a pipeline file, under the same key. */
export interface StacksDraft {
  readonly stacks: Mapping<StackDraft>;
}
