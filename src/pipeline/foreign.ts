import { ownersOf, type Site } from "./shape.ts";
import { suggest } from "./suggest.ts";

export interface Advice {
  /** The key that was meant, where it belongs to the same mapping. */
  readonly key?: string;
  readonly hint: string;
}

/** Key of ours, or a whole hint where there is none that could take its place. */
type Foreign = string | { readonly hint: string };

const timeout: Foreign = { hint: "Use `timeout`, in seconds or with units: `timeout: 30m`" };
const accelerators: Foreign = {
  hint: 'Write the kind and the number under resources: `accelerators: "A10G:1"`',
};

/** How GitHub Actions, GitLab, DVC, SkyPilot, Airflow, Argo, Kubeflow, Snakemake, Compose and Make spell it. */
const stepSpellings: Readonly<Record<string, Foreign>> = {
  run: "command",
  cmd: "command",
  cmds: "command",
  commands: "command",
  script: "command",
  entrypoint: "command",
  exec: "command",
  args: {
    hint: "Write the program and its arguments as one list: `command: [python, train.py, --epochs, 10]`",
  },
  before_script: "setup",
  install: "setup",
  runs_on: {
    hint: "Name one of the stack's step operators in `step_operator`; without it the step runs on this machine",
  },
  container: "image",
  docker: "image",
  docker_image: "image",
  container_image: "image",
  depends_on: "needs",
  dependencies: "needs",
  requires: "needs",
  after: "needs",
  upstream: "needs",
  deps: "inputs",
  input: "inputs",
  sources: "inputs",
  outs: "outputs",
  output: "outputs",
  artifacts: "outputs",
  generates: "outputs",
  products: "outputs",
  when: "if",
  condition: "if",
  only: "if",
  envs: "env",
  environment: "env",
  variables: "env",
  secret: "secrets",
  wdir: "working_directory",
  workdir: "working_directory",
  cwd: "working_directory",
  dir: "working_directory",
  desc: "description",
  name: { hint: "The step's name is the key that it stands under; a longer text goes to `description`" },
  id: { hint: "The step's id is the key that it stands under" },
  gpu: accelerators,
  gpus: accelerators,
  num_gpus: accelerators,
  accelerator: accelerators,
  cpu: { hint: "Write it under resources: `cpus: 4+`" },
  mem: { hint: "Write it under resources, in GB: `memory: 16+`" },
  ram: { hint: "Write it under resources, in GB: `memory: 16+`" },
  nodes: { hint: "Write it under resources: `num_nodes: 2`" },
  spot: { hint: "Write it under resources: `use_spot: true`" },
  timeout_minutes: timeout,
  timeout_in_minutes: timeout,
  timeout_seconds: timeout,
  active_deadline_seconds: timeout,
  time_limit: timeout,
  retries: { hint: "Use `retry: {max_attempts: 3}`" },
  attempts: { hint: "Use `retry: {max_attempts: 3}`" },
  retry_strategy: "retry",
  allow_failure: "continue_on_error",
  ignore_errors: "continue_on_error",
  foreach: { hint: "Use `strategy: {matrix: {NAME: [...]}}`" },
  parallel: { hint: "Use `strategy: {matrix: {NAME: [...]}}`" },
  operator: "step_operator",
  metric: "metrics",
  plot: "plots",
  checkpoints: "checkpoint",
  frozen: { hint: "Leave the step out of a run with `--only` or `--from`" },
  always_changed: { hint: "Use `cache: false`" },
  with: { hint: "There are no actions here: pass values in `command` or `env`" },
  uses: { hint: "A step runs a command; call an action in the workflow, before or after stepops" },
  services: { hint: "Start services in the workflow's job; steps on the host can reach them" },
  permissions: { hint: "Set permissions in the workflow" },
  concurrency: { hint: "Set concurrency in the workflow" },
  volumes: { hint: "Name what the step reads in `inputs` and what it writes in `outputs`" },
};

const spellings: Readonly<Record<string, Readonly<Record<string, Foreign>>>> = {
  step: stepSpellings,
  pipeline: {
    stages: "steps",
    tasks: "steps",
    jobs: "steps",
    rules: "steps",
    targets: "steps",
    pipeline: "steps",
    vars: "params",
    variables: "env",
    parameters: "params",
    arguments: "params",
    inputs: {
      hint: "Values that a caller sets are `params`; files that a step reads are that step's `inputs`",
    },
    concurrency: "max_parallel",
    parallelism: "max_parallel",
    max_workers: "max_parallel",
    on_exit: "finally",
    after_all: "finally",
    default: "defaults",
    title: "name",
    version: { hint: "Remove it; the file's form has no version" },
  },
  resources: {
    gpu: accelerators,
    gpus: accelerators,
    accelerator: accelerators,
    cpu: "cpus",
    vcpus: "cpus",
    mem: "memory",
    ram: "memory",
    disk: "disk_size",
    disk_tier: { hint: "Put it in the step's `settings`" },
    storage: "disk_size",
    shm: "shm_size",
    spot: "use_spot",
    preemptible: "use_spot",
    nodes: "num_nodes",
    instance: "instance_type",
    machine_type: "instance_type",
    vm_size: "instance_type",
    requests: { hint: "Write `cpus` and `memory` here directly; `8+` asks for at least 8" },
    limits: { hint: "Write `cpus` and `memory` here directly" },
  },
  strategy: { parallel: "max_parallel", foreach: "matrix" },
  retry: {
    limit: "max_attempts",
    max: "max_attempts",
    attempts: "max_attempts",
    retries: "max_attempts",
    max_retries: { hint: "Use `max_attempts`, which counts the first attempt too" },
    when: "on",
    delay: { hint: "Use `backoff: {initial: 10s}`" },
  },
  backoff: {
    delay: "initial",
    min: "initial",
    duration: "initial",
    multiplier: "factor",
    cap: "max",
    max_duration: "max",
  },
  input: { uri: "from", url: "from", source: "from", to: "path", target: "path", mount: "path" },
  stack: {
    orchestrator: { hint: "The orchestrator is the GitHub Actions runner; remove the key" },
    step_operator: "step_operators",
  },
  build: { file: "dockerfile", build_args: "args" },
};

/** What to write instead of a key that is not known at this place. */
export function adviceFor(given: string, site: Site): Advice | undefined {
  const keys = Object.keys(site.shape.keys ?? {});
  const place = site.definition ?? "pipeline";
  const written = snakeCase(given);
  if (keys.includes(written)) return meant(written);
  const foreign = spellings[place === "alternative" ? "resources" : place];
  if (foreign && Object.hasOwn(foreign, written)) {
    const advice = foreign[written] as Foreign;
    return typeof advice === "string" ? meant(advice) : advice;
  }
  const elsewhere = belongsElsewhere(written, place);
  if (elsewhere !== undefined) return { hint: elsewhere };
  const near = given.length <= 64 ? suggest(written, keys) : undefined;
  return near === undefined ? undefined : meant(near);
}

const meant = (key: string): Advice => ({ key, hint: `Did you mean "${key}"?` });

/** `workingDirectory` and `working-directory` → `working_directory`. */
function snakeCase(key: string): string {
  return key
    .slice(0, 64)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[-\s.]+/g, "_")
    .toLowerCase();
}

/** Keys that exist, but a level higher or lower. */
function belongsElsewhere(key: string, place: string): string | undefined {
  if (place === "step") {
    const [owner] = ownersOf(key, ["resources", "strategy", "retry"]);
    if (owner !== undefined) return `Write it under "${owner}"`;
    return topKeys.has(key) ? `Write "${key}" at the top of the file, not in a step` : undefined;
  }
  if (place === "pipeline")
    return ownersOf(key, ["step"]).length > 0 ? 'Write it in a step, or under "defaults"' : undefined;
  if (!belowStep.has(place)) return undefined;
  return ownersOf(key, ["step"]).length > 0 ? `Write it in the step itself, not under "${place}"` : undefined;
}

const belowStep: ReadonlySet<string> = new Set(["resources", "strategy", "retry"]);
const topKeys: ReadonlySet<string> = new Set([
  "params",
  "stack",
  "stacks",
  "on_failure",
  "defaults",
  "finally",
]);
