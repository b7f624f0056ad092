import { err, ok, type Result } from "../../src/pipeline/result.ts";
import type { BucketSink, Upload, UploadPart } from "../../src/store/object-store.ts";
import type { SourceFault } from "../../src/store/source.ts";

/** What happens in the place of an answer: nothing is done, or it is done and nobody hears of it. */
export type Trouble = SourceFault | "lost";

export type Call = "put" | "begin" | `part ${number}` | "finish" | "abandon" | "remove";

export interface ScriptedSink extends BucketSink {
  readonly objects: Map<string, Uint8Array>;
  /** In the order of coming. */
  readonly calls: Call[];
  /** Bytes of parts that were never finished and not abandoned. */
  left(): number;
  /** The most bytes that were on their way at once. */
  mostAtOnce: number;
  /** Called with each call before it does anything; what it returns happens instead. */
  onCall: (call: Call, signal: AbortSignal) => Trouble | undefined | Promise<Trouble | undefined>;
}

const lost: SourceFault = { reason: "unreachable", message: "the answer got lost" };

/** A bucket in memory. What it is sent is copied, so that it shows what came when it came. */
export function scriptedSink(options: {
  readonly partSize: number;
  readonly partsAtOnce?: number;
}): ScriptedSink {
  const objects = new Map<string, Uint8Array>();
  const underWay = new Set<Map<number, Uint8Array>>();
  let atOnce = 0;
  const act = async <T>(
    call: Call,
    signal: AbortSignal,
    { size = 0, effect }: { readonly size?: number; readonly effect: () => Result<T, SourceFault> },
  ): Promise<Result<T, SourceFault>> => {
    sink.calls.push(call);
    atOnce += size;
    sink.mostAtOnce = Math.max(sink.mostAtOnce, atOnce);
    try {
      const trouble = await sink.onCall(call, signal);
      if (signal.aborted) return err({ reason: "unreachable", message: "aborted" });
      if (trouble !== undefined && trouble !== "lost") return err(trouble);
      const done = effect();
      return trouble === "lost" ? err(lost) : done;
    } finally {
      atOnce -= size;
    }
  };

  function uploadOf(key: string): Upload {
    const parts = new Map<number, Uint8Array>();
    underWay.add(parts);
    const gone = () => err<SourceFault>({ reason: "refused", message: "no such upload" });
    return {
      part: ({ index, bytes }: UploadPart, signal) =>
        act(`part ${index}`, signal, {
          size: bytes.length,
          effect() {
            if (!underWay.has(parts)) return gone();
            parts.set(index, Buffer.from(bytes));
            return ok(undefined);
          },
        }),
      finish: (signal) =>
        act("finish", signal, {
          effect() {
            const whole = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
            if (underWay.delete(parts)) objects.set(key, Buffer.concat(whole));
            return objects.has(key) ? ok(undefined) : gone();
          },
        }),
      async abandon(signal) {
        await act("abandon", signal, { effect: () => ok(underWay.delete(parts)) });
      },
    };
  }

  const sink: ScriptedSink = {
    ...{ objects, calls: [], mostAtOnce: 0, onCall: () => undefined },
    left: () =>
      [...underWay].flatMap((parts) => [...parts.values()]).reduce((sum, { length }) => sum + length, 0),
    partSize: () => options.partSize,
    partsAtOnce: options.partsAtOnce ?? 3,
    put: ({ key, bytes, ifAbsent = false }, signal) =>
      act("put", signal, {
        size: bytes.length,
        effect() {
          if (ifAbsent && objects.has(key)) return ok("exists" as const);
          objects.set(key, Buffer.from(bytes));
          return ok("written" as const);
        },
      }),
    begin: ({ key }, signal) => act("begin", signal, { effect: () => ok(uploadOf(key)) }),
    remove: (keys, signal) =>
      act("remove", signal, {
        effect() {
          for (const key of keys) objects.delete(key);
          return ok(undefined);
        },
      }),
  };
  return sink;
}
