import { createShellFolder, removeShellFolder } from "../container/shell-folder.ts";
import { endAll } from "../leftovers.ts";
import { runsInContainer } from "../pipeline/machine.ts";
import type { Result } from "../pipeline/result.ts";
import { paintFor } from "../report/paint.ts";
import type { Failure } from "../run/event.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf } from "./options.ts";
import { refused, usageError, writeDiagnostics } from "./output.ts";
import type { ShellSession } from "./shell-session.ts";
import { listenForShell } from "./shell-signals.ts";
import { findShellStep, type ShellStep } from "./shell-step.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  if (io.platform === "win32") {
    const hint = "use WSL; validate, plan and graph work here";
    return usageError("shell opens what run would start, which needs Linux or macOS", io, hint);
  }
  const [name = "", file = defaultFile] = args.positionals;
  const request = requestOf(args, file, io);
  if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
  const found = await findShellStep(request.value, name, await io.host());
  await writeDiagnostics(found.diagnostics, io.stderr);
  if (found.refused) return refused(found.refused, io);
  return found.step ? openShell(found.step, io) : exitCodes.badInput;
}

/** The folder of a shell is there as long as the shell, and nothing is left of it afterwards. */
async function openShell(step: ShellStep, io: Io): Promise<number> {
  const { env } = io;
  const host = await io.host();
  const { checkout } = step.place;
  const folder = await createShellFolder(host, { env, checkout, leg: step.attempt.step.id });
  const { directory } = folder;
  const stop = async (): Promise<void> => {
    await endAll(host, { directory, env });
    await removeShellFolder(host.files, directory);
  };
  const signals = listenForShell(() => void leave(io, stop));
  try {
    const ended = await runShell({ step, io, host, folder, signals });
    return codeOf(ended, io);
  } finally {
    await (signals.signal.aborted ? stop() : removeShellFolder(host.files, directory));
    signals.dispose();
  }
}

/** Loaded by what the step needs. */
async function runShell(session: ShellSession): Promise<Result<number | undefined, Failure>> {
  const { step, io } = session;
  for (const notice of step.notices) io.stderr.write(`${paintFor(io.stderr)("dim", "notice:")} ${notice}\n`);
  if (!runsInContainer(step.attempt.step)) return (await import("./host-shell.ts")).runHostShell(session);
  return (await import("./container-shell.ts")).openContainerShell(session);
}

function codeOf(ended: Result<number | undefined, Failure>, io: Io): number {
  if (ended.ok) return ended.value ?? exitCodes.cancelled;
  const { cause, message } = ended.error;
  const code = usageError(message, io);
  return cause === "infrastructure" ? exitCodes.ourFault : code;
}

const leaveMs = 1000;

/** The second signal: what cannot be removed in a moment is left to `stepops gc`. */
async function leave({ exit, host }: Io, stop: () => Promise<void>): Promise<void> {
  try {
    const { clock } = await host();
    await Promise.race([stop(), clock.sleep(leaveMs)]);
  } finally {
    exit(exitCodes.cancelled);
  }
}
