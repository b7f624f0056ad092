import type { Event, JobStatus, RunStarted, StepEnded, StepStarted } from "../run/event.ts";
import type { RunRecord, StepRecord } from "../run/record.ts";
import { failureText, stepWord, stopText, whyOf } from "./describe.ts";
import { bytes, cut, duration, plural } from "./format.ts";
import type { Paint, Style } from "./paint.ts";

/** One event as one line for people; undefined for what a step printed, which has lines of its own. */
export function eventLine(event: Event, record: RunRecord, paint: Paint): string | undefined {
  switch (event.type) {
    case "run-started":
      return startLine(event, paint);
    case "run-resumed":
      return resumeLine(record, paint);
    case "step-started":
      return startsLater(event, record) ? undefined : stepLine(event, paint);
    case "output":
      return undefined;
    case "cache-missed":
      return `${stepLine(event, paint)}${event.isFirst ? "" : paint("dim", `: ${event.why}`)}`;
    case "step-retrying":
      return `${paint("yellow", "↻")} ${event.leg} failed: ${failureText(event.failure)}; attempt ${event.attempt + 1} follows in ${duration(event.delayMs)}`;
    case "step-ended":
      return endLine(event, record, paint);
    case "job-submitted":
      return paint("dim", `  ${event.leg} is job ${event.handle.id}${consoleOf(event.handle.console)}`);
    case "job-status":
      return statusLine(event, paint);
    case "job-stopping":
      return paint("dim", `  ${event.leg}: the operator stops its job`);
    case "job-intended":
    case "job-logged":
    case "job-ended":
    case "job-removed":
      return undefined;
    case "notice":
      return `${paint(event.level === "warning" ? "yellow" : "dim", `${event.level}:`)} ${event.leg ? `${event.leg}: ` : ""}${event.message}`;
    case "run-cancelling":
      return paint("yellow", `cancelling: ${stopText(event.why)}`);
    case "run-ended":
      return event.error === undefined ? undefined : paint("red", `error: ${event.error}`);
    default:
      return event satisfies never;
  }
}

function stepLine(
  { leg, attempt = 1 }: { readonly leg: string; readonly attempt?: number },
  paint: Paint,
): string {
  return `${paint("cyan", "▶")} ${leg} started${attempt > 1 ? `, attempt ${attempt}` : ""}`;
}

/** A step that is looked up first is told of when it turns out that it runs. */
export const startsLater = ({ leg, attempt }: StepStarted, record: RunRecord): boolean =>
  attempt === 1 && record.steps.get(leg)?.planned.isCacheable === true;

/** The end of a job is told by the step's own. */
function statusLine({ leg, status, message }: JobStatus, paint: Paint): string | undefined {
  if (status === "succeeded" || status === "failed" || status === "cancelled" || status === "lost")
    return undefined;
  return paint("dim", `  ${leg} is ${status}${message === undefined ? "" : `: ${message}`}`);
}

const consoleOf = (url: string | undefined): string => (url === undefined ? "" : `, ${url}`);

function startLine({ run, steps }: RunStarted, paint: Paint): string {
  const picked = [...run.selection.only, ...run.selection.from.map((id) => `${id} and what follows`)];
  const selection = picked.length > 0 ? `, only ${picked.join(", ")}` : "";
  const about = `${plural(steps.length, "step")} on stack ${run.stack}${selection}`;
  return `${paint("bold", run.pipelineName)}: ${about}  ${paint("dim", `run ${run.id}`)}`;
}

function resumeLine(record: RunRecord, paint: Paint): string {
  const done = [...record.steps.values()].filter(({ state }) => state === "ended").length;
  return `${paint("bold", record.run.pipelineName)}: resumed, ${done} of ${plural(record.steps.size, "step")} are done  ${paint("dim", `run ${record.run.id}`)}`;
}

const marks: Readonly<Record<string, readonly [string, Style]>> = {
  success: ["✓", "green"],
  failure: ["✗", "red"],
  cancelled: ["■", "yellow"],
  skipped: ["○", "dim"],
};

/** The sign and colour of a result; the word always stands beside it, so nobody needs to see colours. */
export const markOf = (outcome: string | undefined): readonly [string, Style] =>
  marks[outcome ?? ""] ?? ["·", "dim"];

function endLine(event: StepEnded, record: RunRecord, paint: Paint): string {
  const step = record.steps.get(event.leg);
  const [mark, style] = markOf(event.outcome);
  const head = `${paint(style, mark)} ${event.leg}`;
  const why = step && whyOf(step);
  if (event.outcome === "skipped") return paint("dim", `${head} skipped${why ? `: ${why}` : ""}`);
  const time = duration(event.durationMs);
  if (event.outcome !== "success")
    return `${head} ${step ? stepWord(step) : event.outcome} after ${time}${why ? `: ${why}` : ""}`;
  const facts = step ? factsOf(step) : "";
  if (event.cached)
    return `${head} ${paint("dim", `cached, as in run ${event.cached.run}${facts ? `  ${facts}` : ""}`)}`;
  return `${head} ${paint("dim", `${time}${facts ? `  ${facts}` : ""}`)}`;
}

/** What a step that went well is worth telling: its values, or the size of what it made. */
export function factsOf(step: StepRecord): string {
  const values = Object.entries(step.values).map(([name, value]) => `${name}=${cut(value, 40)}`);
  if (values.length > 0) return values.join("  ");
  const files = step.outputs.reduce((sum, output) => sum + output.files, 0);
  return files === 0
    ? ""
    : `${plural(files, "file")}, ${bytes(step.outputs.reduce((sum, { size }) => sum + size, 0))}`;
}
