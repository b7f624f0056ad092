import { isCacheable } from "../pipeline/cacheable.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Event, Failure, Published, StopReason } from "../run/event.ts";
import type { Attempt, Outcome, Success } from "../run/executor.ts";
import { bringBack, failureOf, isSystemError, isWhole } from "./bring-back.ts";
import type { CacheShared } from "./cache-shared.ts";
import { difference } from "./difference.ts";
import { canonical, type Fingerprint, keyOf } from "./fingerprint.ts";
import type { Found } from "./step-store.ts";

/** One attempt of a step that may have been run before, or whose outputs are kept. */
export class CachedAttempt {
  readonly #shared: CacheShared;
  readonly #attempt: Attempt;
  readonly #emit: (event: Event) => void;
  readonly #signal: AbortSignal;
  /** What the store holds for this work turned out to be no good. */
  #isDamaged = false;
  /** It was there, and could not be brought back. */
  #isUseless = false;

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
    if (!isCacheable(this.#step)) return (await this.#sendAgain(undefined)) ?? this.#runAndKeep(undefined);
    const identified = await this.#identify();
    if (this.#signal.aborted) return this.#cancelled();
    if (!identified.ok) {
      // Whatever is wrong there the step will say better when it runs into it.
      this.#missed(`what it is made of cannot be told: ${identified.error}`);
      return this.#runAndKeep(undefined);
    }
    const fingerprint = identified.value;
    const sent = await this.#sendAgain(fingerprint);
    if (sent) return sent;
    const taken = this.#shared.isForced(this.#step) ? undefined : await this.#takeEarlier(fingerprint);
    if (taken) return taken;
    if (this.#signal.aborted) return this.#cancelled();
    await this.#sayWhy(fingerprint);
    return this.#runAndKeep(fingerprint);
  }

  /** An input that cannot be read is nothing that could be cached. */
  async #identify(): Promise<Result<Fingerprint, string>> {
    try {
      return await this.#shared.identify(this.#attempt, this.#signal);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return err(error.message);
    }
  }

  /** What this run did before, and could not bring into the store. */
  async #sendAgain(fingerprint: Fingerprint | undefined): Promise<Outcome | undefined> {
    if (!this.#shared.isStoreChosen) return undefined;
    const unkept = await this.#shared.unkept.read(this.#step);
    if (!unkept) return undefined;
    const { key, values, outputs, durationMs } = unkept;
    if (key !== undefined && (!fingerprint || keyOf(fingerprint) !== key)) return undefined;
    this.#notice("notice", "its command was done before; what it left is sent to the artifact store");
    const done: Success = { result: "success", values, outputs };
    return this.#keep({ done, durationMs, fingerprint: key === undefined ? undefined : fingerprint });
  }

  /** Undefined where no earlier run did the work, or what it left cannot be had. */
  async #takeEarlier(fingerprint: Fingerprint): Promise<Outcome | undefined> {
    const found = await this.#shared.store.find(fingerprint, this.#signal);
    if (this.#signal.aborted) return this.#cancelled();
    if (!found.ok) this.#warn(`steps run without the cache: ${found.error.message}`);
    if (!found.ok || !found.value || !isWhole(found.value, this.#step)) return undefined;
    const used = await this.#shared.store.use(this.#step, found.value, this.#signal);
    if (this.#signal.aborted) return this.#cancelled();
    if (!used.ok)
      this.#warn(`what steps take from the cache may be cleared up meanwhile: ${used.error.message}`);
    const outputs = await bringBack(this.#shared, {
      ...{ step: this.#step, manifest: found.value.manifest, onLine: this.#print, signal: this.#signal },
      onDamage: () => {
        this.#isDamaged = true;
      },
    });
    if (this.#signal.aborted) return this.#cancelled();
    if (outputs.ok) return success(found.value, outputs.value);
    if (outputs.error.isHere) return this.#failed(outputs.error.failure, {});
    this.#isUseless = true;
    const { run } = found.value.manifest;
    this.#notice(
      "warning",
      `what run ${run.id} left of it cannot be used, so it runs again: ${outputs.error.failure.message}`,
    );
    return undefined;
  }

  async #sayWhy(fingerprint: Fingerprint): Promise<void> {
    if (this.#attempt.attempt > 1) return;
    if (this.#shared.isForced(this.#step)) {
      this.#missed("it was asked for");
      return;
    }
    if (this.#isUseless) {
      this.#missed("what is kept of it cannot be used");
      return;
    }
    const last = await this.#shared.store.last(this.#step, this.#signal);
    if (last) this.#missed(difference(last, fingerprint) ?? "what it left is not kept");
    else this.#missed(this.#shared.nothingKept, true);
  }

  async #runAndKeep(fingerprint: Fingerprint | undefined): Promise<Outcome> {
    const { clock } = this.#shared.host;
    const startedAt = clock.monotonic();
    if (this.#shared.isStoreChosen) await this.#shared.unkept.remove(this.#step);
    const outcome = await this.#shared.execute(this.#attempt, this.#emit, this.#signal);
    if (outcome.result !== "success") return outcome;
    const durationMs = Math.round(clock.monotonic() - startedAt);
    const kept = fingerprint && (await this.#unchanged(fingerprint));
    if (!kept && !this.#shared.isStoreChosen) return outcome;
    if (!this.#hasRoom(outcome)) return outcome;
    return this.#keep({ done: outcome, durationMs, fingerprint: kept });
  }

  /** A copy that nobody asked for must not fill the disk that the run needs. */
  #hasRoom({ outputs }: Success): boolean {
    const { isStoreChosen, freeBytes } = this.#shared;
    if (isStoreChosen) return true;
    const left = freeBytes() - outputs.reduce((sum, { size }) => sum + size, 0);
    if (left < leastFreeBytes)
      this.#warn(
        "later runs will not take all steps from the cache: the disk would have less than 1 GB left",
      );
    return left >= leastFreeBytes;
  }

  /** What was made of inputs that are others by now is not what they make. */
  async #unchanged(fingerprint: Fingerprint): Promise<Fingerprint | undefined> {
    const now = await this.#identify();
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
    const { store, isStoreChosen, isForced, unkept } = this.#shared;
    const step = this.#step;
    const { values, outputs } = kept.done;
    const key = kept.fingerprint && keyOf(kept.fingerprint);
    if (isStoreChosen) await unkept.write(step, { key, values, outputs, durationMs: kept.durationMs });
    const stored = await store.keep(
      { ...kept, step, replaces: isForced(step), afresh: this.#isDamaged, onLine: this.#print },
      this.#signal,
    );
    if (stored.ok && isStoreChosen) await unkept.remove(step);
    if (stored.ok) return { ...kept.done, manifest: stored.value };
    if (this.#signal.aborted) return isStoreChosen ? this.#cancelled() : kept.done;
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

const leastFreeBytes = 1e9;

function success({ manifest, at }: Found, outputs: readonly Published[]): Outcome {
  const { values, run } = manifest;
  return { result: "success", values, outputs, manifest: at, cached: { run: run.id, at: manifest.at } };
}
