import { join } from "node:path";
import type { FileStat, Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Failure } from "./event.ts";
import type { ResolvedCommand } from "./executor.ts";

export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  /** Variables that stand for the `${{ }}` of a script. */
  readonly bindings: Mapping<string>;
}

/** An argv is run as it is, a script by its shell from a file: no limit on its length, and no quoting. */
export function commandLine(command: ResolvedCommand, scriptPath: string): CommandLine {
  if (command.kind === "argv") {
    const [file = "", ...args] = command.args;
    return { file, args, bindings: {} };
  }
  const options = command.shell === "sh" ? ["-e"] : ["--noprofile", "--norc", "-eo", "pipefail"];
  return { file: command.shell, args: [...options, scriptPath], bindings: command.bindings };
}

/** Why a program could not be started, with the exit code that a shell gives for it. */
export async function startFailure(
  error: NodeJS.ErrnoException,
  started: {
    readonly file: string;
    /** Absolute. */
    readonly cwd: string;
    readonly path: string | undefined;
    readonly files: Files;
  },
): Promise<Failure> {
  const { file, path } = started;
  switch (error.code) {
    case "ENOENT":
      return notFound(started);
    case "EACCES":
      return notExecutable(file, await found(started));
    case "ENOEXEC":
      return {
        cause: "user",
        exitCode: 126,
        message: `${file} has no first line that names its interpreter: begin it with #!/bin/sh, say`,
      };
    case "E2BIG":
      return {
        cause: "config",
        message: `${file} could not be started: its arguments and environment are too long together; pass a file instead`,
      };
    case "EAGAIN":
    case "ENOMEM":
    case "EMFILE":
    case "ENFILE":
      return {
        cause: "infrastructure",
        message: `${file} could not be started: this machine has no room for another process (${error.code})`,
      };
    default:
      return {
        cause: "user",
        exitCode: 126,
        message: `${file} could not be started: ${error.message} (PATH is ${path ?? "not set"})`,
      };
  }
}

type Started = Parameters<typeof startFailure>[1];

async function notFound(started: Started): Promise<Failure> {
  const { file, path } = started;
  if (!file.includes("/")) {
    return {
      cause: "user",
      exitCode: 127,
      message: `the program ${file} was not found: install it, or correct PATH, which is ${path ?? "not set"}`,
    };
  }
  const message = (await found(started))
    ? `${file} names an interpreter in its first line that was not found`
    : `the program ${file} was not found in ${started.cwd}`;
  return { cause: "user", exitCode: 127, message };
}

function notExecutable(file: string, stat: FileStat | undefined): Failure {
  const why =
    stat?.kind === "directory"
      ? `${file} is a directory, not a program`
      : `${file} may not be executed: run chmod +x ${file}, and git update-index --chmod=+x ${file} where git keeps it`;
  return { cause: "user", exitCode: 126, message: why };
}

const found = ({ file, cwd, files }: Started): Promise<FileStat | undefined> =>
  files.stat(file.startsWith("/") ? file : join(cwd, file));
