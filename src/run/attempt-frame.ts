import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Event, Failure, StepOutput, StopReason } from "./event.ts";
import type { Attempt, Outcome } from "./executor.ts";
import { createMasker, type Masker } from "./mask.ts";

export type Phase = StepOutput["phase"];

/** What all attempts of a run share, wherever they run. */
export interface SharedFrame {
  readonly host: Host;
  readonly secrets: Mapping<string>;
  readonly masker: Masker;
}

/** `env`: this process's, where secrets come from. All secrets of the pipeline are masked in what any step prints. */
export function openFrame({
  host,
  env,
  pipeline,
}: {
  readonly host: Host;
  readonly env: Mapping<string>;
  readonly pipeline: Pick<Pipeline, "steps">;
}): SharedFrame {
  const names = new Set(pipeline.steps.flatMap((step) => step.secrets));
  const known = [...names].map((name) => [name, own(env, name) ?? ""] as const);
  const secrets = Object.fromEntries(known.filter(([, value]) => value !== ""));
  return { host, secrets, masker: createMasker(Object.values(secrets)) };
}

/** What is the same for every attempt: its ends by signal and timeout, what it prints, what it may tell of a failure. */
export class AttemptFrame {
  readonly attempt: Attempt;
  /** Aborted by the run's signal and by the step's own timeout. */
  readonly stop: AbortSignal;
  readonly #shared: SharedFrame;
  readonly #emit: (event: Event) => void;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  #timedOut = false;

  constructor(shared: SharedFrame, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#emit = emit;
    this.#signal = signal;
    this.attempt = attempt;
    this.stop = this.#stop.signal;
  }

  get isCancelled(): boolean {
    return this.#signal.aborted;
  }

  async run(body: () => Promise<Outcome>): Promise<Outcome> {
    if (this.#signal.aborted) return this.cancelled();
    const onAbort = () => this.#stop.abort();
    this.#signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await body();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return this.failure({ cause: "infrastructure", message: `this machine refused: ${error.message}` });
    } finally {
      this.#signal.removeEventListener("abort", onAbort);
    }
  }

  async withTimeout<T>(act: () => Promise<T>): Promise<T> {
    const { timeoutMs } = this.attempt.step;
    if (timeoutMs === undefined) return act();
    const over = new AbortController();
    const expire = () => {
      this.#timedOut = true;
      this.#stop.abort();
    };
    this.#shared.host.clock.sleep(timeoutMs, over.signal).then(expire, () => {});
    try {
      return await act();
    } finally {
      over.abort();
    }
  }

  /** What comes before the step's own commands: under its pending_timeout, and no part of its timeout. */
  async whilePending<T>(
    phase: keyof typeof pendingNouns,
    act: (signal: AbortSignal) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const { pendingTimeoutMs: limitMs } = this.attempt.step;
    const over = new AbortController();
    const late = new AbortController();
    const expire = () => late.abort();
    if (limitMs !== undefined) this.#shared.host.clock.sleep(limitMs, over.signal).then(expire, () => {});
    try {
      const done = await act(AbortSignal.any([this.stop, late.signal]));
      return done.ok || !late.signal.aborted ? done : err(tooLate(phase, limitMs ?? 0));
    } finally {
      over.abort();
    }
  }

  missingSecret(): Failure | undefined {
    const { secrets } = this.#shared;
    const missing = this.attempt.step.secrets.find((name) => own(secrets, name) === undefined);
    return missing === undefined
      ? undefined
      : { cause: "config", message: `the secret ${missing} is not set in the environment` };
  }

  /** The step's secrets alone, of all that the run knows. */
  secrets(): Mapping<string> {
    const { secrets } = this.#shared;
    return Object.fromEntries(this.attempt.step.secrets.map((name) => [name, own(secrets, name) ?? ""]));
  }

  cancelled(): Outcome {
    return { result: "cancelled", stopped: this.#signal.reason as StopReason };
  }

  /** Only a timeout is read as a failure; a cancelled attempt has no other. */
  stopped(phase: Phase): Failure {
    if (!this.#timedOut) return { cause: "cancelled", phase, message: `${phase} was stopped` };
    const seconds = (this.attempt.step.timeoutMs ?? 0) / 1000;
    return { cause: "timeout", phase, message: `${phase} was stopped at the step's timeout of ${seconds} s` };
  }

  failure(failure: Failure, values: Mapping<string> = {}): Outcome {
    const message = this.#shared.masker.mask(failure.message);
    return { result: "failure", failure: { ...failure, message }, values };
  }

  output(phase: Phase, stream: "stdout" | "stderr", lines: readonly string[]): void {
    const { step, attempt } = this.attempt;
    const at = this.#shared.host.clock.now();
    this.#emit({ type: "output", at, leg: step.id, attempt, stream, phase, lines });
  }

  notice(level: "notice" | "warning", message: string): void {
    const leg = this.attempt.step.id;
    this.#emit({ type: "notice", at: this.#shared.host.clock.now(), level, leg, message });
  }
}

const pendingNouns = { image: "the image was", inputs: "the data of its buckets was" } as const;

const tooLate = (phase: keyof typeof pendingNouns, limitMs: number): Failure => ({
  cause: "pending_timeout",
  phase,
  message: `${pendingNouns[phase]} not ready within the step's pending_timeout of ${limitMs / 1000} s`,
});

/** What the file system or the kernel refused, as against a bug. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;
