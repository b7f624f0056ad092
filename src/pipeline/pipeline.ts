import type { StoreAddress } from "./artifact-store.ts";
import type { Json, Mapping, Scalar, StepDraft } from "./draft.ts";
import type { Expression, Template } from "./expression.ts";
import type { Location, SourceFile } from "./source.ts";

declare const brand: unique symbol;
/** A step as the file names it: `train`. */
export type StepId = string & { readonly [brand]: "StepId" };
/** One leg of a step's matrix, `train[lr=0.1]`; the step's own id where there is no matrix. */
export type LegId = string & { readonly [brand]: "LegId" };

/** A pipeline whose every name, edge and value that shapes the graph is settled; only `needs.*` is still open. */
export interface Pipeline {
  readonly name: string;
  readonly description?: string;
  readonly file: SourceFile;
  readonly params: Mapping<Scalar>;
  /** The file's own `env`, evaluated; each step's `env` already includes it. */
  readonly env: Mapping<string>;
  readonly stack: Stack;
  /** Undefined: the number of cores. */
  readonly maxParallel?: number;
  readonly onFailure: OnFailure;
  /** In file order, main steps first, then those of `finally`. */
  readonly groups: ReadonlyMap<StepId, Group>;
  /** Every leg, needs before their dependants, the ones of `finally` last. */
  readonly steps: readonly Step[];
}

export type OnFailure = "finish" | "continue" | "cancel";

/** What a step is in the file; its legs are what runs. */
export interface Group {
  readonly id: StepId;
  readonly legs: readonly LegId[];
  readonly isMatrix: boolean;
  readonly maxParallel?: number;
  readonly failFast: boolean;
}

export interface Stack {
  readonly name: string;
  /** True when a flag, an input or the file's `stack:` named it. */
  readonly chosen: boolean;
  readonly operators: Mapping<Operator>;
  /** The repository that images are pushed to, without a tag. */
  readonly containerRegistry?: string;
  /** Secret → where a cloud keeps it. Missing names come from the process environment. */
  readonly secrets: Mapping<string>;
  /** Undefined: by whatever the environment has. */
  readonly auth?: StackAuth;
  /** Undefined: `.stepops/store` of the checkout. */
  readonly artifactStore?: StoreAddress;
}

/** How to log in to the stack's cloud; which one that is, its keys tell. */
export interface StackAuth {
  /** By the workflow's OIDC token. */
  readonly oidc: boolean;
  /** AWS: ARN of the role to assume. Google: e-mail of the service account to impersonate. */
  readonly role?: string;
  /** Azure. */
  readonly clientId?: string;
  /** Azure. */
  readonly tenantId?: string;
  /** Google: `projects/N/locations/global/workloadIdentityPools/P/providers/X`. */
  readonly workloadIdentityProvider?: string;
  /** Of the OIDC token. */
  readonly audience?: string;
}

export interface Operator {
  readonly name: string;
  readonly flavor: string;
  readonly settings: Mapping<Json>;
}

export interface Step {
  readonly id: LegId;
  readonly step: StepId;
  readonly description?: string;
  readonly matrix?: Mapping<Json>;
  readonly isFinally: boolean;
  /** Direct edges, one a pair, sorted by code point. */
  readonly needs: readonly Need[];
  readonly condition?: Condition;
  /** Undefined: the step runs on the host. */
  readonly image?: Image;
  readonly setup?: Command;
  readonly command: Command;
  /** Relative to the pipeline's folder, `.` by default. */
  readonly workingDirectory: string;
  /** What the file's `step_operator` says. */
  readonly operatorName?: string;
  /** Undefined where the step runs on this machine, as every step does under the stack `local`. */
  readonly operator?: Operator;
  /** `any_of` laid over the rest, in order of preference; one entry where there is no `any_of`. */
  readonly resources: readonly [Resources, ...Resources[]];
  readonly settings: Mapping<Json>;
  /** File env, then defaults, then the step's own. */
  readonly env: Mapping<Template>;
  readonly secrets: readonly string[];
  /** Undefined: the step has no `inputs` key, so it sees everything and has no path edges. */
  readonly inputs?: readonly Input[];
  /** Declared outputs, metrics and plots, in file order. */
  readonly outputs: readonly Output[];
  readonly values: readonly string[];
  readonly checkpoint?: string;
  readonly cache: boolean;
  readonly retry: Retry;
  readonly timeoutMs?: number;
  readonly pendingTimeoutMs?: number;
  readonly continueOnError: boolean;
  readonly user?: string;
  readonly network: "default" | "none";
  /** The step's id in the file, where annotations of a failure go. */
  readonly location: Location;
  /** The place of one of the step's keys, or of a value below it; found only when a diagnostic asks. */
  readonly at?: (key: keyof StepDraft, ...below: readonly (string | number)[]) => Location;
}

/** Where several kinds join a pair the first of this list is kept. Only a path edge joins single legs of a matrix. */
export interface Need {
  readonly leg: LegId;
  readonly step: StepId;
  readonly via: "needs" | "expression" | "path";
}

export interface Condition {
  readonly expression: Expression;
  /** Calls success(), failure(), always() or cancelled(): then no implicit `success() &&`. */
  readonly usesStatus: boolean;
}

/** In a script each `${{ }}` has become a reference to the variable that `bindings` names: values never become syntax. */
export type Command =
  | { readonly kind: "argv"; readonly args: readonly Template[] }
  | {
      readonly kind: "script";
      readonly shell: "sh" | "bash";
      readonly text: string;
      readonly bindings: Mapping<Expression>;
    };

export type Image =
  | { readonly kind: "reference"; readonly reference: string }
  | {
      readonly kind: "build";
      readonly context: string;
      readonly dockerfile?: string;
      readonly target?: string;
      readonly args: Mapping<string>;
      readonly platform?: string;
    };

/** `8`, or `8+` where more will do. */
export interface Amount {
  readonly value: number;
  readonly atLeast: boolean;
}

export interface Accelerators {
  /** Canonical name of the catalog. */
  readonly name: string;
  readonly count: number;
}

export interface Resources {
  /** In order of preference; empty when none is asked for. */
  readonly accelerators: readonly Accelerators[];
  readonly cpus?: Amount;
  /** GB. */
  readonly memory?: Amount;
  /** GB. */
  readonly diskSize?: number;
  /** GB. */
  readonly shmSize?: number;
  readonly useSpot: boolean;
  readonly numNodes: number;
  readonly instanceType?: string;
}

/** In file order, which matters: an exclude takes away only what the entries before it named. */
export type Input = (
  | { readonly kind: "path"; readonly path: string; readonly isDirectory: boolean }
  | { readonly kind: "glob"; readonly pattern: string }
  | { readonly kind: "exclude"; readonly pattern: string }
  | { readonly kind: "bucket"; readonly from: string; readonly path: string }
) & {
  /** The entry in the file; `parseInput` does not know it, resolve sets it. */
  readonly location?: Location;
};

export interface Output {
  /** Normalised, relative to the pipeline's folder, without a trailing slash. */
  readonly path: string;
  readonly isDirectory: boolean;
  readonly role: "output" | "metrics" | "plot";
  /** Undefined: the rules decide (unconsumed outputs, metrics and plots are artifacts). */
  readonly artifact?: boolean;
  readonly metrics?: Mapping<{ readonly better?: "higher" | "lower"; readonly maxDrop?: number }>;
  readonly plot?: { readonly x?: string; readonly y?: readonly string[]; readonly title?: string };
  readonly location: Location;
}

export const causes = [
  "user",
  "oom",
  "timeout",
  "pending_timeout",
  "preempted",
  "capacity",
  "quota",
  "permission",
  "image",
  "config",
  "infrastructure",
  "lost",
  "cancelled",
] as const;
export type Cause = (typeof causes)[number];

/** User code is retried by exit code only. */
export type RetryCause = Exclude<Cause, "user" | "cancelled">;

export interface Retry {
  readonly maxAttempts: number;
  readonly on: readonly RetryCause[];
  readonly exitCodes: readonly number[];
  readonly backoff: { readonly initialMs: number; readonly factor: number; readonly maxMs: number };
}
