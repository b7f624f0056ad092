import type { Child, ChildEnd, Clock, Spawn } from "../host/host.ts";
import { splitLines } from "../operator/custom/lines.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";

/** When the program is killed: it never sees the message; it has it and works on it; its answer is on its way. */
export type Moment = "before" | "amid" | "after";

export interface WireOptions {
  /** Adds to each request what a later stepops may: keys that nobody knows yet, and empty lines between messages. */
  readonly isFromTheFuture?: boolean;
  /** Asks for this version of the protocol. */
  readonly version?: string;
  /** Texts that no message may hold. */
  readonly forbidden?: readonly string[];
}

interface Order {
  readonly method: string;
  readonly moment: Moment;
  readonly delayMs: number;
}

type Message = Mapping<Json>;

const keptMessages = 8;
const shownCharacters = 300;
/** Ids of the wire's own requests; those of stepops count from 1. */
const ownIds = 1_000_000_000;

/** Stands between stepops and the program: notes what they say, and kills the program when it is told to. */
export class Wire {
  readonly #spawn: Spawn;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #options: WireOptions;
  readonly #trace: string[] = [];
  readonly #leaks = new Set<string>();
  readonly #asked = new Map<number, (answer: Message) => void>();
  #order: Order | undefined;
  /** Of the request whose answer is withheld. */
  #withheld: number | undefined;
  #child: Child | undefined;
  #lastId = ownIds;

  constructor(spawn: Spawn, clock: Pick<Clock, "sleep">, options: WireOptions = {}) {
    this.#spawn = spawn;
    this.#clock = clock;
    this.#options = options;
  }

  /** To be used in the place of the host's. */
  readonly spawn: Spawn = (command) => {
    const child = this.#spawn(command);
    this.#child = child;
    return this.#between(child);
  };

  get trace(): readonly string[] {
    return this.#trace;
  }

  /** Which of the forbidden texts the program has written. */
  get leaks(): readonly string[] {
    return [...this.#leaks];
  }

  /** Of the newest process. */
  get ended(): Promise<ChildEnd> | undefined {
    return this.#child?.ended;
  }

  /** Kills the program (SIGKILL, its whole group) around the next message of this method. */
  killAt(method: string, moment: Moment, delayMs = 0): void {
    this.#order = { method, moment, delayMs };
  }

  kill(): void {
    this.#child?.signal("SIGKILL");
  }

  endInput(): void {
    this.#child?.input?.end();
  }

  /** Sends a request of the wire's own, and resolves with the whole answer. */
  ask(method: string, params: Json): Promise<Message> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#note("→", JSON.stringify({ id, method, params }));
      this.#child?.input?.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    });
  }

  #between(child: Child): Child {
    const { input } = child;
    return {
      pid: child.pid,
      ended: child.ended,
      signal: (signal) => child.signal(signal),
      onOutput: (listener) => this.#listen(child, listener),
      ...(input && {
        input: { write: (text) => this.#toProgram(child, text), end: () => input.end() },
      }),
    };
  }

  #listen(child: Child, listener: (stream: "stdout" | "stderr", chunk: Buffer) => void): void {
    const lineFeed = Buffer.from("\n");
    const lines = splitLines(
      (line) => {
        if (this.#fromProgram(child, line)) listener("stdout", Buffer.concat([line, lineFeed]));
      },
      // Whoever listens is to find out for himself.
      () => listener("stdout", Buffer.alloc(16 * 1024 * 1024, "x")),
    );
    child.onOutput((stream, chunk) => {
      if (stream === "stdout") return lines(chunk);
      this.#look(chunk.toString("utf8"));
      this.#note("stderr:", chunk.toString("utf8").trimEnd());
      listener(stream, chunk);
    });
  }

  #toProgram(child: Child, text: string): void {
    const message = JSON.parse(text) as Message;
    const order = this.#order?.method === message.method ? this.#order : undefined;
    if (order) this.#order = undefined;
    this.#note("→", text.trimEnd());
    if (order?.moment === "before") {
      this.#note("✗", `killed before it got ${order.method}`);
      child.signal("SIGKILL");
      return;
    }
    child.input?.write(this.#changed(message, text));
    if (order?.moment === "after") this.#withheld = Number(message.id);
    if (order?.moment === "amid") void this.#killLater(child, order);
  }

  async #killLater(child: Child, { method, delayMs }: Order): Promise<void> {
    if (delayMs > 0) await this.#clock.sleep(delayMs);
    this.#note("✗", `killed while it worked on ${method}`);
    child.signal("SIGKILL");
  }

  /** False where the line is to be kept from stepops. */
  #fromProgram(child: Child, line: Buffer): boolean {
    const text = line.toString("utf8");
    this.#note("←", text);
    this.#look(text);
    if (this.#withheld === undefined && this.#asked.size === 0) return true;
    const message = parsed(text);
    const id = Number(message?.id);
    if (this.#withheld === id) {
      this.#withheld = undefined;
      this.#note("✗", "killed when it had answered, and the answer thrown away");
      child.signal("SIGKILL");
      return false;
    }
    const resolve = this.#asked.get(id);
    this.#asked.delete(id);
    if (resolve && message) resolve(message);
    return resolve === undefined;
  }

  #look(text: string): void {
    for (const each of this.#options.forbidden ?? []) if (text.includes(each)) this.#leaks.add(each);
  }

  #note(sign: string, text: string): void {
    const cut = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
    this.#trace.push(`${sign} ${cut}`);
    this.#trace.splice(0, this.#trace.length - keptMessages);
  }

  #changed(message: Message, text: string): string {
    const { isFromTheFuture, version } = this.#options;
    if (version !== undefined && message.method === "initialize")
      return line(withParams(message, { protocol_version: version }));
    return isFromTheFuture ? `\n${line(fromTheFuture(message))}\n` : text;
  }
}

const line = (message: Message): string => `${JSON.stringify(message)}\n`;

const withParams = (message: Message, more: Message): Message => ({
  ...message,
  params: { ...(message.params as Message), ...more },
});

const unknown = { not_known_yet: { since: 2 } };

function fromTheFuture(message: Message): Message {
  const { job, handle } = message.params as { readonly job?: Message; readonly handle?: Message };
  return {
    ...withParams(message, {
      ...unknown,
      ...(job && { job: { ...job, ...unknown } }),
      ...(handle && { handle: { ...handle } }),
    }),
    ...unknown,
  };
}

function parsed(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}
