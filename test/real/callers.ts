import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerEnv } from "../rig/docker.ts";
import type { Finished, Repo } from "../rig/repo.ts";

const project = join(import.meta.dirname, "..", "..");

/** Somebody who is not root and may talk to the engine: whoever runs the tests, or if that is root a user with a number only. */
export class PlainCaller implements Disposable {
  readonly uid: number;
  readonly gid: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "stepops-caller-"));
  readonly #isOther: boolean;

  constructor() {
    const own = process.getuid?.() ?? 0;
    this.#isOther = own === 0;
    this.uid = this.#isOther ? 12_345 : own;
    this.gid = this.#isOther ? 12_346 : (process.getgid?.() ?? 0);
    chmodSync(this.#folder, 0o755);
    cpSync(join(project, "dist"), join(this.#folder, "dist"), { recursive: true });
    mkdirSync(join(this.#folder, "home"), { mode: 0o777 });
    chmodSync(join(this.#folder, "home"), 0o777);
  }

  /** Runs the command line in a repository, which becomes the caller's. */
  start(repo: Repo, args: readonly string[], options: CallerOptions = {}): Called {
    if (this.#isOther) execFileSync("chown", ["-R", `${this.uid}:${this.gid}`, repo.path]);
    const { env = {}, isBlind = false } = options;
    const command = [
      ...this.#become(isBlind),
      "env",
      "-i",
      ...this.#variables(env),
      this.#node(),
      this.#cli,
      ...args,
    ];
    return called(isBlind ? unseen(repo, command) : command, repo.path);
  }

  get #cli(): string {
    return join(this.#folder, "dist/cli.js");
  }

  /** Another user may not enter the folder where this one's Node lies. */
  #node(): string {
    if (!this.#isOther || spawnSync("setpriv", [...this.#ids(), "test", "-x", process.execPath]).status === 0)
      return process.execPath;
    const copy = join(this.#folder, "node");
    copyFileSync(process.execPath, copy);
    return copy;
  }

  #become(isBlind: boolean): readonly string[] {
    return this.#isOther || isBlind ? ["setpriv", ...this.#ids()] : [];
  }

  #ids(): readonly string[] {
    const socket = /^unix:\/\/(.+)/.exec(dockerEnv().DOCKER_HOST)?.[1];
    const groups = socket === undefined ? "--clear-groups" : `--groups=${statSync(socket).gid}`;
    return [`--reuid=${this.uid}`, `--regid=${this.gid}`, groups];
  }

  #variables(env: Readonly<Record<string, string>>): readonly string[] {
    const all = { PATH: process.env.PATH ?? "", HOME: join(this.#folder, "home"), ...dockerEnv(), ...env };
    return Object.entries(all).map(([name, value]) => `${name}=${value}`);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export interface CallerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the engine sees nothing of `.stepops`, as where stepops itself runs in a container. */
  readonly isBlind?: boolean;
}

export interface Called {
  readonly finished: Promise<Finished>;
  /** Resolves when stdout holds the text; rejects when it ends without. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** With a `.stepops` in memory that only this command and what it starts can see. Only root may make one. */
function unseen(repo: Repo, command: readonly string[]): readonly string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const state = repo.at(".stepops");
  mkdirSync(state, { recursive: true });
  const script = 'mount -t tmpfs -o mode=0777 tmpfs "$0" && exec "$@"';
  return [...asRoot, "unshare", "--mount", "sh", "-c", script, state, ...command];
}

function called([file = "", ...args]: readonly string[], cwd: string): Called {
  const child = spawn(file, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
    });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code: code ?? undefined, signal: signal ?? undefined, ...text }),
    );
  });
  return {
    finished,
    kill: (signal) => void child.kill(signal),
    printed: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => text.stdout.includes(wanted) && resolve();
        look();
        child.stdout.on("data", look);
        void finished.then(() =>
          reject(new Error(`it ended without printing ${wanted}:\n${text.stdout}\n${text.stderr}`)),
        );
      }),
  };
}
