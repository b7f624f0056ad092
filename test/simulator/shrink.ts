import type { JobScript, Plan, PlannedLeg, Stint } from "./plan.ts";

/** Makes a plan smaller as long as it fails in the same way: fewer legs, faults and processes, no crash, an earlier crash. */
export async function shrink(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let least = plan;
  for (let tries = 0; tries < mostRounds; tries++) {
    const next = await firstThat(smaller(least), fails);
    if (!next) return least;
    least = next;
  }
  return least;
}

const mostRounds = 200;

async function firstThat(
  plans: Iterable<Plan>,
  fails: (plan: Plan) => Promise<boolean>,
): Promise<Plan | undefined> {
  for (const plan of plans) if (await fails(plan)) return plan;
  return undefined;
}

/** The boldest first. */
function* smaller(plan: Plan): Generator<Plan> {
  for (const at of plan.legs.keys()) if (plan.legs.length > 1) yield withoutLeg(plan, at);
  for (const at of plan.faults.keys()) yield { ...plan, faults: plan.faults.toSpliced(at, 1) };
  for (const at of plan.stints.keys())
    if (plan.stints.length > 1) yield { ...plan, stints: plan.stints.toSpliced(at, 1) };
  for (const [at, stint] of plan.stints.entries())
    for (const less of smallerStints(stint)) yield { ...plan, stints: plan.stints.with(at, less) };
  if (plan.latencyMs > 0) yield { ...plan, latencyMs: 0 };
  if (plan.pageSize < 100) yield { ...plan, pageSize: 100 };
  if (plan.slots < 100) yield { ...plan, slots: 100 };
  if (plan.onFailure !== "finish") yield { ...plan, onFailure: "finish" };
  for (const [at, leg] of plan.legs.entries())
    for (const less of smallerLegs(leg)) yield { ...plan, legs: plan.legs.with(at, less) };
  yield* plainer(plan);
}

function withoutLeg(plan: Plan, gone: number): Plan {
  const moved = (at: number): number => (at > gone ? at - 1 : at);
  const legs = plan.legs
    .filter((_, at) => at !== gone)
    .map((leg) => ({ ...leg, needs: leg.needs.filter((at) => at !== gone).map(moved) }));
  const faults = plan.faults
    .filter((fault) => fault.kind !== "foreign" || fault.leg !== gone)
    .map((fault) => (fault.kind === "foreign" ? { ...fault, leg: moved(fault.leg) } : fault));
  return { ...plan, legs, faults };
}

function* smallerStints(stint: Stint): Generator<Stint> {
  const { crash, cancelMs, killMs: _kill, dieMs: _die, ...rest } = stint;
  const cancel = cancelMs !== undefined && { cancelMs };
  if (crash) yield { ...rest, ...cancel };
  if (cancelMs !== undefined) yield { ...rest, ...(crash && { crash }) };
  if (_kill !== undefined || _die !== undefined) yield { ...rest, ...cancel, ...(crash && { crash }) };
  if (stint.mode !== "run") yield { ...stint, mode: "run" };
  if (stint.pauseMs > 0) yield { ...stint, pauseMs: 0 };
  if (stint.finallyOnCancel === "later") yield { ...stint, finallyOnCancel: "now" };
  if (crash?.kind === "power") yield { ...stint, crash: { ...crash, kind: "kill" } };
  // Where it dies changes with everything else, so far and near are tried.
  for (const call of crash ? earlier(crash.call) : [])
    yield { ...stint, crash: { ...crash, call } as NonNullable<Stint["crash"]> };
}

const earlier = (call: number): readonly number[] =>
  [
    ...new Set([1 / 4, 1 / 2, 3 / 4, 0.9, 0.97].map((part) => Math.floor(call * part)).concat(call - 1)),
  ].filter((each) => each >= 1 && each < call);

function* smallerLegs(leg: PlannedLeg): Generator<PlannedLeg> {
  for (const at of leg.needs.keys()) yield { ...leg, needs: leg.needs.toSpliced(at, 1) };
  if (leg.scripts.length > 1) yield { ...leg, scripts: leg.scripts.slice(0, -1) };
  if (leg.maxAttempts > 1) yield { ...leg, maxAttempts: 1 };
  if (leg.hasCheckpoint) yield { ...leg, hasCheckpoint: false };
  if (leg.continueOnError) yield { ...leg, continueOnError: false };
  if (leg.isFinally) yield { ...leg, isFinally: false };
  for (const [at, script] of leg.scripts.entries())
    for (const less of smallerScripts(script)) yield { ...leg, scripts: leg.scripts.with(at, less) };
}

function* smallerScripts(script: JobScript): Generator<JobScript> {
  if (script.odd !== "none") yield { ...script, odd: "none" };
  if (script.end !== "success") yield { ...script, end: "success" };
  for (const key of ["queuedMs", "preparingMs", "stopMs", "hiddenMs", "lines"] as const)
    if (script[key] > 0) yield { ...script, [key]: 0 };
}

/** Round numbers are read more easily. */
function* plainer(plan: Plan): Generator<Plan> {
  for (const [at, leg] of plan.legs.entries())
    for (const [nth, script] of leg.scripts.entries())
      for (const key of ["runMs", "queuedMs", "stopMs", "hiddenMs"] as const) {
        const round = Math.round(script[key] / 1000) * 1000;
        if (round === script[key]) continue;
        const scripts = leg.scripts.with(nth, { ...script, [key]: round });
        yield { ...plan, legs: plan.legs.with(at, { ...leg, scripts }) };
      }
}
