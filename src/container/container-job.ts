import { type Job, jobPaths } from "../job/job.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { stepVariables, unfit } from "../run/environment.ts";
import type { Attempt, ResolvedCommand } from "../run/executor.ts";
import { jobRoot } from "./request.ts";

/** An attempt as a job for a container of its own. */
export function containerJob(input: {
  readonly attempt: Attempt;
  readonly secrets: Mapping<string>;
  readonly carried: Mapping<string>;
  /** Undefined where the image's own user works, who has a home of its own. */
  readonly userName: string | undefined;
  readonly marker: string;
  /** Absolute path of the run's folder: apart for each run and step. */
  readonly portKey: string;
}): Job {
  const { attempt, secrets, carried, userName, marker, portKey } = input;
  const { step, setup, command, env } = attempt;
  const values = `${jobRoot}/${jobPaths.values}`;
  return {
    command,
    ...(setup && { setup }),
    env: {
      ...(userName !== undefined && {
        HOME: `${jobRoot}/${jobPaths.home}`,
        USER: userName,
        LOGNAME: userName,
      }),
      ...carried,
      ...env,
      ...stepVariables({ step, attempt: attempt.attempt, valuesFile: values, portKey }),
    },
    secrets,
    workingDirectory: step.workingDirectory,
    accelerators: step.resources[0].accelerators[0]?.count ?? 0,
    requireGpu: step.settings.require_gpu === true,
    marker,
    ownsProcesses: true,
  };
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
