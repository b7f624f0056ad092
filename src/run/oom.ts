import type { Clock, Files } from "../host/host.ts";

/** Reading the counters for every short step would cost a few per cent of it. */
const freshMs = 1000;

/** Whether the kernel ended processes for want of memory. On systems without these counters the answer is no. */
export interface OomWatch {
  /** Before a step starts. */
  look(): Promise<void>;
  /** Whether the count has grown since the last look but one second, or since. */
  hasStruck(): Promise<boolean>;
}

export function watchOom({ files, clock }: { readonly files: Files; readonly clock: Clock }): OomWatch {
  let known: { readonly at: number; readonly count: number } | undefined;
  return {
    async look() {
      if (known && clock.monotonic() - known.at < freshMs) return;
      known = { at: clock.monotonic(), count: await countKills(files) };
    },
    hasStruck: async () => known !== undefined && (await countKills(files)) > known.count,
  };
}

/** The machine's count, and that of our own control group, which a container can see. */
async function countKills(files: Files): Promise<number> {
  const texts = await Promise.all(
    ["/proc/vmstat", "/sys/fs/cgroup/memory.events"].map((path) => readCounter(files, path)),
  );
  return texts.reduce((sum, text) => sum + Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0), 0);
}

async function readCounter(files: Files, path: string): Promise<string> {
  try {
    return (await files.read(path)) ?? "";
  } catch {
    // Not ours to read in some sandboxes.
    return "";
  }
}
