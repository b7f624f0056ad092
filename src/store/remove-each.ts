import { err, ok, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "./source.ts";

const atOnce = 16;

/** For services that remove one key a request: some at once, up to the first fault. */
export async function removeEach(
  keys: readonly string[],
  removeOne: (key: string) => Promise<Result<void, SourceFault>>,
): Promise<Result<void, SourceFault>> {
  const queue = keys.values();
  let fault: SourceFault | undefined;
  const removeSome = async (): Promise<void> => {
    for (const key of queue) {
      if (fault) return;
      const removed = await removeOne(key);
      if (!removed.ok) fault ??= removed.error;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, removeSome));
  return fault ? err(fault) : ok(undefined);
}
