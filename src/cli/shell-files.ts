import { controlFiles, quote } from "../job/start-script.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Attempt, ResolvedCommand } from "../run/executor.ts";

const phasesOf = ({ setup }: Attempt): readonly ("setup" | "command")[] =>
  setup ? ["setup", "command"] : ["command"];

/** A script for each phase, `setup` and `command`, that runs it from wherever the shell stands. */
export function phaseScripts(
  attempt: Attempt,
  { home, folder }: { readonly home: string; readonly folder: string },
): Mapping<string> {
  const script = (phase: string): string =>
    [
      `_stepops_home=${quote(home)}`,
      `cd ${quote(folder)} || exit`,
      `. "$_stepops_home/control/${phase}.run.sh"`,
      "",
    ].join("\n");
  return Object.fromEntries(phasesOf(attempt).map((phase) => [phase, script(phase)]));
}

/** What those scripts read, where no container's job has it. */
export function phaseFiles(attempt: Attempt): Mapping<string> {
  const { setup, command, step } = attempt;
  const all = controlFiles({
    command,
    ...(setup && { setup }),
    env: {},
    secrets: {},
    workingDirectory: step.workingDirectory,
    accelerators: 0,
    requireGpu: false,
    marker: "",
    ownsProcesses: false,
  });
  return Object.fromEntries(
    Object.entries(all).filter(([path]) => /^control\/(?:setup|command)\./.test(path)),
  );
}

/** As it would be typed. */
export function commandText(command: ResolvedCommand): string {
  return command.kind === "script" ? command.text.trimEnd() : command.args.map(word).join(" ");
}

/** Quoted where a shell would read it as more than one word. */
export const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : quote(text));
