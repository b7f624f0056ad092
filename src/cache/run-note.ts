import { type ArtifactDomain, latestKey, runKey } from "../artifact/domain.ts";
import { type LatestIndex, parseLatestIndex } from "../artifact/latest-index.ts";
import { parseRunIndex, type RunIndex } from "../artifact/run-index.ts";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { RunIdentity } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { createOnce, type PutTask, putText } from "../store/put.ts";
import { readText } from "../store/read-text.ts";
import type { Digests } from "./digests.ts";
import type { StoreFault } from "./step-store.ts";

export interface StepStoreOptions {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly pipeline: Pick<Pipeline, "stack">;
  readonly run: Pick<RunIdentity, "id" | "pipelinePath" | "trustDomain" | "repositoryId" | "commit">;
  readonly digests: Digests;
}

export interface OpenStore extends StepStoreOptions {
  readonly store: ObjectStore;
  readonly domain: ArtifactDomain;
}

export const patienceOf = ({ host }: OpenStore, signal: AbortSignal) => ({ ...host, signal });

export const faultOf = ({
  reason,
  message,
}: {
  readonly reason: string;
  readonly message: string;
}): StoreFault => ({
  reason: reasons[reason] ?? "other",
  message,
});

const reasons: Readonly<Record<string, StoreFault["reason"]>> = {
  denied: "denied",
  missing: "missing",
  changed: "changed",
  unreadable: "unkeepable",
};

/** How long a run that has ended waits for the store, in milliseconds. */
const patienceAtEndMs = 60_000;
/** The same for one that was cancelled: it has little time before it is killed. */
const hastyMs = 3_000;

/** Notes that the run is under way. What an earlier process has noted of it stays. */
export async function noteBegin(opened: OpenStore, signal: AbortSignal): Promise<Result<void, StoreFault>> {
  // Without a look before it: whoever may not write is told so, not that he may not read.
  const put = await createOnce(noteOf(opened, {}, signal));
  return put.ok ? ok(undefined) : err(faultOf(put.error));
}

/** Adds to what the store knows of the run: an earlier process may have had a part in it. */
export async function putLegs(
  opened: OpenStore,
  legs: RunIndex["legs"],
  signal: AbortSignal,
): Promise<Result<void, StoreFault>> {
  const { store, domain, run } = opened;
  const text = await readText(store.source, runKey(domain.own, run.id), patienceOf(opened, signal));
  if (!text.ok) return err(faultOf(text.error));
  const before = text.value === undefined ? undefined : parseRunIndex(text.value);
  return putRun(opened, { ...before?.legs, ...legs }, signal);
}

async function putRun(
  opened: OpenStore,
  legs: RunIndex["legs"],
  signal: AbortSignal,
): Promise<Result<void, StoreFault>> {
  const put = await putText(noteOf(opened, legs, signal));
  return put.ok ? put : err(faultOf(put.error));
}

function noteOf(opened: OpenStore, legs: RunIndex["legs"], signal: AbortSignal): PutTask {
  const { host, store, domain, run } = opened;
  const index: RunIndex = {
    ...{ version: 1, id: run.id, pipeline: run.pipelinePath, at: host.clock.now(), legs },
    ...optional("commit", run.commit),
  };
  const patience = patienceOf(opened, signal);
  return { ...patience, sink: store.sink, key: runKey(domain.own, run.id), text: JSON.stringify(index) };
}

/** So that what the run stands on is kept as long as the run is, and the next one can say what has changed since. */
export async function noteRun(
  opened: OpenStore,
  { steps, cancelling }: RunRecord,
): Promise<Result<void, StoreFault>> {
  const legs = Object.fromEntries(
    [...steps].flatMap(([id, { manifest, cached }]) =>
      manifest === undefined ? [] : [[id, { manifest, cached: cached !== undefined }]],
    ),
  );
  if (Object.keys(legs).length === 0) return ok(undefined);
  const patienceMs = cancelling === undefined ? patienceAtEndMs : hastyMs;
  return within(opened.host, patienceMs, async (late) => {
    const noted = await putLegs(opened, legs, late);
    return noted.ok ? putLatest(opened, legs, late) : noted;
  });
}

/** Does something whose signal is aborted when it has taken too long. */
export async function within<T>(
  { clock }: Pick<Host, "clock">,
  ms: number,
  act: (late: AbortSignal) => Promise<Result<T, StoreFault>>,
): Promise<Result<T, StoreFault>> {
  const over = new AbortController();
  const late = new AbortController();
  clock.sleep(ms, over.signal).then(
    () => late.abort(),
    () => {},
  );
  const done = await act(late.signal);
  over.abort();
  if (done.ok || !late.signal.aborted) return done;
  return err({ reason: "other", message: `it gave no answer within ${ms / 1000} s` });
}

async function putLatest(
  opened: OpenStore,
  legs: RunIndex["legs"],
  signal: AbortSignal,
): Promise<Result<void, StoreFault>> {
  const { store, domain, run } = opened;
  const key = latestKey(domain.own, run.pipelinePath);
  const text = await readText(store.source, key, patienceOf(opened, signal));
  if (!text.ok) return err(faultOf(text.error));
  const before = text.value === undefined ? undefined : parseLatestIndex(text.value);
  const now = Object.fromEntries(Object.entries(legs).map(([id, { manifest }]) => [id, manifest]));
  const index: LatestIndex = { version: 1, legs: { ...before?.legs, ...now } };
  const written = JSON.stringify(index);
  if (written === text.value) return ok(undefined);
  const put = await putText({ ...patienceOf(opened, signal), sink: store.sink, key, text: written });
  return put.ok ? put : err(faultOf(put.error));
}
