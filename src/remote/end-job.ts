import type { Host } from "../host/host.ts";
import type { Handle } from "../operator/operator.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { JobEvent, Notice } from "../run/event.ts";
import { Endings } from "./endings.ts";
import type { RunOperator } from "./run-operator.ts";

/** `kept`: it ended well before the order came, and what it left is still there. `unsure`: it may still run, or some of it is left. */
export type EndedJob =
  | { readonly kind: "removed" | "kept" }
  | { readonly kind: "unsure"; readonly why: string };

const limitMs = 120_000;

/** Stops a job that no record has at work, waits until it is over, and takes away what it left. */
export async function endJob(
  job: {
    readonly at: RunOperator;
    readonly handle: Handle;
    readonly leg: LegId;
    /** With what it left, even where it ended well. */
    readonly isWhole: boolean;
    readonly why: string;
  },
  host: Host,
): Promise<EndedJob> {
  const { at, handle, leg, isWhole, why } = job;
  const told: (JobEvent | Notice)[] = [];
  // It is asked for by its handle, which the operator gave just now: whose run it was makes no difference.
  const run = { repositoryId: "", runId: "", runKey: "", pipelinePath: "", trustDomain: "" };
  const endings = new Endings({ host, run, emit: (event) => told.push(event) });
  const { key } = handle;
  const intent = { key, nonce: "", digest: "", leg, operator: at, handle, id: handle.id, intendedAt: 0, why };
  const { ended } = endings.start({ ...intent, discards: isWhole ? "all" : "unless-succeeded" });
  if (!(await endings.close(limitMs))) return { kind: "unsure", why: lastWarning(told) };
  if (told.some(({ type }) => type === "job-removed")) return { kind: "removed" };
  if ((await ended) === "succeeded" && !isWhole) return { kind: "kept" };
  return { kind: "unsure", why: "it is over, but its operator did not take away what it left" };
}

function lastWarning(told: readonly (JobEvent | Notice)[]): string {
  const warnings = told.flatMap((event) => (event.type === "notice" ? [event.message] : []));
  return warnings.join("; ") || "its operator does not say that it is over";
}
