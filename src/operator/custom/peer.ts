import type { Clock } from "../../host/host.ts";
import type { Json, Mapping } from "../../pipeline/draft.ts";
import { err } from "../../pipeline/result.ts";
import { describe } from "../../pipeline/slot.ts";
import type { Answer, OperatorFault } from "../operator.ts";
import { type Method, notifications } from "./answers.ts";
import { parseMessage, type Reading, readAnswer, show } from "./envelope.ts";
import { longestLine, splitLines } from "./lines.ts";
import type { Of } from "./shapes.ts";

export interface Call<T> extends Reading<T> {
  readonly params: Json;
  readonly limitMs: number;
}

export type Log = Of<(typeof notifications)["log"]>;

export interface PeerInput {
  readonly clock: Pick<Clock, "sleep">;
  readonly write: (text: string) => void;
  readonly onLog: (log: Log) => void;
  readonly onProgress: (method: Method, message: string) => void;
  /** A call was answered as it should be, be it with an error. */
  readonly onAnswer: (method: Method) => void;
  /** Nothing more is to be had of the other side: what it did, as in "it wrote …". Called at most once. */
  readonly onNonsense: (what: string) => void;
}

interface Open {
  readonly method: Method;
  readonly answer: (message: Mapping<Json>) => string | undefined;
  readonly giveUp: (fault: OperatorFault) => void;
  readonly renew: () => void;
}

/** JSON-RPC 2.0 over lines: requests to the other side, and what it answers and notifies. Knows no process. */
export class Peer {
  /** Takes bytes of the other side as they come. */
  readonly take: (chunk: Buffer) => void;
  readonly #input: PeerInput;
  readonly #open = new Map<number, Open>();
  #lastId = 0;
  #isReady = false;
  #closed: OperatorFault | undefined;

  constructor(input: PeerInput) {
    this.#input = input;
    this.take = splitLines(
      (line) => this.#takeLine(line),
      () => this.#refuse(`it wrote more than ${longestLine} bytes on stdout without a line feed`),
    );
  }

  call<T>(call: Call<T>): Promise<Answer<T>> {
    if (this.#closed) return Promise.resolve(err(this.#closed));
    const id = ++this.#lastId;
    const { method, params } = call;
    const text = `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
    if (Buffer.byteLength(text) > longestLine)
      return Promise.resolve(
        err({ reason: "invalid", message: `The call ${method} has more than ${longestLine} bytes` }),
      );
    return new Promise((resolve) => {
      this.#open.set(id, this.#opened(id, call, resolve));
      this.#input.write(text);
    });
  }

  /** Answers all open calls, and every later one; what still comes from the other side is not looked at. */
  close(fault: OperatorFault): void {
    if (this.#closed) return;
    this.#closed = fault;
    for (const open of [...this.#open.values()]) open.giveUp(fault);
    this.#open.clear();
  }

  #opened<T>(id: number, call: Call<T>, resolve: (answer: Answer<T>) => void): Open {
    const { method } = call;
    const timer = this.#timer(call);
    const settle = (answer: Answer<T>) => {
      timer.stop();
      this.#open.delete(id);
      resolve(answer);
    };
    return {
      method,
      renew: timer.start,
      giveUp: (fault) => settle(err(fault)),
      answer: (message) => {
        const read = readAnswer(message, call);
        if (!read.ok) return read.error;
        this.#input.onAnswer(method);
        settle(read.value);
        return undefined;
      },
    };
  }

  #timer({ method, limitMs }: Pick<Call<unknown>, "method" | "limitMs">) {
    let over = new AbortController();
    const expire = () => this.#refuse(`it gave no answer to ${method} within ${limitMs / 1000} s`);
    const start = () => {
      over.abort();
      over = new AbortController();
      this.#input.clock.sleep(limitMs, over.signal).then(expire, () => {});
    };
    start();
    return { start, stop: () => over.abort() };
  }

  #takeLine(line: Buffer): void {
    if (this.#closed) return;
    const message = parseMessage(line);
    const fault = message.ok ? message.value && this.#takeMessage(message.value) : message.error;
    if (fault !== undefined) this.#refuse(fault);
  }

  #takeMessage(message: Mapping<Json>): string | undefined {
    if (message.jsonrpc !== "2.0") return `it wrote a message without "jsonrpc": "2.0": ${show(message)}`;
    if (!Object.hasOwn(message, "method")) return this.#takeAnswer(message);
    if (Object.hasOwn(message, "id")) return `it sent a request, which only stepops does: ${show(message)}`;
    if (!this.#isReady) return `it sent ${show(message)} before its answer to initialize`;
    return this.#takeNotification(message);
  }

  #takeAnswer(message: Mapping<Json>): string | undefined {
    const { id } = message;
    const open = typeof id === "number" ? this.#open.get(id) : undefined;
    if (!open) return `it answered with an id that no open call has: ${show(message)}`;
    const fault = open.answer(message);
    if (fault === undefined) this.#isReady = true;
    return fault;
  }

  #takeNotification({ method, params }: Mapping<Json>): string | undefined {
    if (method === "log") {
      const log = notifications.log(params, "params");
      if (!log.ok) return `its notification log is not right: ${log.error}`;
      this.#input.onLog(log.value);
    } else if (method === "progress") {
      const progress = notifications.progress(params, "params");
      if (!progress.ok) return `its notification progress is not right: ${progress.error}`;
      const open = this.#open.get(progress.value.id);
      open?.renew();
      if (open && progress.value.message) this.#input.onProgress(open.method, progress.value.message);
    } else return `it sent a notification that there is none of: ${describe(method ?? null)}`;
    return undefined;
  }

  #refuse(what: string): void {
    if (!this.#closed) this.#input.onNonsense(what);
  }
}
