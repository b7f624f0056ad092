import { join } from "node:path";
import type { StoredOutput } from "../artifact/manifest.ts";
import type { Host } from "../host/host.ts";
import { isCacheable } from "../pipeline/cacheable.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import type { LegId, Pipeline } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Buckets } from "../run/bucket-data.ts";
import type { EarlierValues } from "../run/earlier-values.ts";
import { resolveAttempt, type Surroundings } from "../run/evaluation.ts";
import type { RunIdentity } from "../run/event.ts";
import { type Leg, legsOf } from "../run/leg.ts";
import { type PlannedLeg, planLegs } from "../run/plan.ts";
import { isForced } from "../run/selection.ts";
import { difference } from "./difference.ts";
import { openDigests } from "./digests.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { type IdentifyContext, identify } from "./identify.ts";
import { openIdentifyImage } from "./identify-image.ts";
import { knowingRoot } from "./known-root.ts";
import { nothingKept } from "./nothing-kept.ts";
import { openStepStore } from "./open-step-store.ts";
import { within } from "./run-note.ts";
import type { Found, StepStore } from "./step-store.ts";

export interface CachePlanInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly pipeline: Pipeline;
  readonly run: Pick<RunIdentity, "id" | "pipelinePath" | "trustDomain" | "repositoryId" | "selection">;
  readonly github: Mapping<Json>;
  readonly hashFiles: Surroundings["hashFiles"];
  readonly buckets: Pick<Buckets, "identify">;
  readonly selected: ReadonlySet<LegId> | undefined;
  readonly given: EarlierValues | undefined;
  readonly signal: AbortSignal;
}

/** The plan of a run that also knows which steps earlier runs have done; nothing is written, and nothing fetched but what says so. */
export async function planWithCache(input: CachePlanInput): Promise<readonly PlannedLeg[]> {
  const { root, checkout, pipeline, selected, given } = input;
  const host = knowingRoot(input.host, root);
  const digests = openDigests({ host, file: join(checkout, ".stepops", "digests.json"), root: checkout });
  const store = openStepStore({ ...input, host, digests });
  const context = { ...input, host, digests, identifyImage: openIdentifyImage(input) };
  const planner = new Planner(input, context, store);
  const rows = new Map(planLegs(pipeline, selected).map((row) => [row.leg, row]));
  const planned: PlannedLeg[] = [];
  for (const leg of legsOf(pipeline)) {
    const row = rows.get(leg.step.id) as PlannedLeg;
    leg.result = "success";
    leg.values = given?.get(leg.step.id)?.values ?? {};
    planned.push(row.action === "skip" ? row : { ...row, ...(await planner.judge(leg)) });
  }
  await store.close();
  return planned;
}

/** Longest wait for one answer of the store. */
const patienceMs = 20_000;

type Verdict = Partial<Pick<PlannedLeg, "action" | "why">>;

class Planner {
  readonly #input: CachePlanInput;
  readonly #context: IdentifyContext;
  readonly #store: StepStore;
  /** Legs of which only a run tells what they leave. */
  readonly #open = new Set<LegId>();
  readonly #stored: StoredOutput[] = [];
  /** Why the store is asked nothing more: it would keep a plan waiting for each step. */
  #fault: string | undefined;

  constructor(input: CachePlanInput, context: IdentifyContext, store: StepStore) {
    this.#input = input;
    this.#context = context;
    this.#store = store;
  }

  async judge(leg: Leg): Promise<Verdict> {
    const verdict = await this.#judge(leg);
    if (verdict.action !== "cached") this.#open.add(leg.step.id);
    return verdict;
  }

  async #judge(leg: Leg): Promise<Verdict> {
    const { step } = leg;
    if (step.condition) return {};
    if (!isCacheable(step)) return step.isFinally ? {} : { why: uncached(step) };
    if (isForced(this.#input.run.selection, step)) return { why: "it was asked for" };
    const before = leg.needs.find((need) => this.#open.has(need.step.id));
    if (before)
      return {
        action: "depends",
        why: `if ${before.step.step} changes its inputs`,
      };
    return this.#lookUp(leg);
  }

  async #lookUp(leg: Leg): Promise<Verdict> {
    const { signal } = this.#input;
    const attempt = resolveAttempt(leg, this.#input);
    if (!attempt.ok) return { why: attempt.error };
    const identified = await identify(this.#context, {
      attempt: attempt.value,
      stored: this.#stored,
      signal,
    });
    if (!identified.ok) return { why: `what it is made of cannot be told: ${identified.error}` };
    const found = await this.#find(identified.value);
    if (!found.ok) return { why: `the cache cannot be read: ${found.error}` };
    if (!found.value) return { why: await this.#whyNot(leg, identified.value) };
    const { manifest } = found.value;
    this.#stored.push(...manifest.outputs);
    leg.values = manifest.values;
    return { action: "cached", why: `as in run ${manifest.run.id}` };
  }

  async #find(fingerprint: Fingerprint): Promise<Result<Found | undefined, string>> {
    if (this.#fault !== undefined) return err(this.#fault);
    const { host, signal } = this.#input;
    const found = await within(host, patienceMs, (late) =>
      this.#store.find(fingerprint, AbortSignal.any([signal, late])),
    );
    if (found.ok) return found;
    this.#fault = found.error.message;
    return err(this.#fault);
  }

  async #whyNot({ step }: Leg, now: Fingerprint): Promise<string> {
    const last = await this.#store.last(step, this.#input.signal);
    if (!last) return nothingKept(this.#input.run.trustDomain);
    return difference(last, now) ?? "what it left is not kept";
  }
}

function uncached({ cache, inputs }: Leg["step"]): string {
  if (!cache) return "cache: false";
  return inputs === undefined ? "it declares no inputs" : "it leaves nothing that could be kept";
}
