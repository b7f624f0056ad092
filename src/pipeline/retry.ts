import { below, locate, type Place } from "./complaints.ts";
import type { RetryDraft } from "./draft.ts";
import { durationHint, parseDuration } from "./duration.ts";
import type { Retry, RetryCause } from "./pipeline.ts";
import { describe, type SlotReader } from "./slot.ts";

const causesByDefault: readonly RetryCause[] = ["preempted", "capacity", "infrastructure"];
const attemptsByDefault = 3;
const backoffByDefault = { initialMs: 10_000, factor: 2, maxMs: 300_000 };

/**
 * Without `retry` a step on an operator has three attempts on preempted, capacity and infrastructure, any other one
 * attempt; with alternatives to ask for, on quota too. A `retry` that leaves a key out takes those same values for it, wherever the step runs.
 */
export function readRetry(input: {
  readonly draft: RetryDraft | undefined;
  readonly place: Place;
  readonly isRemote: boolean;
  /** Whether there is something else to ask for where the account may not have so much. */
  readonly hasAlternatives: boolean;
  readonly reader: SlotReader;
}): Retry {
  const { draft, place, isRemote, hasAlternatives, reader } = input;
  const on: readonly RetryCause[] = hasAlternatives ? [...causesByDefault, "quota"] : causesByDefault;
  if (!draft) {
    const remote = { maxAttempts: attemptsByDefault, on };
    return { ...(isRemote ? remote : { maxAttempts: 1, on: [] }), exitCodes: [], backoff: backoffByDefault };
  }
  const { max_attempts: attempts, on: given, exit_codes: exitCodes = [], backoff } = draft;
  const maxAttempts =
    attempts === undefined ? undefined : reader.integer(attempts, below(place, "max_attempts"), 1);
  return {
    maxAttempts: maxAttempts ?? attemptsByDefault,
    // The schema lists the causes.
    on: (given as readonly RetryCause[] | undefined) ?? on,
    exitCodes,
    backoff: readBackoff(backoff, below(place, "backoff"), reader),
  };
}

function readBackoff(draft: RetryDraft["backoff"], place: Place, reader: SlotReader): Retry["backoff"] {
  const { initialMs, factor, maxMs } = backoffByDefault;
  const first =
    readDuration(draft?.initial, { place: below(place, "initial"), least: 0, reader }) ?? initialMs;
  const last =
    readDuration(draft?.max, { place: below(place, "max"), least: 0, reader }) ?? Math.max(maxMs, first);
  return { initialMs: first, factor: draft?.factor ?? factor, maxMs: last };
}

/** Milliseconds, at least `least`. */
export function readDuration(
  given: string | number | undefined,
  { place, least, reader }: { readonly place: Place; readonly least: number; readonly reader: SlotReader },
): number | undefined {
  const value = given === undefined ? undefined : reader.json(given, place);
  if (value === undefined) return undefined;
  const parsed = parseDuration(
    typeof value === "string" || typeof value === "number" ? value : describe(value),
  );
  if (parsed.ok && parsed.value >= least) return parsed.value;
  const message = parsed.ok ? "This duration must be longer than nothing" : parsed.error;
  reader.complaints.add("invalid-duration", locate(place), { message, hint: durationHint });
  return undefined;
}
