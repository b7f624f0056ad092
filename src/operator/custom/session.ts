import type { Child, ChildEnd, Clock, Spawn } from "../../host/host.ts";
import type { Mapping } from "../../pipeline/draft.ts";
import { err } from "../../pipeline/result.ts";
import { lineStream } from "../../run/lines.ts";
import type { Masker } from "../../run/mask.ts";
import { supervise } from "../../run/supervise.ts";
import type { Answer, OperatorFault } from "../operator.ts";
import type { Method } from "./answers.ts";
import { type Call, type Log, Peer } from "./peer.ts";
import { Turns } from "./turns.ts";

export interface SessionInput {
  readonly clock: Clock;
  readonly spawn: Spawn;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Mapping<string>;
  /** Of the operator, for messages. */
  readonly name: string;
  readonly masker: Masker;
  readonly onDiagnostic: (line: string) => void;
  readonly onProgress: (method: Method, message: string) => void;
  readonly onLog: (log: Log) => void;
  /** A call was answered as it should be, be it with an error. */
  readonly onAnswer: (method: Method) => void;
  /** It has ended, and nobody asked it to. `isHopeless`: it would never start. */
  readonly onFailed: (fault: OperatorFault, isHopeless: boolean) => void;
}

export const givenUp: OperatorFault = {
  reason: "unavailable",
  message: "Whoever made the call lost interest in its answer",
};

/** Lines of stderr that a message about its end shows. */
const shownLines = 5;
/** Between its answer to `shutdown` and SIGTERM. */
const graceMs = 5000;

/** One life of an operator's process. */
export class Session {
  readonly #input: SessionInput;
  readonly #child: Child;
  readonly #peer: Peer;
  readonly #stop = new AbortController();
  readonly #tail: string[] = [];
  /** Resolves when nothing of its process group is left. */
  readonly #gone: Promise<unknown>;
  #turns = new Turns(1);
  #isAlive = true;
  #isLeaving = false;

  constructor(input: SessionInput) {
    this.#input = input;
    const { clock, spawn, command, cwd, env } = input;
    const [file, ...args] = command;
    this.#child = spawn({ file, args, cwd, env, stdin: "pipe" });
    this.#peer = new Peer({
      clock,
      write: (text) => this.#child.input?.write(text),
      onLog: (log) => input.onLog(log),
      onProgress: input.onProgress,
      onAnswer: input.onAnswer,
      onNonsense: (what) => this.#fail({ reason: "unavailable", message: this.#sentence(what) }),
    });
    this.#listen();
    this.#gone = supervise(this.#child, clock, this.#stop.signal);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** How many calls it works on at once. */
  set mostOpenCalls(most: number) {
    this.#turns = new Turns(most);
  }

  /** One that waits for its turn is not sent any more once its signal is aborted; one that was sent keeps its turn till it is answered. */
  call<T>(call: Call<T>, signal: AbortSignal): Promise<Answer<T>> {
    const send = async (): Promise<Answer<T>> => (signal.aborted ? err(givenUp) : this.#peer.call(call));
    return this.#turns.take(call.method === "cancel", send);
  }

  /** Asks it to end, and makes it end some seconds later; resolves when nothing of it is left. */
  async shutdown(call: Call<unknown>): Promise<void> {
    this.#isLeaving = true;
    if (this.#isAlive) await this.#peer.call(call);
    this.#child.input?.end();
    const over = new AbortController();
    const expire = () => this.#stop.abort();
    this.#input.clock.sleep(graceMs, over.signal).then(expire, () => {});
    await this.#gone;
    over.abort();
  }

  /** Ends it at once, as a fault of its own. */
  async abandon(fault: OperatorFault): Promise<void> {
    this.#fail(fault);
    await this.#gone;
  }

  #listen(): void {
    const { masker, onDiagnostic } = this.#input;
    const stderr = lineStream(masker, (lines) => {
      this.#tail.push(...lines.slice(-shownLines));
      this.#tail.splice(0, this.#tail.length - shownLines);
      for (const line of lines) onDiagnostic(line);
    });
    this.#child.onOutput((stream, chunk) => {
      if (stream === "stderr") stderr.write(chunk);
      else this.#peer.take(chunk);
    });
    void this.#child.ended.then((end) => {
      stderr.end();
      this.#fail(this.#faultOf(end), end.kind === "not-started");
    });
  }

  #fail(fault: OperatorFault, isHopeless = false): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#child.signal("SIGKILL");
    if (!this.#isLeaving) this.#input.onFailed(fault, isHopeless);
    this.#peer.close(fault.reason === "unavailable" ? fault : { ...fault, reason: "unavailable" });
  }

  #faultOf(end: ChildEnd): OperatorFault {
    if (end.kind !== "not-started")
      return { reason: "unavailable", message: this.#sentence(`it ${describeEnd(end)}`) };
    const why = describeStart(end.error, this.#input.command[0]);
    return { reason: "invalid", message: this.#sentence(`it could not be started: ${why}`) };
  }

  #sentence(what: string): string {
    const { name, masker } = this.#input;
    const tail = this.#tail.map((line) => line.slice(0, 300)).join(" | ");
    return `The program of the operator "${name}" failed: ${masker.mask(what)}${tail === "" ? "" : `; its last lines on stderr: ${tail}`}`;
  }
}

const describeEnd = (end: Exclude<ChildEnd, { kind: "not-started" }>): string =>
  end.kind === "exited" ? `exited with code ${end.code}` : `was ended by ${end.signal}`;

function describeStart({ code, message }: NodeJS.ErrnoException, file: string): string {
  if (code === "ENOENT") return `there is no ${file}; "command" is looked for from the pipeline's folder`;
  if (code === "EACCES") return `${file} is not executable; try chmod +x ${file}`;
  return message;
}
