import type { LegId, StepId } from "../../src/pipeline/pipeline.ts";
import type { Event, PlannedStep, RunStarted, Writer } from "../../src/run/event.ts";

export const leg = (id: string): LegId => id as LegId;

export const writer: Writer = { pid: 7, hostname: "h", bootId: "b", startToken: "s" };

export function planned(id: string, needs: readonly string[] = []): PlannedStep {
  return {
    id: leg(id),
    step: id as StepId,
    needs: needs.map(leg),
    isFinally: false,
    where: "host",
    continueOnError: false,
    outputs: [],
    at: { file: "pipeline.yaml", line: 1, column: 1 },
    log: `${id}.log`,
  };
}

export function runStarted(...steps: readonly PlannedStep[]): RunStarted {
  return {
    type: "run-started",
    at: 1000,
    schema: 1,
    version: "0.0.0",
    writer,
    steps,
    run: {
      id: "r",
      runId: "r",
      runKey: "",
      pipelineName: "p ä 😀",
      pipelinePath: "pipeline.yaml",
      checkout: "/c",
      repositoryId: "/c",
      stack: "local",
      stackChosen: false,
      params: {},
      github: {},
      sources: [],
      trustDomain: "local",
      selection: { only: [], from: [] },
    },
  };
}

/** A run in which `a` fails once and then succeeds, `b` fails and `c` is skipped. */
export const story: readonly Event[] = [
  runStarted(planned("a"), planned("b", ["a"]), planned("c", ["b"])),
  { type: "step-started", at: 1001, leg: leg("a"), attempt: 1 },
  {
    type: "step-retrying",
    at: 1002,
    leg: leg("a"),
    attempt: 1,
    delayMs: 10,
    failure: { cause: "lost", message: "gone" },
  },
  { type: "step-started", at: 1012, leg: leg("a"), attempt: 2 },
  { type: "notice", at: 1013, level: "warning", leg: leg("a"), message: "slow" },
  {
    type: "step-ended",
    at: 1020,
    leg: leg("a"),
    result: "success",
    outcome: "success",
    durationMs: 19,
    values: { rows: "1\n" },
    outputs: [{ path: "o", size: 3, files: 1 }],
  },
  { type: "step-started", at: 1021, leg: leg("b"), attempt: 1 },
  {
    type: "step-ended",
    at: 1030,
    leg: leg("b"),
    result: "failure",
    outcome: "failure",
    durationMs: 9,
    values: {},
    outputs: [],
    failure: { cause: "user", message: "command failed with exit code 3", exitCode: 3 },
  },
  {
    type: "step-ended",
    at: 1031,
    leg: leg("c"),
    result: "skipped",
    outcome: "skipped",
    durationMs: 0,
    values: {},
    outputs: [],
    skipped: { reason: "need-not-met", need: leg("b"), result: "failure" },
  },
  { type: "run-ended", at: 1032, result: "failure" },
];
