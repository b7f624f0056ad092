import type { Files } from "../host/host.ts";
import type { Hasher, HashJob } from "./hash-job.ts";

/** Below both of these a file is read before a thread would have started. */
const fewFiles = 500;
const fewBytes = 8 * 1024 * 1024;

/** Reads little here and much in threads; the code of either comes with the first file. */
export class ChoosingHasher implements Hasher {
  readonly #files: Pick<Files, "stat">;
  #inline: Hasher | undefined;
  #pool: Hasher | undefined;

  constructor(files: Pick<Files, "stat">) {
    this.#files = files;
  }

  async read(jobs: readonly HashJob[]): Promise<void> {
    const hasher = (await this.#isLittle(jobs)) ? await this.#openInline() : await this.#openPool();
    await hasher.read(jobs);
  }

  drop(): void {
    this.#inline?.drop();
    this.#pool?.drop();
  }

  async close(): Promise<void> {
    await this.#inline?.close();
    await this.#pool?.close();
  }

  async #isLittle(jobs: readonly HashJob[]): Promise<boolean> {
    if (jobs.length > fewFiles) return false;
    let bytes = 0;
    for (const { path } of jobs) {
      bytes += (await this.#files.stat(path))?.size ?? 0;
      if (bytes > fewBytes) return false;
    }
    return true;
  }

  async #openInline(): Promise<Hasher> {
    const { InlineHasher } = await import("./hash-inline.ts");
    this.#inline ??= new InlineHasher();
    return this.#inline;
  }

  async #openPool(): Promise<Hasher> {
    const { HashPool } = await import("./hash-pool.ts");
    this.#pool ??= new HashPool();
    return this.#pool;
  }
}
