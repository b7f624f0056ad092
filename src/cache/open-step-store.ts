import { join } from "node:path";
import { artifactDomain, latestKey, readable } from "../artifact/domain.ts";
import { type LatestIndex, parseLatestIndex } from "../artifact/latest-index.ts";
import type { Manifest } from "../artifact/manifest.ts";
import { publish } from "../artifact/publish.ts";
import { readManifest, readManifestAt } from "../artifact/read-manifest.ts";
import { restore } from "../artifact/restore.ts";
import type { TransferFault } from "../artifact/transfer.ts";
import { readTree } from "../artifact/tree.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { optional, own } from "../pipeline/own.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { createMasker } from "../run/mask.ts";
import { sha256Of } from "../run/sha256.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { openStore } from "../store/open-store.ts";
import { reportBytes } from "../store/progress.ts";
import { readText } from "../store/read-text.ts";
import { type Fingerprint, keyOf } from "./fingerprint.ts";
import {
  faultOf,
  noteBegin,
  noteRun,
  type OpenStore,
  patienceOf,
  type StepStoreOptions,
  within,
} from "./run-note.ts";
import type { Found, Kept, Restored, StepStore, StoreFault } from "./step-store.ts";
import { Uses } from "./uses.ts";

/** The stack's artifact store, opened with the first call. */
export function openStepStore(options: StepStoreOptions): StepStore {
  const secrets = new Set<string>();
  const { artifactStore: address, auth } = options.pipeline.stack;
  let opening: Promise<Result<ObjectStore, string>> | undefined;
  const open = async (): Promise<Result<OpenStore, StoreFault>> => {
    opening ??= openStore({
      ...options,
      address,
      onSecret: (secret) => secrets.add(secret),
      ...optional("auth", auth),
    });
    const store = await opening;
    if (!store.ok)
      return err({ reason: "denied", message: `the artifact store cannot be used: ${store.error}` });
    return ok({ ...options, store: store.value, domain: artifactDomain(store.value.prefix, options.run) });
  };
  /** What a service says may hold what it was told. */
  const ask = async <T>(
    act: (opened: OpenStore) => Promise<Result<T, StoreFault>>,
  ): Promise<Result<T, StoreFault>> => {
    const opened = await open();
    const done = opened.ok ? await act(opened.value) : opened;
    if (done.ok) return done;
    return err({ ...done.error, message: createMasker(secrets).mask(done.error.message) });
  };
  let ready: { readonly by: AbortSignal; readonly done: Promise<Result<void, StoreFault>> } | undefined;
  let latest: Promise<LatestIndex> | undefined;
  const uses = new Uses();
  return {
    async ready(signal) {
      for (;;) {
        ready ??= { by: signal, done: ask((opened) => findReady(opened, signal)) };
        const asked = ready;
        const done = await asked.done;
        if (done.ok) return undefined;
        if (ready === asked) ready = undefined;
        // A leg that was cancelled while it asked says nothing about the store.
        if (!asked.by.aborted || signal.aborted) return done.error;
      }
    },
    find: (fingerprint, signal) => ask((opened) => find(opened, fingerprint, signal)),
    async last(step, signal) {
      const opened = await open();
      if (!opened.ok) return undefined;
      latest ??= readLatest(opened.value, signal);
      return lastOf(opened.value, { step, latest: await latest, signal });
    },
    use: (step, found, signal) => ask((opened) => uses.note(opened, { step, found, signal })),
    keep: (kept, signal) => ask((opened) => keep(opened, kept, signal)),
    isHere: (manifest, signal) => isHere(options, manifest, signal),
    restore: (restored, signal) => ask((opened) => bringBack(opened, restored, signal)),
    noteRun: (record) => ask((opened) => noteRun(opened, record)),
    async close() {
      const store = await opening;
      if (store?.ok) store.value.close();
    },
  };
}

/** How long a step that has not begun waits for the store, in milliseconds. */
const patienceAtStartMs = 60_000;

async function findReady(opened: OpenStore, signal: AbortSignal): Promise<Result<void, StoreFault>> {
  const written = await within(opened.host, patienceAtStartMs, (late) =>
    noteBegin(opened, AbortSignal.any([signal, late])),
  );
  if (written.ok) return written;
  const { store } = opened;
  const { reason, message } = written.error;
  const hint = reason === "missing" ? ": make it, or correct the stack's artifact_store" : "";
  const where = `the artifact store ${store.uriOf(store.prefix)} cannot be written to`;
  return err({ reason, message: `${where}, so the step was not started: ${message}${hint}` });
}

async function find(
  opened: OpenStore,
  fingerprint: Fingerprint,
  signal: AbortSignal,
): Promise<Result<Found | undefined, StoreFault>> {
  const { store, domain } = opened;
  const key = keyOf(fingerprint);
  const found = await readManifest({ ...patienceOf(opened, signal), store, domain, key });
  if (!found.ok) return err(faultOf(found.error));
  const made = found.value?.manifest.fingerprint;
  // What was put there under another work's name is not that work.
  return ok(made && isOf(made as unknown as Fingerprint, fingerprint, key) ? found.value : undefined);
}

/** Written by this version it is the same text, which spares putting both into one order. */
const isOf = (made: Fingerprint, fingerprint: Fingerprint, key: string): boolean =>
  JSON.stringify(made) === JSON.stringify(fingerprint) || keyOf(made) === key;

async function readLatest(opened: OpenStore, signal: AbortSignal): Promise<LatestIndex> {
  const { store, domain, run } = opened;
  const found: LatestIndex["legs"][] = [];
  for (const prefix of readable(domain)) {
    const text = await readText(
      store.source,
      latestKey(prefix, run.pipelinePath),
      patienceOf(opened, signal),
    );
    const index = text.ok && text.value !== undefined ? parseLatestIndex(text.value) : undefined;
    if (index) found.unshift(index.legs);
  }
  return { version: 1, legs: Object.assign({}, ...found) };
}

async function lastOf(
  opened: OpenStore,
  {
    step,
    latest,
    signal,
  }: { readonly step: Step; readonly latest: LatestIndex; readonly signal: AbortSignal },
): Promise<Fingerprint | undefined> {
  const { store, domain } = opened;
  const at = own(latest.legs, step.id);
  if (at === undefined) return undefined;
  const found = await readManifestAt({ ...patienceOf(opened, signal), store, domain }, at);
  return found.ok ? (found.value?.fingerprint as Fingerprint | undefined) : undefined;
}

async function keep(opened: OpenStore, kept: Kept, signal: AbortSignal): Promise<Result<string, StoreFault>> {
  const { host, root, digests, store, domain, run } = opened;
  const { step, done, durationMs, fingerprint, replaces, afresh, onLine } = kept;
  const outputs = done.outputs.map((output) => ({
    ...output,
    isDirectory: step.outputs.some(({ path, isDirectory }) => path === output.path && isDirectory),
  }));
  const published = await publish({
    ...{ host, store, domain, digests, root, outputs, signal },
    key: fingerprint ? keyOf(fingerprint) : keyOfRun(run.id, step),
    // What only its run is found by is nobody else's.
    force: replaces || !fingerprint,
    afresh,
    manifest: {
      ...(fingerprint && { fingerprint: fingerprint as unknown as Mapping<Json> }),
      step: step.id,
      run: {
        id: run.id,
        pipeline: run.pipelinePath,
        trustDomain: run.trustDomain,
        ...optional("commit", run.commit),
      },
      durationMs,
      values: done.values,
    },
    onProgress: reportBytes({ clock: host.clock, verb: "sent to the artifact store", onLine }),
  });
  return published.ok ? ok(published.value.at) : err(faultOf(published.error));
}

const keyOfRun = (runId: string, step: Step): string => `run-${sha256Of(`${runId}\0${step.id}`)}`;

/** Compared by content: whoever made it, it is what the step would leave. */
async function isHere(
  { host, root, digests }: StepStoreOptions,
  { outputs }: Manifest,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { path, digest } of outputs) {
    const tree = await readTree({ files: host.files, digests, root, path: join(root, path), signal });
    if (!tree.ok || tree.value.digest !== digest) return false;
  }
  return true;
}

async function bringBack(
  { host, store }: OpenStore,
  { manifest, to, onLine }: Restored,
  signal: AbortSignal,
): Promise<Result<void, StoreFault>> {
  const onProgress = reportBytes({ clock: host.clock, verb: "fetched from the artifact store", onLine });
  const done = await restore({ host, store, manifest, to, signal, onProgress });
  if (done.ok) return done;
  const isDamaged = useless.has(done.error.reason);
  return err({ ...faultOf(done.error), ...(isDamaged && { reason: "damaged" }) });
}

/** Reasons that lie with what the store holds, not with the way there or with the disk here. */
const useless: ReadonlySet<TransferFault["reason"]> = new Set(["damaged", "missing", "refused"]);
