import { join, relative } from "node:path";
import { lazyBuckets } from "../executors.ts";
import { attend, exitCodeOf } from "../host/attach.ts";
import { trustOf } from "../obstacles.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional, own } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { AttemptFrame, openFrame } from "../run/attempt-frame.ts";
import { hostVariables, inherited, unfit } from "../run/environment.ts";
import type { Failure } from "../run/event.ts";
import type { Outcome, ResolvedCommand } from "../run/executor.ts";
import { openLedger } from "../run/ledger.ts";
import { placeInCheckout, placeStepData } from "../run/placed-data.ts";
import { showEvent } from "./shell-events.ts";
import { phaseFiles, phaseScripts } from "./shell-files.ts";
import { announce, type ShellSession } from "./shell-session.ts";

/** The user's own shell, where a step of this machine would run and with the environment that it would have. */
export async function runHostShell(session: ShellSession): Promise<Result<number | undefined, Failure>> {
  const { step, io, host, folder, signals } = session;
  const { attempt, place } = step;
  const cwd = join(place.root, attempt.step.workingDirectory);
  const env = await environment(session);
  const refused = (await missingFolder(session, cwd)) ?? unfit(env, []);
  if (refused !== undefined) return err({ cause: "config", message: refused });
  const placed = await placeData(session);
  if (placed) return placed.result === "failure" ? err(placed.failure) : ok(undefined);
  const home = folder.directory;
  const texts = { ...phaseFiles(attempt), ...phaseScripts(attempt, { home, folder: cwd }) };
  for (const [path, text] of Object.entries(texts)) await host.files.write(join(home, path), text, 0o700);
  const file = io.env.SHELL || "sh";
  const where = `on this machine, at ${relative(io.cwd, cwd) || "."}`;
  announce(io, { attempt, where, home, kept: "it is the step's own folder, so what changes there stays" });
  const { isTerminal, spawn } = await io.attach();
  if (isTerminal) signals.leaveInterrupts();
  const child = spawn({ file, args: [], cwd, env });
  // A shell that people type to ignores SIGTERM.
  const ask = (): boolean => child.signal("SIGHUP");
  const end = await attend({ child, clock: host.clock, stop: signals.signal, ask });
  if (signals.signal.aborted) return ok(undefined);
  if (end.kind !== "not-started") return ok(exitCodeOf(end));
  const message = `the shell ${file} could not be started: ${end.error.message}`;
  return err({ cause: "config", message: `${message}; set SHELL to another one` });
}

/** As the step would find it. Undefined once all is there. */
async function placeData({ step, io, host, signals }: ShellSession): Promise<Outcome | undefined> {
  const { attempt, pipeline, place } = step;
  const { root, checkout } = place;
  const { env } = io;
  const shared = openFrame({ host, env, pipeline });
  const frame = new AttemptFrame(shared, attempt, (event) => showEvent(event, io), signals.signal);
  const buckets = lazyBuckets({
    ...{ host, checkout, env, pipeline },
    ...optional("refused", trustOf(place, env).operatorsRefused),
  });
  const checkoutPlace = { files: host.files, root, ledger: openLedger(host.files, checkout) };
  const outcome = await frame.run(async () => {
    const placed = await placeStepData({ buckets, frame, placed: placeInCheckout(checkoutPlace) });
    if (frame.isCancelled) return frame.cancelled();
    return placed.ok ? { result: "success", values: {}, outputs: [] } : frame.failure(placed.error);
  });
  await buckets.close();
  return outcome.result === "success" ? undefined : outcome;
}

async function missingFolder({ host }: ShellSession, path: string): Promise<string | undefined> {
  const real = await host.files.realpath(path);
  const kind = real === undefined ? undefined : (await host.files.stat(real))?.kind;
  return kind === "directory" ? undefined : `the step's working_directory ${path} is no folder`;
}

/** A step's environment, and what stands in its scripts for expressions, so that they can be pasted. */
async function environment({ step, io, host, folder }: ShellSession): Promise<Mapping<string>> {
  const { attempt } = step;
  const { directory } = folder;
  const values = join(directory, "values");
  await host.files.makeDirectory(values);
  const { TERM } = io.env;
  const secrets = attempt.step.secrets.map((name) => [name, own(io.env, name) ?? ""] as const);
  return {
    ...inherited(io.env),
    ...(TERM !== undefined && { TERM }),
    ...attempt.env,
    ...Object.fromEntries(secrets),
    ...hostVariables({ ...attempt, runDirectory: directory, valuesFile: join(values, "shell") }),
    ...bindingsOf(attempt.setup),
    ...bindingsOf(attempt.command),
  };
}

const bindingsOf = (command: ResolvedCommand | undefined): Mapping<string> =>
  command?.kind === "script" ? command.bindings : {};
