import { join } from "node:path";
import { endAll } from "../../src/leftovers.ts";
import type { LegId, Pipeline } from "../../src/pipeline/pipeline.ts";
import { ok } from "../../src/pipeline/result.ts";
import { type JobRun, jobKey, jobLabels } from "../../src/remote/identity.ts";
import { endJobs } from "../../src/remote/leftovers.ts";
import type { OpenOperator } from "../../src/remote/opening.ts";
import { findStopped } from "../../src/resume.ts";
import type { Event, RunIdentity, RunResult, RunStarted, StopReason } from "../../src/run/event.ts";
import { startRecord } from "../../src/run/fold.ts";
import { acquireLock } from "../../src/run/lock.ts";
import { plannedSteps } from "../../src/run/planned.ts";
import type { RunRecord } from "../../src/run/record.ts";
import { finallyToReset, legsToReset } from "../../src/run/reset.ts";
import { createRunFolder, type RunFolder, runFolder } from "../../src/run/run-folder.ts";
import { thisWriter } from "../../src/run/writer.ts";
import { type Ended, runSession, type Session } from "../../src/session.ts";
import { Service } from "./operator.ts";
import { type Plan, pipelineOfPlan, type Stint } from "./plan.ts";
import { Crash, type Process, World } from "./world.ts";

export const checkout = "/repo";
const runs = join(checkout, ".stepops/runs");

const identity: RunIdentity = {
  ...{ id: "r", runId: "r", runKey: "", pipelineName: "simulated", pipelinePath: "pipeline.yaml", checkout },
  ...{ repositoryId: "repo-1", stack: "lab", stackChosen: false, params: {}, github: {}, sources: [] },
  ...{ trustDomain: "local", selection: { only: [], from: [] } },
};

/** What one process came to. */
export interface StintEnd {
  readonly stint: Stint;
  readonly process: Process;
  readonly startedAt: number;
  readonly endedAt: number;
  /** When it was told to stop, on the clock that never jumps. */
  readonly cancelledAt: number | undefined;
  readonly end:
    | {
        readonly kind: "ended";
        readonly result: RunResult | "left";
        readonly record: RunRecord;
        readonly timers: number;
      }
    | { readonly kind: "refused"; readonly why: string }
    | { readonly kind: "died" }
    | { readonly kind: "stuck" }
    | { readonly kind: "threw"; readonly error: unknown };
}

/** All that is left of a simulation, for the invariants. */
export interface History {
  readonly plan: Plan;
  readonly pipeline: Pipeline;
  readonly world: World;
  readonly service: Service;
  readonly stints: readonly StintEnd[];
  readonly folder: RunFolder | undefined;
  readonly warnings: readonly string[];
}

/** Longer than any run takes, whatever goes wrong with it. */
const limitMs = 72 * 3_600_000;
/** After the planned ones: each brings the run to an end unless something is wrong. */
const spareStints = 3;

export async function simulate(plan: Plan, trace?: (line: string) => void): Promise<History> {
  const simulation = new Simulation(plan, trace);
  await simulation.run();
  return simulation.history();
}

class Simulation {
  readonly #plan: Plan;
  readonly #world: World;
  readonly #service: Service;
  readonly #pipeline: Pipeline;
  readonly #stints: StintEnd[] = [];
  readonly #warnings: string[] = [];

  constructor(plan: Plan, trace: ((line: string) => void) | undefined) {
    this.#plan = plan;
    this.#world = new World(plan.seed, trace);
    this.#service = new Service(this.#world, plan);
    this.#pipeline = pipelineOfPlan(plan);
    this.#world.disk.replace(join(checkout, "data.txt"), Buffer.from("data"));
    this.#prepare();
  }

  #prepare(): void {
    for (const fault of this.#plan.faults) {
      if (fault.kind === "jump") void this.#world.sleep(fault.at).then(() => this.#world.jump(fault.ms));
      if (fault.kind !== "foreign") continue;
      const leg = this.#plan.legs[fault.leg];
      if (leg) this.#plant(leg.id as LegId, fault.submission);
    }
  }

  #plant(leg: LegId, submission: number): void {
    const run: JobRun = identity;
    const intent = { key: jobKey(run, leg, submission), nonce: "0".repeat(32), digest: "0".repeat(64) };
    this.#service.plant(intent.key, jobLabels(run, leg, intent));
  }

  history(): History {
    const folder = this.#folder();
    return {
      ...{ plan: this.#plan, pipeline: this.#pipeline, world: this.#world, service: this.#service },
      ...{ stints: this.#stints, folder, warnings: this.#warnings },
    };
  }

  /** The newest with something in its journal. */
  #folder(): RunFolder | undefined {
    const { disk } = this.#world;
    const names = disk.list(runs) ?? [];
    return names
      .map((name) => runFolder(join(runs, name)))
      .filter(({ journal }) => (disk.text(journal) ?? "").includes("\n"))
      .at(-1);
  }

  async run(): Promise<void> {
    const last = this.#plan.stints.at(-1);
    const spare: Stint = { pauseMs: 1000, mode: "run", finallyOnCancel: "now" };
    const post: Stint = { pauseMs: 1000, mode: "post", finallyOnCancel: "now" };
    for (const stint of this.#plan.stints) {
      if (!(await this.#play(stint))) return;
      if (this.#isOver(stint === last)) return;
    }
    for (let n = 0; n < spareStints; n++) {
      const isLeft = this.#stints.some(({ end }) => end.kind === "ended" && end.result === "left");
      if (!(await this.#play(isLeft && n === 0 ? post : spare))) return;
      if (this.#isOver(true)) return;
    }
  }

  #isOver(isLast: boolean): boolean {
    const results = this.#stints.flatMap(({ end }) => (end.kind === "ended" ? [end.result] : []));
    const result = results.at(-1);
    const isStill = this.#stints.at(-1)?.end.kind === "ended";
    return result === "success" || (isLast && isStill && result !== undefined && result !== "left");
  }

  /** False where nothing more can come of it. */
  async #play(stint: Stint): Promise<boolean> {
    const world = this.#world;
    const awake = world.sleep(stint.pauseMs).then(() => true);
    await this.#until(awake);
    const plays = [this.#process(stint)];
    if (stint.mode === "twice") {
      const { pauseMs: _, crash: _crash, ...rest } = stint;
      const delayed = world.sleep(world.random.float() * 3000);
      plays.push(delayed.then(() => this.#process({ ...rest, pauseMs: 0 })));
    }
    const isWhole = await this.#until(Promise.all(plays));
    if (isWhole) return true;
    for (const process of this.#running) {
      this.#running.delete(process);
      const { elapsed: endedAt } = world;
      this.#stints.push({
        ...{ stint, process, endedAt, startedAt: 0 },
        cancelledAt: undefined,
        end: { kind: "stuck" },
      });
    }
    return false;
  }

  readonly #running = new Set<Process>();

  async #until(promise: Promise<unknown>): Promise<boolean> {
    let isSettled = false;
    promise.then(
      () => {
        isSettled = true;
      },
      () => {
        isSettled = true;
      },
    );
    return this.#world.run(() => isSettled, limitMs);
  }

  async #process(stint: Stint): Promise<void> {
    const world = this.#world;
    const process = world.start(stint.crash);
    this.#running.add(process);
    const startedAt = world.elapsed;
    const [stop, kill] = [new AbortController(), new AbortController()];
    let cancelledAt: number | undefined;
    const reason: StopReason = { reason: "signal", signal: "SIGINT" };
    const later = async (ms: number | undefined, act: () => void): Promise<void> => {
      if (ms === undefined) return;
      await world.sleep(ms);
      if (process.isAlive) act();
    };
    void later(stint.cancelMs, () => {
      world.say(`process ${process.pid} gets SIGINT`);
      cancelledAt = world.elapsed;
      stop.abort(reason);
      void later(stint.killMs, () => kill.abort(reason));
      void later(stint.dieMs, () => process.die("kill"));
    });
    const signals = { signal: stop.signal, kill: kill.signal };
    const body = this.#body(process, stint, signals).catch((error: unknown) => ({
      kind: "threw" as const,
      error,
    }));
    const end = await Promise.race([body, process.died.then(() => ({ kind: "died" as const }))]);
    const isCrash = end.kind === "threw" && end.error instanceof Crash;
    const result: StintEnd["end"] = !process.isAlive || isCrash ? { kind: "died" } : end;
    world.say(
      `process ${process.pid}: ${result.kind}${result.kind === "ended" ? ` with ${result.result}` : ""}`,
    );
    if (result.kind === "threw") world.say(String((result.error as Error)?.stack ?? result.error));
    process.end();
    this.#running.delete(process);
    this.#stints.push({ ...{ stint, process, startedAt, cancelledAt, end: result }, endedAt: world.elapsed });
  }

  async #body(
    process: Process,
    stint: Stint,
    signals: Pick<Session, "signal" | "kill">,
  ): Promise<StintEnd["end"]> {
    const { host } = process;
    const known = this.#folder();
    if (!known && stint.mode === "post") return { kind: "refused", why: "there is no run" };
    if (known) {
      const stopped = await findStopped(known.directory, host);
      if (!stopped.ok) return { kind: "refused", why: stopped.error.message };
    }
    const folder = known ?? (await createRunFolder(host.files, runs, "r"));
    const lock = await acquireLock(host, checkout, folder.directory);
    if (!lock.ok) return { kind: "refused", why: lock.error.message };
    try {
      const { deadRun } = lock.value;
      if (deadRun !== undefined) await endAll(host, { directory: deadRun, env: {} });
      const session = known ? await this.#again(process, known, stint) : this.#anew(process, folder);
      if ("why" in session) return session;
      const ended = await this.#session(process, { ...signals, ...session }, stint);
      return { kind: "ended", ...ended, timers: this.#world.timersOf(process) };
    } finally {
      await lock.value.release();
    }
  }

  #anew({ host }: Process, folder: RunFolder): Opened {
    const opening: RunStarted = {
      ...{ type: "run-started", at: host.clock.now(), schema: 1, version: "0", run: identity },
      ...{ writer: thisWriter(host.processes), steps: plannedSteps(this.#pipeline) },
    };
    return { opening, folder, fold: startRecord(opening), validBytes: 0 };
  }

  async #again(
    process: Process,
    folder: RunFolder,
    { mode }: Stint,
  ): Promise<Opened | Extract<StintEnd["end"], { kind: "refused" }>> {
    const { host } = process;
    const stored = await findStopped(folder.directory, host);
    if (!stored.ok) return { kind: "refused", why: stored.error.message };
    const { fold, record } = stored.value;
    if (mode === "post" && record.result !== undefined) return { kind: "refused", why: "it has ended" };
    let { validBytes } = stored.value;
    await endAll(host, { directory: folder.directory, env: {} });
    if (mode === "post") {
      const left = { ...this.#place(process), fold, validBytes, folder, pipeline: this.#pipeline };
      const ended = await endJobs(left, host, 120_000);
      this.#warnings.push(...ended.warnings);
      validBytes = ended.validBytes;
    }
    const reset = mode === "post" ? finallyToReset(record) : legsToReset(record);
    const { cancelling } = record;
    const why = cancelling?.reason === "signal" ? cancelling : { reason: "signal", signal: "SIGKILL" };
    return {
      ...{ folder, fold, validBytes },
      opening: { type: "run-resumed", at: host.clock.now(), writer: thisWriter(host.processes), reset },
      ...(mode === "post" && { signal: AbortSignal.abort(why) }),
    };
  }

  #place(process: Process) {
    const openOperator: OpenOperator = async (_, { scratch }) => {
      this.#service.scratch = scratch;
      return ok(this.#service.operatorFor(process));
    };
    return { root: checkout, checkout, env: {}, openOperator };
  }

  #session(
    process: Process,
    opened: Opened & Pick<Session, "signal" | "kill">,
    stint: Stint,
  ): Promise<Ended> {
    const finallyOnCancel = stint.mode === "post" ? "now" : stint.finallyOnCancel;
    const { slots } = this.#plan;
    const session = {
      ...this.#place(process),
      ...{ pipeline: this.#pipeline, selected: undefined, given: undefined, notices: [], finallyOnCancel },
      machine: { cpus: slots, memoryGb: 100, accelerators: 0 },
      ...opened,
    } as const;
    const handle = (event: Event): void => this.#hear(process, event);
    return runSession(session, process.host, [{ handle }]);
  }

  #hear(process: Process, event: Event): void {
    if (!process.isAlive) return;
    if (event.type === "notice" && event.level === "warning") this.#warnings.push(event.message);
    const { type, at: _, ...rest } = event;
    if (this.#world.trace) this.#world.say(`process ${process.pid} tells ${type} ${shown(rest)}`);
  }
}

type Opened = Pick<Session, "folder" | "fold" | "opening" | "validBytes"> & Partial<Pick<Session, "signal">>;

function shown(rest: object): string {
  const {
    steps: _,
    run: _run,
    writer: _writer,
    handle,
    key,
    nonce: _nonce,
    digest: _digest,
    ...told
  } = rest as {
    readonly [name: string]: unknown;
  };
  const job = typeof key === "string" ? { key: key.slice(36) } : {};
  const id = handle ? { id: (handle as { readonly id: string }).id } : {};
  return JSON.stringify({ ...told, ...job, ...id });
}
