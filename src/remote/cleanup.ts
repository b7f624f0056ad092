import type { Handle, JobKey } from "../operator/operator.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { JobRecord, StepRecord } from "../run/record.ts";
import { callOperator } from "./call.ts";
import { ownerOf } from "./identity.ts";
import type { RunOperator } from "./run-operator.ts";
import type { RemoteShared } from "./shared.ts";

const tryMs = 60_000;

/** Takes away what jobs left on their operators, once the journal has what came of them; nobody waits for it but the run's end. */
export class Cleanup {
  readonly #shared: RemoteShared;
  readonly #operatorOf: (leg: LegId) => Promise<RunOperator | undefined>;
  readonly #limits: { readonly tryMs: number; readonly limitMs: number; readonly signal: AbortSignal };
  readonly #begun = new Map<JobKey, Promise<void>>();

  /** `signal`: ends the waiting, so that no call and no timer outlives the run. */
  constructor(
    shared: RemoteShared,
    operatorOf: (leg: LegId) => Promise<RunOperator | undefined>,
    signal: AbortSignal,
  ) {
    this.#shared = shared;
    this.#operatorOf = operatorOf;
    this.#limits = { tryMs, limitMs: tryMs, signal };
  }

  /** One that ended well while its step was cancelled has results that are nowhere else. */
  settled(leg: LegId, { jobs = [], outcome }: StepRecord): void {
    for (const job of jobs) if (job.ended !== "succeeded" || outcome !== "cancelled") this.#begin(leg, job);
  }

  /** Of an earlier process nobody knows whether the results of a job that ended well came here, unless its step did. */
  leftBefore(leg: LegId, { jobs = [], outcome }: StepRecord): void {
    for (const job of jobs) if (job.ended !== "succeeded" || outcome === "success") this.#begin(leg, job);
  }

  async done(): Promise<void> {
    await Promise.all(this.#begun.values());
  }

  #begin(leg: LegId, job: JobRecord): void {
    const { key, ended, isSettled, isRemoved } = job;
    if (ended === undefined || !isSettled || isRemoved) return;
    if (this.#begun.has(key) || this.#shared.kept.has(key)) return;
    this.#begun.set(key, this.#remove(leg, job));
  }

  async #remove(leg: LegId, job: JobRecord): Promise<void> {
    const { host, emit } = this.#shared;
    const operator = await this.#operatorOf(leg);
    const handle = operator && (await this.#find(operator, leg, job));
    if (!operator || !handle) return;
    const make = (over: AbortSignal) => operator.operator.cleanup(handle, over);
    const removed = await callOperator({ ...this.#limits, host, make });
    if (removed.ok) {
      emit({ type: "job-removed", at: host.clock.now(), leg, key: job.key });
      return;
    }
    const message = `what job ${handle.id} left on ${operator.name} was not removed: ${removed.error.message}`;
    emit({ type: "notice", at: host.clock.now(), level: "warning", leg, message });
  }

  /** What the journal says of an earlier process's job might have been forged: only what the operator shows as ours is removed. */
  async #find({ operator }: RunOperator, leg: LegId, job: JobRecord): Promise<Handle | undefined> {
    const { host, run, seen } = this.#shared;
    const known = seen.get(job.key);
    if (known) return known;
    const make = (over: AbortSignal) => operator.find(job.key, over);
    const found = await callOperator({ ...this.#limits, host, make });
    if (!found.ok || !found.value) return undefined;
    return ownerOf(found.value, { run, leg, intent: job }) === "foreign" ? undefined : found.value;
  }
}
