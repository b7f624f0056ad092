import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type {
  Answer,
  Handle,
  Job,
  JobKey,
  Observation,
  OperatorFault,
  StepOperator,
} from "../operator/operator.ts";
import { statuses } from "../operator/operator.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { Broken, expect, Skipped, show } from "./expectation.ts";
import { type Input, makeJobFolder } from "./job-folder.ts";
import type { Open, Opened } from "./subject.ts";
import type { Wire, WireOptions } from "./wire.ts";

export interface BenchInput {
  readonly open: Open;
  readonly host: Host;
  /** Absolute: a folder for this check alone. */
  readonly directory: string;
  /** How long a job may take from its submission to its start, and from its last word to its end. */
  readonly patienceMs: number;
  /** Settings that each step is given. */
  readonly stepSettings: Mapping<Json>;
  /** That jobs run in, where the operator runs none without. */
  readonly image?: string;
  /** Folders of this machine where the operator keeps what must not outlive a job's cleanup. */
  readonly keeps: readonly string[];
  /** Waits end when it is aborted, and their checks with them. */
  readonly signal?: AbortSignal;
}

export interface JobRequest {
  readonly script: string;
  readonly inputs?: Mapping<Input>;
  readonly secrets?: Mapping<string>;
  readonly labels?: Mapping<string>;
  readonly resources?: Partial<Job["resources"]>;
  readonly settings?: Mapping<Json>;
  readonly image?: string;
  readonly deadlineSeconds?: number;
}

const isLast = (status: Observation["status"]): boolean =>
  statuses.indexOf(status) >= statuses.indexOf("succeeded");
/** Longer than any check waits: what runs so long was stopped, or is a fault. */
const deadlineSeconds = 900;
const signal = new AbortController().signal;

/** What a check works with: fresh operators, jobs, and waits that end. */
export class Bench {
  readonly host: Host;
  readonly directory: string;
  readonly keeps: readonly string[];
  /** Labels that all jobs of this check bear. */
  readonly labels: Mapping<string>;
  readonly #input: BenchInput;
  readonly #opened: Opened[] = [];
  readonly #left = new Set<StepOperator>();
  readonly #handles = new Map<JobKey, Handle>();
  #jobs = 0;

  constructor(input: BenchInput) {
    this.#input = input;
    this.host = input.host;
    this.directory = input.directory;
    this.keeps = input.keeps;
    this.labels = { run: `conformance-${input.host.random.hex(12)}` };
  }

  /** The last messages of the newest operator. */
  messages(): readonly string[] {
    return [...(this.#opened.at(-1)?.wire?.trace ?? [])];
  }

  /** A fresh operator, as a new process would have it. */
  async open(options: WireOptions = {}): Promise<StepOperator> {
    const opened = await this.#input.open(options);
    if (!opened.ok) throw new Broken(`The operator should open, and answered: ${faultText(opened.error)}`);
    this.#opened.push(opened.value);
    return opened.value.operator;
  }

  /** Of an operator that is a program; the check is skipped where it is none. */
  wireOf(operator: StepOperator): Wire {
    const wire = this.#opened.find((each) => each.operator === operator)?.wire;
    if (!wire) throw new Skipped("the operator is no program of its own");
    return wire;
  }

  /** Ends an operator as a run's end does: it is asked to leave, then whatever bears its mark is killed. */
  async leave(operator: StepOperator): Promise<void> {
    this.#left.add(operator);
    await operator.close();
    const mark = this.#opened.find((each) => each.operator === operator)?.mark;
    if (mark) await this.host.processes.endMarked(...mark);
  }

  /** A job that is staged and not submitted. */
  async job(request: JobRequest): Promise<Job> {
    const { random, files } = this.host;
    const { script, inputs = {}, secrets = {}, labels = {}, resources = {}, settings } = request;
    const image = request.image ?? this.#input.image;
    this.#jobs += 1;
    const directory = join(this.directory, `job-${this.#jobs}`);
    const marker = `stepops-${random.hex(16)}`;
    await makeJobFolder({ files, directory, script, secrets, inputs, marker });
    return {
      key: `${random.hex(40)}-1` as JobKey,
      name: "conformance step[x=1]",
      labels: { ...this.labels, ...labels },
      directory,
      ...(image !== undefined && { image }),
      resources: { useSpot: false, numNodes: 1, ...resources },
      settings: settings ?? this.#input.stepSettings,
      secrets: Object.keys(secrets),
      deadlineSeconds: request.deadlineSeconds ?? deadlineSeconds,
    };
  }

  /** The value of an answer; a fault ends the check, but `busy`, which asks for patience. */
  async value<T>(what: string, ask: (signal: AbortSignal) => Promise<Answer<T>>): Promise<T> {
    const until = this.#until();
    for (;;) {
      const answer = await ask(signal);
      if (answer.ok) return answer.value;
      const { error } = answer;
      const mayCall = error.reason === "busy" && this.host.clock.monotonic() < until;
      if (!mayCall) throw new Broken(`${what} should succeed, and answered: ${faultText(error)}`);
      await this.host.clock.sleep(error.retryAfterMs ?? 500);
    }
  }

  /** The fault of an answer; success ends the check. */
  async fault<T>(
    what: string,
    reasons: readonly OperatorFault["reason"][],
    ask: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<OperatorFault> {
    const answer = await ask(signal);
    const wanted = `${what} should be answered with the fault ${reasons.join(" or ")}`;
    if (answer.ok) throw new Broken(`${wanted}, and succeeded: ${show(answer.value)}`);
    expect(
      reasons.includes(answer.error.reason),
      () => `${wanted}, and the fault was ${faultText(answer.error)}`,
    );
    return answer.error;
  }

  async submit(operator: StepOperator, job: Job): Promise<Handle> {
    const handle = await this.value("submit", (signal) => operator.submit(job, signal));
    this.#handles.set(job.key, handle);
    return handle;
  }

  /** A job that was submitted. */
  async start(operator: StepOperator, request: JobRequest): Promise<Handle> {
    return await this.submit(operator, await this.job(request));
  }

  async look(operator: StepOperator, handle: Handle): Promise<Observation | undefined> {
    return (await this.value("poll", (signal) => operator.poll([handle], signal))).get(handle.key);
  }

  /** How a job stands once `isThere`, or once it has ended. */
  async wait(
    operator: StepOperator,
    handle: Handle,
    isThere: (status: Observation["status"]) => boolean,
  ): Promise<Observation> {
    let before = 0;
    return await this.until("the job to be there", async () => {
      const now = await this.look(operator, handle);
      if (!now) throw new Broken("poll should tell how a job stands that was submitted, and left it out");
      const stage = statuses.indexOf(now.status);
      expect(
        stage >= before,
        () => `A job goes on and never back, and this one went from ${statuses[before]} to ${now.status}`,
      );
      before = stage;
      return isThere(now.status) || isLast(now.status) ? now : undefined;
    });
  }

  async end(operator: StepOperator, handle: Handle): Promise<Observation> {
    return await this.wait(operator, handle, isLast);
  }

  async running(operator: StepOperator, handle: Handle): Promise<void> {
    const { status, message } = await this.wait(operator, handle, (status) => status === "running");
    expect(
      status === "running",
      () => `The job should run, and its status is ${status}${message ? `: ${message}` : ""}`,
    );
  }

  /** Runs a job to its end, which has to be this one. */
  async runTo(operator: StepOperator, request: JobRequest, status: Observation["status"]): Promise<Handle> {
    const handle = await this.start(operator, request);
    await this.endAs(operator, handle, status);
    return handle;
  }

  async endAs(operator: StepOperator, handle: Handle, status: Observation["status"]): Promise<Observation> {
    const end = await this.end(operator, handle);
    expect(end.status === status, () => `The job should end as ${status}, and poll says ${show(end)}`);
    return end;
  }

  /** The folder that an ended job left. */
  async collect(operator: StepOperator, handle: Handle): Promise<string> {
    return (await this.value("collect", (signal) => operator.collect(handle, signal))).directory;
  }

  async text(...path: readonly [string, ...string[]]): Promise<string | undefined> {
    return await this.host.files.read(join(...path));
  }

  /** What `probe` finds, once it finds something. Gives up in the end. */
  async until<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
    const until = this.#until();
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 1.5, 500)) {
      if (this.#input.signal?.aborted) throw new Skipped("stopped");
      const found = await probe();
      if (found !== undefined) return found;
      if (this.host.clock.monotonic() > until)
        throw new Broken(`Waited ${this.#input.patienceMs / 1000} s for ${what}, in vain`);
      await this.host.clock.sleep(pauseMs);
    }
  }

  /** Ends and takes away whatever the check made, however the operator takes it. */
  async close(): Promise<void> {
    await this.#cleanUp();
    await Promise.all(this.#opened.map(({ operator }) => operator.close()));
    await this.host.files.remove(this.directory);
  }

  async #cleanUp(): Promise<void> {
    const handles = [...this.#handles.values()];
    if (handles.length === 0) return;
    const last = this.#opened.findLast(({ operator }) => !this.#left.has(operator));
    const again = await this.#cleanUpBy(last?.operator, handles);
    if (again.length === 0) return;
    const fresh = await this.#input.open({});
    if (!fresh.ok) return;
    this.#opened.push(fresh.value);
    await this.#cleanUpBy(fresh.value.operator, again);
  }

  /** Those that could not be cleaned up. */
  async #cleanUpBy(
    operator: StepOperator | undefined,
    handles: readonly Handle[],
  ): Promise<readonly Handle[]> {
    if (!operator) return handles;
    const answers = await Promise.all(handles.map((handle) => operator.cleanup(handle, signal)));
    return handles.filter((_, at) => !answers[at]?.ok);
  }

  #until(): number {
    return this.host.clock.monotonic() + this.#input.patienceMs;
  }
}

export const faultText = ({ reason, message }: OperatorFault): string => `${message} (${reason})`;
