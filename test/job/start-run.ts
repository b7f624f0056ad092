import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Job, jobPaths } from "../../src/job/job.ts";
import { controlFiles } from "../../src/job/start-script.ts";
import type { ResolvedCommand } from "../../src/run/executor.ts";
import { argv, script } from "../run/host-step.ts";

/** A shell that images have as their `sh`. */
export interface Shell {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
}

const candidates: readonly Shell[] = [
  { name: "dash", file: "dash", args: [] },
  // What bash is under the name sh.
  { name: "bash as sh", file: "bash", args: ["--posix"] },
  { name: "bash", file: "bash", args: [] },
  { name: "busybox sh", file: "busybox", args: ["sh"] },
];

const whereIs = (file: string): string =>
  spawnSync("sh", ["-c", 'command -v "$0"', file], { encoding: "utf8" }).stdout.trim();

/** Those of this machine. */
export const shells: readonly Shell[] = candidates
  .map((shell) => ({ ...shell, file: whereIs(shell.file) }))
  .filter(({ file }) => file !== "");

export const marker = "stepops-0123456789abcdef";

export function jobOf(command: ResolvedCommand | string, rest: Partial<Job> = {}): Job {
  return {
    command: typeof command === "string" ? script(command) : command,
    env: {},
    secrets: {},
    workingDirectory: ".",
    accelerators: 0,
    requireGpu: false,
    marker,
    // True would signal every process of the machine.
    ownsProcesses: false,
    ...rest,
  };
}

/** An argv that Node understands. */
export const node = (text: string, ...args: readonly string[]): ResolvedCommand =>
  argv(process.execPath, "-e", text, ...args);

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A job's folder, as a container finds it. Use with `using`. */
export interface JobFolder extends Disposable {
  readonly path: string;
  at(path: string): string;
  write(path: string, text: string): void;
  read(path: string): string | undefined;
  start(
    shell: Shell,
    options?: StartOptions,
  ): { readonly child: ChildProcess; readonly ended: Promise<Ended> };
  run(shell: Shell, options?: StartOptions): Promise<Ended>;
}

interface StartOptions {
  readonly path?: string;
  readonly args?: readonly string[];
}

export function jobFolder(job: Job): JobFolder {
  const path = mkdtempSync(join(tmpdir(), "stepops-job-"));
  const at = (name: string): string => join(path, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  for (const name of [jobPaths.work, jobPaths.home, jobPaths.results]) mkdirSync(at(name));
  for (const [name, text] of Object.entries(controlFiles(job))) write(name, text);
  const start: JobFolder["start"] = ({ file, args }, options = {}) => {
    const words = [...args, at(jobPaths.start), path, ...(options.args ?? [])];
    const child = spawn(file, words, {
      cwd: "/",
      env: { PATH: options.path ?? process.env.PATH },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, ended: endOf(child) };
  };
  return {
    path,
    at,
    write,
    read: (name) => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : undefined),
    start,
    run: (shell, options) => start(shell, options).ended,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function endOf(child: ChildProcess): Promise<Ended> {
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  child.stdout?.on("data", (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.stderr.push(chunk));
  const text = (stream: "stdout" | "stderr"): string => Buffer.concat(chunks[stream]).toString("utf8");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code, signal, stdout: text("stdout"), stderr: text("stderr") }),
    );
  });
}
