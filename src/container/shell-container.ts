import { join } from "node:path";
import type { Attach } from "../host/attach.ts";
import { jobPaths } from "../job/job.ts";
import type { Results } from "../job/results.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Failure } from "../run/event.ts";
import type { Attempt } from "../run/executor.ts";
import { jobRoot } from "../stage/mount.ts";
import { containerFailure } from "./container-end.ts";
import { engineFault } from "./engine-fault.ts";
import { imageName } from "./image-name.ts";
import type { Prepared } from "./preparation.ts";
import { containerArguments } from "./request.ts";
import type { ContainerShared } from "./shared.ts";
import { copyIn } from "./transfer.ts";
import type { Trial, TrialContext } from "./trial.ts";

export interface ShellRequest {
  readonly shared: ContainerShared;
  /** As the file has it. */
  readonly attempt: Attempt;
  readonly attach: Attach;
  /** Of the docker client. */
  readonly env: Mapping<string>;
  /** Text files to put beside the job's own, by path. */
  readonly extras: Mapping<string>;
}

/** A checkpoint would be mounted as it is: here it is one more path that the step writes, and gets a copy. */
export function withoutCheckpoint({ checkpoint, ...step }: Step): Step {
  if (checkpoint === undefined) return step;
  const { location } = step;
  const written = { path: checkpoint, isDirectory: true, role: "output", location } as const;
  return { ...step, outputs: [...step.outputs, written] };
}

/** What stands in a script for an expression is in the shell too, so that the script can be pasted. */
export function withBindings(prepared: Prepared, { setup, command }: Attempt): Prepared {
  const bindings = [setup, command].map((each) => (each?.kind === "script" ? each.bindings : {}));
  const env: Mapping<string> = Object.assign({}, prepared.job.env, ...bindings);
  return { ...prepared, job: { ...prepared.job, env } };
}

/** Makes the container, and does not start it. "blind": the engine does not see our files, so they must be copied. */
export async function makeShell(
  shell: ShellRequest,
  { frame, prepared }: Pick<TrialContext, "frame" | "prepared">,
  { request, stage, transfer }: Trial,
): Promise<Result<void, Failure | "blind">> {
  const { attempt, attach } = shell;
  const { engine } = prepared.runEngine;
  const signal = frame.stop;
  await addFiles(shell, stage.job);
  const args = containerArguments({ ...request, shell: attach.isTerminal ? "terminal" : "pipe" });
  const created = await engine.call(["create", ...args], { signal });
  if (created.code !== 0) {
    const { reason } = engineFault(created.stderr, engine.name);
    const isBlind = transfer.inputs === "mount" && reason === "bind-missing";
    return err(isBlind ? "blind" : notOpened({ step: attempt.step, engine, complaint: created.stderr }));
  }
  if (transfer.job === "mount") {
    // An engine that does not see our files may have made a folder of that name.
    const start = `${request.name}:${jobRoot}/${jobPaths.start}`;
    const seen = await engine.call(["cp", start, "-"], { signal });
    return seen.code === 0 ? ok(undefined) : err("blind");
  }
  const copied = await copyIn({ engine, container: request.name, job: stage.job, signal });
  return copied.ok
    ? copied
    : err({ cause: "infrastructure", message: `${copied.error.message}: ${copied.error.hint}` });
}

async function addFiles(shell: ShellRequest, job: string): Promise<void> {
  for (const [path, text] of Object.entries(shell.extras))
    await shell.shared.host.files.write(join(job, path), text, 0o755);
  const { checkpoint } = shell.attempt.step;
  if (checkpoint !== undefined) await copyCheckpoint(shell, checkpoint, job);
}

/** Not linked, as inputs are: what the shell does to it must not be done to the checkout's. */
async function copyCheckpoint({ shared, env }: ShellRequest, checkpoint: string, job: string): Promise<void> {
  const { host, root } = shared;
  const [from, to] = [join(root, checkpoint), join(job, jobPaths.work, checkpoint)];
  await host.files.makeDirectory(to);
  if ((await host.files.stat(from))?.kind !== "directory") return;
  const { PATH = "/usr/bin:/bin" } = env;
  await host.spawn({ file: "cp", args: ["-RP", `${from}/.`, to], cwd: root, env: { PATH } }).ended;
}

/** Why there is no shell. */
export function notOpened(input: {
  readonly step: Step;
  readonly engine: { readonly name: string };
  /** The engine's words. */
  readonly complaint: string;
  readonly results?: Results;
}): Failure {
  const { step, engine, complaint, results = { started: false, seesNoGpu: false } } = input;
  const end = { image: imageName(step), engine: engine.name, results, complaint, clientCode: undefined };
  const failure = containerFailure({ ...end, isOutOfMemory: false });
  return failure ?? { cause: "infrastructure", message: `${engine.name} did not start the shell` };
}
