import type { Host } from "../host/host.ts";
import { paintFor } from "../report/paint.ts";
import type { Attempt } from "../run/executor.ts";
import type { RunFolder } from "../run/run-folder.ts";
import type { Io } from "./io.ts";
import { commandText, word } from "./shell-files.ts";
import type { ShellSignals } from "./shell-signals.ts";
import type { ShellStep } from "./shell-step.ts";

/** A shell about to be opened. */
export interface ShellSession {
  readonly step: ShellStep;
  readonly io: Io;
  readonly host: Host;
  /** Its own, made for it alone. */
  readonly folder: RunFolder;
  readonly signals: ShellSignals;
}

/** Says what was opened. On stderr: stdout is the shell's, whose output may be piped on. */
export function announce(
  { stderr }: Pick<Io, "stderr">,
  opened: {
    readonly attempt: Attempt;
    /** `in python:3.13, at /stepops/work`. */
    readonly where: string;
    /** What becomes of changes. */
    readonly kept: string;
    /** Folder of the scripts `setup` and `command`. */
    readonly home: string;
  },
): void {
  const { attempt, where, kept, home } = opened;
  const { step, setup, command } = attempt;
  const paint = paintFor(stderr);
  const script = (phase: string): string => paint("cyan", `sh ${word(`${home}/${phase}`)}`);
  const lines = [
    `${paint("bold", step.id)} ${where}; ${kept}`,
    ...(setup ? [`setup has not run, ${script("setup")} runs it`] : []),
    `${script("command")} runs the command:`,
    ...commandText(command)
      .split("\n")
      .map((line) => `  ${line}`),
  ];
  stderr.write(`${lines.join("\n")}\n`);
}
