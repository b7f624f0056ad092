import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/host/host.ts";
import type {
  Answer,
  Capabilities,
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

/** How one job goes. */
export interface JobScript {
  /** Until it runs; Infinity: it waits for ever. */
  readonly queuedMs?: number;
  /** From then to its end. */
  readonly runMs?: number;
  /** What it ends with; by default what the start script comes to. */
  readonly end?: Observation;
  /** Instead of running the start script: nothing of the folder is looked at. */
  readonly lines?: readonly LogLine[];
  /** From its cancel to its end. */
  readonly stopMs?: number;
  /** What `poll` says instead, and for how long after the submit. */
  readonly odd?: { readonly untilMs: number; readonly observation: Observation | undefined };
}

/** What becomes of one call. `lost`: it is done, and its answer never comes; `hangs`: there is no answer at all. */
export type Trouble =
  | { readonly kind: "fault"; readonly fault: OperatorFault }
  | { readonly kind: "lost" }
  | { readonly kind: "hangs" };

export const unavailable: Trouble = {
  kind: "fault",
  fault: { reason: "unavailable", message: "the backend is away" },
};
export const denied: Trouble = {
  kind: "fault",
  fault: { reason: "denied", message: "jobs:Do is not allowed" },
};

export type Verb = Exclude<keyof StepOperator, "capabilities" | "close">;

interface BackendJob {
  readonly job: Pick<Job, "key" | "labels" | "deadlineSeconds">;
  readonly id: string;
  readonly folder: string;
  readonly script: JobScript;
  readonly at: number;
  readonly wasOn: "us" | "somebody";
  cancelledAt?: number;
  ended?: Observation;
  lines: readonly LogLine[];
}

/** A backend that outlives whoever talks to it. Use with `using`. */
export class Backend implements Disposable {
  readonly jobs = new Map<JobKey, BackendJob>();
  readonly calls: { readonly verb: Verb; readonly at: number; readonly key?: JobKey }[] = [];
  /** Keys of all that was ever submitted. */
  readonly submitted: JobKey[] = [];
  readonly removed: JobKey[] = [];
  script: (job: Pick<Job, "key" | "labels">) => JobScript = () => ({});
  /** By verb: what becomes of the next calls. */
  readonly troubles = new Map<Verb, Trouble[]>();
  /** Of every call while it says so. */
  trouble: (verb: Verb) => Trouble | undefined = () => undefined;
  /** Called at the begin of each call. */
  onCall: (verb: Verb) => void = () => {};
  pageSize = 1000;
  capabilities: Capabilities = { gpu: false, spot: false, multiNode: false, logs: true, data: "directory" };
  readonly #clock: Clock;
  readonly #folder = mkdtempSync(join(tmpdir(), "stepops-backend-"));
  #collected = 0;
  /** Where what is collected goes; the run's own. */
  #scratch: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  fail(verb: Verb, ...troubles: readonly Trouble[]): void {
    this.troubles.set(verb, [...(this.troubles.get(verb) ?? []), ...troubles]);
  }

  /** A job that somebody else made. */
  plant(key: JobKey, labels: Mapping<string>): void {
    this.#add({ key, labels, deadlineSeconds: 1 }, "somebody", { queuedMs: Number.POSITIVE_INFINITY });
  }

  get live(): readonly BackendJob[] {
    return [...this.jobs.values()].filter((job) => !this.#isOver(job));
  }

  count(verb: Verb): number {
    return this.calls.filter((call) => call.verb === verb).length;
  }

  /** What one process sees of it; a dead one gets no answers any more, and has no effect. */
  operator(isAlive: () => boolean = () => true, scratch?: string): StepOperator {
    this.#scratch = scratch ?? this.#scratch;
    const call = <T>(verb: Verb, key: JobKey | undefined, act: () => Answer<T>) =>
      this.#call(verb, key, { act, isAlive });
    return {
      capabilities: this.capabilities,
      check: () => call("check", undefined, () => ok([])),
      plan: ({ key }) => call("plan", key, () => ok({})),
      submit: (job) => call("submit", job.key, () => ok(this.#handle(this.#submit(job)))),
      find: (key) =>
        call("find", key, () => {
          const job = this.jobs.get(key);
          return ok(job && this.#handle(job));
        }),
      list: (labels) =>
        call("list", undefined, () =>
          ok(
            [...this.jobs.values()]
              .filter(({ job }) =>
                Object.entries(labels).every(([name, value]) => job.labels[name] === value),
              )
              .map((job) => this.#handle(job)),
          ),
        ),
      poll: (handles) =>
        call("poll", undefined, () => {
          const found = handles.flatMap(({ key }) => {
            const job = this.jobs.get(key);
            const observation = job && this.#observe(job);
            return observation ? [[key, observation] as const] : [];
          });
          return ok(new Map(found));
        }),
      logs: ({ key }, cursor) =>
        call("logs", key, () => {
          const job = this.jobs.get(key);
          if (!job) return err({ reason: "gone", message: "no such job" });
          this.#observe(job);
          const from = Number(cursor ?? 0);
          const to = Math.min(job.lines.length, from + this.pageSize);
          return ok({ lines: job.lines.slice(from, to), cursor: `${to}`, hasMore: to < job.lines.length });
        }),
      cancel: ({ key }) =>
        call("cancel", key, () => {
          const job = this.jobs.get(key);
          if (job) job.cancelledAt ??= this.#clock.monotonic();
          return ok(undefined);
        }),
      collect: ({ key }) => call("collect", key, () => this.#collect(key)),
      cleanup: ({ key }) =>
        call("cleanup", key, () => {
          if (this.jobs.delete(key)) this.removed.push(key);
          return ok(undefined);
        }),
      close: async () => {},
    };
  }

  async #call<T>(
    verb: Verb,
    key: JobKey | undefined,
    { act, isAlive }: { readonly act: () => Answer<T>; readonly isAlive: () => boolean },
  ): Promise<Answer<T>> {
    if (!isAlive()) return new Promise(() => {});
    this.calls.push({ verb, at: this.#clock.monotonic(), ...(key !== undefined && { key }) });
    this.onCall(verb);
    const trouble = this.troubles.get(verb)?.shift() ?? this.trouble(verb);
    // An answer takes a moment, in which the asker may die.
    await Promise.resolve();
    if (trouble?.kind === "hangs") return new Promise(() => {});
    if (trouble?.kind === "fault") return err(trouble.fault);
    const answer = act();
    if (!isAlive()) return new Promise(() => {});
    return trouble?.kind === "lost"
      ? err({ reason: "unavailable", message: "the connection was reset" })
      : answer;
  }

  #submit(job: Job): BackendJob {
    const known = this.jobs.get(job.key);
    if (known) return known;
    this.submitted.push(job.key);
    const made = this.#add(job, "us", this.script(job));
    cpSync(job.directory, made.folder, { recursive: true, verbatimSymlinks: true });
    return made;
  }

  #add(job: BackendJob["job"], wasOn: BackendJob["wasOn"], script: JobScript): BackendJob {
    const made: BackendJob = {
      ...{ job, wasOn, script, lines: [] },
      id: `j${this.jobs.size + this.removed.length + 1}`,
      folder: join(this.#folder, job.key),
      at: this.#clock.monotonic(),
    };
    this.jobs.set(job.key, made);
    return made;
  }

  #handle({ job, id }: BackendJob): Handle {
    return { key: job.key, id, labels: job.labels, console: `https://lab.example/${id}` };
  }

  #isOver(job: BackendJob): boolean {
    this.#observe(job);
    return job.ended !== undefined;
  }

  #observe(job: BackendJob): Observation | undefined {
    const { script, at, cancelledAt, job: asked } = job;
    const { queuedMs = 0, runMs = 0, stopMs = 0, odd } = script;
    const passed = this.#clock.monotonic() - at;
    // What comes first counts, however late somebody looks.
    const ends = [
      { at: queuedMs + runMs, end: () => this.#run(job) },
      {
        at: queuedMs + asked.deadlineSeconds * 1000,
        end: () => {
          job.ended = { status: "failed", cause: "timeout" };
        },
      },
      {
        at: cancelledAt === undefined ? Number.POSITIVE_INFINITY : cancelledAt - at + stopMs,
        end: () => {
          job.ended = { status: "cancelled" };
        },
      },
    ];
    const [first] = ends.sort((a, b) => a.at - b.at);
    if (!job.ended && first && first.at <= passed) first.end();
    if (odd && passed < odd.untilMs) return odd.observation;
    return job.ended ?? { status: passed < queuedMs ? "queued" : "running" };
  }

  #run(job: BackendJob): void {
    const { script, folder } = job;
    if (script.lines) {
      job.lines = script.lines;
      for (const path of ["work", "results"]) mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, "results", "started"), `${folder}\n`);
      writeFileSync(join(folder, "results", "exit"), "0\n");
      job.ended = script.end ?? { status: "succeeded" };
      return;
    }
    const { status, stdout, stderr } = spawnSync("sh", [join(folder, "control/start.sh"), folder], {
      cwd: "/",
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
    job.lines = [...linesOf("stdout", stdout), ...linesOf("stderr", stderr)];
    job.ended =
      script.end ?? (status === 0 ? { status: "succeeded" } : { status: "failed", exitCode: status ?? 137 });
  }

  #collect(key: JobKey): Answer<{ readonly directory: string }> {
    const job = this.jobs.get(key);
    if (!job) return err({ reason: "gone", message: "no such job" });
    if (!this.#isOver(job)) return err({ reason: "invalid", message: "the job has not ended" });
    this.#collected += 1;
    const directory = join(this.#scratch ?? this.#folder, `collected-${this.#collected}`);
    mkdirSync(directory, { recursive: true });
    for (const path of ["work", "results"])
      if (existsSync(join(job.folder, path)))
        cpSync(join(job.folder, path), join(directory, path), { recursive: true, verbatimSymlinks: true });
    return ok({ directory });
  }
}

function linesOf(stream: LogLine["stream"], text: string): readonly LogLine[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => ({ stream, text: line }));
}
