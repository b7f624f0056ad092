import { attend, exitCodeOf } from "../host/attach.ts";
import type { Child } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import { readResults } from "../job/results.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { AttemptFrame } from "../run/attempt-frame.ts";
import type { Event, Failure } from "../run/event.ts";
import { openEngine } from "./engine.ts";
import { gpusFor } from "./gpus.ts";
import { imageName } from "./image-name.ts";
import { type Prepared, prepare } from "./preparation.ts";
import {
  makeShell,
  notOpened,
  type ShellRequest,
  withBindings,
  withoutCheckpoint,
} from "./shell-container.ts";
import { copyOut } from "./transfer.ts";
import { discard, openTrial, type Trial, type TrialContext } from "./trial.ts";

/** A shell in the container that a step would run in. */
export interface ContainerShell extends ShellRequest {
  readonly emit: (event: Event) => void;
  /** Its reason is a StopReason. */
  readonly signal: AbortSignal;
  /** Called with the image's name when all is ready, just before the shell gets the terminal. */
  readonly onOpen: (image: string) => void;
}

type Context = Omit<TrialContext, "onLines">;

/**
 * Opens it and waits for its end, then removes the container and its folder. Nothing of the checkout changes. The code is
 * the shell's own, undefined where it was stopped; the failure says why none was opened.
 */
export async function runContainerShell(shell: ContainerShell): Promise<Result<number | undefined, Failure>> {
  const { shared, attempt, emit, signal } = shell;
  const step = withoutCheckpoint(attempt.step);
  const frame = new AttemptFrame(shared, { ...attempt, step }, emit, signal);
  let code: number | undefined;
  const outcome = await frame.run(async () => {
    const prepared = await prepare(shared, frame);
    if (frame.isCancelled) return frame.cancelled();
    if (!prepared.ok) return frame.failure(prepared.error);
    const gpus = gpusFor(shared, prepared.value);
    const ended = await open(shell, { shared, frame, gpus, prepared: withBindings(prepared.value, attempt) });
    if (frame.isCancelled) return frame.cancelled();
    if (!ended.ok) return frame.failure(ended.error);
    code = ended.value;
    return { result: "success", values: {}, outputs: [] };
  });
  return outcome.result === "failure" ? err(outcome.failure) : ok(code);
}

async function open(shell: ContainerShell, context: Context): Promise<Result<number, Failure>> {
  const trial = await openTrial(context);
  try {
    const made = await makeShell(shell, context, trial);
    if (made.ok) return await attendTo(shell, context, trial);
    if (made.error !== "blind") return err(made.error);
  } finally {
    await discard(context, trial);
  }
  context.prepared.runEngine.seesFiles = false;
  return open(shell, context);
}

async function attendTo(
  shell: ContainerShell,
  { frame, prepared }: Context,
  { request, stage, transfer }: Trial,
): Promise<Result<number, Failure>> {
  const { shared, attempt, onOpen } = shell;
  const { step } = attempt;
  const { engine, remover } = prepared.runEngine;
  const { name } = request;
  onOpen(imageName(step));
  const child = attachTo(shell, prepared, name);
  const { clock, files } = shared.host;
  const end = await attend({ child, clock, stop: frame.stop, ask: () => remover.remove(name) });
  if (transfer.job === "copy" && !frame.stop.aborted)
    await copyOut({
      engine,
      container: name,
      files,
      job: stage.job,
      paths: [jobPaths.results],
      stop: frame.stop,
    });
  const results = await readResults(files, stage.job);
  if (results.started && !results.fault) return ok(exitCodeOf(end));
  const { stdout } = await engine.call(["inspect", "--format", "{{.State.Error}}", name]);
  const complaint = stdout.trim() || complaintOf(exitCodeOf(end));
  return err(notOpened({ step, engine, complaint, results }));
}

/** What the container itself printed went to the terminal; its code tells nearly as much. */
function complaintOf(code: number): string {
  if (code === 127) return "exec sh failed: no such file";
  return code === startFailed ? "cannot create started" : "";
}

/** Of a start script that cannot write in its folder. */
const startFailed = 120;

/** The client itself gets the terminal: it knows how to hand one on. */
function attachTo({ shared, attach, env }: ContainerShell, { runEngine }: Prepared, name: string): Child {
  const host = { spawn: attach.spawn, clock: shared.host.clock };
  const engine = openEngine({ host, place: runEngine.engine.place, env, cwd: shared.root });
  return engine.start(["start", "--attach", "--interactive", "--detach-keys", detachKeys, name]);
}

/** The default, Ctrl-P Ctrl-Q, holds back each Ctrl-P, and leaves a shell that would then be removed. */
const detachKeys = "ctrl-^,ctrl-^,ctrl-^,ctrl-^";
