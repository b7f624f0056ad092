import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { isCacheable } from "../pipeline/cacheable.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Event, Failure, Published, StopReason } from "../run/event.ts";
import type { Attempt, Execute, Outcome, Success } from "../run/executor.ts";
import type { Outputs } from "../run/outputs.ts";
import { difference } from "./difference.ts";
import { canonical, type Fingerprint } from "./fingerprint.ts";
import type { Found, StepStore, StoreFault } from "./step-store.ts";

/** What all attempts share that are looked up before they run, and kept after. */
export interface CacheShared {
  readonly host: Pick<Host, "clock" | "files" | "random">;
  readonly execute: Execute;
  readonly store: StepStore;
  readonly identify: (attempt: Attempt, signal: AbortSignal) => Promise<Result<Fingerprint, string>>;
  readonly isForced: (step: Step) => boolean;
  readonly outputs: Outputs;
  /** Absolute; on the disk of the checkout, for what is fetched before it takes its place. */
  readonly scratch: string;
  /** Whether the user asked for the store: then a step has succeeded only when its outputs are there. */
  readonly isStoreChosen: boolean;
  /** What the run has warned of already, however many steps meet with it. */
  readonly warned: Set<string>;
}

/** One attempt of a step that may have been run before, or whose outputs are kept. */
export class CachedAttempt {
  readonly #shared: CacheShared;
  readonly #attempt: Attempt;
  readonly #emit: (event: Event) => void;
  readonly #signal: AbortSignal;
  /** What the store holds for this work turned out to be no good. */
  #isDamaged = false;

  constructor(shared: CacheShared, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#attempt = attempt;
    this.#emit = emit;
    this.#signal = signal;
  }

  get #step(): Step {
    return this.#attempt.step;
  }

  async run(): Promise<Outcome> {
    const unready = this.#shared.isStoreChosen ? await this.#shared.store.ready(this.#signal) : undefined;
    if (this.#signal.aborted) return this.#cancelled();
    // Found out before the step costs anything, not after.
    if (unready) return this.#failed(failureOf(unready), {});
    return this.#lookUp();
  }

  async #lookUp(): Promise<Outcome> {
    if (!isCacheable(this.#step)) return this.#runAndKeep(undefined);
    const identified = await this.#shared.identify(this.#attempt, this.#signal);
    if (this.#signal.aborted) return this.#cancelled();
    if (!identified.ok) {
      // Whatever is wrong there the step will say better when it runs into it.
      this.#missed(`what it is made of cannot be told: ${identified.error}`);
      return this.#runAndKeep(undefined);
    }
    const fingerprint = identified.value;
    const taken = this.#shared.isForced(this.#step) ? undefined : await this.#takeEarlier(fingerprint);
    if (taken) return taken;
    if (this.#signal.aborted) return this.#cancelled();
    await this.#sayWhy(fingerprint);
    return this.#runAndKeep(fingerprint);
  }

  /** Undefined where no earlier run did the work, or what it left cannot be had. */
  async #takeEarlier(fingerprint: Fingerprint): Promise<Outcome | undefined> {
    const found = await this.#shared.store.find(fingerprint, this.#signal);
    if (this.#signal.aborted) return this.#cancelled();
    if (!found.ok) this.#warn(`steps run without the cache: ${found.error.message}`);
    if (!found.ok || !found.value) return undefined;
    const outputs = await this.#bringBack(found.value);
    if (this.#signal.aborted) return this.#cancelled();
    if (outputs.ok) return success(found.value, outputs.value);
    const { run } = found.value.manifest;
    this.#notice(
      "warning",
      `what run ${run.id} left of it cannot be used, so it runs again: ${outputs.error.message}`,
    );
    return undefined;
  }

  /** Fetched whole before anything here is touched. */
  async #bringBack({ manifest }: Found): Promise<Result<readonly Published[], Failure>> {
    const { store, outputs, host, scratch } = this.#shared;
    if (await store.isHere(manifest, this.#signal))
      return { ok: true, value: manifest.outputs.map(published) };
    const from = join(scratch, host.random.hex(16));
    try {
      await host.files.makeDirectory(from);
      const restored = await store.restore({ manifest, to: from, onLine: this.#print }, this.#signal);
      if (!restored.ok) this.#isDamaged = restored.error.reason === "damaged";
      if (!restored.ok) return err(failureOf(restored.error));
      const prepared = await outputs.prepare(this.#step);
      return prepared.ok ? await outputs.adopt(this.#step, from, 0) : prepared;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return err({ cause: "infrastructure", message: `this machine refused: ${error.message}` });
    } finally {
      await host.files.remove(from);
    }
  }

  async #sayWhy(fingerprint: Fingerprint): Promise<void> {
    if (this.#attempt.attempt > 1) return;
    if (this.#shared.isForced(this.#step)) {
      this.#missed("it was asked for");
      return;
    }
    if (this.#isDamaged) {
      this.#missed("what is kept of it cannot be used");
      return;
    }
    const last = await this.#shared.store.last(this.#step, this.#signal);
    if (last) this.#missed(difference(last, fingerprint) ?? "its outputs are no longer in the store");
    else this.#missed("no earlier run of it succeeded", true);
  }

  async #runAndKeep(fingerprint: Fingerprint | undefined): Promise<Outcome> {
    const { clock } = this.#shared.host;
    const startedAt = clock.monotonic();
    const outcome = await this.#shared.execute(this.#attempt, this.#emit, this.#signal);
    if (outcome.result !== "success") return outcome;
    const durationMs = Math.round(clock.monotonic() - startedAt);
    const kept = fingerprint && (await this.#unchanged(fingerprint));
    if (!kept && !this.#shared.isStoreChosen) return outcome;
    return this.#keep({ done: outcome, durationMs, fingerprint: kept });
  }

  /** What was made of inputs that are others by now is not what they make. */
  async #unchanged(fingerprint: Fingerprint): Promise<Fingerprint | undefined> {
    const now = await this.#shared.identify(this.#attempt, this.#signal);
    if (this.#signal.aborted) return undefined;
    const what = now.ok ? difference(fingerprint, now.value) : now.error;
    if (what === undefined && now.ok && canonical({ ...now.value }) === canonical({ ...fingerprint }))
      return fingerprint;
    this.#notice("notice", `later runs will not take it from the cache, because while it ran: ${what}`);
    return undefined;
  }

  async #keep(kept: {
    readonly done: Success;
    readonly durationMs: number;
    readonly fingerprint: Fingerprint | undefined;
  }): Promise<Outcome> {
    const { store, isStoreChosen, isForced } = this.#shared;
    const step = this.#step;
    const stored = await store.keep(
      { ...kept, step, replaces: isForced(step), afresh: this.#isDamaged, onLine: this.#print },
      this.#signal,
    );
    if (stored.ok) return { ...kept.done, manifest: stored.value };
    if (this.#signal.aborted) return kept.done;
    const { message } = stored.error;
    if (!isStoreChosen) {
      this.#warn(`later runs will not take steps from the cache: ${message}`);
      return kept.done;
    }
    const failure = failureOf(stored.error);
    const text = `the step ended well, but its outputs are not in the artifact store, only here: ${message}`;
    return this.#failed({ ...failure, message: text }, kept.done.values);
  }

  #failed(failure: Failure, values: Mapping<string>): Outcome {
    return { result: "failure", failure, values };
  }

  #warn(message: string): void {
    const { warned, host } = this.#shared;
    if (warned.has(message)) return;
    warned.add(message);
    this.#emit({ type: "notice", at: host.clock.now(), level: "warning", message });
  }

  readonly #print = (line: string): void => {
    const { step, attempt } = this.#attempt;
    const at = this.#shared.host.clock.now();
    this.#emit({
      type: "output",
      at,
      leg: step.id,
      attempt,
      stream: "stdout",
      phase: "outputs",
      lines: [line],
    });
  };

  #missed(why: string, isFirst = false): void {
    const at = this.#shared.host.clock.now();
    this.#emit({ type: "cache-missed", at, leg: this.#step.id, why, ...(isFirst && { isFirst }) });
  }

  #notice(level: "notice" | "warning", message: string): void {
    this.#emit({ type: "notice", at: this.#shared.host.clock.now(), level, leg: this.#step.id, message });
  }

  #cancelled(): Outcome {
    return { result: "cancelled", stopped: this.#signal.reason as StopReason };
  }
}

const causes: Partial<Record<StoreFault["reason"], Failure["cause"]>> = {
  denied: "permission",
  missing: "config",
};

const failureOf = ({ reason, message }: StoreFault): Failure => ({
  cause: causes[reason] ?? "infrastructure",
  phase: "outputs",
  message,
});

function success({ manifest, at }: Found, outputs: readonly Published[]): Outcome {
  const { values, run } = manifest;
  return { result: "success", values, outputs, manifest: at, cached: { run: run.id, at: manifest.at } };
}

const published = ({ path, size, files, metrics }: Published): Published => ({
  path,
  size,
  files,
  ...(metrics && { metrics }),
});

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;
