import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { StepOperator } from "../operator/operator.ts";
import { type Diagnostic, hasErrors } from "../pipeline/diagnostic.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { runsInContainer } from "../pipeline/machine.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { openFrame } from "../run/attempt-frame.ts";
import { slept, tryOnce } from "./call.ts";
import { judgeFault, judgeFindings, judgeOffers, nothing, type OperatorChecks } from "./check-verdicts.ts";
import { type OperatorStep, offersOf } from "./offers.ts";
import type { OpenOperator } from "./opening.ts";
import { openFlavor } from "./operators.ts";

export interface OperatorCheckInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  /** What runs. */
  readonly pipeline: Pipeline;
  /** Whoever waits has lost interest. */
  readonly signal?: AbortSignal | undefined;
  /** Instead of what the flavors bring. */
  readonly open?: OpenOperator;
}

type Asking = Omit<OperatorCheckInput, "signal"> & {
  readonly operator: StepOperator;
  /** Aborted when time is up, too. */
  readonly signal: AbortSignal;
  /** All that name the operator. */
  readonly steps: readonly [OperatorStep, ...OperatorStep[]];
};

/** For all that one operator is asked. */
const limitMs = 30_000;

/** Starts each operator that steps name, asks whether it is ready and what it makes of them, all at once, and ends it again. */
export async function checkOperators(input: OperatorCheckInput): Promise<OperatorChecks> {
  const { host, env, pipeline } = input;
  const steps = Map.groupBy(pipeline.steps.filter(runsOnOperator), ({ operator }) => operator.name);
  // There is no run yet whose folder it could be in.
  const directory = join(env.TMPDIR ?? "/tmp", `stepops-operators-${host.random.hex(12)}`);
  try {
    const found = await Promise.all(
      [...steps.values()].map(([first, ...others]) =>
        first ? checkOne(input, { directory, steps: [first, ...others] }) : nothing,
      ),
    );
    return together(found);
  } finally {
    await host.files.remove(directory);
  }
}

const runsOnOperator = (step: Step): step is OperatorStep =>
  step.operator !== undefined && !runsInContainer(step);

function together(found: readonly OperatorChecks[]): OperatorChecks {
  return {
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    notices: found.flatMap(({ notices }) => notices),
    jobs: new Map(found.flatMap(({ jobs }) => [...jobs])),
  };
}

async function checkOne(
  input: OperatorCheckInput,
  { directory, steps }: { readonly directory: string } & Pick<Asking, "steps">,
): Promise<OperatorChecks> {
  const { host, env, root, pipeline, open = openFlavor } = input;
  const [{ operator }] = steps;
  const late = new AbortController();
  const over = new AbortController();
  void slept(host.clock, limitMs, over.signal).then((isLate) => isLate && late.abort());
  const signal = AbortSignal.any([late.signal, ...(input.signal ? [input.signal] : [])]);
  const { secrets } = openFrame({ host, env, pipeline });
  // What the program prints besides, a run tells.
  const opening = { host, env, root, directory, secrets, onNotice: () => {} };
  const scratch = join(directory, operator.name);
  try {
    const make = (given: AbortSignal) => open(operator, { ...opening, scratch }, given);
    const opened = await tryOnce({ clock: host.clock, signal, tryMs: limitMs, make });
    if (!opened.ok) return judgeFault(steps[0], opened.error, "open");
    return await ask({ ...input, operator: opened.value, signal, steps }).finally(() => opened.value.close());
  } finally {
    over.abort();
  }
}

async function ask(asking: Asking): Promise<OperatorChecks> {
  const { host, operator, signal, steps } = asking;
  const make = (over: AbortSignal) => operator.check(over);
  const [checked, planned] = await Promise.all([
    tryOnce({ clock: host.clock, signal, tryMs: limitMs, make }),
    planAll(asking),
  ]);
  const ready = checked.ok
    ? judgeFindings(checked.value, steps[0])
    : judgeFault(steps[0], checked.error, "check");
  const all = together([ready, planned]);
  return { ...all, diagnostics: withoutEchoes(all.diagnostics), notices: [...new Set(all.notices)] };
}

/** Legs that ask for the same are asked about once. */
async function planAll(asking: Asking): Promise<OperatorChecks> {
  const { host, operator, pipeline, signal, steps } = asking;
  const alike = Map.groupBy(steps, ({ step, resources, settings, image, timeoutMs }) =>
    JSON.stringify([step, resources, settings, image, timeoutMs]),
  );
  const planned = [...alike.values()].map(async (legs) => {
    const [step] = legs;
    if (!step) return nothing;
    const image = imageOf(step, pipeline);
    const offers = await offersOf({ host, step, operator, name: pipeline.name, image, signal });
    return judgeOffers(step, legs, offers);
  });
  return together(await Promise.all(planned));
}

/** Nothing is built or looked up yet, so a tag stays one, and a build has the name alone that it is pushed under. */
function imageOf({ image }: Step, { stack }: Pipeline): string | undefined {
  if (image === undefined || image.kind === "reference") return image?.reference;
  return stack.containerRegistry ?? "stepops-build";
}

/** Each complaint once; and that an operator is away need not be said of each of its steps. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const warning = diagnostics.find((each) => !hasErrors([each]));
  const kept = diagnostics.filter((each) => hasErrors([each]) || each === warning);
  return [...new Map(kept.map((each) => [each.message, each])).values()];
}
