import { err } from "../../src/pipeline/result.ts";
import type { ObjectStore, Upload } from "../../src/store/object-store.ts";
import type { SourceFault } from "../../src/store/source.ts";

/** What happens at one call of a store. `lost`: it is done, but the answer never comes. */
export type Trouble = "crash" | "fault" | "denied" | "lost" | undefined;

class Crash extends Error {}

export const isCrash = (error: unknown): boolean => error instanceof Crash;

const faults: Readonly<Record<"fault" | "denied" | "lost", SourceFault>> = {
  fault: { reason: "unreachable", message: "the connection broke" },
  denied: { reason: "denied", message: "not allowed" },
  lost: { reason: "unreachable", message: "the answer did not come" },
};

/** A store whose every call is counted and may go wrong. `trouble` is asked before each; after a crash nothing happens any more. */
export function faultyStore(
  store: ObjectStore,
  trouble: (call: number, name: string) => Trouble | Promise<Trouble>,
): ObjectStore & { readonly calls: string[] } {
  const calls: string[] = [];
  let isDead = false;
  const step =
    <A extends readonly unknown[], T>(name: string, act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isDead) throw new Crash(name);
      calls.push(name);
      const what = await trouble(calls.length, name);
      if (isDead) throw new Crash(name);
      if (what === "crash") {
        isDead = true;
        throw new Crash(name);
      }
      if (what === "fault" || what === "denied") return err(faults[what]) as T;
      const done = await act(...args);
      return what === "lost" ? (err(faults.lost) as T) : done;
    };
  const wrapUpload = (upload: Upload): Upload => ({
    part: step("part", upload.part),
    finish: step("finish", upload.finish),
    // Files of this process have to be closed, whatever the store that is played does.
    abandon: async (signal) => {
      await upload.abandon(signal);
      await step("abandon", async () => {})();
    },
  });
  const { source, sink } = store;
  /** What was begun without anybody being told. */
  const untold: Upload[] = [];
  const begin = step("begin", async (...args: Parameters<typeof sink.begin>) => {
    const begun = await sink.begin(...args);
    if (begun.ok) untold.push(begun.value);
    return begun;
  });
  return {
    ...store,
    calls,
    source: {
      list: step("list", source.list),
      look: step("look", source.look),
      read: step("read", source.read),
    },
    sink: {
      partSize: () => 1000,
      partsAtOnce: sink.partsAtOnce,
      put: step("put", sink.put),
      begin: async (...args) => {
        const begun = await begin(...args);
        for (const upload of untold.splice(0)) if (!begun.ok) await upload.abandon(args[1]);
        return begun.ok ? { ok: true, value: wrapUpload(begun.value) } : begun;
      },
      remove: step("remove", sink.remove),
    },
  };
}
