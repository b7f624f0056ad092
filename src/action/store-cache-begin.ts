import type { ActionIo } from "./action-io.ts";
import type { CacheInput, StoreCache } from "./store-cache.ts";

/** Before the run: the artifact store as GitHub's cache has it. Loaded where it is wanted, as few ask for it. */
export async function beginStoreCache(
  isWanted: boolean,
  { warn, ...input }: CacheInput & { readonly warn: (message: string) => void },
  io: ActionIo,
): Promise<StoreCache | undefined> {
  if (!isWanted) return undefined;
  const { openStoreCache } = await import("./store-cache.ts");
  const say = (message: string): void => io.write(`${message}\n`);
  const cache = await openStoreCache(input, { io, warn, say });
  await cache?.restore();
  return cache;
}
