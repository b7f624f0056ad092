import { join } from "node:path";
import type { Host } from "../../src/host/host.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { optional } from "../../src/pipeline/own.ts";
import type { OnFailure, Operator, Step } from "../../src/pipeline/pipeline.ts";
import { ok } from "../../src/pipeline/result.ts";
import { createRemoteExecutor } from "../../src/remote/executor.ts";
import { endJobs } from "../../src/remote/leftovers.ts";
import type { OpenOperator } from "../../src/remote/opening.ts";
import type { Event, Failure, RunIdentity, RunResult } from "../../src/run/event.ts";
import { startRecord } from "../../src/run/fold.ts";
import { openJournal } from "../../src/run/journal.ts";
import { openLogFiles } from "../../src/run/log-files.ts";
import { plannedSteps } from "../../src/run/planned.ts";
import type { JobRecord, StepRecord } from "../../src/run/record.ts";
import { Recorder } from "../../src/run/recorder.ts";
import { legsToReset } from "../../src/run/reset.ts";
import { type RunFolder, readRun, runFolder } from "../../src/run/run-folder.ts";
import { schedule } from "../../src/run/scheduler.ts";
import { cutLogs } from "../../src/session.ts";
import { pipelineOf, stepOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import {
  heldFiles,
  seededRandom,
  type VirtualClock,
  virtualClock,
  virtualHost,
  virtualProcesses,
} from "../rig/virtual-host.ts";
import { Backend } from "./scripted-operator.ts";

export const lab: Operator = { name: "lab", flavor: "custom", settings: { command: ["lab"] } };

export const remoteStep = (id: string, script: string, rest: Partial<Step> = {}): Step =>
  stepOf(id, {
    command: { kind: "script", shell: "sh", text: script, bindings: {} },
    operator: lab,
    operatorName: "lab",
    inputs: [],
    timeoutMs: 6 * 3_600_000,
    pendingTimeoutMs: 3_600_000,
    ...rest,
  });

/** Of a run that goes on in another process. */
export interface RemoteEnd {
  readonly result: RunResult | "left";
  readonly steps: ReadonlyMap<string, StepRecord>;
  readonly events: readonly Event[];
  readonly isOver: boolean;
  step(id?: string): StepRecord;
  jobs(id?: string): readonly JobRecord[];
  failure(id?: string): Failure;
  warnings(): readonly string[];
  /** What its log file has. */
  log(id?: string): string;
}

export interface RunOptions {
  /** Instead of the rig's own, as one that crashes. */
  readonly host?: Host;
  readonly isAlive?: () => boolean;
  readonly signal?: AbortSignal;
  /** How long the end of the run waits for jobs. */
  readonly closeMs?: number;
  readonly onEvent?: (event: Event) => void;
}

/** A checkout, a run folder and a backend under one virtual clock; each run is a process of its own. Use with `using`. */
export interface RemoteRig extends Disposable {
  readonly clock: VirtualClock;
  readonly host: Host;
  readonly backend: Backend;
  readonly repo: Repo;
  readonly folder: RunFolder;
  /** From the start, or where the journal ends. */
  start(options?: RunOptions): Promise<RemoteEnd>;
  run(options?: RunOptions): Promise<RemoteEnd>;
  /** What `post` does. */
  post(limitMs?: number): Promise<readonly string[]>;
}

const identity: RunIdentity = {
  id: "r",
  runId: "r",
  runKey: "",
  pipelineName: "test",
  pipelinePath: "pipeline.yaml",
  checkout: "/",
  repositoryId: "repo-1",
  stack: "lab",
  stackChosen: false,
  params: {},
  github: {},
  sources: [],
  trustDomain: "local",
  selection: { only: [], from: [] },
};

export function remoteRig(
  steps: readonly Step[],
  options: {
    readonly files?: Mapping<string>;
    readonly env?: Mapping<string>;
    readonly onFailure?: OnFailure;
  } = {},
): RemoteRig {
  const repo = createRepo(options.files ?? {});
  const clock = virtualClock();
  const files = heldFiles(nodeFiles, clock);
  const host: Host = {
    ...{ clock, files },
    random: seededRandom(7),
    spawn: virtualHost().spawn,
    processes: virtualProcesses(),
  };
  const backend = new Backend(clock);
  const pipeline = {
    ...pipelineOf(steps, optional("onFailure", options.onFailure)),
    file: { path: "pipeline.yaml", text: "" },
  };
  const folder = runFolder(join(repo.path, ".stepops/runs/r"));
  const env = options.env ?? {};
  const place = { root: repo.path, checkout: repo.path, folder, env, pipeline };

  async function start(run: RunOptions = {}): Promise<RemoteEnd> {
    const { host: machine = host, isAlive, signal = new AbortController().signal, closeMs = 120_000 } = run;
    const stored = await readRun(files, folder.directory);
    const at = clock.now();
    const writer = { pid: 1, hostname: "virtual", bootId: "b", startToken: "t" };
    const opening: Event = stored.ok
      ? { type: "run-resumed", at, writer, reset: legsToReset(stored.value.record) }
      : {
          type: "run-started",
          at,
          schema: 1,
          version: "0",
          run: identity,
          writer,
          steps: plannedSteps(pipeline),
        };
    const fold = stored.ok
      ? stored.value.fold
      : startRecord(opening as Extract<Event, { type: "run-started" }>);
    if (stored.ok) cutLogs({ fold, folder }, machine);
    const events: Event[] = [];
    const broken = new AbortController();
    let settle: (event: Event) => void = () => {};
    const recorder = new Recorder({
      fold,
      journal: openJournal(machine.files, folder.journal, stored.ok ? stored.value.validBytes : 0),
      logs: openLogFiles(machine.files, folder.logs),
      listener: (event) => {
        events.push(event);
        settle(event);
        run.onEvent?.(event);
      },
      onError: (message) => broken.abort({ reason: "error", message }),
    });
    const executor = createRemoteExecutor({
      ...place,
      host: machine,
      emit: recorder.emit,
      record: () => recorder.record,
      buckets: { fetch: async () => ({ ok: false, error: { cause: "config", message: "no buckets" } }) },
      openOperator: async (_, { scratch }) => ok(backend.operator(isAlive, scratch)),
    });
    settle = (event) => {
      if (event.type === "step-ended" || event.type === "step-retrying") executor.settled(event.leg);
    };
    recorder.emit(opening);
    const result = await schedule({
      pipeline,
      github: {},
      hashFiles: () => "",
      capacity: { slots: 100, cpus: 100, memoryGb: 100, accelerators: 0 },
      execute: executor.execute,
      clock: machine.clock,
      random: machine.random,
      earlier: recorder.record,
      signal: AbortSignal.any([signal, broken.signal]),
      kill: new AbortController().signal,
      finallyOnCancel: "now",
      emit: recorder.emit,
    });
    const isOver = await executor.close(closeMs);
    if (isOver || closeMs > 0)
      recorder.emit({ type: "run-ended", at: clock.now(), result: result as RunResult });
    recorder.close();
    return endOf({ result, isOver, events, recorder, folder, repo });
  }

  return {
    ...{ clock, host, backend, repo, folder, start },
    run: (run) => clock.run(start(run)),
    post: (limitMs = 120_000) =>
      clock.run(
        (async () => {
          const stored = await readRun(files, folder.directory);
          if (!stored.ok) throw new Error(stored.error.message);
          const { fold, validBytes } = stored.value;
          const openOperator: OpenOperator = async (_, { scratch }) =>
            ok(backend.operator(undefined, scratch));
          return (await endJobs({ ...place, fold, validBytes, openOperator }, host, limitMs)).warnings;
        })(),
      ),
    [Symbol.dispose]() {
      backend[Symbol.dispose]();
      repo[Symbol.dispose]();
    },
  };
}

function endOf(input: {
  readonly result: RunResult | "left";
  readonly isOver: boolean;
  readonly events: readonly Event[];
  readonly recorder: Recorder;
  readonly folder: RunFolder;
  readonly repo: Repo;
}): RemoteEnd {
  const { result, isOver, events, recorder, folder, repo } = input;
  const { steps } = recorder.record;
  const first = [...steps.keys()][0] ?? "";
  const step = (id: string = first): StepRecord => {
    const found = [...steps.values()].find(({ planned }) => planned.id === id);
    if (!found) throw new Error(`there is no step ${id}`);
    return found;
  };
  return {
    ...{ result, isOver, events, steps, step },
    jobs: (id) => step(id).jobs ?? [],
    failure(id) {
      const { failure } = step(id);
      if (!failure) throw new Error(`it ended with ${JSON.stringify(step(id))}`);
      return failure;
    },
    warnings: () =>
      events.flatMap((event) =>
        event.type === "notice" && event.level === "warning" ? [event.message] : [],
      ),
    log: (id) => {
      const path = join(folder.logs, step(id).planned.log).slice(repo.path.length + 1);
      return repo.has(path) ? repo.read(path) : "";
    },
  };
}
