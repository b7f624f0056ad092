import type {
  Answer,
  Handle,
  Job,
  JobKey,
  LogLine,
  Observation,
  OperatorFault,
  StepOperator,
} from "../../src/operator/operator.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { checkpointOf, type JobScript, outputOf, type Plan, type PlannedLeg, type Verb } from "./plan.ts";
import type { Process, World } from "./world.ts";

export type JobEnd = JobScript["end"] | "cancelled" | "deadline";

/** A job as the service knows it, and what became of it for good. */
export interface ServiceJob {
  readonly key: JobKey;
  readonly id: string;
  readonly labels: Mapping<string>;
  readonly leg: PlannedLeg | undefined;
  readonly script: JobScript;
  readonly isForeign: boolean;
  readonly deadlineSeconds: number;
  /** All in milliseconds on the clock that never jumps. */
  readonly at: number;
  readonly begunAt: number;
  cancelledAt?: number;
  cleanedAt?: number;
  collected: number;
  /** What it was given, by path in its folder. */
  readonly given: ReadonlyMap<string, string>;
}

export interface ServiceCall {
  readonly verb: Verb;
  readonly at: number;
  readonly pid: number;
  readonly key?: JobKey;
  /** Of a submit. */
  readonly leg?: string;
}

type Trouble = "lost" | "cut" | "hangs" | "throws" | OperatorFault | undefined;

/** A service that runs jobs, outlives whoever talks to it, and keeps the truth about each of them. */
export class Service {
  readonly all: ServiceJob[] = [];
  readonly calls: ServiceCall[] = [];
  /** What nobody may do to somebody else's job. */
  readonly misdeeds: string[] = [];
  readonly #world: World;
  readonly #plan: Plan;
  readonly #there = new Map<JobKey, ServiceJob>();
  readonly #counts = new Map<Verb, number>();
  #unstoppable: number;
  #folders = 0;

  constructor(world: World, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
    this.#unstoppable = plan.faults.reduce(
      (sum, fault) => sum + (fault.kind === "unstoppable" ? fault.times : 0),
      0,
    );
  }

  /** Somebody else's. */
  plant(key: JobKey, labels: Mapping<string>): void {
    const script: JobScript = {
      ...{ queuedMs: 0, preparingMs: 0, runMs: 1e12, end: "success", stopMs: 0, hiddenMs: 0, lines: 1 },
      odd: "none",
    };
    this.#add({ key, labels, deadlineSeconds: 1e9 }, { script, isForeign: true, given: new Map() });
  }

  /** When it is over and how, as far as that is settled by now. */
  endOf(job: ServiceJob): { readonly at: number; readonly end: JobEnd } {
    const { script, begunAt, deadlineSeconds, cancelledAt } = job;
    const ends: { readonly at: number; readonly end: JobEnd }[] = [
      { at: begunAt + script.runMs, end: script.end },
      { at: begunAt + deadlineSeconds * 1000, end: "deadline" },
    ];
    if (cancelledAt !== undefined) ends.push({ at: cancelledAt + script.stopMs, end: "cancelled" });
    return ends.reduce((first, each) => (each.at < first.at ? each : first));
  }

  isLive(job: ServiceJob): boolean {
    return this.endOf(job).at > this.#world.elapsed;
  }

  get live(): readonly ServiceJob[] {
    return this.all.filter((job) => !job.isForeign && this.isLive(job));
  }

  /** The service as one process reaches it. */
  /** Where what is collected goes: the run's own. */
  scratch = "";

  operatorFor(process: Process): StepOperator {
    const send = <T>(
      verb: Verb,
      subject: { readonly key?: JobKey; readonly leg?: string; readonly signal: AbortSignal },
      act: () => Answer<T>,
    ): Promise<Answer<T>> =>
      process.call(`operator.${verb}`, () => this.#send(process, { verb, ...subject }, act));
    return {
      capabilities: { gpu: false, spot: true, multiNode: false, logs: true, data: "directory" },
      check: (signal) => send("check", { signal }, () => ok([])),
      plan: ({ key }, signal) => send("plan", { key, signal }, () => ok({})),
      submit: (job, signal) => {
        // It is read until the answer is there; what is on its way has been read.
        const given = this.#read(job.directory);
        const leg = job.labels["stepops.step"] ?? "";
        return send("submit", { key: job.key, leg, signal }, () =>
          ok(this.#handle(this.#submit(job, given))),
        );
      },
      find: (key, signal) =>
        send("find", { key, signal }, () => {
          const job = this.#visible(key);
          return ok(job && this.#handle(job));
        }),
      list: (labels, signal) =>
        send("list", { signal }, () => {
          const bears = (job: ServiceJob) =>
            Object.entries(labels).every(([name, value]) => job.labels[name] === value);
          const found = [...this.#there.keys()].flatMap((key) => this.#visible(key) ?? []);
          return ok(found.filter(bears).map((job) => this.#handle(job)));
        }),
      poll: (handles, signal) =>
        send("poll", { signal }, () => {
          const seen = handles.flatMap(({ key }) => {
            const job = this.#visible(key);
            return job ? [[key, this.#observe(job)] as const] : [];
          });
          return ok(new Map(seen));
        }),
      logs: ({ key }, cursor, signal) => send("logs", { key, signal }, () => this.#logs(key, cursor)),
      cancel: ({ key }, _why, signal) => send("cancel", { key, signal }, () => this.#cancel(key)),
      collect: ({ key }, signal) => send("collect", { key, signal }, () => this.#collect(key)),
      cleanup: ({ key }, signal) => send("cleanup", { key, signal }, () => this.#cleanup(key)),
      close: async () => {},
    };
  }

  async #send<T>(
    process: Process,
    call: {
      readonly verb: Verb;
      readonly key?: JobKey;
      readonly leg?: string;
      readonly signal: AbortSignal;
    },
    act: () => Answer<T>,
  ): Promise<Answer<T>> {
    const { verb, signal, ...subject } = call;
    const { elapsed: at } = this.#world;
    this.calls.push({ verb, at, pid: process.pid, ...subject });
    const trouble = this.#trouble(verb);
    this.#say(process, call, "asks", trouble);
    if (trouble === "throws") throw new TypeError("x is undefined");
    await this.#travel();
    if (typeof trouble === "object") return err(trouble);
    // A dead process's request may be on its way all the same.
    if (!process.isAlive && this.#world.random.float() < 0.5) return new Promise(() => {});
    if (trouble === "hangs") await this.#hang(signal);
    // But not minutes later, when nobody knows of it any more.
    if (trouble === "hangs" && !process.isAlive) return new Promise(() => {});
    const isDone = trouble !== "cut" && (trouble !== "hangs" || this.#world.random.float() < 0.5);
    const answer = isDone ? act() : undefined;
    await this.#travel();
    if (!answer || trouble === "lost" || trouble === "hangs")
      return err({ reason: "unavailable", message: "the connection was reset" });
    return answer;
  }

  #travel(): Promise<void> {
    const { latencyMs } = this.#plan;
    return latencyMs === 0 ? Promise.resolve() : this.#world.sleep(this.#world.random.float() * latencyMs);
  }

  /** Whoever asks may lose patience, and need not be heeded at once. */
  async #hang(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const given = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => given.resolve(), { once: true });
    await Promise.race([this.#world.sleep(5 * 60_000, over.signal), given.promise]).catch(() => {});
    over.abort();
  }

  #trouble(verb: Verb): Trouble {
    const nth = (this.#counts.get(verb) ?? 0) + 1;
    this.#counts.set(verb, nth);
    const { elapsed: now } = this.#world;
    for (const fault of this.#plan.faults) {
      if (fault.kind === "away") {
        const { from, to, verbs, reason, retryAfterMs } = fault;
        if (now < from || now >= to || (verbs !== "all" && !verbs.includes(verb))) continue;
        const message = `simulated: ${reason}`;
        return { reason, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      }
      if ("nth" in fault && fault.verb === verb && fault.nth === nth) return fault.kind;
    }
    if (verb !== "cancel" || this.#unstoppable === 0) return undefined;
    this.#unstoppable -= 1;
    return { reason: "denied", message: "simulated: not now" };
  }

  #say(
    process: Process,
    { verb, key }: { readonly verb: Verb; readonly key?: JobKey },
    what: string,
    trouble: Trouble,
  ) {
    const job = key === undefined ? undefined : this.#there.get(key);
    const told = trouble === undefined ? "" : `: ${typeof trouble === "string" ? trouble : trouble.reason}`;
    const whose = job ? `${job.id} of ${job.leg?.id ?? "somebody else"}` : (key?.slice(36) ?? "");
    this.#world.say(`process ${process.pid} ${what} ${verb} ${whose}${told}`);
  }

  #read(directory: string): ReadonlyMap<string, string> {
    const tree = this.#world.disk.tree(directory);
    return new Map([...tree].map(([path, bytes]) => [path, bytes.toString("utf8")]));
  }

  #submit(job: Job, given: ReadonlyMap<string, string>): ServiceJob {
    const known = this.#there.get(job.key);
    if (known) return known;
    const leg = this.#plan.legs.find(({ id }) => id === job.labels["stepops.step"]);
    const nth = this.all.filter((each) => each.leg === leg && !each.isForeign).length;
    const script = leg?.scripts[Math.min(nth, leg.scripts.length - 1)];
    if (!script) throw new Error("a job of no leg");
    const made = this.#add(job, { script, isForeign: false, given, leg });
    this.#world.say(
      `service: ${made.id} of ${leg?.id} (${job.key.slice(36)}) is there, ${JSON.stringify(script)}`,
    );
    return made;
  }

  #add(
    { key, labels, deadlineSeconds }: Pick<Job, "key" | "labels" | "deadlineSeconds">,
    rest: Pick<ServiceJob, "script" | "isForeign" | "given"> & { readonly leg?: PlannedLeg | undefined },
  ): ServiceJob {
    const { elapsed: at } = this.#world;
    const begunAt = at + rest.script.queuedMs + rest.script.preparingMs;
    const id = `j${this.all.length + 1}`;
    const job: ServiceJob = {
      leg: undefined,
      ...rest,
      key,
      labels,
      deadlineSeconds,
      id,
      at,
      begunAt,
      collected: 0,
    };
    this.all.push(job);
    this.#there.set(key, job);
    return job;
  }

  #handle({ key, id, labels }: ServiceJob): Handle {
    return { key, id, labels, console: `https://lab.example/${id}` };
  }

  /** What the service shows may lag behind, and what somebody deleted is gone. */
  #visible(key: JobKey): ServiceJob | undefined {
    const job = this.#there.get(key);
    if (!job || this.#world.elapsed < job.at + job.script.hiddenMs) return undefined;
    return this.#isGone(job) ? undefined : job;
  }

  #isGone(job: ServiceJob): boolean {
    return this.endOf(job).end === "vanished" && !this.isLive(job);
  }

  #observe(job: ServiceJob): Observation {
    const { script, at, begunAt } = job;
    const now = this.#world.elapsed;
    if (!this.isLive(job)) return ended(this.endOf(job).end);
    const isOdd = script.odd !== "none" && this.#world.random.float() < 0.2;
    if (isOdd && script.odd === "unknown") return { status: "hibernating" as Observation["status"] };
    if (isOdd) return { status: "queued" };
    if (now < at + script.queuedMs) return { status: "queued" };
    return { status: now < begunAt ? "pulling" : "running" };
  }

  #logs(
    key: JobKey,
    cursor: string | undefined,
  ): Answer<{ lines: LogLine[]; cursor: string; hasMore: boolean }> {
    const job = this.#there.get(key);
    if (!job || this.#isGone(job)) return err({ reason: "gone", message: "no such job" });
    const lines = this.linesOf(job);
    const from = Number(cursor ?? 0);
    const to = Math.min(lines.length, from + this.#plan.pageSize);
    const page = lines.slice(from, to).map((text) => ({ stream: "stdout" as const, text }));
    return ok({ lines: page, cursor: `${to}`, hasMore: to < lines.length });
  }

  /** What it has printed by now. */
  linesOf(job: ServiceJob): readonly string[] {
    const { begunAt, script, id } = job;
    const until = Math.min(this.#world.elapsed, this.endOf(job).at);
    const share =
      script.runMs === 0 ? 1 : Math.max(0, Math.min(1, (until - begunAt) / Math.min(script.runMs, 600_000)));
    return Array.from({ length: Math.floor(script.lines * share) }, (_, line) => `${id} line ${line + 1}`);
  }

  #cancel(key: JobKey): Answer<void> {
    const job = this.#there.get(key);
    if (!job || this.#isGone(job)) return err({ reason: "gone", message: "no such job" });
    this.#ours(job, "cancel");
    if (this.isLive(job)) job.cancelledAt ??= this.#world.elapsed;
    return ok(undefined);
  }

  #ours(job: ServiceJob, verb: Verb): void {
    if (job.isForeign) this.misdeeds.push(`${verb} of ${job.id}, which is somebody else's`);
  }

  #collect(key: JobKey): Answer<{ readonly directory: string }> {
    const job = this.#there.get(key);
    if (!job || this.#isGone(job)) return err({ reason: "gone", message: "no such job" });
    this.#ours(job, "collect");
    if (this.isLive(job)) return err({ reason: "invalid", message: "the job has not ended" });
    this.#folders += 1;
    job.collected += 1;
    const directory = `${this.scratch}/c${this.#folders}`;
    const { disk } = this.#world;
    for (const path of ["work", "results"]) disk.makeDirectory(`${directory}/${path}`);
    for (const [path, text] of this.#left(job)) disk.replace(`${directory}/${path}`, Buffer.from(text));
    return ok({ directory });
  }

  #left(job: ServiceJob): ReadonlyMap<string, string> {
    const { leg, key, id, given, begunAt } = job;
    const { at, end } = this.endOf(job);
    const left = new Map<string, string>();
    if (!leg || at < begunAt) return left;
    left.set("results/started", `/jobs/${id}\n`).set("results/phase", "command\n");
    const checkpoint = `${checkpointOf(leg)}/at`;
    const before = Number(given.get(`work/${checkpoint}`) ?? 0);
    if (leg.hasCheckpoint) left.set(`work/${checkpoint}`, `${before + 1}`);
    if (end !== "success" && end !== "failure") return left;
    left.set("results/exit", end === "success" ? "0\n" : "3\n").set("results/values", `job=${key}\n`);
    left.set(`work/${outputOf(leg)}`, this.outputFor(job));
    return left;
  }

  /** What a job that ended well writes: its key, and what it was given of each need. */
  outputFor({ key, given, id }: ServiceJob): string {
    const inputs = [...given].filter(([path]) => path.startsWith("work/out/"));
    return JSON.stringify({ key, id, inputs: Object.fromEntries(inputs) });
  }

  #cleanup(key: JobKey): Answer<void> {
    const job = this.#there.get(key);
    if (!job) return ok(undefined);
    this.#ours(job, "cleanup");
    if (this.isLive(job)) this.misdeeds.push(`cleanup of ${job.id}, which is live`);
    job.cleanedAt ??= this.#world.elapsed;
    this.#there.delete(key);
    return ok(undefined);
  }
}

function ended(end: JobEnd): Observation {
  switch (end) {
    case "success":
      return { status: "succeeded" };
    case "failure":
      return { status: "failed", exitCode: 3 };
    case "cancelled":
      return { status: "cancelled" };
    case "deadline":
      return { status: "failed", cause: "timeout", message: "the deadline" };
    case "vanished":
      return { status: "lost" };
    default:
      return { status: "failed", cause: end };
  }
}
