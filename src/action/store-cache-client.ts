import type { MessagePort } from "node:worker_threads";
import { restoreCache, saveCache } from "@actions/cache";

export interface CacheRequest {
  readonly kind: "restore" | "save";
  /** The folder that `path` is relative to. */
  readonly root: string;
  /** What is restored or saved. An entry is found by the same path only. */
  readonly path: string;
  readonly key: string;
  /** Beginnings of keys that will do as well, best first. */
  readonly restoreKeys: readonly string[];
}

/** `key`: of the entry that was found or made; undefined where there is none. Why, the package has printed. */
export type CacheAnswer = { readonly key?: string } | { readonly error: string };

/** Answers one request. */
export async function serveCache(port: MessagePort, request: CacheRequest): Promise<void> {
  // The package finds relative paths by it, and its entries shall not know where a checkout lies.
  process.cwd = () => request.root;
  port.postMessage(await answerTo(request));
}

async function answerTo({ kind, path, key, restoreKeys }: CacheRequest): Promise<CacheAnswer> {
  try {
    if (kind === "restore") return answerOf(await restoreCache([path], key, [...restoreKeys]));
    return answerOf((await saveCache([path], key)) === -1 ? undefined : key);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const answerOf = (key: string | undefined): CacheAnswer => (key === undefined ? {} : { key });
