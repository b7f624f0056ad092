import type { LegId, StepId } from "../../src/pipeline/pipeline.ts";
import type { Reporter } from "../../src/report/reporter.ts";
import type { Event, PlannedStep, RunIdentity, RunResult } from "../../src/run/event.ts";
import { startRecord } from "../../src/run/fold.ts";
import type { RunRecord } from "../../src/run/record.ts";

export const leg = (id: string): LegId => id as LegId;

const begin = Date.UTC(2026, 0, 31, 12, 0, 0);
export const at = (seconds: number): number => begin + seconds * 1000;

export const identity: RunIdentity = {
  id: "20260131-120000-1f2e",
  runId: "20260131-120000-1f2e",
  runKey: "",
  pipelineName: "penguins",
  pipelinePath: "pipeline.yaml",
  checkout: "/repo",
  repositoryId: "acme/penguins",
  stack: "local",
  stackChosen: false,
  params: { epochs: 3 },
  github: {},
  sources: [],
  trustDomain: "local",
  selection: { only: [], from: [] },
};

export function planned(
  id: string,
  needs: readonly string[] = [],
  more: Partial<PlannedStep> = {},
): PlannedStep {
  return {
    id: leg(id),
    step: id.replace(/\[.*$/, "") as StepId,
    needs: needs.map(leg),
    isFinally: false,
    where: "host",
    continueOnError: false,
    outputs: [],
    at: { file: "pipeline.yaml", line: 7, column: 3 },
    log: `${id.replace(/[^\w]+/g, "-")}.log`,
    ...more,
  };
}

export const started = (
  steps: readonly PlannedStep[],
  run: Partial<RunIdentity> = {},
): Event & { type: "run-started" } => ({
  type: "run-started",
  at: at(0),
  schema: 1,
  version: "0.1.0",
  run: { ...identity, ...run },
  writer: { pid: 42, hostname: "lab", bootId: "b", startToken: "1" },
  steps,
});

export const stepStarted = (id: string, second: number, attempt = 1): Event => ({
  type: "step-started",
  at: at(second),
  leg: leg(id),
  attempt,
});

export const printed = (id: string, second: number, ...lines: string[]): Event & { type: "output" } => ({
  type: "output",
  at: at(second),
  leg: leg(id),
  attempt: 1,
  stream: "stdout",
  phase: "command",
  lines,
});

export function ended(
  id: string,
  second: number,
  more: Partial<Event & { type: "step-ended" }> = {},
): Event & { type: "step-ended" } {
  const outcome = more.outcome ?? "success";
  return {
    type: "step-ended",
    at: at(second),
    leg: leg(id),
    result: outcome,
    outcome,
    durationMs: 1200,
    values: {},
    outputs: [],
    ...more,
  };
}

export const runEnded = (second: number, result: RunResult): Event => ({
  type: "run-ended",
  at: at(second),
  result,
});

/** Events one after another, each with the record that includes it, as a run hands them to reporters. */
export function tell(
  events: readonly [Event & { type: "run-started" }, ...Event[]],
  ...reporters: Reporter[]
): RunRecord {
  const [first, ...rest] = events;
  const fold = startRecord(first);
  for (const reporter of reporters) reporter.handle(first, fold.record);
  for (const event of rest) {
    fold.apply(event);
    for (const reporter of reporters) reporter.handle(event, fold.record);
  }
  return fold.record;
}

const model = (rate: string) => ({ path: `models/${rate}`, size: 12_345, files: 2 });
const metricsOf = (rate: string, accuracy: number) => ({
  path: `models/${rate}/metrics.json`,
  size: 20,
  files: 1,
  metrics: { accuracy, loss: 1 / 3 },
});

/** A run in which one leg of two fails, one step is skipped and `finally` runs. */
export const failing: readonly [Event & { type: "run-started" }, ...Event[]] = [
  started([
    planned("prepare"),
    planned("train[lr=0.1]", ["prepare"], {
      outputs: [
        { path: "models/0.1", isDirectory: true, role: "output" },
        { path: "models/0.1/metrics.json", isDirectory: false, role: "metrics" },
      ],
    }),
    planned("train[lr=0.01]", ["prepare"]),
    planned("evaluate", ["train[lr=0.1]", "train[lr=0.01]"]),
    planned("notify", [], { isFinally: true }),
  ]),
  stepStarted("prepare", 0),
  printed("prepare", 1, "342 rows"),
  ended("prepare", 1.2, { values: { rows: "342" } }),
  stepStarted("train[lr=0.1]", 1.2),
  stepStarted("train[lr=0.01]", 1.2),
  printed("train[lr=0.1]", 2, "epoch 1", "epoch 2"),
  printed("train[lr=0.01]", 2, "epoch 1", "Traceback:", "  MemoryError"),
  {
    type: "step-retrying",
    at: at(3),
    leg: leg("train[lr=0.01]"),
    attempt: 1,
    failure: { cause: "user", message: "the command ended with exit code 75", exitCode: 75 },
    delayMs: 10_000,
  },
  {
    type: "notice",
    at: at(4),
    level: "warning",
    leg: leg("train[lr=0.1]"),
    message: "metrics.json holds no numbers",
  },
  ended("train[lr=0.1]", 5, { durationMs: 3800, outputs: [model("0.1"), metricsOf("0.1", 0.93)] }),
  stepStarted("train[lr=0.01]", 13, 2),
  ended("train[lr=0.01]", 15, {
    outcome: "failure",
    durationMs: 13_800,
    failure: { cause: "oom", message: "the command was killed: out of memory", signal: "SIGKILL" },
  }),
  ended("evaluate", 15, {
    outcome: "skipped",
    durationMs: 0,
    skipped: { reason: "need-not-met", need: leg("train[lr=0.01]"), result: "failure" },
  }),
  stepStarted("notify", 15),
  ended("notify", 15.5, { durationMs: 500 }),
  runEnded(15.5, "failure"),
];

/** A chain in which all goes well. */
export const passing: readonly [Event & { type: "run-started" }, ...Event[]] = [
  started([
    planned("prepare"),
    planned("train", ["prepare"], { outputs: [{ path: "models", isDirectory: true, role: "output" }] }),
  ]),
  stepStarted("prepare", 0),
  printed("prepare", 0.5, "342 rows"),
  ended("prepare", 1.2, { values: { rows: "342" } }),
  stepStarted("train", 1.2),
  printed("train", 2, "epoch 1", "epoch 2"),
  ended("train", 65, {
    durationMs: 63_800,
    outputs: [{ path: "models", size: 2_400_000, files: 3 }, metricsOf("all", 0.9312345)],
  }),
  runEnded(65, "success"),
];
