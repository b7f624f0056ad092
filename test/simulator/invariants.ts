import { join } from "node:path";
import type { Json } from "../../src/pipeline/draft.ts";
import { recordToJson } from "../../src/run/fold.ts";
import type { JobRecord, RunRecord, StepRecord } from "../../src/run/record.ts";
import { readRun } from "../../src/run/run-folder.ts";
import type { ServiceJob } from "./operator.ts";
import { outputOf, type Plan, type PlannedLeg } from "./plan.ts";
import { checkout, type History } from "./run.ts";

/** What must never be so, and was. */
export interface Violation {
  readonly rule: string;
  readonly message: string;
}

type Rule = (history: History, record: RunRecord) => Iterable<string>;

/** The first of each rule that does not hold. */
export async function violations(history: History): Promise<readonly Violation[]> {
  const ends = [...badEnds(history)];
  if (ends.length > 0) return ends;
  const { folder, world } = history;
  if (!folder) return [{ rule: "the run has an end", message: "there is no run" }];
  const stored = await readRun(world.disk.files(), folder.directory);
  if (!stored.ok) return [{ rule: "the journal can be read", message: stored.error.message }];
  const { record } = stored.value;
  return Object.entries(rules).flatMap(([rule, check]) => {
    const [message] = check(history, record);
    return message === undefined ? [] : [{ rule, message }];
  });
}

function* badEnds({ stints }: History): Generator<Violation> {
  for (const { process, end } of stints) {
    const who = `process ${process.pid}`;
    if (end.kind === "threw")
      yield { rule: "no process throws", message: `${who}: ${(end.error as Error)?.stack ?? end.error}` };
    if (end.kind === "stuck") yield { rule: "every run ends in bounded time", message: who };
    if (end.kind === "ended" && end.timers > 0)
      yield { rule: "a process that has ended leaves no timer", message: `${who} leaves ${end.timers}` };
    if (end.kind === "ended" && end.result === "error")
      yield { rule: "no run ends with an error of ours", message: `${who}: ${end.record.error}` };
  }
  const last = stints.at(-1)?.end;
  if (last?.kind !== "ended" || last.result === "left")
    yield { rule: "the run has an end", message: `its last process: ${JSON.stringify(last?.kind)}` };
}

const minute = 60_000;

const rules: Readonly<Record<string, Rule>> = {
  "never two live jobs of one key": oncePerKey,
  "never two live jobs of a leg": neverTwo,
  "somebody else's job is left alone": ({ service }) => service.misdeeds,
  "nothing is submitted after a cancel": nothingAfterCancel,
  "no job is live at the end unless it is named": noneLeft,
  "every job is in the journal": allKnown,
  "every job has its step's deadline": deadlines,
  "every step has an end that fits its jobs": fittingEnds,
  "what a step that succeeded wrote is in the checkout": outputsThere,
  "a limit is not enforced before its time": noFalseLimits,
  "a limit is enforced": limitsHold,
  "no job outlives its step": noneOutlives,
  "the journal folds to the record": sameRecord,
  "calls are bounded": boundedCalls,
  "nothing with secrets stays": noSecrets,
  "every line of a log is there once": wholeLogs,
  "what is of no use any more is cleaned up": cleanedUp,
};

const named = ({ id, leg, key }: ServiceJob): string =>
  `${id} of ${leg?.id ?? "somebody else"} (${key.slice(36)})`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

function* oncePerKey({ service }: History): Generator<string> {
  const ours = service.all.filter(({ isForeign }) => !isForeign);
  for (const [at, job] of ours.entries())
    for (const later of ours.slice(at + 1))
      if (later.key === job.key && service.endOf(job).at > later.at)
        yield `${named(job)} and ${named(later)}`;
}

function* neverTwo({ plan, service }: History): Generator<string> {
  for (const leg of plan.legs) {
    const jobs = service.all.filter((job) => job.leg === leg);
    for (const [at, job] of jobs.entries())
      for (const later of jobs.slice(at + 1)) {
        const { at: endedAt } = service.endOf(job);
        if (endedAt > later.at)
          yield `${named(job)} lives until ${seconds(endedAt)}, ${named(later)} is there from ${seconds(later.at)}`;
      }
  }
}

function* nothingAfterCancel({ plan, service, stints }: History): Generator<string> {
  const main = new Set(plan.legs.filter(({ isFinally }) => !isFinally).map(({ id }) => id));
  for (const { process, cancelledAt, stint } of stints) {
    const from = stint.mode === "post" ? -1 : (cancelledAt ?? Number.POSITIVE_INFINITY);
    for (const { verb, pid, at, leg } of service.calls)
      if (verb === "submit" && pid === process.pid && at > from && main.has(leg ?? ""))
        yield `process ${pid} submits for ${leg} at ${seconds(at)}, cancelled at ${seconds(from)}`;
  }
}

const jobsOf = (record: RunRecord): readonly JobRecord[] =>
  [...record.steps.values()].flatMap(({ jobs = [] }) => jobs);

function* noneLeft({ service, warnings }: History, record: RunRecord): Generator<string> {
  for (const job of service.live) {
    const known = jobsOf(record).find(({ key }) => key === job.key);
    const isNamed = warnings.some((text) => new RegExp(`\\b${job.id}\\b.*may still run`).test(text));
    const isNamedByKey = warnings.some((text) => text.includes(job.key) && text.includes("may still run"));
    if (!known) yield `${named(job)}, and the journal does not know it`;
    else if (known.ended !== undefined || known.isRemoved)
      yield `${named(job)}, which the journal calls over`;
    else if (!isNamed && !isNamedByKey) yield `${named(job)}, and no warning names it`;
  }
}

function* allKnown({ service }: History, record: RunRecord): Generator<string> {
  const known = new Set(jobsOf(record).map(({ key }) => key));
  for (const job of service.all) if (!job.isForeign && !known.has(job.key)) yield named(job);
}

function* deadlines({ service }: History): Generator<string> {
  for (const job of service.all) {
    const most = ((job.leg?.timeoutMs ?? 0) + 10 * minute) / 1000;
    if (!job.isForeign && job.deadlineSeconds > most) yield `${named(job)}: ${job.deadlineSeconds} s`;
  }
}

function lastJob({ service }: History, leg: PlannedLeg): ServiceJob | undefined {
  return service.all.findLast((job) => job.leg === leg);
}

const recordOf = (record: RunRecord, leg: PlannedLeg): StepRecord | undefined =>
  [...record.steps.values()].find(({ planned }) => planned.id === leg.id);

function* fittingEnds(history: History, record: RunRecord): Generator<string> {
  for (const leg of history.plan.legs) {
    const step = recordOf(record, leg);
    if (step?.state !== "ended") yield `${leg.id} has no end: ${step?.state}`;
    else {
      const fault = misfit(history, { leg, step, record });
      if (fault !== undefined)
        yield `${leg.id} ${fault}; it ended with ${JSON.stringify(step.failure ?? step.outcome)}`;
    }
  }
}

function misfit(
  history: History,
  { leg, step, record }: { readonly leg: PlannedLeg; readonly step: StepRecord; readonly record: RunRecord },
): string | undefined {
  const job = lastJob(history, leg);
  if (step.outcome === "success") {
    if (!job) return "succeeded without a job";
    const { end } = history.service.endOf(job);
    return end === "success" ? undefined : `succeeded, and ${named(job)} ended with ${end}`;
  }
  if (!job || history.service.endOf(job).end !== "success" || history.service.isLive(job)) return undefined;
  if (job.cancelledAt !== undefined || isExcused(history, { step, record })) return undefined;
  return `did not succeed, and ${named(job)} did`;
}

/** A job that ended well can be lost where the run was stopped, or where the service refused to hand it out. */
function isExcused(
  { plan, stints }: History,
  { step, record }: { readonly step: StepRecord; readonly record: RunRecord },
): boolean {
  if (step.outcome === "cancelled") return record.cancelling !== undefined || record.result !== "success";
  if (step.outcome === "skipped" || step.failure?.cause === "pending_timeout") return true;
  const refusing = plan.faults.some(
    (fault) =>
      (fault.kind === "away" && !["unavailable", "busy"].includes(fault.reason)) || fault.kind === "throws",
  );
  const { cause } = step.failure ?? {};
  // Results that are here and not on the disk yet are gone with the power, and so is what the service had.
  const hasLostPower = stints.some(({ end, stint }) => end.kind === "died" && stint.crash?.kind === "power");
  if (hasLostPower && cause === "lost") return true;
  return refusing && cause !== "user" && cause !== "timeout";
}

function* outputsThere({ plan, service, world }: History, record: RunRecord): Generator<string> {
  for (const leg of plan.legs) {
    const step = recordOf(record, leg);
    if (step?.outcome !== "success") continue;
    const job = service.all.findLast((each) => each.leg === leg);
    const text = world.disk.text(join(checkout, outputOf(leg)));
    if (!job || text !== service.outputFor(job))
      yield `${outputOf(leg)}: ${text}, expected that of ${job?.id}`;
    if (job && step.values.job !== job.key) yield `the value of ${leg.id}: ${JSON.stringify(step.values)}`;
    for (const [path, given] of job?.given ?? []) {
      const needed = plan.legs.find((other) => path === `work/${outputOf(other)}`);
      const isSure = needed && recordOf(record, needed)?.outcome === "success";
      const now = needed && world.disk.text(join(checkout, outputOf(needed)));
      if (isSure && given !== now)
        yield `${named(job as ServiceJob)} was given ${given} as ${path}, which is ${now}`;
    }
  }
}

const slackMs = 1000;

/** Nothing goes wrong with the service or the clock. */
const isCalm = ({ faults }: Plan): boolean => faults.every(({ kind }) => kind === "foreign");

/** Until a poll shows that it runs, and an order has reached it. */
const noticeMs = minute;

/** Of jobs that one process watched all the time. */
function* limitsHold({ plan, service, stints }: History): Generator<string> {
  if (!isCalm(plan)) return;
  for (const job of service.all) {
    const { leg, at, begunAt, script } = job;
    if (!leg) continue;
    const watched = stints.find(({ startedAt, endedAt }) => startedAt <= at && at <= endedAt);
    const until = Math.min(job.cancelledAt ?? Number.POSITIVE_INFINITY, service.endOf(job).at);
    const seenUntil = Math.min(until, watched?.endedAt ?? 0);
    const late = noticeMs + script.hiddenMs + 3 * plan.latencyMs;
    if (seenUntil > begunAt + leg.timeoutMs + late) yield `${named(job)} runs until ${seconds(seenUntil)}`;
    if (Math.min(seenUntil, begunAt) > at + leg.pendingTimeoutMs + late)
      yield `${named(job)} waits until ${seconds(Math.min(seenUntil, begunAt))}`;
  }
}

/** Once a step has its end nobody looks after its job any more. */
function* noneOutlives({ plan, service, stints, world }: History, record: RunRecord): Generator<string> {
  const spoils = ["jump", "away", "unstoppable", "throws"];
  if (
    plan.faults.some((fault) => spoils.includes(fault.kind) || ("verb" in fault && fault.verb === "cancel"))
  )
    return;
  for (const leg of plan.legs) {
    const { endedAt, outcome } = recordOf(record, leg) ?? {};
    const last = stints.at(-1);
    if (
      endedAt === undefined ||
      outcome === "cancelled" ||
      !last ||
      last.endedAt - last.startedAt < 5 * minute
    )
      continue;
    const at = endedAt - world.now() + world.elapsed;
    for (const job of service.all.filter((each) => each.leg === leg)) {
      const until = service.endOf(job).at;
      if (
        at >= last.startedAt &&
        until > at + 3 * minute + job.script.stopMs &&
        last.endedAt > at + 5 * minute
      )
        yield `${named(job)} lives until ${seconds(until)}, its step has ended at ${seconds(at)}`;
    }
  }
}

function* noFalseLimits({ plan, service }: History, record: RunRecord): Generator<string> {
  if (plan.faults.some(({ kind }) => kind === "jump")) return;
  for (const leg of plan.legs) {
    const step = recordOf(record, leg);
    const job = service.all.findLast((each) => each.leg === leg);
    if (job?.cancelledAt === undefined) continue;
    const [ranMs, waitedMs] = [job.cancelledAt - job.begunAt, job.cancelledAt - job.at];
    const { cause } = step?.failure ?? {};
    if (cause === "timeout" && ranMs < leg.timeoutMs - slackMs)
      yield `${named(job)} ran ${seconds(ranMs)} of ${seconds(leg.timeoutMs)}`;
    const leastMs = leg.pendingTimeoutMs - slackMs - plan.latencyMs;
    if (cause === "pending_timeout" && isCalm(plan) && waitedMs < leastMs)
      yield `${named(job)} waited ${seconds(waitedMs)} of ${seconds(leg.pendingTimeoutMs)}`;
  }
}

function* sameRecord({ stints, world, folder }: History, record: RunRecord): Generator<string> {
  const last = stints.at(-1)?.end;
  if (last?.kind !== "ended" || !folder) return;
  const folded = JSON.stringify(recordToJson(record));
  if (JSON.stringify(recordToJson(last.record)) !== folded)
    yield difference(recordToJson(last.record), recordToJson(record));
  const written = JSON.stringify(JSON.parse(world.disk.text(folder.record) ?? "null") as Json);
  if (written !== folded)
    yield `record.json: ${difference(JSON.parse(written) as Json, recordToJson(record))}`;
}

function difference(left: Json, right: Json): string {
  const [a, b] = [
    JSON.stringify(left, undefined, 1).split("\n"),
    JSON.stringify(right, undefined, 1).split("\n"),
  ];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `${a[at]} and in the journal ${b[at]}`;
}

/** Polls and pages each at most every 5 s, while there is something to look at. */
function* boundedCalls({ service, stints }: History): Generator<string> {
  const perMinute = 12;
  const alive = stints.reduce((sum, { startedAt, endedAt }) => sum + (endedAt - startedAt), 0) / minute;
  const jobs = service.all.filter(({ isForeign }) => !isForeign);
  const watched = jobs.reduce((sum, job) => {
    const spans = stints.map(({ startedAt, endedAt }) => {
      const from = Math.max(startedAt, job.at);
      return Math.max(0, Math.min(endedAt, service.endOf(job).at) - from);
    });
    return sum + spans.reduce((all, span) => all + span, 0);
  }, 0);
  const most = perMinute * (alive + (2 * watched) / minute) + 120 * (1 + jobs.length) * stints.length;
  const pages = service.calls.filter(({ verb }) => verb === "logs").length;
  if (service.calls.length - pages > most) yield `${service.calls.length} calls, over ${Math.round(most)}`;
}

function* noSecrets({ world, folder }: History): Generator<string> {
  for (const name of [...world.disk.tree(join(folder?.directory ?? "", "jobs")).keys()]) yield name;
}

function* wholeLogs({ plan, service, world, folder, stints }: History, record: RunRecord): Generator<string> {
  if (stints.some(({ end, stint }) => end.kind === "died" && stint.crash?.kind === "power")) return;
  const refusing = plan.faults.some((fault) => fault.kind !== "jump" && fault.kind !== "foreign");
  for (const leg of plan.legs) {
    const step = recordOf(record, leg);
    const job = service.all.findLast((each) => each.leg === leg);
    if (!job || !step || !folder) continue;
    const lines = (world.disk.text(join(folder.logs, step.planned.log)) ?? "").split("\n");
    const mine = lines.filter((line) => line.startsWith(`${job.id} line `));
    if (new Set(mine).size !== mine.length) yield `${named(job)} has a line twice: ${mine.join(", ")}`;
    const all = service.linesOf(job);
    if (step.outcome === "success" && !refusing && mine.length !== all.length)
      yield `${named(job)} has ${mine.length} of ${all.length} lines`;
    if (mine.some((line, at) => line !== all[at]))
      yield `${named(job)} has lines out of order: ${mine.join(", ")}`;
  }
}

/** What is told to be removed is removed; where nothing went wrong with the service, that is all. */
function* cleanedUp({ plan, service }: History, record: RunRecord): Generator<string> {
  const known = new Map(jobsOf(record).map((job) => [job.key, job]));
  for (const job of service.all) {
    if (job.isForeign) continue;
    const { isRemoved = false, ended } = known.get(job.key) ?? {};
    const isGone = job.cleanedAt !== undefined || service.endOf(job).end === "vanished";
    if (isRemoved && !isGone) yield `the journal calls ${named(job)} removed (${ended}), and it is there`;
    const step = job.leg && recordOf(record, job.leg);
    if (plan.faults.length === 0 && !isGone && step?.outcome === "success")
      yield `${named(job)} is there still`;
  }
}
