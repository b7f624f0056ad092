import type { Clock, Host, Random } from "../host/host.ts";
import type { Answer, OperatorFault } from "../operator/operator.ts";
import { err } from "../pipeline/result.ts";

export interface OperatorCall<T> {
  readonly host: Pick<Host, "clock" | "random">;
  readonly make: (signal: AbortSignal) => Promise<Answer<T>>;
  /** Ends the waiting and the trying; the last fault is the answer then. */
  readonly signal: AbortSignal;
  /** Milliseconds for one try; undefined: as long as the operator takes, which has limits of its own. */
  readonly tryMs?: number;
  /** Milliseconds after which no further try begins; undefined: it is tried as long as it takes. */
  readonly limitMs?: number;
  readonly longestPauseMs?: number;
}

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** Whether the same call may go well later. */
export const mayPass = ({ reason }: OperatorFault): boolean => reason === "busy" || reason === "unavailable";

/** Calls an operator till it answers with something that another try would not change. */
export async function callOperator<T>(call: OperatorCall<T>): Promise<Answer<T>> {
  const { host, signal, limitMs = Number.POSITIVE_INFINITY } = call;
  const began = host.clock.monotonic();
  for (let failures = 0; ; failures++) {
    const answer = await tryOnce({ ...call, clock: host.clock });
    if (answer.ok || !mayPass(answer.error) || signal.aborted) return answer;
    const pause = pauseMs({ failures, fault: answer.error, random: host.random, ...call });
    if (host.clock.monotonic() - began + pause >= limitMs) return answer;
    if (!(await slept(host.clock, pause, signal))) return answer;
  }
}

/**
 * Full jitter: uniform between nothing and a bound that doubles, so that many who failed together do not come back together. What
 * the operator asked for is waited out, and the jitter comes on top.
 */
export function pauseMs(input: {
  readonly failures: number;
  readonly fault: OperatorFault;
  readonly random: Random;
  readonly longestPauseMs?: number;
}): number {
  const { failures, fault, random, longestPauseMs: longest = longestPauseMs } = input;
  const bound = Math.min(longest, firstPauseMs * 2 ** Math.min(failures, 20));
  return Math.round((fault.retryAfterMs ?? 0) + random.float() * bound);
}

/** False where the signal cut it short. */
export async function slept(clock: Pick<Clock, "sleep">, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}

/** What an operator throws is a fault in its own code, which must not take the run and the watch over other jobs with it. */
async function made<T>(make: OperatorCall<T>["make"], signal: AbortSignal): Promise<Answer<T>> {
  try {
    return await make(signal);
  } catch (error) {
    return err({ reason: "invalid", message: `the operator's own code failed: ${error}` });
  }
}

/** An operator that heeds no signal, or never answers, holds up nobody. */
export async function tryOnce<T>(
  call: Pick<OperatorCall<T>, "make" | "signal" | "tryMs"> & { readonly clock: Pick<Clock, "sleep"> },
): Promise<Answer<T>> {
  const { clock, make, signal, tryMs } = call;
  const over = new AbortController();
  const given = Promise.withResolvers<Answer<T>>();
  const giveUp = (message: string) => () => {
    given.resolve(err({ reason: "unavailable", message }));
    over.abort();
  };
  const onAbort = giveUp("the wait for the operator's answer was ended");
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  if (tryMs !== undefined)
    clock
      .sleep(tryMs, over.signal)
      .then(giveUp(`the operator gave no answer within ${tryMs / 1000} s`), () => {});
  try {
    return await Promise.race([given.promise, made(make, over.signal)]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    over.abort();
  }
}
