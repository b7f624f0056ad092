import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { logNames } from "../pipeline/ids.ts";
import { own } from "../pipeline/own.ts";
import { diedOfKill, endFailure } from "./command-end.ts";
import { commandLine, startFailure } from "./command-line.ts";
import { stepVariables, unfit } from "./environment.ts";
import type { Event, Failure, StopReason } from "./event.ts";
import type { Attempt, Outcome, ResolvedCommand } from "./executor.ts";
import { listen } from "./listen.ts";
import type { Masker } from "./mask.ts";
import type { OomWatch } from "./oom.ts";
import type { Outputs } from "./outputs.ts";
import type { RunFolder } from "./run-folder.ts";
import { supervise } from "./supervise.ts";
import { takeValues } from "./values.ts";

type Phase = "setup" | "command";

/** What all attempts on this machine share. */
export interface Shared {
  readonly host: Host;
  readonly root: string;
  readonly folder: RunFolder;
  readonly inherited: Mapping<string>;
  readonly secrets: Mapping<string>;
  readonly masker: Masker;
  readonly outputs: Outputs;
  readonly oom: OomWatch;
  /** Made once, for the first step. */
  readonly valuesFolder: () => Promise<void>;
}

/** One attempt of a step that runs as processes of this machine. */
export class LocalAttempt {
  readonly #shared: Shared;
  readonly #attempt: Attempt;
  readonly #emit: (event: Event) => void;
  readonly #signal: AbortSignal;
  /** Aborted by the run's signal and by the step's own timeout. */
  readonly #stop = new AbortController();
  readonly #name: string;
  #timedOut = false;

  constructor(shared: Shared, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#attempt = attempt;
    this.#emit = emit;
    this.#signal = signal;
    const { id } = attempt.step;
    this.#name = logNames([attempt.step]).get(id) ?? id;
  }

  async run(): Promise<Outcome> {
    if (this.#signal.aborted) return this.#cancelled();
    const onAbort = () => this.#stop.abort();
    this.#signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await this.#runAll();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return this.#failure({ cause: "infrastructure", message: `this machine refused: ${error.message}` });
    } finally {
      this.#signal.removeEventListener("abort", onAbort);
    }
  }

  async #runAll(): Promise<Outcome> {
    const { outputs, oom, host } = this.#shared;
    const { step } = this.#attempt;
    const obstacle = (await this.#obstacle()) ?? (await this.#prepare());
    if (obstacle) return this.#failure(obstacle);
    await oom.look();
    const since = host.clock.now();
    const failure = await this.#withTimeout(() => this.#runCommands());
    if (failure) {
      // What left the process group would meet the next attempt; after a success it may serve later steps.
      await host.processes.endMarked("STEPOPS_VALUES", this.#valuesFile);
      await outputs.abandon(step);
    }
    if (this.#signal.aborted) return this.#cancelled();
    return this.#collect(failure, since);
  }

  /** What makes a start pointless, found before anything is touched. */
  async #obstacle(): Promise<Failure | undefined> {
    const { step } = this.#attempt;
    const missing = step.secrets.find((name) => own(this.#shared.secrets, name) === undefined);
    if (missing !== undefined) return config(`the secret ${missing} is not set in the environment`);
    return step.workingDirectory === "." ? undefined : this.#missingDirectory(step.workingDirectory);
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

  async #prepare(): Promise<Failure | undefined> {
    const { outputs, valuesFolder } = this.#shared;
    await valuesFolder();
    const prepared = await outputs.prepare(this.#attempt.step);
    return prepared.ok ? undefined : prepared.error;
  }

  async #withTimeout<T>(act: () => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#attempt.step;
    if (timeoutMs === undefined) return act();
    const over = new AbortController();
    const expire = () => {
      this.#timedOut = true;
      this.#stop.abort();
    };
    this.#shared.host.clock.sleep(timeoutMs, over.signal).then(expire, () => {});
    try {
      return await act();
    } finally {
      over.abort();
    }
  }

  async #runCommands(): Promise<Failure | undefined> {
    const { setup, command } = this.#attempt;
    return (setup && (await this.#runCommand("setup", setup))) ?? this.#runCommand("command", command);
  }

  async #runCommand(phase: Phase, command: ResolvedCommand): Promise<Failure | undefined> {
    if (this.#stop.signal.aborted) return this.#stopped(phase);
    const { host, folder } = this.#shared;
    const scriptPath = join(folder.scripts, `${this.#name}${phase === "setup" ? ".setup" : ""}.sh`);
    const { file, args, bindings } = commandLine(command, scriptPath);
    const env = { ...this.#environment(), ...bindings };
    const refused = unfit(env, [file, ...args]);
    if (refused !== undefined) return config(refused);
    if (command.kind === "script") await host.files.write(scriptPath, `${command.text}\n`);
    if (this.#stop.signal.aborted) return this.#stopped(phase);
    return this.#spawn(phase, { file, args, env, cwd: this.#cwd });
  }

  async #spawn(phase: Phase, command: Parameters<Host["spawn"]>[0]): Promise<Failure | undefined> {
    const { host, oom, masker } = this.#shared;
    const child = host.spawn(command);
    const finish = listen(child, masker, (stream, lines) => this.#emitOutput(phase, stream, lines));
    const { end, isGone } = await supervise(child, host.clock, this.#stop.signal);
    finish();
    if (!isGone) this.#warn(`processes of its group ${child.pid} still run, although they were sent SIGKILL`);
    if (this.#stop.signal.aborted || end === undefined) return this.#stopped(phase);
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
    if (failure) return this.#failure(failure, values);
    const published = await outputs.publish(step, since);
    if (!published.ok) return this.#failure(published.error, values);
    if (faults.length > 0) return this.#failure({ ...config(faults.join("; ")), phase: "outputs" }, values);
    return { result: "success", values, outputs: published.value };
  }

  #environment(): Mapping<string> {
    const { inherited: base, secrets, folder } = this.#shared;
    const { step, attempt, env } = this.#attempt;
    const mine = Object.fromEntries(step.secrets.map((name) => [name, own(secrets, name) ?? ""]));
    const variables = { step, attempt, runDirectory: folder.directory, valuesFile: this.#valuesFile };
    return { ...base, ...env, ...mine, ...stepVariables(variables) };
  }

  get #cwd(): string {
    return join(this.#shared.root, this.#attempt.step.workingDirectory);
  }

  get #valuesFile(): string {
    return join(this.#shared.folder.directory, "values", `${this.#name}.${this.#attempt.attempt}`);
  }

  #cancelled(): Outcome {
    return { result: "cancelled", stopped: this.#signal.reason as StopReason };
  }

  /** Only a timeout is read as a failure; a cancelled attempt has no other. */
  #stopped(phase: Phase): Failure {
    if (!this.#timedOut) return { cause: "cancelled", phase, message: `${phase} was stopped` };
    const seconds = (this.#attempt.step.timeoutMs ?? 0) / 1000;
    return { cause: "timeout", phase, message: `${phase} was stopped at the step's timeout of ${seconds} s` };
  }

  #failure(failure: Failure, values: Mapping<string> = {}): Outcome {
    const message = this.#shared.masker.mask(failure.message);
    return { result: "failure", failure: { ...failure, message }, values };
  }

  #emitOutput(phase: Phase, stream: "stdout" | "stderr", lines: readonly string[]): void {
    const { step, attempt } = this.#attempt;
    this.#emit({
      type: "output",
      at: this.#shared.host.clock.now(),
      leg: step.id,
      attempt,
      stream,
      phase,
      lines,
    });
  }

  #warn(message: string): void {
    const leg = this.#attempt.step.id;
    this.#emit({ type: "notice", at: this.#shared.host.clock.now(), level: "warning", leg, message });
  }
}

const config = (message: string): Failure => ({ cause: "config", message });

/** What the file system or the kernel refused, as against a bug. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;
