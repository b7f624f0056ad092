import type { Random } from "../host/host.ts";
import type { Retry } from "../pipeline/pipeline.ts";
import type { Failure } from "./event.ts";

/**
 * Milliseconds until the next attempt; undefined when there is none. Full jitter (uniform between 0 and the bound),
 * so that legs that failed together do not come back together.
 */
export function retryDelay(input: {
  readonly retry: Retry;
  readonly failure: Failure;
  /** Failed attempts, this one included. */
  readonly failures: number;
  readonly random: Random;
}): number | undefined {
  const { retry, failure, failures, random } = input;
  if (failures >= retry.maxAttempts || !isRetried(retry, failure)) return undefined;
  const { initialMs, factor, maxMs } = retry.backoff;
  return Math.round(random.float() * Math.min(maxMs, initialMs * factor ** (failures - 1)));
}

function isRetried(retry: Retry, failure: Failure): boolean {
  if (failure.cause === "user")
    return failure.exitCode !== undefined && retry.exitCodes.includes(failure.exitCode);
  return failure.cause !== "cancelled" && retry.on.includes(failure.cause);
}
