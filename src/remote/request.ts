import type { Capabilities, Job, JobResources } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Operator, Resources, Step } from "../pipeline/pipeline.ts";
import { writtenBy } from "../pipeline/written.ts";
import type { Attempt } from "../run/executor.ts";
import { sha256Of } from "../run/sha256.ts";

/** What a step without a timeout of its own may take, as the reference says. */
const longestMs = 6 * 60 * 60 * 1000;
/**
 * The backend's own deadline comes this much later than the step's timeout, so that where somebody watches the step is stopped with
 * SIGTERM and its checkpoint kept; where nobody does, this is all that a forgotten job can cost.
 */
const deadlineMarginSeconds = 10 * 60;

/** All of a job but what differs between two submissions of it. The step asks for one thing only, without alternatives. */
export type JobRequest = Pick<
  Job,
  "name" | "image" | "resources" | "settings" | "secrets" | "deadlineSeconds"
>;

export function jobRequest(input: {
  readonly step: Step;
  /** Of the pipeline. */
  readonly name: string;
  readonly image: string | undefined;
  readonly capabilities: Pick<Capabilities, "maxRuntimeSeconds">;
}): JobRequest {
  const { step, name, image, capabilities } = input;
  const wanted = Math.ceil((step.timeoutMs ?? longestMs) / 1000) + deadlineMarginSeconds;
  return {
    name: `${name} ${step.id}`,
    ...optional("image", image),
    resources: jobResources(step.resources[0]),
    settings: step.settings,
    secrets: step.secrets,
    deadlineSeconds: Math.min(wanted, capabilities.maxRuntimeSeconds ?? wanted),
  };
}

/** `4+` asks for at least so much, and whoever picks the machine takes the smallest that has it. */
function jobResources(resources: Resources): JobResources {
  const { accelerators, cpus, memory, diskSize, shmSize, useSpot, numNodes, instanceType } = resources;
  return {
    ...optional("accelerators", accelerators[0]),
    ...optional("cpus", cpus?.value),
    ...optional("memory", memory?.value),
    ...optional("diskSize", diskSize),
    ...optional("shmSize", shmSize),
    useSpot,
    numNodes,
    ...optional("instanceType", instanceType),
  };
}

/** What a step asks for that cannot be had there: resources are honoured or refused. A sentence; undefined when all can. */
export function unmet(step: Step, { name }: Operator, capabilities: Capabilities): string | undefined {
  const [{ accelerators, useSpot, numNodes }] = step.resources;
  const [first] = accelerators;
  const asked = [
    ...(first && !capabilities.gpu ? [`${first.name}:${first.count}, and it has no accelerators`] : []),
    ...(useSpot && !capabilities.spot ? ["spot, which it does not have"] : []),
    ...(numNodes > 1 && !capabilities.multiNode ? [`${numNodes} nodes, and each of its jobs has one`] : []),
    ...(step.network === "none" ? ["network: none, which only containers of a Docker engine can have"] : []),
    ...(step.user === undefined ? [] : ["a user, which only containers of a Docker engine can have"]),
  ];
  return asked.length === 0 ? undefined : `the step asks the operator ${name} for ${asked.join("; for ")}`;
}

/**
 * The same on every resume, as long as the step would do the same with the same data. So neither the attempt is in it, nor what
 * changes with each run of a workflow, nor a secret's value.
 */
export function requestDigest(input: {
  readonly attempt: Pick<Attempt, "step" | "setup" | "command" | "env">;
  readonly request: JobRequest;
  readonly operator: Operator;
  /** Of what the step is given. */
  readonly content: string;
}): string {
  const { attempt, request, operator, content } = input;
  const { step, setup, command, env } = attempt;
  const { workingDirectory, values, checkpoint } = step;
  const parts = {
    ...{ request, content, operator, setup, command, env, workingDirectory, values, checkpoint },
    written: writtenBy(step),
  };
  return sha256Of(canonical(parts));
}

/** JSON with its keys in order: two processes may build the same mapping in different ways. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? sorted(each as Mapping<unknown>)
      : each,
  );
}

const sorted = (mapping: Mapping<unknown>): Mapping<unknown> =>
  Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
