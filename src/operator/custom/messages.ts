import type { Json } from "../../pipeline/draft.ts";
import { optional } from "../../pipeline/own.ts";
import type { Handle, Job, JobPlan, JobResources, Observation } from "../operator.ts";
import type { results } from "./answers.ts";
import type { Introduction } from "./process.ts";
import type { Of } from "./shapes.ts";

/** A job as messages have it; without its folder while nothing is staged. */
export const jobMessage = (job: Job, isStaged: boolean): Json => ({
  key: job.key,
  name: job.name,
  labels: job.labels,
  ...(isStaged && { directory: job.directory }),
  ...(job.image !== undefined && { image: job.image }),
  resources: resourcesMessage(job.resources),
  settings: job.settings,
  secrets: job.secrets,
  deadline_seconds: job.deadlineSeconds,
});

const resourcesMessage = (resources: JobResources): Json => {
  const { accelerators, cpus, memory, diskSize, shmSize, useSpot, numNodes, instanceType } = resources;
  return {
    ...(accelerators && { accelerators: { name: accelerators.name, count: accelerators.count } }),
    ...optional("cpus", cpus),
    ...optional("memory", memory),
    ...optional("disk_size", diskSize),
    ...optional("shm_size", shmSize),
    ...optional("instance_type", instanceType),
    use_spot: useSpot,
    num_nodes: numNodes,
  } as Json;
};

export const handleMessage = ({ key, id, labels, console, data }: Handle): Json =>
  ({ key, id, labels, ...optional("console", console), ...optional("data", data) }) as Json;

type Result<M extends keyof typeof results> = Of<(typeof results)[M]>;

export const planOf = ({ instance_type, hourly_cost, request }: Result<"plan">): JobPlan => ({
  ...optional("instanceType", instance_type),
  ...optional("hourlyCost", hourly_cost),
  ...optional("request", request),
});

type ObservationMessage = Result<"poll">["observations"][string];

export const observationOf = ({ status, cause, message, exit_code }: ObservationMessage): Observation => ({
  status,
  ...optional("cause", cause),
  ...optional("message", message),
  ...optional("exitCode", exit_code),
});

export const capabilitiesOf = ({ capabilities }: Introduction) => {
  const { gpu, spot, multi_node: multiNode, logs, data, max_runtime_seconds } = capabilities;
  return { gpu, spot, multiNode, logs, data, ...optional("maxRuntimeSeconds", max_runtime_seconds) };
};
