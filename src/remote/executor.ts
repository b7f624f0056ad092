import type { Host } from "../host/host.ts";
import { readCustomOperator } from "../operator/custom/settings.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional, own } from "../pipeline/own.ts";
import type { LegId, Pipeline, Step } from "../pipeline/pipeline.ts";
import { openFrame } from "../run/attempt-frame.ts";
import type { Buckets } from "../run/bucket-data.ts";
import { carried } from "../run/environment.ts";
import type { Event } from "../run/event.ts";
import type { Execute } from "../run/executor.ts";
import { openLedger } from "../run/ledger.ts";
import { createMasker } from "../run/mask.ts";
import { openOutputs } from "../run/outputs.ts";
import type { JobRecord, RunRecord } from "../run/record.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { endingOf } from "./active-job.ts";
import { RemoteAttempt } from "./attempt.ts";
import { slept } from "./call.ts";
import { checkpointSaver } from "./checkpoint.ts";
import { Cleanup } from "./cleanup.ts";
import { Endings } from "./endings.ts";
import { openOperatorImages } from "./images.ts";
import type { OpenOperator } from "./opening.ts";
import { openOperators } from "./operators.ts";
import type { RunOperator } from "./run-operator.ts";
import type { RemoteShared } from "./shared.ts";

export interface RemoteExecutor {
  readonly execute: Execute;
  /** What became of the leg's jobs is in the journal, so that the operator need not keep them any more. */
  settled(leg: LegId): void;
  /** Sees to it that nothing of the run goes on, for at most so long, and closes the operators. False where something may. */
  close(limitMs: number): Promise<boolean>;
}

export interface RemoteOptions {
  readonly host: Host;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly folder: RunFolder;
  readonly env: Mapping<string>;
  readonly pipeline: Pipeline;
  readonly buckets: Pick<Buckets, "fetch">;
  /** As it is now. */
  readonly record: () => RunRecord;
  readonly emit: (event: Event) => void;
  /** Instead of what the flavors bring. */
  readonly openOperator?: OpenOperator;
}

/** Runs steps on the operators of the stack. */
export function createRemoteExecutor(options: RemoteOptions): RemoteExecutor {
  let isClosed = false;
  // What comes back after the run's end nobody listens to any more.
  const emit = (event: Event): void => {
    if (!isClosed) options.emit(event);
  };
  const shared = openShared({ ...options, emit });
  const closing = new AbortController();
  const operatorOf = (leg: LegId) => findOperator(options, shared, { leg, signal: closing.signal });
  const cleanup = new Cleanup(shared, operatorOf, closing.signal);

  async function closeAll(limitMs: number): Promise<boolean> {
    const isKnown = await endStray(options, shared, operatorOf);
    const isComplete = await shared.endings.close(limitMs);
    for (const [leg, step] of options.record().steps) cleanup.leftBefore(leg, step);
    await cleanup.done();
    await shared.operators.close();
    return isKnown && isComplete;
  }

  return {
    execute: (attempt, stepEmit, signal) => new RemoteAttempt(shared, attempt, stepEmit, signal).run(),
    settled(leg) {
      const step = options.record().steps.get(leg);
      if (step) cleanup.settled(leg, step);
    },
    async close(limitMs) {
      const { clock } = shared.host;
      const over = new AbortController();
      const late = slept(clock, limitMs + tidyingMs, over.signal).then(() => closing.abort());
      const closed = closeAll(limitMs);
      // Of what hangs while it tidies up nobody need know more than that it is not over.
      const isOver = await Promise.race([closed, late.then(() => shared.endings.close(0))]);
      over.abort();
      isClosed = true;
      return isOver;
    },
  };
}

/** For what is only tidying up: whoever waits may be about to be killed. */
const tidyingMs = 2000;

function openShared(options: RemoteOptions): RemoteShared {
  const { host, root, checkout, folder, env, pipeline, buckets, record, emit } = options;
  const steps = openFrame({ host, env, pipeline });
  // A backend that hands its environment on, as many do, has a job print the operator's own secrets, too.
  const masked = [...Object.values(steps.secrets), ...operatorSecrets(pipeline, env)];
  const frame = { ...steps, masker: createMasker(masked) };
  const { run } = record();
  const onNotice = (level: "notice" | "warning", message: string): void =>
    emit({ type: "notice", at: host.clock.now(), level, message: frame.masker.mask(message) });
  const { directory } = folder;
  const opening = { host, env, root, directory, secrets: frame.secrets, onNotice };
  return {
    ...frame,
    ...{ root, folder, pipeline, run, buckets, emit },
    carried: carried(env),
    images: openOperatorImages({ host, env, root, run, pipeline, directory, masker: frame.masker }),
    outputs: openOutputs({ files: host.files, root, ledger: openLedger(host.files, checkout) }),
    operators: openOperators(opening, options.openOperator),
    endings: new Endings({ host, run, emit }),
    jobsOf: (leg) => record().steps.get(leg)?.jobs ?? [],
    causesOf: (leg) => record().steps.get(leg)?.retried ?? [],
    logOf: (leg) => record().steps.get(leg)?.planned.log,
    kept: new Set(),
    seen: new Map(),
  };
}

const operatorSecrets = ({ stack }: Pick<Pipeline, "stack">, env: Mapping<string>): readonly string[] =>
  Object.values(stack.operators)
    .filter(({ flavor }) => flavor === "custom")
    .flatMap((operator) => readCustomOperator(operator).secrets)
    .flatMap((name) => own(env, name) || []);

/** A job that nobody looks after any more, as where its operator would not tell how it stands. False where it cannot be looked for. */
async function endStray(
  options: RemoteOptions,
  shared: RemoteShared,
  operatorOf: (leg: LegId) => Promise<RunOperator | undefined>,
): Promise<boolean> {
  let isKnown = true;
  for (const [leg, { jobs = [] }] of options.record().steps) {
    const stray = jobs.filter(({ ended, isRemoved }) => ended === undefined && !isRemoved);
    const step = options.pipeline.steps.find(({ id }) => id === leg);
    if (stray.length === 0 || !step) continue;
    const operator = await operatorOf(leg);
    if (operator) stop(shared, { step, operator, stray });
    else {
      isKnown = false;
      for (const job of stray) warn(shared, leg, job);
    }
  }
  return isKnown;
}

function stop(
  shared: RemoteShared,
  what: { readonly step: Step; readonly operator: RunOperator; readonly stray: readonly JobRecord[] },
): void {
  const { step, operator, stray } = what;
  const rest = { leg: step.id, operator, why: "the run is over", discards: "unless-succeeded" } as const;
  const save = optional("save", checkpointSaver(shared, step, operator));
  for (const job of stray) shared.endings.start({ ...endingOf(job, rest), ...save });
}

function warn({ host, emit }: RemoteShared, leg: LegId, { key, handle }: JobRecord): void {
  const which = handle ? `job ${handle.id}` : `a job with the key ${key}`;
  const message = `${which} may still run, and cost: its operator cannot be asked. End it there by hand`;
  emit({ type: "notice", at: host.clock.now(), level: "warning", leg, message });
}

async function findOperator(
  { pipeline }: Pick<RemoteOptions, "pipeline">,
  { operators }: RemoteShared,
  { leg, signal }: { readonly leg: LegId; readonly signal: AbortSignal },
): Promise<RunOperator | undefined> {
  const operator = pipeline.steps.find(({ id }) => id === leg)?.operator;
  const opened = operator && (await operators.get(operator, signal));
  return opened?.ok ? opened.value : undefined;
}
