import { ok } from "../../pipeline/result.ts";
import type { Answer, Handle, JobKey, LogLine, LogPage } from "../operator.ts";
import { handleMessage } from "./messages.ts";
import type { Log } from "./peer.ts";
import { type OperatorProcess, reader } from "./process.ts";

/** Characters of a job's log that wait to be asked for; more makes the operator stop, and begin again later. */
const mostWaiting = 1024 * 1024;

interface Following {
  /** Where what was handed out ends: the next page is asked for with it. */
  position: string;
  waiting: Log[];
  size: number;
  /** More came than could wait: what follows was dropped, and is asked for again. */
  isFull: boolean;
  /** Of the process that sends the lines; 0 as long as it has not agreed to. */
  life: number;
}

/**
 * Makes pages of logs that the operator sends of its own accord. Since each notification says where one would begin again,
 * anything may be dropped and asked for anew: after the death of the process, and when lines come too fast.
 */
export class Follower {
  readonly #process: OperatorProcess;
  readonly #jobs = new Map<JobKey, Following>();
  /** Jobs that a process may be sending lines of, with its life. */
  readonly #sending = new Map<JobKey, number>();

  constructor(process: OperatorProcess) {
    this.#process = process;
  }

  take(log: Log): void {
    const job = this.#jobs.get(log.key);
    if (!job || job.isFull) return;
    const size = log.lines.reduce((sum, line) => sum + line.length, 0);
    // One notification is always taken, or a large one would never come through.
    if (job.waiting.length > 0 && job.size + size > mostWaiting) {
      job.isFull = true;
      void this.#unfollow(log.key, new AbortController().signal);
      return;
    }
    job.waiting.push(log);
    job.size += size;
  }

  async page(handle: Handle, cursor: string, signal: AbortSignal): Promise<Answer<LogPage>> {
    const job = this.#jobs.get(handle.key);
    const isCurrent = job?.position === cursor && (job.waiting.length > 0 || this.#flows(job));
    if (!job || !isCurrent) {
      const begun = await this.#follow(handle, cursor, signal);
      if (!begun.ok) return begun;
    }
    return ok(this.#handOut(handle.key, cursor));
  }

  forget(key: JobKey): void {
    this.#jobs.delete(key);
    this.#sending.delete(key);
  }

  #flows(job: Following): boolean {
    return !job.isFull && job.life !== 0 && job.life === this.#process.life;
  }

  async #follow(handle: Handle, cursor: string, signal: AbortSignal): Promise<Answer<unknown>> {
    const { key } = handle;
    // Lines of an earlier `follow` must not be taken for lines of this one.
    this.#jobs.delete(key);
    if (this.#sending.get(key) === this.#process.life) {
      const stopped = await this.#unfollow(key, signal);
      if (!stopped.ok) return stopped;
    }
    const job: Following = { position: cursor, waiting: [], size: 0, isFull: false, life: 0 };
    this.#jobs.set(key, job);
    const begun = await this.#process.call({
      method: "follow",
      params: { handle: handleMessage(handle), cursor },
      onSend: (life) => this.#sending.set(key, life),
      read: (result) => {
        job.life = this.#process.life;
        return reader("follow")(result);
      },
      signal,
    });
    if (!begun.ok && this.#jobs.get(key) === job) this.#jobs.delete(key);
    return begun;
  }

  async #unfollow(key: JobKey, signal: AbortSignal): Promise<Answer<unknown>> {
    const life = this.#process.life;
    if (life === 0) return ok(undefined);
    const stopped = await this.#process.call({
      method: "unfollow",
      params: { key },
      read: reader("unfollow"),
      signal,
    });
    if (stopped.ok && this.#sending.get(key) === life) this.#sending.delete(key);
    return stopped;
  }

  #handOut(key: JobKey, cursor: string): LogPage {
    const job = this.#jobs.get(key);
    if (!job) return { lines: [], cursor, hasMore: true };
    const { waiting, isFull } = job;
    job.waiting = [];
    job.size = 0;
    job.position = waiting.at(-1)?.cursor ?? cursor;
    const lines = waiting.flatMap(({ stream, lines }) => lines.map((text): LogLine => ({ stream, text })));
    return { lines, cursor: job.position, hasMore: isFull };
  }
}
