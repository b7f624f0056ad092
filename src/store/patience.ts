import type { Clock, Random } from "../host/host.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "./source.ts";

/** How often and how long something that may pass is tried again. */
export interface Patience {
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly random: Pick<Random, "float">;
  readonly signal: AbortSignal;
}

const mostTries = 8;
const firstMs = 500;
const longestMs = 20_000;
/** A service that asks for more is not obeyed to the letter: an hour's sleep would look like a hang. */
const longestAskedMs = 120_000;

const mayPass = ({ reason }: SourceFault): boolean => reason === "busy" || reason === "unreachable";

/** Waits before another try; undefined when there is none to be had. `failed`: in a row. */
export async function pause(
  { clock, random, signal }: Patience,
  fault: SourceFault,
  failed: number,
): Promise<"again" | undefined> {
  if (!mayPass(fault) || failed >= mostTries || signal.aborted) return undefined;
  const bound = Math.min(longestMs, firstMs * 2 ** (failed - 1));
  const asked = Math.min(longestAskedMs, retryAfterMs(fault.retryAfter, clock.now()));
  await clock.sleep(asked + random.float() * bound, signal).catch(() => {});
  return signal.aborted ? undefined : "again";
}

export async function patiently<T>(
  patience: Patience,
  act: () => Promise<Result<T, SourceFault>>,
): Promise<Result<T, SourceFault>> {
  for (let failed = 1; ; failed++) {
    const done = await act();
    if (done.ok || !(await pause(patience, done.error, failed)))
      return done.ok ? done : err(afterTries(done.error, failed));
  }
}

const afterTries = (fault: SourceFault, tries: number): SourceFault =>
  mayPass(fault) && tries > 1 ? { ...fault, message: `${fault.message} (tried ${tries} times)` } : fault;

function retryAfterMs(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
