import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { UploadAnswer, UploadRequest } from "./artifact-client.ts";

export type Uploaded = NonNullable<UploadAnswer["uploaded"]>;

/** What is said of an upload that was given up because its time is over. */
export const closed = "the upload was ended";

/**
 * GitHub's package in a thread of its own, which begins with the first upload: its modules take a good part of a second
 * to load, in which no step would start; a file that it cannot read ends its process; and it prints all that it does.
 */
export class ArtifactWorker {
  readonly #env: Mapping<string>;
  readonly #pending = new Map<number, (result: Result<Uploaded, string>) => void>();
  #thread: Worker | undefined;
  #count = 0;
  #isClosed = false;

  constructor(env: Mapping<string>) {
    this.#env = env;
  }

  upload(request: Omit<UploadRequest, "id">): Promise<Result<Uploaded, string>> {
    if (this.#isClosed) return Promise.resolve(err(closed));
    const id = ++this.#count;
    const { promise, resolve } = Promise.withResolvers<Result<Uploaded, string>>();
    this.#pending.set(id, resolve);
    this.#thread ??= this.#start();
    // Only an upload under way keeps the process from ending.
    this.#thread.ref();
    this.#thread.postMessage({ ...request, id } satisfies UploadRequest);
    return promise;
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = this.#thread;
    this.#failAll(closed);
    await thread?.terminate();
  }

  #start(): Worker {
    // Beside this module, in `src` and in `dist`.
    const file = new URL(`./artifact-thread${extname(import.meta.url)}`, import.meta.url);
    const thread = new Worker(file, { env: this.#env, execArgv: [], stdout: true, stderr: true });
    thread.stdout.resume();
    thread.stderr.resume();
    thread.on("message", (answer: UploadAnswer) => this.#settle(answer));
    thread.on("error", (error) => this.#died(thread, error instanceof Error ? error.message : String(error)));
    thread.on("exit", () => this.#died(thread, "its thread ended"));
    return thread;
  }

  #died(thread: Worker, why: string): void {
    // What it was at fails; the next upload gets another thread.
    if (thread === this.#thread) this.#failAll(why);
  }

  #failAll(why: string): void {
    this.#thread = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const settle of pending) settle(err(why));
  }

  #settle({ id, uploaded, error = "" }: UploadAnswer): void {
    const settle = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#thread?.unref();
    settle?.(uploaded ? ok(uploaded) : err(error));
  }
}
