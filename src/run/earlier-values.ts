import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { neededSteps } from "../pipeline/expression.ts";
import type { LegId, Pipeline, Step } from "../pipeline/pipeline.ts";
import type { RunRecord, StepRecord } from "./record.ts";
import { listRuns, readRun } from "./run-folder.ts";

interface Given {
  /** The run that the values come from. */
  readonly runId: string;
  readonly values: Mapping<string>;
}

export type EarlierValues = ReadonlyMap<LegId, Given>;

/**
 * Values of the legs that `--only` and `--from` leave out, each from the newest run of this pipeline that came to it:
 * a run that was cancelled early, or ran other steps, knows nothing of it. What failed there has none.
 */
export async function earlierValues(input: {
  readonly files: Files;
  /** The folder of all runs. */
  readonly runs: string;
  readonly pipeline: Pick<Pipeline, "steps">;
  readonly selected: ReadonlySet<LegId>;
  readonly pipelinePath: string;
  /** Only runs that began earlier, in milliseconds since 1970: those that a run which is resumed could know. */
  readonly before?: number;
}): Promise<EarlierValues> {
  const { files, runs, pipeline, selected, pipelinePath, before = Number.POSITIVE_INFINITY } = input;
  const left = pipeline.steps.filter(({ id, values }) => values.length > 0 && !selected.has(id));
  const open = new Set(left.map(({ id }) => id));
  const found = new Map<LegId, Given>();
  for (const { directory, startedAt } of await listRuns(files, runs)) {
    if (open.size === 0) break;
    if (startedAt >= before) continue;
    const stored = await readRun(files, directory);
    if (stored.ok && stored.value.record.run.pipelinePath === pipelinePath)
      takeFrom(stored.value.record, open, found);
  }
  return found;
}

function takeFrom({ run, steps }: RunRecord, open: Set<LegId>, found: Map<LegId, Given>): void {
  for (const leg of open) {
    const step = steps.get(leg);
    if (!step || !isKnownTo(step)) continue;
    open.delete(leg);
    if (step.result === "success") found.set(leg, { runId: originOf(step) ?? run.id, values: step.values });
  }
}

const isKnownTo = (step: StepRecord): boolean => step.startedAt !== undefined || originOf(step) !== undefined;

const originOf = ({ skipped }: StepRecord): string | undefined =>
  skipped?.reason === "not-selected" ? skipped.from : undefined;

/**
 * A sentence about the first value that a selected step reads and that no run has, so that it would be null unasked.
 * Steps of `finally` are used to that: what they read may always have failed.
 */
export function missingValues(
  { steps }: Pick<Pipeline, "steps">,
  selected: ReadonlySet<LegId>,
  given: EarlierValues,
): string | undefined {
  const isAbsent = ({ id, values }: Step) => values.length > 0 && !selected.has(id) && !given.has(id);
  const absent = new Set<string>(steps.filter(isAbsent).map(({ step }) => step));
  const readers =
    absent.size === 0 ? [] : steps.filter(({ id, isFinally }) => selected.has(id) && !isFinally);
  for (const reader of readers) {
    const read = [...stepsRead(reader)].find((id) => absent.has(id));
    if (read !== undefined) {
      return `${reader.step} reads ${read}, which is left out and has not succeeded in an earlier run: use --from ${read}`;
    }
  }
  return undefined;
}

function stepsRead({ condition, env, command }: Step): ReadonlySet<string> {
  const parts = command.kind === "argv" ? command.args : Object.values(command.bindings);
  return neededSteps(...(condition ? [condition.expression] : []), ...Object.values(env), ...parts);
}
