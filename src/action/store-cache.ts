import { dirname, join, resolve } from "node:path";
import { trustOf } from "../obstacles.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { findPlace } from "../place.ts";
import { bytes, plural } from "../report/format.ts";
import type { RunRecord } from "../run/record.ts";
import { stateDirectory } from "../run/state-directory.ts";
import type { ActionIo } from "./action-io.ts";
import { type CacheKeys, cacheKeys, domainPath, passingStore } from "./store-cache-place.ts";
import { pruneStore } from "./store-cache-prune.ts";
import { filesBelow, graft, type StoredFiles, sameFiles, totalSize } from "./store-cache-tree.ts";
import { askCache, type CacheFault } from "./store-cache-worker.ts";

/** All caches of a repository together may have 10 GB; GitHub then drops what was not used for longest. */
const largest = 5e9;
/** No cache is worth more of a job's time. */
const restoreMs = 600_000;
const saveMs = 900_000;
const pruneMs = 120_000;

interface Surroundings {
  readonly io: Pick<ActionIo, "env" | "host" | "signal">;
  /** A fault of the cache is never one of the run. */
  readonly warn: (message: string) => void;
  readonly say: (message: string) => void;
}

export interface CacheInput {
  /** The pipeline's, as the user typed it. */
  readonly file: string;
  readonly cwd: string;
  readonly runKey: string;
  readonly pipeline: Pick<Pipeline, "stack">;
}

/** The artifact store of a job, brought from GitHub's cache and back; undefined where it needs no cache, or has none. */
export async function openStoreCache(
  input: CacheInput,
  surroundings: Surroundings,
): Promise<StoreCache | undefined> {
  const { file, cwd, runKey, pipeline } = input;
  const { io, warn, say } = surroundings;
  const { env, host } = io;
  const place = await findPlace({ file, cwd, env }, host);
  const workspace = resolve(cwd, env.GITHUB_WORKSPACE || ".");
  const top = (await host.files.realpath(workspace)) ?? workspace;
  const store = passingStore(pipeline.stack.artifactStore, place, top);
  if (store === undefined) {
    say(`cache does nothing here: the artifact store of the stack ${pipeline.stack.name} outlives the job`);
    return undefined;
  }
  if (!env.ACTIONS_RESULTS_URL && !env.ACTIONS_CACHE_URL) {
    warn("cache does nothing here: the runner offers no cache");
    return undefined;
  }
  const { domain } = trustOf(place, env);
  const keysOf = (of: string): CacheKeys => cacheKeys({ domain: of, env, host, place, runKey });
  return new StoreCache({ ...surroundings, store, checkout: place.checkout, domain, keysOf });
}

interface Made extends Surroundings {
  /** Absolute. */
  readonly store: string;
  readonly checkout: string;
  /** Of this run. */
  readonly domain: string;
  readonly keysOf: (domain: string) => CacheKeys;
}

export class StoreCache {
  readonly #made: Made;
  /** What GitHub has of the run's own domain. */
  #known: StoredFiles["sizes"] = new Map();
  #isUsable = true;

  constructor(made: Made) {
    this.#made = made;
  }

  /** Before the run. Trusted runs get what trusted runs wrote, and nothing else. */
  async restore(): Promise<void> {
    const { domain, warn } = this.#made;
    try {
      this.#isUsable = await this.#prepare();
      if (!this.#isUsable) return;
      for (const of of new Set([domain, "trusted"])) await this.#restoreDomain(of);
    } catch (error) {
      warn(`the artifact store could not be restored: ${messageOf(error)}`);
    }
  }

  /** After the run, whatever became of it: what its steps did need not be done again. */
  async save({
    run,
  }: {
    readonly run: Pick<RunRecord["run"], "trustDomain" | "repositoryId">;
  }): Promise<void> {
    const { domain, store, warn, io } = this.#made;
    // Where the two differ, the checkout became another between restoring and the run.
    if (!this.#isUsable || run.trustDomain !== domain) return;
    try {
      const path = domainPath(domain);
      const look = async () => (await filesBelow(io.host.files, join(store, path))).sizes;
      const before = await look();
      if (before.size === 0 || sameFiles(before, this.#known)) return;
      const fits = async () => totalSize(await look()) <= largest;
      await pruneStore({ host: io.host, store, run, signal: AbortSignal.timeout(pruneMs), fits });
      const sizes = await look();
      const size = totalSize(sizes);
      if (size <= largest) await this.#save(path, sizes);
      else
        warn(
          `the artifact store has ${bytes(size)}, too much for GitHub's cache, which takes 10 GB a repository: give the stack an artifact_store in a bucket, or delete the repository's caches to begin anew`,
        );
    } catch (error) {
      warn(`the artifact store was not saved: ${messageOf(error)}`);
    }
  }

  /** False where something else lies in the store's place, such as a link that came with the checkout. */
  async #prepare(): Promise<boolean> {
    const { io, store, checkout, warn } = this.#made;
    const { files } = io.host;
    if (dirname(dirname(store)) === checkout) await stateDirectory(files, checkout);
    await files.makeDirectory(store);
    if ((await files.realpath(store)) === store) return true;
    warn(`cache does nothing here: ${store} leads elsewhere`);
    return false;
  }

  async #restoreDomain(of: string): Promise<void> {
    const { keysOf, domain, store, io, warn, say } = this.#made;
    const { files } = io.host;
    const { key, earlier } = keysOf(of);
    const path = domainPath(of);
    await withScratch(this.#made, async (stage, temp) => {
      const request = { kind: "restore", root: stage, path, key, restoreKeys: earlier } as const;
      const result = await askCache(request, { ...io, temp, ms: restoreMs });
      if (!result.ok)
        return this.#tell("the artifact store could not be restored from GitHub's cache", result.error);
      if (result.value === undefined) return;
      const found = await filesBelow(files, join(stage, path));
      if (found.strange.length > 0)
        return warn(
          `what GitHub's cache has under ${result.value} is not used: it holds a link, ${found.strange[0]}`,
        );
      await files.makeDirectory(dirname(join(store, path)));
      await graft(files, join(stage, path), join(store, path));
      if (of === domain) this.#known = found.sizes;
      const what = `${plural(found.sizes.size, "file")}, ${bytes(totalSize(found.sizes))}`;
      say(`artifact store: ${what} of earlier ${of} runs came from GitHub's cache`);
    });
  }

  async #save(path: string, sizes: StoredFiles["sizes"]): Promise<void> {
    const { keysOf, domain, store, io, say } = this.#made;
    await withScratch(this.#made, async (_stage, temp) => {
      const request = { kind: "save", root: store, path, key: keysOf(domain).key, restoreKeys: [] } as const;
      const result = await askCache(request, { ...io, temp, ms: saveMs });
      if (!result.ok) return this.#tell("the artifact store was not saved in GitHub's cache", result.error);
      this.#known = sizes;
      say(
        `artifact store: ${plural(sizes.size, "file")}, ${bytes(totalSize(sizes))} saved in GitHub's cache`,
      );
    });
  }

  #tell(what: string, { kind, why }: CacheFault): void {
    const { warn, say } = this.#made;
    if (kind === "failed") warn(`${what}: ${why}`);
    else say(`${what}: ${why}`);
  }
}

/** With folders that go afterwards: a broken archive leaves nothing in the store. */
async function withScratch(
  { io, checkout }: Pick<Made, "io" | "checkout">,
  work: (stage: string, temp: string) => Promise<void>,
): Promise<void> {
  const { files, random } = io.host;
  const folder = join(io.env.RUNNER_TEMP || join(checkout, ".stepops"), `stepops-cache-${random.hex(8)}`);
  const [stage, temp] = [join(folder, "stage"), join(folder, "temp")];
  await Promise.all([files.makeDirectory(stage), files.makeDirectory(temp)]);
  try {
    await work(stage, temp);
  } finally {
    // An unpacking that was stopped may still write, and be in the way; it does so where nobody looks.
    await files.remove(folder).catch(() => undefined);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
