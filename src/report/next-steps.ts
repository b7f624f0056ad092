import type { RunRecord, StepRecord } from "../run/record.ts";
import { shellWord } from "./format.ts";

/** Commands worth typing now, each with what it does. `again`: the words that start the same run once more. */
export function nextSteps(record: RunRecord, again: readonly string[]): readonly string[] {
  const id = record.run.id;
  const steps = [...record.steps.values()];
  const failed = steps.find(({ outcome, result }) => outcome === "failure" && result === "failure");
  if (record.result !== "success") {
    if (!failed) return [`stepops run --resume ${id}   # goes on where it stopped`];
    return [
      logs(record, failed),
      ...from(again, unfinished(steps), "with today's file"),
      `stepops run --resume ${id}   # runs again what did not succeed, with the pipeline as it was`,
    ];
  }
  const allowed = steps.find(({ outcome }) => outcome === "failure");
  const later = steps.find(({ planned }) => planned.needs.length > 0 && !planned.isFinally);
  return [
    ...(allowed ? [logs(record, allowed)] : []),
    `stepops status ${id}`,
    ...from(again, later ? [later.planned.step] : [], "that step and all that follows it"),
  ];
}

const logs = ({ run }: RunRecord, { planned }: StepRecord): string =>
  `stepops logs ${run.id} ${shellWord(planned.id)}`;

function from(again: readonly string[], ids: readonly string[], does: string): readonly string[] {
  if (ids.length === 0) return [];
  const words = ["stepops", "run", ...again, "--from", ids.join(",")];
  return [`${words.map(shellWord).join(" ")}   # ${does}`];
}

/** More names than anybody would read. */
const mostNames = 5;

/** Where to begin so that all runs that did not succeed: what is missing though all that it needs is there. */
function unfinished(steps: readonly StepRecord[]): readonly string[] {
  const results = new Map(steps.map(({ planned, result }) => [planned.id, result]));
  const missing = ({ planned, result, skipped }: StepRecord): boolean =>
    !planned.isFinally && result !== "success" && skipped?.reason !== "condition-false";
  const first = steps
    .filter(missing)
    .filter(({ planned }) => planned.needs.every((need) => results.get(need) === "success"));
  const names = first.map(({ planned }) => {
    const legs = steps.filter((step) => step.planned.step === planned.step);
    return legs.every((leg) => first.includes(leg)) ? planned.step : planned.id;
  });
  const distinct = [...new Set<string>(names)];
  return distinct.length > mostNames ? [] : distinct;
}
