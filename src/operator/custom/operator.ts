import type { Host } from "../../host/host.ts";
import type { Json, Mapping } from "../../pipeline/draft.ts";
import { optional } from "../../pipeline/own.ts";
import type { Operator } from "../../pipeline/pipeline.ts";
import { err, ok, type Result } from "../../pipeline/result.ts";
import { inherited } from "../../run/environment.ts";
import type { Masker } from "../../run/mask.ts";
import type {
  Answer,
  Capabilities,
  Collected,
  Finding,
  Handle,
  Job,
  JobKey,
  JobPlan,
  LogPage,
  Observation,
  StepOperator,
} from "../operator.ts";
import type { Method, results } from "./answers.ts";
import { Follower } from "./follow.ts";
import { capabilitiesOf, handleMessage, jobMessage, observationOf, planOf } from "./messages.ts";
import { OperatorProcess, reader } from "./process.ts";
import { readCustomOperator } from "./settings.ts";
import type { Of } from "./shapes.ts";

export interface CustomOperatorInput {
  readonly operator: Operator;
  /** Absolute: the pipeline's folder, where the program is started. */
  readonly directory: string;
  /** Absolute: a folder of this operator and this run. It is made. */
  readonly scratch: string;
  /** This process's; the program sees what a step on this machine would. */
  readonly env: Mapping<string>;
  /** What the program's environment holds beside: the run's mark. */
  readonly marks: Mapping<string>;
  /** Values of the program's own secrets, `operatorSecrets`, by name. */
  readonly secrets: Mapping<string>;
  /** Of all secrets that are about, the program's own too. */
  readonly masker: Masker;
  readonly host: Pick<Host, "clock" | "random" | "files" | "spawn">;
  /** Of stepops. */
  readonly version: string;
  /** A line of the program's stderr, masked. */
  readonly onDiagnostic: (line: string) => void;
  /** How a long call goes on, in the program's words, masked. */
  readonly onProgress?: (method: string, message: string) => void;
}

/** Characters of a sentence for people. */
const longestTold = 4096;
/** More in one call could come over a message's size, with handles of the largest size. */
const mostPolled = 200;

/**
 * Starts the user's program and speaks with it from then on, starting it again where that helps. A fault of reason `unavailable`
 * may pass: call again, not before `retryAfterMs`.
 */
export async function openCustomOperator(
  input: CustomOperatorInput,
  signal: AbortSignal,
): Promise<Answer<StepOperator>> {
  const operator = new CustomOperator(input);
  const opened = await operator.open(signal);
  if (opened.ok) return ok(operator);
  await operator.close();
  return opened;
}

class CustomOperator implements StepOperator {
  capabilities: Capabilities = {
    gpu: false,
    spot: false,
    multiNode: false,
    logs: false,
    data: "directory",
  };
  readonly #process: OperatorProcess;
  readonly #follower: Follower;
  readonly #masker: Masker;

  constructor(input: CustomOperatorInput) {
    const { operator, directory, env, marks, secrets, masker, onProgress } = input;
    const { command, settings } = readCustomOperator(operator);
    this.#masker = masker;
    this.#process = new OperatorProcess({
      ...input,
      command,
      settings,
      cwd: directory,
      env: { ...inherited(env), ...marks, ...secrets },
      name: operator.name,
      onProgress: (method, message) => onProgress?.(method, this.#tell(message)),
      onLog: (log) => this.#follower.take(log),
    });
    this.#follower = new Follower(this.#process);
  }

  async open(signal: AbortSignal): Promise<Answer<void>> {
    const opened = this.#masked(await this.#process.open(signal));
    if (!opened.ok) return opened;
    this.capabilities = capabilitiesOf(opened.value);
    return ok(undefined);
  }

  async check(signal: AbortSignal): Promise<Answer<readonly Finding[]>> {
    const answer = await this.#call("check", { params: {}, signal });
    return mapped(answer, ({ findings }) =>
      findings.map(({ level, message, hint }) => ({
        level,
        message: this.#tell(message),
        ...optional("hint", hint && this.#tell(hint)),
      })),
    );
  }

  async plan(job: Job, signal: AbortSignal): Promise<Answer<JobPlan>> {
    return mapped(await this.#call("plan", { params: { job: jobMessage(job, false) }, signal }), planOf);
  }

  async submit(job: Job, signal: AbortSignal): Promise<Answer<Handle>> {
    const answer = await this.#call("submit", {
      params: { job: jobMessage(job, true) },
      signal,
      refuse: ({ handle }) => wrongKey(handle, job.key),
    });
    return mapped(answer, ({ handle }) => handle as Handle);
  }

  async find(key: JobKey, signal: AbortSignal): Promise<Answer<Handle | undefined>> {
    const answer = await this.#call("find", {
      params: { key },
      signal,
      refuse: ({ handle }) => handle && wrongKey(handle, key),
    });
    return mapped(answer, ({ handle }) => handle as Handle | undefined);
  }

  async list(labels: Mapping<string>, signal: AbortSignal): Promise<Answer<readonly Handle[]>> {
    const refuse = ({ handles }: Of<(typeof results)["list"]>) => {
      const stray = handles.find((handle) => !bears(handle, labels));
      return stray && `handles holds ${stray.key}, which does not bear the labels that were asked for`;
    };
    const answer = await this.#call("list", { params: { labels }, signal, refuse });
    return mapped(answer, ({ handles }) => handles as readonly Handle[]);
  }

  async poll(
    handles: readonly Handle[],
    signal: AbortSignal,
  ): Promise<Answer<ReadonlyMap<JobKey, Observation>>> {
    const found = new Map<JobKey, Observation>();
    for (let at = 0; at < handles.length; at += mostPolled) {
      const some = await this.#pollSome(handles.slice(at, at + mostPolled), signal);
      if (!some.ok) return some;
      for (const [key, observation] of some.value) found.set(key, observation);
    }
    return ok(found);
  }

  async logs(handle: Handle, cursor: string | undefined, signal: AbortSignal): Promise<Answer<LogPage>> {
    const from = cursor ?? "";
    if (!this.capabilities.logs) return ok({ lines: [], cursor: from, hasMore: false });
    return this.#masked(await this.#follower.page(handle, from, signal));
  }

  async cancel(handle: Handle, why: string, signal: AbortSignal): Promise<Answer<void>> {
    return done(await this.#call("cancel", { params: { handle: handleMessage(handle), why }, signal }));
  }

  async collect(handle: Handle, signal: AbortSignal): Promise<Answer<Collected>> {
    const answer = await this.#call("collect", { params: { handle: handleMessage(handle) }, signal });
    return mapped(answer, ({ directory, billed_seconds }) => ({
      directory,
      ...optional("billedSeconds", billed_seconds),
    }));
  }

  async cleanup(handle: Handle, signal: AbortSignal): Promise<Answer<void>> {
    const answer = await this.#call("cleanup", { params: { handle: handleMessage(handle) }, signal });
    if (answer.ok) this.#follower.forget(handle.key);
    return done(answer);
  }

  close(): Promise<void> {
    return this.#process.close();
  }

  async #pollSome(
    handles: readonly Handle[],
    signal: AbortSignal,
  ): Promise<Answer<readonly (readonly [JobKey, Observation])[]>> {
    const asked = new Set<string>(handles.map(({ key }) => key));
    const refuse = ({ observations }: Of<(typeof results)["poll"]>) => {
      const stray = Object.keys(observations).find((key) => !asked.has(key));
      return stray && `observations holds ${stray}, which was not asked for`;
    };
    const params = { handles: handles.map(handleMessage) };
    const answer = await this.#call("poll", { params, signal, refuse });
    return mapped(answer, ({ observations }) =>
      Object.entries(observations).map(([key, observation]) => [
        key as JobKey,
        this.#readObservation(observationOf(observation)),
      ]),
    );
  }

  #readObservation(observation: Observation): Observation {
    const { message } = observation;
    return message === undefined ? observation : { ...observation, message: this.#tell(message) };
  }

  async #call<M extends Method>(
    method: M,
    asked: {
      readonly params: Json;
      readonly signal: AbortSignal;
      /** What is wrong with an answer of the right shape, beside what was asked. */
      readonly refuse?: (result: Of<(typeof results)[M]>) => string | undefined;
    },
  ): Promise<Answer<Of<(typeof results)[M]>>> {
    const { params, signal, refuse } = asked;
    const read = (value: Json | undefined): Result<Of<(typeof results)[M]>, string> => {
      const result = reader(method)(value);
      const fault = result.ok ? refuse?.(result.value) : undefined;
      return fault ? err(fault) : result;
    };
    return this.#masked(await this.#process.call({ method, params, read, signal }));
  }

  /** A journal keeps what is told, so it is cut; after masking, lest half a secret be left. */
  #tell(text: string): string {
    return this.#masker.mask(text).slice(0, longestTold);
  }

  #masked<T>(answer: Answer<T>): Answer<T> {
    if (answer.ok) return answer;
    return err({ ...answer.error, message: this.#tell(answer.error.message) });
  }
}

const wrongKey = ({ key }: { readonly key: string }, asked: JobKey): string | undefined =>
  key === asked ? undefined : `handle.key is ${key}, and ${asked} was asked for`;

const bears = (handle: { readonly labels: Mapping<string> }, labels: Mapping<string>): boolean =>
  Object.entries(labels).every(([name, value]) => handle.labels[name] === value);

const mapped = <A, B>(answer: Answer<A>, map: (value: A) => B): Answer<B> =>
  answer.ok ? ok(map(answer.value)) : answer;

const done = (answer: Answer<unknown>): Answer<void> => mapped(answer, () => undefined);
