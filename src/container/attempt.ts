import { join } from "node:path";
import { jobPaths } from "../job/job.ts";
import { isIntact } from "../job/results.ts";
import { AttemptFrame } from "../run/attempt-frame.ts";
import type { Event, Failure } from "../run/event.ts";
import type { Attempt, Outcome } from "../run/executor.ts";
import type { InputFiles } from "../run/input-files.ts";
import { replaceTree } from "../run/replace-tree.ts";
import { takeValues } from "../run/values.ts";
import { jobRoot } from "../stage/mount.ts";
import { withheldFiles } from "../stage/step-inputs.ts";
import { takeOver } from "../stage/take-over.ts";
import { withheldHint } from "../stage/withheld.ts";
import { containerFailure } from "./container-end.ts";
import { gpusFor } from "./gpus.ts";
import { imageName } from "./image-name.ts";
import { type Prepared, prepare } from "./preparation.ts";
import type { Limits } from "./request.ts";
import type { ContainerShared } from "./shared.ts";
import { discard, discardContainer, type Tried, tryContainer } from "./trial.ts";

const keptLines = 200;

/** One attempt of a step that runs in a container. */
export class ContainerAttempt {
  readonly #shared: ContainerShared;
  readonly #frame: AttemptFrame;
  /** The last that the step printed. */
  #tail: readonly string[] = [];

  constructor(shared: ContainerShared, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#frame = new AttemptFrame(shared, attempt, emit, signal);
  }

  run(): Promise<Outcome> {
    return this.#frame.run(() => this.#runAll());
  }

  async #runAll(): Promise<Outcome> {
    const prepared = await prepare(this.#shared, this.#frame);
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    if (!prepared.ok) return this.#frame.failure(prepared.error);
    const { outputs, devices } = this.#shared;
    const { step } = this.#frame.attempt;
    const cleared = await outputs.prepare(step);
    if (!cleared.ok) return this.#frame.failure(cleared.error);
    const gpus = gpusFor(this.#shared, prepared.value);
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#runPrepared(prepared.value, gpus);
      return outcome;
    } finally {
      if (Array.isArray(gpus)) devices.release(gpus);
      // What lies there from now on is nobody's but who puts it there.
      if (outcome?.result !== "success") await outputs.abandon(step);
    }
  }

  async #runPrepared(prepared: Prepared, gpus: Limits["gpus"]): Promise<Outcome> {
    const context = { shared: this.#shared, frame: this.#frame, prepared, gpus };
    const onLines = this.#print.bind(this);
    const since = this.#shared.host.clock.now();
    const tried = await this.#frame.withTimeout(() => tryContainer({ ...context, onLines }));
    // One that was stopped, or whose client went away, may still run, and write to what is read below.
    const isOver = this.#hasEnded(tried) || (await discardContainer(context, tried));
    const outcome = await this.#conclude(prepared, tried, since).catch((error: Error) =>
      this.#keep(tried, error),
    );
    // It may still write to its folder, so both are left to the end of the run, or to gc.
    if (!isOver) return outcome.result === "failure" ? this.#stillRunning(tried) : outcome;
    // One that ended by itself costs nothing more, so nobody waits for its removal.
    const gone = discard(context, tried).then(() => void this.#shared.background.delete(gone));
    this.#shared.background.add(gone);
    return outcome;
  }

  #hasEnded({ ended }: Tried): boolean {
    return !this.#frame.stop.aborted && ended.results.exitCode !== undefined;
  }

  /** A cause that is not tried again by itself: two attempts at once would write over each other. */
  #stillRunning({ request }: Tried): Outcome {
    const message = `the step's container may still run, as Docker does not say that it is gone: see docker ps, and end it with docker rm --force ${request.name}`;
    return this.#frame.failure({ cause: "lost", message });
  }

  /** A disk may be full where the outputs belong; where the step left them they must not go with its folder. */
  async #keep({ stage, request }: Tried, error: Error): Promise<Outcome> {
    if (!("code" in error && "syscall" in error)) throw error;
    const { host, folder } = this.#shared;
    const kept = join(folder.directory, "kept", request.name);
    await host.files.makeDirectory(join(folder.directory, "kept"));
    await host.files.rename(join(stage.job, jobPaths.work), kept);
    const message = `the step ended well, but its outputs cannot be put in their place (${error.message}); they are kept in ${kept}`;
    return this.#frame.failure({ cause: "infrastructure", phase: "outputs", message });
  }

  #print(phase: "setup" | "command", stream: "stdout" | "stderr", lines: readonly string[]): void {
    this.#tail = [...this.#tail, ...lines].slice(-keptLines);
    this.#frame.output(phase, stream, lines);
  }

  async #conclude(prepared: Prepared, tried: Tried, since: number): Promise<Outcome> {
    const { results } = tried.ended;
    if (results.seesNoGpu) this.#warnOfNoGpu();
    const intact = await isIntact(this.#shared.host.files, tried.stage.job);
    const ended = intact ? this.#failureOf(prepared, tried) : displaced;
    const { aborted } = this.#frame.stop;
    const failure = aborted ? this.#frame.stopped(results.phase ?? "command") : ended;
    if (intact) await this.#keepCheckpoint(tried);
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    if (!intact) return this.#frame.failure(failure ?? displaced);
    const hinted = failure && (await this.#withHint(failure, prepared));
    return this.#collect({ tried, failure: hinted, since, inputs: prepared.inputs });
  }

  #warnOfNoGpu(): void {
    const [asked] = this.#frame.attempt.step.resources[0].accelerators;
    const what = asked ? `${asked.name}:${asked.count}` : "an accelerator";
    this.#frame.notice("warning", `the step asked for ${what} and sees no GPU`);
  }

  #failureOf({ runEngine }: Prepared, { ended, request }: Tried): Failure | undefined {
    const { memoryBytes } = request.limits;
    return containerFailure({
      ...ended,
      image: imageName(this.#frame.attempt.step),
      engine: runEngine.engine.name,
      ...(memoryBytes !== undefined && { memoryBytes }),
    });
  }

  /** Names what the step was not given, where that is what it says it lacks. */
  async #withHint(failure: Failure, { inputs }: Prepared): Promise<Failure> {
    const { step } = this.#frame.attempt;
    if (failure.cause !== "user" || step.inputs === undefined) return failure;
    const { host, ...source } = this.#shared;
    const withheld = await withheldFiles({ ...source, files: host.files }, inputs);
    const { workingDirectory } = step;
    const hint = withheldHint({ lines: this.#tail, withheld, workingDirectory, seenAs: jobRoot });
    return hint === undefined ? failure : { ...failure, message: `${failure.message}; ${hint}` };
  }

  /** Kept whatever became of the step: the next attempt goes on from it. */
  async #keepCheckpoint({ stage, transfer }: Tried): Promise<void> {
    const { checkpoint } = this.#frame.attempt.step;
    if (checkpoint === undefined || transfer.job === "mount") return;
    const { host, root } = this.#shared;
    await replaceTree(host.files, join(stage.job, jobPaths.work, checkpoint), join(root, checkpoint));
  }

  async #collect(input: {
    readonly tried: Tried;
    readonly failure: Failure | undefined;
    readonly since: number;
    readonly inputs: InputFiles;
  }): Promise<Outcome> {
    const { tried, failure, since, inputs } = input;
    const { host, secrets } = this.#shared;
    const { step } = this.#frame.attempt;
    const { job } = tried.stage;
    const declared = { names: step.values, secrets };
    const { values, faults } = await takeValues(host.files, join(job, jobPaths.values), declared);
    if (failure) return this.#frame.failure(failure, values);
    if (faults.length > 0)
      return this.#frame.failure({ cause: "config", phase: "outputs", message: faults.join("; ") }, values);
    const published = await takeOver({ shared: this.#shared, step, job, seenAs: jobRoot, inputs, since });
    if (!published.ok) return this.#frame.failure(published.error, values);
    return { result: "success", values, outputs: published.value };
  }
}

const displaced: Failure = {
  cause: "user",
  message:
    "the step put something else in the place of its own folders below /stepops, so nothing of it is taken over",
};
