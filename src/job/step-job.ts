import type { Mapping } from "../pipeline/draft.ts";
import { stepVariables, unfit } from "../run/environment.ts";
import type { Attempt, ResolvedCommand } from "../run/executor.ts";
import { type Job, jobPaths } from "./job.ts";

/** An attempt as a job for an environment of its own. */
export function stepJob(input: {
  readonly attempt: Attempt;
  readonly secrets: Mapping<string>;
  readonly carried: Mapping<string>;
  /** Undefined where the image's own user works, who has a home of its own. */
  readonly userName: string | undefined;
  readonly marker: string;
  /** Apart for each run and step. */
  readonly portKey: string;
  readonly ownsProcesses: boolean;
  /** Whether each of several nodes is told there which one it is; else it is the only one, whatever the step asked for. */
  readonly spansNodes?: boolean;
}): Job {
  const { attempt, secrets, carried, userName, marker, portKey, ownsProcesses } = input;
  const { spansNodes = false } = input;
  const { step, setup, command, env } = attempt;
  // Where that file lies only the start script knows.
  const { STEPOPS_VALUES: _, ...told } = stepVariables({
    ...{ step, attempt: attempt.attempt, portKey },
    valuesFile: jobPaths.values,
  });
  const [{ numNodes }] = step.resources;
  const variables = {
    ...(userName !== undefined && { USER: userName, LOGNAME: userName }),
    ...carried,
    ...env,
    ...told,
  };
  const isOneOfMany = spansNodes && numNodes > 1;
  return {
    command,
    ...(setup && { setup }),
    env: isOneOfMany ? ofManyNodes(variables, numNodes) : variables,
    ...(isOneOfMany && { numNodes }),
    setsHome: userName !== undefined,
    secrets,
    workingDirectory: step.workingDirectory,
    accelerators: step.resources[0].accelerators[0]?.count ?? 0,
    requireGpu: step.settings.require_gpu === true,
    marker,
    ownsProcesses,
  };
}

/** What only the node itself knows it is told where it runs. */
function ofManyNodes(variables: Mapping<string>, numNodes: number): Mapping<string> {
  const {
    STEPOPS_NODE_RANK: _r,
    STEPOPS_NODE_IPS: _i,
    MASTER_ADDR: _a,
    MASTER_PORT: _p,
    ...rest
  } = variables;
  return { ...rest, STEPOPS_NUM_NODES: String(numNodes) };
}

/** Why no process could be started with what a job gives it; undefined when one could. */
export function unfitJob({ env, secrets, setup, command }: Job): string | undefined {
  const commands = setup ? [setup, command] : [command];
  return commands
    .map((each) => unfit({ ...env, ...secrets, ...bindingsOf(each) }, argumentsOf(each)))
    .find((why) => why !== undefined);
}

const bindingsOf = (command: ResolvedCommand): Mapping<string> =>
  command.kind === "script" ? command.bindings : {};
const argumentsOf = (command: ResolvedCommand): readonly string[] =>
  command.kind === "argv" ? command.args : [];
