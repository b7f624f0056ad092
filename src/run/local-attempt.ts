import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { logNames } from "../pipeline/ids.ts";
import { AttemptFrame, type SharedFrame } from "./attempt-frame.ts";
import type { Buckets } from "./bucket-data.ts";
import { diedOfKill, endFailure } from "./command-end.ts";
import { commandLine, startFailure } from "./command-line.ts";
import { hostVariables, unfit } from "./environment.ts";
import type { Event, Failure } from "./event.ts";
import type { Attempt, Outcome, ResolvedCommand } from "./executor.ts";
import { listen } from "./listen.ts";
import type { OomWatch } from "./oom.ts";
import type { Outputs } from "./outputs.ts";
import { type PlacedData, placeStepData } from "./placed-data.ts";
import type { RunFolder } from "./run-folder.ts";
import { supervise } from "./supervise.ts";
import { takeValues } from "./values.ts";

type Phase = "setup" | "command";

/** What all attempts on this machine share. */
export interface Shared extends SharedFrame {
  readonly root: string;
  readonly folder: RunFolder;
  readonly inherited: Mapping<string>;
  readonly outputs: Outputs;
  readonly buckets: Pick<Buckets, "fetch">;
  readonly placed: PlacedData;
  readonly oom: OomWatch;
  /** Made once, for the first step. */
  readonly valuesFolder: () => Promise<void>;
}

/** One attempt of a step that runs as processes of this machine. */
export class LocalAttempt {
  readonly #shared: Shared;
  readonly #frame: AttemptFrame;
  readonly #name: string;

  constructor(shared: Shared, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#frame = new AttemptFrame(shared, attempt, emit, signal);
    const { id } = attempt.step;
    this.#name = logNames([attempt.step]).get(id) ?? id;
  }

  run(): Promise<Outcome> {
    return this.#frame.run(() => this.#runAll());
  }

  get #attempt(): Attempt {
    return this.#frame.attempt;
  }

  async #runAll(): Promise<Outcome> {
    const { outputs, oom, host } = this.#shared;
    const { step } = this.#attempt;
    const obstacle = (await this.#obstacle()) ?? (await this.#placeData()) ?? (await this.#prepare());
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    if (obstacle) return this.#frame.failure(obstacle);
    await oom.look();
    const since = host.clock.now();
    const failure = await this.#frame.withTimeout(() => this.#runCommands());
    if (failure) {
      // What left the process group would meet the next attempt; after a success it may serve later steps.
      await host.processes.endMarked("STEPOPS_VALUES", this.#valuesFile);
      await outputs.abandon(step);
    }
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    return this.#collect(failure, since);
  }

  /** What makes a start pointless, found before anything is touched. */
  async #obstacle(): Promise<Failure | undefined> {
    const { workingDirectory } = this.#attempt.step;
    const missing = this.#frame.missingSecret();
    return missing ?? (workingDirectory === "." ? undefined : this.#missingDirectory(workingDirectory));
  }

  async #missingDirectory(directory: string): Promise<Failure | undefined> {
    const { files } = this.#shared.host;
    const real = await files.realpath(this.#cwd);
    const kind = real === undefined ? undefined : (await files.stat(real))?.kind;
    if (kind === "directory") return undefined;
    return config(
      `working_directory ${directory} ${kind === undefined ? "does not exist" : "is not a directory"}`,
    );
  }

  async #placeData(): Promise<Failure | undefined> {
    const { buckets, placed } = this.#shared;
    const done = await placeStepData({ buckets, placed, frame: this.#frame });
    return done.ok ? undefined : done.error;
  }

  async #prepare(): Promise<Failure | undefined> {
    const { outputs, valuesFolder } = this.#shared;
    await valuesFolder();
    const prepared = await outputs.prepare(this.#attempt.step);
    return prepared.ok ? undefined : prepared.error;
  }

  async #runCommands(): Promise<Failure | undefined> {
    const { setup, command } = this.#attempt;
    return (setup && (await this.#runCommand("setup", setup))) ?? this.#runCommand("command", command);
  }

  async #runCommand(phase: Phase, command: ResolvedCommand): Promise<Failure | undefined> {
    const { stop } = this.#frame;
    if (stop.aborted) return this.#frame.stopped(phase);
    const { host, folder } = this.#shared;
    const scriptPath = join(folder.scripts, `${this.#name}${phase === "setup" ? ".setup" : ""}.sh`);
    const { file, args, bindings } = commandLine(command, scriptPath);
    const env = { ...this.#environment(), ...bindings };
    const refused = unfit(env, [file, ...args]);
    if (refused !== undefined) return config(refused);
    if (command.kind === "script") await host.files.write(scriptPath, `${command.text}\n`);
    if (stop.aborted) return this.#frame.stopped(phase);
    return this.#spawn(phase, { file, args, env, cwd: this.#cwd });
  }

  async #spawn(phase: Phase, command: Parameters<Host["spawn"]>[0]): Promise<Failure | undefined> {
    const { host, oom, masker } = this.#shared;
    const { stop } = this.#frame;
    const child = host.spawn(command);
    const finish = listen(child, masker, (stream, lines) => this.#frame.output(phase, stream, lines));
    const { end, isGone } = await supervise(child, host.clock, stop);
    finish();
    if (!isGone) {
      const message = `processes of its group ${child.pid} still run, although they were sent SIGKILL`;
      this.#frame.notice("warning", message);
    }
    if (stop.aborted || end === undefined) return this.#frame.stopped(phase);
    if (end.kind === "not-started") {
      const { file, cwd, env } = command;
      return {
        phase,
        ...(await startFailure(end.error, { file, cwd, path: env.PATH, files: host.files })),
      };
    }
    return endFailure(end, phase, diedOfKill(end) && (await oom.hasStruck()));
  }

  async #collect(failure: Failure | undefined, since: number): Promise<Outcome> {
    const { host, outputs, secrets } = this.#shared;
    const { step } = this.#attempt;
    const { values, faults } = await takeValues(host.files, this.#valuesFile, {
      names: step.values,
      secrets,
    });
    if (failure) return this.#frame.failure(failure, values);
    const published = await outputs.publish(step, since);
    if (!published.ok) return this.#frame.failure(published.error, values);
    if (faults.length > 0)
      return this.#frame.failure({ ...config(faults.join("; ")), phase: "outputs" }, values);
    return { result: "success", values, outputs: published.value };
  }

  #environment(): Mapping<string> {
    const { inherited: base, folder } = this.#shared;
    const { step, attempt, env } = this.#attempt;
    const variables = { step, attempt, runDirectory: folder.directory, valuesFile: this.#valuesFile };
    return { ...base, ...env, ...this.#frame.secrets(), ...hostVariables(variables) };
  }

  get #cwd(): string {
    return join(this.#shared.root, this.#attempt.step.workingDirectory);
  }

  get #valuesFile(): string {
    return join(this.#shared.folder.directory, "values", `${this.#name}.${this.#attempt.attempt}`);
  }
}

const config = (message: string): Failure => ({ cause: "config", message });
