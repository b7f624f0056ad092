import type { Finding, OperatorFault } from "../operator/operator.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import { optional } from "../pipeline/own.ts";
import type { LegId, Step } from "../pipeline/pipeline.ts";
import type { PlannedJob } from "../run/plan.ts";
import { anyMachine, describeResources } from "./choice.ts";
import { type Offer, type OperatorStep, possible } from "./offers.ts";

/** What the operators of a stack say before anything is asked of them. */
export interface OperatorChecks {
  readonly diagnostics: readonly Diagnostic[];
  readonly notices: readonly string[];
  /** What each leg's first attempt would ask for. */
  readonly jobs: ReadonlyMap<LegId, PlannedJob>;
}

export const nothing: OperatorChecks = { diagnostics: [], notices: [], jobs: new Map() };

const mendHint = "Mend it where the operator is, or run on this machine with --stack local";
const askHint = "Ask for what it has, in resources or settings, or name another step_operator";
const laterHint = "This was not checked; a run asks it again with each step";

/** `first`: the first of the file that runs there. */
export function judgeFindings(findings: readonly Finding[], first: OperatorStep): OperatorChecks {
  const { name } = first.operator;
  const location = placeOf(first, "step_operator");
  const of = (wanted: Finding["level"]) => findings.filter(({ level }) => level === wanted);
  return {
    ...nothing,
    diagnostics: of("error").map(({ message, hint = mendHint }) =>
      diagnostic("operator-not-ready", {
        message: `The operator "${name}" is not ready: ${sentence(message)}`,
        location,
        hint: sentence(hint),
      }),
    ),
    notices: of("warning").map(
      ({ message, hint }) =>
        `the operator ${name} warns: ${sentence(message)}${hint === undefined ? "" : ` (${sentence(hint)})`}`,
    ),
  };
}

/** A program that cannot be started, or may do nothing, will not do so later either; one that is away may be back by then. */
export function judgeFault(
  step: OperatorStep,
  fault: OperatorFault,
  asked: "open" | "check" | "plan",
): OperatorChecks {
  const isFinal = fault.reason === "denied" || (fault.reason === "invalid" && asked === "open");
  const what = {
    open: "cannot be used",
    check: "does not say whether it is ready",
    plan: `does not say what "${step.step}" would get`,
  }[asked];
  const message = `The operator "${step.operator.name}" ${what}: ${sentence(fault.message)}`;
  const rest = { message, location: placeOf(step, "step_operator"), hint: isFinal ? mendHint : laterHint };
  const code = isFinal ? "operator-not-ready" : "operator-unreachable";
  return { ...nothing, diagnostics: [diagnostic(code, rest)] };
}

/** `legs`: all that ask for just the same as `step`. */
export function judgeOffers(
  step: OperatorStep,
  legs: readonly Pick<Step, "id">[],
  offers: readonly Offer[],
): OperatorChecks {
  const left = possible(offers);
  if (!left.ok) return { ...nothing, diagnostics: [refusal(step, left.error)] };
  const faults = offers.flatMap(({ resources, answer }) =>
    answer.ok ? [] : [{ resources, ...answer.error }],
  );
  const [unsure] = faults.filter(({ reason }) => reason !== "invalid");
  const job = offers.map(plannedJob).find((each) => each !== undefined);
  return {
    diagnostics: unsure ? judgeFault(step, unsure, "plan").diagnostics : [],
    notices: faults
      .filter(({ reason }) => reason === "invalid")
      .map(
        ({ resources, message }) =>
          `${step.step} passes over ${describeResources(resources)}, which ${step.operator.name} cannot give: ${sentence(message)}`,
      ),
    jobs: new Map(job ? legs.map(({ id }) => [id, job]) : []),
  };
}

function refusal(step: OperatorStep, why: string): Diagnostic {
  const message = `"${step.step}" cannot run on "${step.operator.name}": ${sentence(why)}`;
  const location = placeOf(step, asksForMore(step) ? "resources" : "step_operator");
  return diagnostic("operator-refuses", { message, location, hint: askHint });
}

function plannedJob({ resources, answer }: Offer): PlannedJob | undefined {
  if (!answer.ok) return undefined;
  const { instanceType, hourlyCost, request } = answer.value;
  const asked = describeResources(resources);
  return {
    ...(asked === anyMachine ? {} : { resources: asked }),
    ...optional("instanceType", instanceType),
    ...optional("hourlyCost", hourlyCost),
    ...optional("request", request),
  };
}

/** What a step without `resources` asks for is nothing that the file has a place for. */
function asksForMore({ resources }: Step): boolean {
  const [{ accelerators, useSpot, numNodes, ...rest }] = resources;
  const isMore = accelerators.length > 0 || useSpot || numNodes > 1 || Object.keys(rest).length > 0;
  return resources.length > 1 || isMore;
}

const placeOf = ({ at, location }: Step, key: "step_operator" | "resources"): Diagnostic["location"] =>
  at?.(key) ?? location;

/** On one line and without a full stop, as messages here are written: whoever wrote it may have had other ideas. */
const sentence = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/\.$/, "");
