import type { Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import { admit } from "./admission.ts";
import { Board, type Phase } from "./board.ts";
import { resolveAttempt } from "./evaluation.ts";
import type { Failure, RunResult, SkipReason, StepEnded, StepResult, StopReason } from "./event.ts";
import type { Outcome } from "./executor.ts";
import { type Leg, stopsSiblings } from "./leg.ts";
import { retryDelay } from "./retry.ts";
import type { Schedule } from "./schedule.ts";

type CancelReason = Extract<StopReason, { reason: "signal" | "error" }>;

/** How long `finally` may take once a run is cancelled. */
const FINALLY_LIMIT_MS = 120_000;

/**
 * Runs a pipeline to its end and says how it ended; "left" when `finally` of a cancelled run is left to another
 * process. Never rejects but for a bug.
 */
export function schedule(input: Schedule): Promise<RunResult | "left"> {
  return new Scheduler(input).run();
}

class Scheduler {
  readonly #input: Schedule;
  readonly #board: Board;
  #settling = false;
  #phaseEnded = Promise.withResolvers<void>();
  #cancelled: CancelReason | undefined;
  #failed: LegId | undefined;
  #finallyFailed = false;
  #killed = false;
  /** Ends the time limit of `finally`. */
  readonly #finished = new AbortController();

  constructor(input: Schedule) {
    this.#input = input;
    this.#board = new Board(input);
    const failed = this.#board.legs.find(({ step, result }) => !step.isFinally && result === "failure");
    this.#failed = failed?.step.id;
    this.#finallyFailed = this.#board.legs.some(({ step, result }) => step.isFinally && result === "failure");
  }

  async run(): Promise<RunResult | "left"> {
    const { signal, kill } = this.#input;
    const onSignal = () => this.#cancel(signal.reason);
    const onKill = () => this.#kill(kill.reason);
    signal.addEventListener("abort", onSignal, { once: true });
    kill.addEventListener("abort", onKill, { once: true });
    if (signal.aborted) this.#cancel(signal.reason);
    try {
      await this.#runPhase("main");
      if (this.#cancelled && !this.#leavesFinally) void this.#limitFinally();
      if (!this.#leavesFinally) await this.#runPhase("finally");
      return this.#leavesFinally ? "left" : this.#result;
    } finally {
      this.#finished.abort();
      signal.removeEventListener("abort", onSignal);
      kill.removeEventListener("abort", onKill);
    }
  }

  async #runPhase(phase: Phase): Promise<void> {
    this.#phaseEnded = Promise.withResolvers();
    this.#board.enter(phase);
    this.#settle();
    await this.#phaseEnded.promise;
  }

  async #limitFinally(): Promise<void> {
    try {
      await this.#input.clock.sleep(FINALLY_LIMIT_MS, this.#finished.signal);
    } catch {
      return;
    }
    this.#kill(this.#cancelled as StopReason);
  }

  get #leavesFinally(): boolean {
    const isOwed = ({ step, state, result }: Leg) =>
      step.isFinally && (state !== "ended" || result === "cancelled");
    const { finallyOnCancel } = this.#input;
    return this.#cancelled !== undefined && finallyOnCancel === "later" && this.#board.legs.some(isOwed);
  }

  get #result(): RunResult {
    if (this.#cancelled) return "cancelled";
    return this.#failed !== undefined || this.#finallyFailed ? "failure" : "success";
  }

  /** Decides about every leg that has arrived, then fills the slots. Not entered twice: ends of legs arrive here. */
  #settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    do {
      for (let leg = this.#board.takeArrived(); leg; leg = this.#board.takeArrived()) this.#decide(leg);
      for (let leg = this.#board.takeStartable(); leg; leg = this.#board.takeStartable()) this.#start(leg);
    } while (this.#board.hasArrived);
    this.#settling = false;
    if (this.#board.isIdle) this.#phaseEnded.resolve();
  }

  #decide(leg: Leg): void {
    if (this.#input.selected?.has(leg.step.id) === false) {
      this.#endUnselected(leg);
      return;
    }
    const run = { cancelled: this.#cancelled !== undefined, killed: this.#killed, failed: this.#failed };
    const verdict = admit(leg, run, this.#input);
    switch (verdict.kind) {
      case "run":
        this.#board.makeReady(leg);
        break;
      case "skip":
        this.#skip(leg, verdict.skipped);
        break;
      case "fault":
        this.#fail(leg, { cause: "config", message: verdict.message });
        break;
      default:
        verdict satisfies never;
    }
  }

  #start(leg: Leg): void {
    const { clock, execute, emit } = this.#input;
    leg.attempt++;
    this.#board.occupy(leg);
    const startedAt = clock.monotonic();
    emit({ type: "step-started", at: clock.now(), leg: leg.step.id, attempt: leg.attempt });
    const attempt = resolveAttempt(leg, this.#input);
    if (!attempt.ok) {
      this.#board.vacate(leg);
      this.#fail(leg, { cause: "config", message: attempt.error });
      return;
    }
    const abort = new AbortController();
    leg.abort = abort;
    void execute(attempt.value, emit, abort.signal).then(
      (outcome) => this.#attemptEnded(leg, outcome, startedAt),
      (error: unknown) => this.#attemptEnded(leg, bug(error), startedAt),
    );
  }

  #attemptEnded(leg: Leg, outcome: Outcome, startedAt: number): void {
    this.#board.vacate(leg);
    const durationMs = Math.round(this.#input.clock.monotonic() - startedAt);
    switch (outcome.result) {
      case "success":
        this.#end(leg, { ...outcome, outcome: "success", durationMs });
        break;
      case "cancelled":
        this.#end(leg, { result: "cancelled", outcome: "cancelled", stopped: outcome.stopped, durationMs });
        break;
      case "failure":
        if (!this.#retry(leg, outcome.failure))
          this.#fail(leg, outcome.failure, { durationMs, values: outcome.values });
        break;
      default:
        outcome satisfies never;
    }
    this.#settle();
  }

  /** False when the failure stands. */
  #retry(leg: Leg, failure: Failure): boolean {
    leg.failures++;
    const { random, clock, emit } = this.#input;
    if (this.#cancelled || leg.abort?.signal.aborted) return false;
    const delayMs = retryDelay({ retry: leg.step.retry, failure, failures: leg.failures, random });
    if (delayMs === undefined) return false;
    const { id } = leg.step;
    emit({ type: "step-retrying", at: clock.now(), leg: id, attempt: leg.attempt, failure, delayMs });
    leg.abort = new AbortController();
    this.#board.postpone(leg);
    void this.#wakeLater(leg, delayMs, leg.abort.signal);
    return true;
  }

  async #wakeLater(leg: Leg, delayMs: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#input.clock.sleep(delayMs, signal);
      this.#board.makeReady(leg);
    } catch {
      this.#end(leg, { result: "cancelled", outcome: "cancelled", stopped: signal.reason as StopReason });
    }
    this.#board.comeBack();
    this.#settle();
  }

  #skip(leg: Leg, skipped: SkipReason): void {
    // A leg that an interrupted run had started was not skipped: it was cut off.
    const cutOff = skipped.reason === "run-cancelled" && leg.interrupted ? this.#cancelled : undefined;
    if (cutOff) this.#end(leg, { result: "cancelled", outcome: "cancelled", stopped: cutOff });
    else this.#end(leg, { result: "skipped", outcome: "skipped", skipped });
  }

  #endUnselected(leg: Leg): void {
    const given = this.#input.given?.get(leg.step.id);
    const skipped: SkipReason = { reason: "not-selected", ...(given && { from: given.runId }) };
    this.#end(leg, { result: "success", outcome: "skipped", skipped, values: given?.values ?? {} });
  }

  #fail(
    leg: Leg,
    failure: Failure,
    rest: { readonly durationMs?: number; readonly values?: Mapping<string> } = {},
  ): void {
    const result: StepResult = leg.step.continueOnError ? "success" : "failure";
    this.#end(leg, { result, outcome: "failure", failure, ...rest });
    if (result === "failure") this.#onFailure(leg);
  }

  #end(leg: Leg, how: Pick<StepEnded, "result" | "outcome"> & Partial<StepEnded>): void {
    const ended = { durationMs: 0, values: {}, outputs: [], ...how };
    this.#input.emit({ type: "step-ended", at: this.#input.clock.now(), leg: leg.step.id, ...ended });
    this.#board.end(leg, ended.result, ended.values);
  }

  /** What a failure does to the rest of the run: `fail_fast`, then `on_failure`. */
  #onFailure({ step, group }: Leg): void {
    if (stopsSiblings(group) && group.failed === undefined) {
      group.failed = step.id;
      this.#board.stop(group.legs, { reason: "fail-fast", failed: step.id });
      this.#board.reconsider(group.legs);
    }
    if (step.isFinally) this.#finallyFailed = true;
    else if (this.#failed === undefined) this.#firstFailure(step.id);
  }

  #firstFailure(failed: LegId): void {
    this.#failed = failed;
    const { onFailure } = this.#input.pipeline;
    if (onFailure === "continue") return;
    this.#board.reconsider();
    if (onFailure === "cancel") this.#stopAll({ reason: "step-failed", failed });
  }

  #cancel(why: CancelReason): void {
    this.#cancelled = why;
    if (this.#board.phase === "finally" && this.#input.finallyOnCancel === "now") {
      this.#input.emit({ type: "run-cancelling", at: this.#input.clock.now(), why });
      void this.#limitFinally();
      return;
    }
    this.#board.reconsider();
    this.#stopAll(why);
    this.#settle();
  }

  #stopAll(why: Exclude<StopReason, { reason: "fail-fast" }>): void {
    this.#input.emit({ type: "run-cancelling", at: this.#input.clock.now(), why });
    this.#board.stop(this.#board.legs, why);
  }

  #kill(why: StopReason): void {
    this.#killed = true;
    this.#board.stop(this.#board.legs, why);
    this.#board.reconsider();
    this.#settle();
  }
}

/** An executor never rejects: that it did is our fault, not the step's. */
function bug(error: unknown): Outcome {
  const message = `stepops failed while it ran this step, please report it: ${error instanceof Error ? error.stack : error}`;
  return { result: "failure", failure: { cause: "infrastructure", message }, values: {} };
}
