import { type Observation, statuses } from "../operator/operator.ts";
import type { JobEndStatus } from "../run/event.ts";

type Status = Observation["status"];

const ended: ReadonlySet<string> = new Set<JobEndStatus>(["succeeded", "failed", "cancelled", "lost"]);

export const isEnd = (status: Status): status is JobEndStatus => ended.has(status);

/** Whether the start script has begun, or is over: waiting has ended. */
export const hasBegun = (status: Status): boolean => statuses.indexOf(status) >= statuses.indexOf("running");

/** What an observation tells beyond the one before. */
export type Step =
  | { readonly kind: "same" | "forward" }
  /** Not to be believed: the sentence says why. */
  | { readonly kind: "odd"; readonly why: string };

/** A backend may say what no version of stepops knows, or go back: neither means that the job is over. */
export function advance(before: Status | undefined, now: Status): Step {
  const at = statuses.indexOf(now);
  if (at < 0)
    return { kind: "odd", why: `says ${JSON.stringify(now)}, which is no status that stepops knows` };
  if (before === undefined) return { kind: "forward" };
  if (now === before) return { kind: "same" };
  if (at > statuses.indexOf(before)) return { kind: "forward" };
  return { kind: "odd", why: `says ${now} after ${before}` };
}
