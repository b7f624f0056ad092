import type { Host } from "../../host/host.ts";
import type { Json } from "../../pipeline/draft.ts";
import { err, ok, type Result } from "../../pipeline/result.ts";
import type { Answer, OperatorFault } from "../operator.ts";
import { type Method, results, versionOf } from "./answers.ts";
import type { Call } from "./peer.ts";
import { givenUp, Session, type SessionInput } from "./session.ts";
import type { Of } from "./shapes.ts";

/** Of the protocol that docs/reference/operator-protocol.md describes. */
export const protocolVersion = "1";

const shortMs = 60_000;
const longMs = 15 * 60_000;
const limits: Partial<Record<Method, number>> = {
  initialize: 30_000,
  shutdown: 5000,
  submit: longMs,
  collect: longMs,
};

const firstPauseMs = 1000;
const longestPauseMs = 30_000;
const mostFailures = 5;

export type Introduction = Of<(typeof results)["initialize"]>;

export interface ProcessInput extends Omit<SessionInput, "onAnswer" | "onFailed" | "clock" | "spawn"> {
  readonly host: Pick<Host, "clock" | "random" | "files" | "spawn">;
  /** Of stepops. */
  readonly version: string;
  readonly settings: Json;
  /** Absolute; made before the first start. */
  readonly scratch: string;
}

export interface Asked<T> {
  readonly method: Method;
  readonly params: Json;
  readonly read: (result: Json | undefined) => Result<T, string>;
  readonly signal: AbortSignal;
  /** In which life of the process it may be sent from now on. */
  readonly onSend?: (life: number) => void;
}

interface Live {
  readonly session: Session;
  readonly introduction: Introduction;
  /** Another one for each life. */
  readonly number: number;
}

/**
 * The operator's process, started with the first call and again after it has failed, with a pause in between. It waits for
 * nothing: whoever calls in the pause is told how long it lasts.
 */
export class OperatorProcess {
  readonly #input: ProcessInput;
  #live: Live | undefined;
  #starting: Promise<Answer<Live>> | undefined;
  #lives = 0;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  /** Why it is never started again. */
  #over: OperatorFault | undefined;
  #lastFault: OperatorFault | undefined;

  constructor(input: ProcessInput) {
    this.#input = input;
  }

  /** Of the process that runs; 0 where none does. */
  get life(): number {
    return this.#live?.session.isAlive ? this.#live.number : 0;
  }

  async open(signal: AbortSignal): Promise<Answer<Introduction>> {
    const live = await unlessAborted(this.#ready(), signal);
    return live.ok ? ok(live.value.introduction) : live;
  }

  async call<T>(asked: Asked<T>): Promise<Answer<T>> {
    const live = await unlessAborted(this.#ready(), asked.signal);
    if (!live.ok) return live;
    const { session, number } = live.value;
    asked.onSend?.(number);
    return unlessAborted(session.call(withLimit(asked), asked.signal), asked.signal);
  }

  async close(): Promise<void> {
    this.#over ??= { reason: "unavailable", message: `The operator "${this.#input.name}" was closed` };
    const live = await this.#starting;
    const session = live?.ok ? live.value.session : this.#live?.session;
    await session?.shutdown(withLimit({ method: "shutdown", params: {}, read: reader("shutdown") }));
  }

  #ready(): Promise<Answer<Live>> {
    if (this.#over) return Promise.resolve(err(this.#over));
    if (this.#live?.session.isAlive) return Promise.resolve(ok(this.#live));
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<Answer<Live>> {
    const { host, scratch } = this.#input;
    const leftMs = this.#notBefore - host.clock.monotonic();
    if (leftMs > 0) return err(this.#inPause(leftMs));
    await host.files.makeDirectory(scratch, 0o700);
    const session = new Session({
      ...this.#input,
      clock: host.clock,
      spawn: host.spawn,
      onAnswer: (method) => {
        if (method !== "initialize") this.#failures = 0;
      },
      onFailed: (fault, isHopeless) => this.#failed(fault, isHopeless),
    });
    const introduced = await this.#introduce(session);
    if (!introduced.ok) return introduced;
    session.mostOpenCalls = introduced.value.capabilities.max_open_calls ?? 1;
    this.#lives += 1;
    this.#live = { session, introduction: introduced.value, number: this.#lives };
    return ok(this.#live);
  }

  async #introduce(session: Session): Promise<Answer<Introduction>> {
    const { version, name, settings, scratch } = this.#input;
    const params = {
      protocol_version: protocolVersion,
      stepops: { version },
      operator: { name, settings },
      directory: scratch,
    };
    const call = withLimit({ method: "initialize", params, read: readIntroduction });
    const answer = await session.call(call, new AbortController().signal);
    const fault = answer.ok ? this.#mismatch(answer.value) : answer.error;
    if (fault && session.isAlive) await session.abandon(fault);
    // What could not be started is not tried again; the session itself calls every end of its own `unavailable`.
    if (fault) return err(this.#over ?? fault);
    return answer.ok && answer.value.kind === "right" ? ok(answer.value.introduction) : err(unanswered);
  }

  #mismatch(introduced: Introduced): OperatorFault | undefined {
    if (introduced.kind === "right") return undefined;
    const { name, version, masker } = this.#input;
    const theirs = masker.mask(introduced.version);
    const message = `The program of the operator "${name}" speaks version ${theirs} of the operator protocol and stepops ${version} speaks version ${protocolVersion}: use a release of the program that speaks version ${protocolVersion}, or another version of stepops`;
    this.#over = { reason: "invalid", message };
    return this.#over;
  }

  #failed(fault: OperatorFault, isHopeless: boolean): void {
    const { host, name } = this.#input;
    this.#failures += 1;
    this.#lastFault = fault;
    const bound = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
    this.#notBefore = host.clock.monotonic() + host.random.float() * bound;
    if (isHopeless) this.#over ??= fault;
    if (this.#failures < mostFailures) return;
    const message = `The operator "${name}" is not started again, since it failed ${mostFailures} times in a row. ${fault.message}`;
    this.#over ??= { reason: "invalid", message };
  }

  #inPause(leftMs: number): OperatorFault {
    const message = this.#lastFault?.message ?? `The operator "${this.#input.name}" has failed`;
    return { reason: "unavailable", message, retryAfterMs: Math.ceil(leftMs) };
  }
}

const unanswered: OperatorFault = { reason: "unavailable", message: "The operator gave no answer" };

type Introduced =
  | { readonly kind: "right"; readonly introduction: Introduction }
  | { readonly kind: "other-version"; readonly version: string };

function readIntroduction(result: Json | undefined): Result<Introduced, string> {
  const version = versionOf(result);
  if (!version.ok) return version;
  if (version.value !== protocolVersion) return ok({ kind: "other-version", version: version.value });
  const introduction = results.initialize(result, "");
  return introduction.ok ? ok({ kind: "right", introduction: introduction.value }) : introduction;
}

export const reader =
  <M extends Method>(method: M) =>
  (result: Json | undefined): Result<Of<(typeof results)[M]>, string> =>
    results[method](result, "") as Result<Of<(typeof results)[M]>, string>;

const withLimit = <T>({ method, params, read }: Pick<Asked<T>, "method" | "params" | "read">): Call<T> => ({
  method,
  params,
  read,
  limitMs: limits[method] ?? shortMs,
});

/** Whoever lost interest does not wait for a start, or for a turn. */
async function unlessAborted<T>(promise: Promise<Answer<T>>, signal: AbortSignal): Promise<Answer<T>> {
  const given = Promise.withResolvers<Answer<T>>();
  const onAbort = () => given.resolve(err(givenUp));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, given.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
