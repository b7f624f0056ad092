import type { Host } from "../host/host.ts";
import type { Answer, Capabilities, JobPlan, StepOperator } from "../operator/operator.ts";
import type { Operator, Resources, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { tryOnce } from "./call.ts";
import { type Alternatives, alternativesOf } from "./choice.ts";
import { jobKey } from "./identity.ts";
import { jobRequest, unmet } from "./request.ts";

/** One of the things that a step may ask for, and what its operator says of it. */
export interface Offer {
  readonly resources: Resources;
  readonly answer: Answer<JobPlan>;
}

export type OperatorStep = Step & { readonly operator: Operator };

export interface OfferInput {
  readonly host: Pick<Host, "clock">;
  readonly step: OperatorStep;
  readonly operator: Pick<StepOperator, "capabilities" | "plan">;
  /** Of the pipeline. */
  readonly name: string;
  readonly image: string | undefined;
  readonly signal: AbortSignal;
}

const tryMs = 30_000;

/** What can be had by what the operator says of itself; the rest is passed over. An error says why nothing can. */
export function able(step: OperatorStep, capabilities: Capabilities): Result<Alternatives, string> {
  const all = alternativesOf(step);
  const lacks = (resources: Resources) => unmet(only(step, resources), step.operator, capabilities);
  const [first, ...others] = all.filter((resources) => lacks(resources) === undefined);
  return first ? ok([first, ...others]) : err(lacks(all[0]) ?? "");
}

/** What `operator.plan` says of each alternative, in order; nothing is submitted. */
export function offersOf(input: OfferInput): Promise<readonly Offer[]> {
  const ask = async (resources: Resources) => ({ resources, answer: await askFor(input, resources) });
  return Promise.all(alternativesOf(input.step).map(ask));
}

/** What can never be had there is passed over. An error says why that is all of it. */
export function possible(offers: readonly Offer[]): Result<Alternatives, string> {
  const refusals = offers.flatMap(({ answer }) =>
    !answer.ok && answer.error.reason === "invalid" ? [answer.error.message] : [],
  );
  const [first, ...others] = offers
    .filter(({ answer }) => answer.ok || answer.error.reason !== "invalid")
    .map(({ resources }) => resources);
  return first ? ok([first, ...others]) : err([...new Set(refusals)].join("; "));
}

async function askFor(input: OfferInput, resources: Resources): Promise<Answer<JobPlan>> {
  const { host, operator, name, image, signal } = input;
  const step = only(input.step, resources);
  const { capabilities } = operator;
  const lacking = unmet(step, step.operator, capabilities);
  if (lacking !== undefined) return err({ reason: "invalid", message: lacking });
  const job = {
    ...jobRequest({ step, name, image, capabilities }),
    key: jobKey(nobody, step.id, 1),
    labels: { "stepops.step": step.id },
    directory: "",
  };
  return tryOnce({ clock: host.clock, signal, tryMs, make: (over) => operator.plan(job, over) });
}

/** The step, asking for this and nothing else. */
export const only = <S extends Step>(step: S, resources: Resources): S => ({
  ...step,
  resources: [resources],
});

/** A message needs a key, and no job ever bears this one. */
const nobody = { repositoryId: "", runId: "plan", runKey: "", pipelinePath: "", trustDomain: "" };
