import { dirname, join, posix } from "node:path";
import type { Files } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { jobRoot } from "../stage/mount.ts";
import type { Engine } from "./engine.ts";
import { type EngineFault, engineFault } from "./engine-fault.ts";

/** Moving a job's folder is bounded by the disk and the network alone. */
const timeoutMs = 24 * 3_600_000;
const hurriedMs = 3000;

/** Puts a job's folder into a container that has not started. Its modes let everybody in: who owns it there differs by engine. */
export async function copyIn(input: {
  readonly engine: Engine;
  readonly container: string;
  /** On this machine. */
  readonly job: string;
  readonly signal: AbortSignal;
}): Promise<Result<void, EngineFault>> {
  const { engine, container, job, signal } = input;
  const args = ["cp", `${job}/.`, `${container}:${jobRoot}`];
  const { code, stderr } = await engine.call(args, { signal, timeoutMs });
  return code === 0 ? ok(undefined) : err(engineFault(stderr, engine.name));
}

/**
 * Brings back what the step left, owned by whoever runs stepops; resolves with complaints. What is not there is no error here,
 * and of what does not come whole nothing is left.
 */
export async function copyOut(input: {
  readonly engine: Engine;
  readonly container: string;
  readonly files: Files;
  readonly job: string;
  /** Relative to the job's folder. */
  readonly paths: readonly string[];
  /** Once it is aborted little time is left: what can be had at once is taken. */
  readonly stop: AbortSignal;
}): Promise<readonly string[]> {
  const { engine, container, files, job, paths, stop } = input;
  const complaints: string[] = [];
  for (const path of paths) {
    const to = join(job, path);
    await files.remove(to);
    await files.makeDirectory(dirname(to));
    const from = `${container}:${posix.join(jobRoot, path)}`;
    const limits = stop.aborted ? { timeoutMs: hurriedMs } : { timeoutMs, signal: stop };
    const { code, stderr } = await engine.call(["cp", from, to], limits);
    if (code === 0 || isMissing(stderr)) continue;
    complaints.push(`${path}: ${engineFault(stderr, engine.name).message}`);
    await files.remove(to);
  }
  return complaints;
}

const isMissing = (stderr: string): boolean => /no such container:path|could not find the file/i.test(stderr);

/**
 * Whether an engine sees this machine's files: asked of a container that is made and never started. An engine that fails for
 * another reason says nothing of its sight, so the answer is that it sees.
 */
export async function seesFiles(input: {
  readonly engine: Engine;
  readonly image: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** On this machine; it holds the start script. */
  readonly job: string;
  readonly signal: AbortSignal;
}): Promise<boolean> {
  const { engine, image, name, labels, job, signal } = input;
  const mount = `type=bind,"source=${job.replaceAll('"', '""')}",target=${jobRoot}`;
  const labelled = Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]);
  const create = ["create", "--name", name, ...labelled, "--pull", "never", "--mount", mount, image, "sh"];
  const created = await engine.call(create, { signal });
  if (created.code !== 0) return engineFault(created.stderr, engine.name).reason !== "bind-missing";
  const { code, stderr } = await engine.call(["cp", `${name}:${jobRoot}/${jobPaths.start}`, "-"], { signal });
  return code === 0 || !isMissing(stderr);
}
