import { join } from "node:path";
import type { Child, Host } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import type { Phase } from "../job/phases.ts";
import { type Results, readResults } from "../job/results.ts";
import type { Masker } from "../run/mask.ts";
import { type Supervised, supervise } from "../run/supervise.ts";
import type { Stage, Transfer } from "../stage/stage.ts";
import { missingClient } from "./engine-fault.ts";
import { listenToContainer } from "./output.ts";
import { type ContainerRequest, containerArguments } from "./request.ts";
import type { RunEngine } from "./run-engines.ts";
import { copyIn, copyOut } from "./transfer.ts";

export interface ContainerRun {
  readonly host: Pick<Host, "clock" | "files">;
  readonly runEngine: RunEngine;
  readonly request: ContainerRequest;
  readonly stage: Stage;
  readonly transfer: Transfer;
  /** What to bring back of a folder that was copied in, relative to the step's folder. */
  readonly written: readonly string[];
  readonly masker: Masker;
  /** Undefined where there is no setup. */
  readonly marker: string | undefined;
  readonly stop: AbortSignal;
  readonly onLines: (phase: Phase, stream: "stdout" | "stderr", lines: readonly string[]) => void;
}

export interface EndedContainer {
  readonly results: Results;
  /** Of the docker client. */
  readonly clientCode: number | undefined;
  readonly complaint: string;
  readonly isOutOfMemory: boolean;
  /** What the step wrote and that could not be brought back, a sentence each. */
  readonly uncopied: readonly string[];
}

/** Runs one container to its end; on `stop` it gets SIGTERM, and SIGKILL five seconds later by whoever removes it. */
export async function runContainer(run: ContainerRun): Promise<EndedContainer> {
  const { runEngine, request, transfer } = run;
  const args = containerArguments(request);
  if (transfer.job === "mount") return follow(run, runEngine.engine.start(["run", ...args]));
  const refused = await prepareCopy(run, args);
  if (refused !== undefined) return { ...neverStarted, complaint: refused };
  return follow(run, runEngine.engine.start(["start", "--attach", request.name]));
}

const neverStarted: EndedContainer = {
  results: { started: false, seesNoGpu: false },
  clientCode: undefined,
  complaint: "",
  isOutOfMemory: false,
  uncopied: [],
};

/** What kept the container from being made; undefined when it can start. */
async function prepareCopy(
  { host, runEngine, request, stage, stop }: ContainerRun,
  args: readonly string[],
): Promise<string | undefined> {
  const { engine } = runEngine;
  const created = await engine.call(["create", ...args], { signal: stop });
  if (created.code !== 0) return created.stderr;
  const copied = await copyIn({ engine, container: request.name, job: stage.job, signal: stop });
  // The container has them now, and its start script empties its own copy.
  await host.files.remove(join(stage.job, jobPaths.secrets));
  return copied.ok ? undefined : copied.error.message;
}

async function follow(run: ContainerRun, child: Child): Promise<EndedContainer> {
  const { host, runEngine, request, stage, transfer, masker, marker, onLines } = run;
  const listener = listenToContainer(child, { masker, marker, onLines });
  const { end } = await superviseClient(run, child);
  listener.finish();
  const clientCode = end?.kind === "exited" ? end.code : undefined;
  const complaint = end?.kind === "not-started" ? notStarted(end.error) : listener.complaint();
  const uncopied = transfer.job === "copy" ? await bringBack(run) : [];
  const results = await readResults(host.files, stage.job);
  const isOutOfMemory =
    clientCode === killed && (results.isOutOfMemory || (await ranOutOfMemory(runEngine, request.name)));
  return { results, clientCode, complaint, isOutOfMemory, uncopied };
}

/**
 * `docker run` passes signals on to its container. `docker start` of newer clients leaves at the first one, while the container
 * still saves its work: there the engine is asked, and the client ends when the container does.
 */
async function superviseClient(run: ContainerRun, child: Child): Promise<Supervised> {
  const { host, runEngine, request, transfer, stop } = run;
  if (transfer.job === "mount") return supervise(child, host.clock, stop);
  const stopped = new AbortController();
  const ask = () => void runEngine.engine.call(["stop", "-t", "5", request.name]).then(() => stopped.abort());
  stop.addEventListener("abort", ask, { once: true });
  if (stop.aborted) ask();
  const supervised = await supervise(child, host.clock, stopped.signal);
  stop.removeEventListener("abort", ask);
  return supervised;
}

const notStarted = ({ code, message }: NodeJS.ErrnoException): string =>
  code === "ENOENT" ? missingClient : message;

const killed = 137;

async function ranOutOfMemory({ engine }: RunEngine, name: string): Promise<boolean> {
  const { stdout } = await engine.call(["inspect", "--format", "{{.State.OOMKilled}}", name]);
  return stdout.trim() === "true";
}

async function bringBack(run: ContainerRun): Promise<readonly string[]> {
  const { host, runEngine, request, stage, written, stop } = run;
  const outputs = written.map((path) => join(jobPaths.work, path));
  const complaints = await copyOut({
    engine: runEngine.engine,
    container: request.name,
    files: host.files,
    job: stage.job,
    paths: [jobPaths.results, ...outputs],
    stop,
  });
  // Of a container that somebody removed there is none, which is not the step's doing.
  if (complaints.length > 0) await host.files.makeDirectory(join(stage.job, jobPaths.results));
  return complaints;
}
