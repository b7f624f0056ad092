import type { FileStat, Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { breathe } from "../run/breathe.ts";
import { DigestMemory } from "./digest-memory.ts";
import { ChoosingHasher } from "./hash-choice.ts";
import type { FileReading } from "./hash-file.ts";
import { type Hasher, HashJob } from "./hash-job.ts";
import { stopped, waitForAll } from "./hash-wait.ts";

export interface FileDigest {
  /** Hexadecimal. */
  readonly sha256: string;
  /** Of the very content that was digested. */
  readonly stat: FileStat;
  /** A moment before its first byte was read, in milliseconds since 1970; without it nothing is learned. */
  readonly began?: number;
}

/** SHA-256 of files. What has not changed since it was digested, by its stat, is not read again. */
export interface Digests {
  /** In the order of the paths, which are absolute and name files, no links. The error names a file that vanished or changed meanwhile. */
  of(paths: readonly string[], signal: AbortSignal): Promise<Result<readonly FileDigest[], string>>;
  /** For whoever wrote or read a file himself. What changed only just before `began` is not kept: its times could not show a change after that. */
  learn(path: string, digest: FileDigest): void;
  /** Keeps what is known for later runs. */
  save(): Promise<void>;
}

export interface OpenDigests extends Digests {
  /** Ends the threads, which keep no process alive without that. */
  close(): Promise<void>;
}

export interface DigestsOptions {
  readonly host: Pick<Host, "files" | "clock">;
  /** Where they are remembered: `.stepops/digests.json` of a checkout; absolute. */
  readonly file: string;
  /** The checkout; absolute. */
  readonly root: string;
  /** What reads the files. */
  readonly hasher?: Hasher;
}

/** Nothing is loaded or started before the first question. */
export function openDigests(options: DigestsOptions): OpenDigests {
  return new RememberedDigests(options);
}

type Known = Map<string, FileDigest>;

class RememberedDigests implements OpenDigests {
  readonly #host: DigestsOptions["host"];
  readonly #memory: DigestMemory;
  readonly #hasher: Hasher;
  /** Waiting or under way: whoever wants the same file joins in. */
  readonly #jobs = new Map<string, HashJob>();

  constructor({ host, file, root, hasher = new ChoosingHasher(host.files) }: DigestsOptions) {
    this.#host = host;
    this.#memory = new DigestMemory({ files: host.files, file, root });
    this.#hasher = hasher;
  }

  async of(paths: readonly string[], signal: AbortSignal): Promise<Result<readonly FileDigest[], string>> {
    await this.#memory.load();
    const known: Known = new Map();
    let open: readonly string[] = [...new Set(paths)];
    while (open.length > 0) {
      const unknown = await this.#recall(open, known, signal);
      const read = await this.#read(unknown, known, signal);
      if (!read.ok) return read;
      open = read.value;
    }
    return ok(paths.flatMap((path) => known.get(path) ?? []));
  }

  learn(path: string, digest: FileDigest): void {
    if (digest.began !== undefined) this.#memory.keep(path, { ...digest, began: digest.began });
  }

  save(): Promise<void> {
    return this.#memory.save();
  }

  close(): Promise<void> {
    return this.#hasher.close();
  }

  /** What the memory does not know; the rest goes to `known`. */
  async #recall(paths: readonly string[], known: Known, signal: AbortSignal): Promise<readonly string[]> {
    const unknown: string[] = [];
    for (const path of paths) {
      // Not even looked at where nothing is remembered: reading tells all of it.
      if (!this.#memory.has(path)) unknown.push(path);
      else if (!(await this.#find(path, known))) unknown.push(path);
      if (signal.aborted) break;
    }
    return unknown;
  }

  async #find(path: string, known: Known): Promise<boolean> {
    await breathe();
    const stat = await this.#host.files.stat(path);
    const sha256 = this.#memory.find(path, stat);
    if (stat && sha256 !== undefined) known.set(path, { sha256, stat });
    return sha256 !== undefined;
  }

  /**
   * Resolves with what has to be looked up again: a reading that had begun before this question may be older than what
   * the asker saw, so it counts only once the memory believes it.
   */
  async #read(
    paths: readonly string[],
    known: Known,
    signal: AbortSignal,
  ): Promise<Result<readonly string[], string>> {
    if (signal.aborted) return err(stopped);
    if (paths.length === 0) return ok([]);
    const { jobs, fresh } = this.#join(paths);
    const early = new Set(jobs.filter(({ began }) => began !== undefined));
    try {
      const fault = await waitForAll(jobs, {
        signal,
        begin: () => this.#hasher.read(fresh),
        onEnd: (job, reading) => {
          const digest = this.#end(job, reading);
          if (early.has(job)) return undefined;
          if (digest.ok) known.set(job.path, digest.value);
          return digest.ok ? undefined : digest.error;
        },
      });
      return fault === undefined ? ok([...early].map(({ path }) => path)) : err(fault);
    } finally {
      this.#abandon(jobs);
    }
  }

  #join(paths: readonly string[]): { readonly jobs: readonly HashJob[]; readonly fresh: readonly HashJob[] } {
    const fresh: HashJob[] = [];
    const jobs = paths.map((path) => {
      const known = this.#jobs.get(path);
      if (known) return known;
      const job = new HashJob(path, () => this.#host.clock.now());
      this.#jobs.set(path, job);
      fresh.push(job);
      return job;
    });
    return { jobs, fresh };
  }

  #end({ path, began = 0 }: HashJob, reading: FileReading): Result<FileDigest, string> {
    this.#jobs.delete(path);
    if ("fault" in reading) return err(`${this.#memory.nameOf(path)} ${reading.fault}`);
    const digest = { ...reading, began };
    this.#memory.keep(path, digest);
    return ok(digest);
  }

  /** What nobody waits for any more is not read to its end; whoever asks later begins anew. */
  #abandon(jobs: readonly HashJob[]): void {
    const unwanted = jobs.filter((job) => !job.isWanted && this.#jobs.get(job.path) === job);
    for (const { path } of unwanted) this.#jobs.delete(path);
    if (unwanted.length > 0) this.#hasher.drop();
  }
}
