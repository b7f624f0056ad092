import type { CommandSpec, OptionSpec } from "./command.ts";

const json = (help: string): OptionSpec => ({ type: "boolean", help });
const stack: OptionSpec = {
  type: "string",
  value: "NAME",
  help: "the stack to run on, instead of the file's `stack`",
};
const param: OptionSpec = {
  type: "string",
  multiple: true,
  value: "NAME=VALUE",
  help: "set a param of the pipeline; may be repeated",
};
const only: OptionSpec = {
  type: "string",
  multiple: true,
  value: "STEP",
  help: "only these steps, whatever the cache has of them; comma-separated or repeated",
};
const from: OptionSpec = {
  type: "string",
  multiple: true,
  value: "STEP",
  help: "these steps, whatever the cache has of them, and all that follows; comma-separated or repeated",
};
const pipelineFile: OptionSpec = {
  type: "string",
  value: "FILE",
  help: "the pipeline file whose stack names the artifact store (default: pipeline.yaml)",
};
const storeStack: OptionSpec = {
  type: "string",
  value: "NAME",
  help: "the stack whose artifact store it is, instead of the file's `stack`",
};
const force: OptionSpec = { type: "boolean", help: "run every step, whatever the cache has of it" };

/** Every command, in the order in which the overview teaches them. */
export const commands: readonly CommandSpec[] = [
  {
    name: "init",
    summary: "write a first pipeline and the workflow that runs it",
    about:
      "Writes a small pipeline.yaml that runs at once, a line of .gitignore for what it makes, and at the top of the checkout .github/workflows/pipeline.yml, which runs it on GitHub. It asks for a name and shows what it writes; a file that exists is never overwritten without your word.",
    positionals: { usage: "", min: 0, max: 0 },
    options: {
      yes: { type: "boolean", short: "y", help: "ask nothing; files that exist are kept" },
      name: { type: "string", value: "NAME", help: "name of the pipeline (default: the folder's)" },
      force: { type: "boolean", help: "overwrite files that exist" },
      workflow: {
        type: "string",
        value: "yes|no",
        choices: ["yes", "no"],
        help: "write the GitHub workflow too (default: yes)",
      },
    },
    examples: [
      { command: "stepops init", does: "ask, then write" },
      { command: "stepops init --yes --name vision", does: "write without asking" },
    ],
    load: () => import("./init.ts"),
  },
  {
    name: "validate",
    summary: "find every fault in pipeline files, without running anything",
    about:
      "Checks pipeline files (and the stacks.yaml beside them) completely: all faults are shown in one pass, each with its place, a code and what to do. No process is started and nothing leaves this machine.",
    positionals: { usage: "[FILE…]", min: 0, max: Number.POSITIVE_INFINITY },
    options: {
      stack,
      param,
      json: json("print [{file, code, severity, message, line, column, endLine, endColumn, hint, related}]"),
    },
    examples: [
      { command: "stepops validate", does: "check pipeline.yaml" },
      { command: "stepops validate pipelines/*.yaml --json", does: "check many, for a program" },
    ],
    load: () => import("./validate.ts"),
  },
  {
    name: "explain",
    summary: "explain the code of an error or a warning",
    about:
      "Explains what the code of an error or a warning means, with an example and how to mend it. Without a code it lists all codes.",
    positionals: { usage: "[CODE]", min: 0, max: 1 },
    options: {},
    examples: [
      { command: "stepops explain unknown-key", does: "one code" },
      { command: "stepops explain", does: "all codes" },
    ],
    load: () => import("./explain.ts"),
  },
  {
    name: "plan",
    summary: "show what would run, where and why",
    about:
      "Checks the pipeline and shows for each step whether it would run, where, and why. With --offline no process is started: what only git knows is left out.",
    positionals: { usage: "[FILE]", min: 0, max: 1 },
    options: {
      stack,
      param,
      only,
      from,
      force,
      offline: { type: "boolean", help: "start no process, git included" },
      json: json("print {diagnostics, steps: [{id, where, action, why, needs}]}"),
    },
    examples: [
      { command: "stepops plan", does: "before a run" },
      { command: "stepops plan --from train", does: "what a partial run would do" },
    ],
    load: () => import("./plan.ts"),
  },
  {
    name: "graph",
    summary: "print the steps and what needs what",
    about:
      "Prints the graph of steps, every leg of a matrix on its own, as JSON for programs or as Mermaid for Markdown.",
    positionals: { usage: "[FILE]", min: 0, max: 1 },
    options: {
      format: {
        type: "string",
        value: "json|mermaid",
        choices: ["json", "mermaid"],
        help: "how to print it (default: mermaid)",
      },
      stack,
      param,
    },
    examples: [
      { command: "stepops graph", does: "Mermaid, to paste into Markdown" },
      { command: "stepops graph --format json | jq '.edges[]'", does: "the edges, for a program" },
    ],
    load: () => import("./graph.ts"),
  },
  {
    name: "run",
    summary: "run a pipeline on this machine",
    about:
      "Checks the pipeline, orders its steps and runs them: ready steps side by side, the longest way first. Ctrl-C stops all of it and runs `finally`; a second Ctrl-C leaves at once. Whatever happens, `stepops run --resume ID` goes on from there.",
    positionals: { usage: "[FILE]", min: 0, max: 1 },
    options: {
      stack,
      param,
      only,
      from,
      force,
      resume: { type: "string", value: "ID", help: "go on with an earlier run: what is done stays done" },
      json: json("print every event as a line of JSON"),
      verbose: { type: "boolean", short: "v", help: "show what steps print in the live view too" },
      quiet: { type: "boolean", short: "q", help: "show only failures, warnings and the end" },
    },
    examples: [
      { command: "stepops run", does: "run pipeline.yaml" },
      { command: "stepops run --param epochs=3", does: "with another value" },
      { command: "stepops run --from train", does: "train and all that follows it" },
      {
        command: "stepops run --resume 20260131-120000-1f2e",
        does: "go on after a failure, a crash or Ctrl-C",
      },
    ],
    load: () => import("./run.ts"),
  },
  {
    name: "status",
    summary: "show a run, the newest by default",
    about:
      "Shows a run of this checkout: what became of each step, its values and metrics, where its logs lie, and whether its process is still alive.",
    positionals: { usage: "[ID]", min: 0, max: 1 },
    options: { json: json("print the record of the run") },
    examples: [
      { command: "stepops status", does: "the newest run" },
      { command: "stepops status 20260131-120000-1f2e --json", does: "one run, for a program" },
    ],
    load: () => import("./status.ts"),
  },
  {
    name: "logs",
    summary: "print what the steps of a run printed",
    about:
      "Prints the log of one step, or of all steps of a run in their order. A first argument that is no run's id is taken for a step of the newest run.",
    positionals: { usage: "[ID] [STEP]", min: 0, max: 2 },
    options: { follow: { type: "boolean", short: "f", help: "go on printing until the run ends" } },
    examples: [
      { command: "stepops logs", does: "all of the newest run" },
      { command: "stepops logs 'train[lr=0.1]'", does: "one step of it" },
      { command: "stepops logs --follow", does: "watch a run from another terminal" },
    ],
    load: () => import("./logs.ts"),
  },
  {
    name: "cancel",
    summary: "stop a run and its jobs, the newest run by default",
    about:
      "Stops a run of this checkout, as Ctrl-C would where it was started, and waits until it has ended. Of a run whose process is gone it stops the jobs on operators, and runs nothing else. It ends with 0 once all is known to be over; else it names what may still run, and how to stop it.",
    positionals: { usage: "[RUN]", min: 0, max: 1 },
    options: {
      json: json(
        "print {run, result, wasOver, isOver, jobs: [{step, operator, id, key, console, state, isOver}], warnings}",
      ),
    },
    examples: [
      { command: "stepops cancel", does: "the newest run" },
      { command: "stepops cancel 20260131-120000-1f2e", does: "one that was killed, and left jobs behind" },
    ],
    load: () => import("./cancel.ts"),
  },
  {
    name: "shell",
    summary: "open a shell where a step runs",
    about:
      "Opens a shell in the container and the folder that a step would run in, with its inputs, environment, secrets, limits and GPUs; for a step without a container, your own shell in its folder. Values that it reads of other steps come from earlier runs. Neither setup nor command is run: the shell says how to. In a container nothing that is written is kept; it is removed with the shell, whose exit code is this command's. What it reads from a pipe it runs.",
    positionals: { usage: "STEP [FILE]", min: 1, max: 2 },
    options: { stack, param },
    examples: [
      { command: "stepops shell train", does: "look around where train runs" },
      { command: "stepops shell 'train[lr=0.1]' --param epochs=1", does: "one leg of a matrix" },
    ],
    load: () => import("./shell.ts"),
  },
  {
    name: "artifacts list",
    summary: "list what a run left in the artifact store",
    about:
      "Lists the outputs that a run left in the artifact store, or that it took from an earlier run there: their size and where they lie, as the cloud's own tools take it. The run is one of this checkout, the newest by default, or any other one of this repository that the store knows and this trust domain may read.",
    positionals: { usage: "[RUN]", min: 0, max: 1 },
    options: {
      stack: storeStack,
      file: pipelineFile,
      json: json(
        "print {run, store, outputs: [{step, path, isDirectory, size, files, digest, uris, cached}], missing}",
      ),
    },
    examples: [
      { command: "stepops artifacts list", does: "of the newest run" },
      { command: "stepops artifacts list 20260131-120000-1f2e --json", does: "one run, for a program" },
    ],
    load: () => import("./artifacts-list.ts"),
  },
  {
    name: "artifacts get",
    summary: "fetch outputs of a run from the artifact store",
    about:
      "Fetches the outputs of steps, or single outputs by their paths, into a folder, laid out as beside the pipeline. Every file is compared with its digest. All of it arrives, or nothing. A first word that is no run's id is taken for a step or a path of the newest run.",
    positionals: { usage: "[RUN] STEP|PATH…", min: 1, max: Number.POSITIVE_INFINITY },
    options: {
      to: { type: "string", value: "DIR", help: "where to (default: artifacts/RUN)" },
      force: { type: "boolean", help: "put outputs in the place of what is there already" },
      stack: storeStack,
      file: pipelineFile,
    },
    examples: [
      { command: "stepops artifacts get train", does: "all that train left, every leg of it" },
      { command: "stepops artifacts get models/ --to /tmp/best", does: "one output" },
      { command: "stepops artifacts get 20260131-120000-1f2e train", does: "of an earlier run" },
    ],
    load: () => import("./artifacts-get.ts"),
  },
  {
    name: "gc",
    summary: "remove what dead runs left, or old artifacts",
    about:
      "Removes the containers of this machine's runs and shells that have ended, died or lost their folder, and the folders that they worked in. Docker is asked, and each engine that a run of this checkout used. Jobs of this repository on the operators of the pipeline's stacks, and on those that runs of this checkout used, are stopped and removed where their run has ended or its process is gone. What belongs to a run that goes on, or that may go on elsewhere, is left alone and named. With --store it removes from the artifact store what no run needs that is younger than --older-than: outputs, manifests and indexes of this repository.",
    positionals: { usage: "", min: 0, max: 0 },
    options: {
      "dry-run": { type: "boolean", help: "only say what would be removed" },
      run: {
        type: "string",
        multiple: true,
        value: "ID",
        help: "a run that is known to be dead, though nothing here tells so: its jobs go; may be repeated",
      },
      store: { type: "boolean", help: "remove old artifacts from the artifact store, and nothing else" },
      "older-than": {
        type: "string",
        value: "AGE",
        help: "with --store: how old what goes has to be, 1d or more (default: 30d)",
      },
      stack: {
        ...storeStack,
        help: "the stack whose operators are asked (default: all of the file's); with --store the one whose store it is",
      },
      file: {
        ...pipelineFile,
        help: "the pipeline file whose stacks name operators and store (default: pipeline.yaml)",
      },
      json: json(
        "print {dryRun, items: [{kind, name, fate, why, command, id, step, engine, operator, run, key, console}], unasked}; with --store {dryRun, store, items: [{kind, uri, fate, why, bytes, objects, at}], error}",
      ),
    },
    examples: [
      { command: "stepops gc --dry-run", does: "see what is left" },
      { command: "stepops gc", does: "remove it" },
      { command: "stepops gc --store --older-than 90d --dry-run", does: "see which artifacts are old" },
    ],
    load: () => import("./gc.ts"),
  },
  {
    name: "schema",
    summary: "print the JSON schema that editors complete and check with",
    about: "Prints the JSON schema (draft 2020-12) of pipeline files or of stacks.yaml.",
    positionals: { usage: "[pipeline|stacks]", min: 0, max: 1 },
    options: {},
    examples: [{ command: "stepops schema > pipeline.schema.json", does: "keep a copy for the editor" }],
    load: () => import("./schema.ts"),
  },
  {
    name: "stack list",
    summary: "list the stacks that a pipeline can run on",
    about:
      "Lists the stacks of a pipeline file and of the stacks.yaml beside it, with their step operators. The built-in stack `local` is always there: it runs every step on this machine.",
    positionals: { usage: "[FILE]", min: 0, max: 1 },
    options: { json: json("print [{name, chosen, builtin, operators}]") },
    examples: [{ command: "stepops stack list", does: "the stacks of pipeline.yaml" }],
    load: () => import("./stack.ts"),
  },
  {
    name: "step-operator flavors",
    summary: "list the kinds of step operators",
    about:
      "Lists the flavors that a stack's step operators may have: what runs a step somewhere else than on this machine.",
    positionals: { usage: "", min: 0, max: 0 },
    options: { json: json("print [{name, description, available}]") },
    examples: [{ command: "stepops step-operator flavors", does: "all of them" }],
    load: () => import("./step-operator.ts"),
  },
  {
    name: "operator test",
    summary: "test a step operator of your own against the protocol",
    about:
      "Starts a program that speaks the operator protocol, as a stack's `command` would in this folder, runs small jobs on it, and says which of an operator's promises it keeps and which it breaks, with the last messages before that. It kills the program many times, and no job is left. Options of the program itself follow after --.",
    positionals: { usage: "PROGRAM [ARG…]", min: 1, max: Number.POSITIVE_INFINITY },
    options: {
      settings: {
        type: "string",
        value: "FILE",
        help: "a YAML file with the operator's settings, as a stack has them",
      },
      setting: {
        type: "string",
        multiple: true,
        value: "NAME=VALUE",
        help: "a setting of the operator, its value in YAML; may be repeated",
      },
      "step-setting": {
        type: "string",
        multiple: true,
        value: "NAME=VALUE",
        help: "a setting that each step has to have; may be repeated",
      },
      image: {
        type: "string",
        value: "IMAGE",
        help: "an image with sh for every job, where the operator needs one",
      },
      secret: {
        type: "string",
        multiple: true,
        value: "NAME",
        help: "an environment variable that the program needs; may be repeated",
      },
      only: {
        type: "string",
        multiple: true,
        value: "TEXT",
        help: "only checks with this text in their names",
      },
      wait: {
        type: "string",
        value: "SECONDS",
        help: "how long a job may take to start, and to end (default: 60)",
      },
      json: json("print [{name, outcome, what, messages, why, seconds}]"),
    },
    examples: [
      { command: "stepops operator test ./my-operator --setting queue=/mnt/queue", does: "all checks" },
      { command: "stepops operator test python3 ops/my_operator.py --only logs", does: "some of them" },
    ],
    load: () => import("./operator-test.ts"),
  },
];
