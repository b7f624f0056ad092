/**
 * The line that all of stepops is: text → parse → check → resolve → Pipeline → plan → schedule → events → record.
 * These functions are the package's API; the command line and the action are thin callers of them.
 */
import { type Checked, open, type Request } from "./check.ts";
import { valuesGiven } from "./given.ts";
import type { Host } from "./host/host.ts";
import { thisMachine } from "./host/machine.ts";
import { findObstacles } from "./obstacles.ts";
import { isCacheable } from "./pipeline/cacheable.ts";
import { hasErrors } from "./pipeline/diagnostic.ts";
import { optional } from "./pipeline/own.ts";
import type { Reporter } from "./report/reporter.ts";
import type { Selection } from "./run/event.ts";
import { type PlannedLeg, planLegs, withJobs } from "./run/plan.ts";
import { select, selectedPart } from "./run/selection.ts";
import type { Ran, Refusal, ResumeRequest, RunRequest } from "./run-request.ts";

export { type Checked, check, type Request } from "./check.ts";
export type { Ran, Refusal, ResumeRequest, RunRequest } from "./run-request.ts";

export interface Planned extends Checked {
  readonly plan?: readonly PlannedLeg[];
  readonly refused?: Refusal;
  /** What operators said that keeps nothing from running. */
  readonly notices?: readonly string[];
}

/** `check`, what only disk, git and operators know unless `offline`, and what a run would do with each leg. */
export async function plan(
  request: Request & { readonly selection: Selection; readonly offline: boolean },
  host: Host,
): Promise<Planned> {
  const opened = await open(request, host);
  const { file, pipeline } = opened;
  if (!pipeline) return { file, diagnostics: opened.diagnostics };
  const selected = select(pipeline, request.selection);
  if (!selected.ok)
    return {
      file,
      diagnostics: opened.diagnostics,
      pipeline,
      refused: { reason: "usage", ...selected.error },
    };
  const purpose = request.offline ? "offline-plan" : "plan";
  const part = selectedPart(pipeline, selected.value);
  const { place } = opened;
  const found = await findObstacles(
    { pipeline: part, whole: pipeline, place, env: request.env, machine: thisMachine(place.root), purpose },
    host,
  );
  const diagnostics = [...opened.diagnostics, ...found.diagnostics];
  if (hasErrors(diagnostics)) return { file, diagnostics };
  const given = await valuesGiven({ env: request.env, place, pipeline, selected: selected.value }, host);
  if (!given.ok) return { file, diagnostics, pipeline, refused: { reason: "usage", message: given.error } };
  const legs =
    request.offline || !pipeline.steps.some(isCacheable)
      ? planLegs(pipeline, selected.value)
      : await (await import("./cache-plan.ts")).planByCache(
          { request, place, pipeline, selected: selected.value, given: given.value, ...found },
          host,
        );
  const { jobs, notices } = found.operators ?? {};
  return { file, diagnostics, pipeline, plan: withJobs(legs, jobs), ...optional("notices", notices) };
}

/** Checks and runs a pipeline; resolves when all that it started has ended. */
export async function run(request: RunRequest, host: Host, reporters: readonly Reporter[]): Promise<Ran> {
  const opened = await open(request, host);
  const { pipeline, sources } = opened;
  if (!pipeline || !sources) return { diagnostics: opened.diagnostics };
  const selected = select(pipeline, request.selection);
  if (!selected.ok)
    return { diagnostics: opened.diagnostics, refused: { reason: "usage", ...selected.error } };
  const { place } = opened;
  const machine = thisMachine(place.root);
  const part = selectedPart(pipeline, selected.value);
  // The engine loads while git answers: nothing else takes as long before the first step starts.
  const [found, { runNew }] = await Promise.all([
    findObstacles(
      {
        pipeline: part,
        whole: pipeline,
        place,
        env: request.env,
        machine,
        purpose: "run",
        signal: request.signal,
      },
      host,
    ),
    import("./engine.ts"),
  ]);
  const diagnostics = [...opened.diagnostics, ...found.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics };
  const beginning = { request, place, sources, pipeline, selected: selected.value, machine, ...found };
  return { diagnostics, ...(await runNew(beginning, host, reporters)) };
}

/** Goes on with a run whose process died, or attempts anew what did not succeed in one that ended. */
export async function resume(
  request: ResumeRequest,
  host: Host,
  reporters: readonly Reporter[],
): Promise<Ran> {
  const { runAgain } = await import("./engine.ts");
  return runAgain(request, host, reporters);
}
