import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Finished {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real binary at work. */
export interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when stdout holds the text; rejects when the binary ends without it. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** A temporary folder, or git checkout, with a pipeline. Use with `using`. */
export interface Repo extends Disposable {
  /** Real path: what processes report as their working directory. */
  readonly path: string;
  at(path: string): string;
  write(path: string, text: string, mode?: number): void;
  read(path: string): string;
  has(path: string): boolean;
  /** Names in a folder, sorted. */
  list(path: string): readonly string[];
  remove(path: string): void;
  git(...args: string[]): string;
  /** `git add -A` and a commit. */
  commit(message?: string): string;
  start(args: readonly string[], options?: RunOptions): Running;
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
}

export interface RunOptions {
  /** Over a small, fixed environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Relative to the repo. */
  readonly cwd?: string;
  /** Default: dist/cli.js. Relative to the project's root. */
  readonly entry?: string;
}

const project = join(import.meta.dirname, "..", "..");
const author = {
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@example.com",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@example.com",
};
/** Nothing of the machine's own settings, nor of a CI that runs these tests, reaches the binary. */
const clean = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  LANG: "C.UTF-8",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  ...author,
};

export function createRepo(
  files: Readonly<Record<string, string>> = {},
  options: { readonly git?: boolean } = {},
): Repo {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "stepops-")));
  const at = (name: string): string => join(path, name);
  const git = (...args: string[]): string =>
    execFileSync("git", args, {
      cwd: path,
      encoding: "utf8",
      env: clean,
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const running = new Set<Running>();
  const repo: Repo = {
    path,
    at,
    git,
    write(name, text, mode) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
      if (mode !== undefined) chmodSync(at(name), mode);
    },
    read: (name) => readFileSync(at(name), "utf8"),
    has: (name) => existsSync(at(name)),
    list: (name) => readdirSync(at(name)).sort(),
    remove: (name) => rmSync(at(name), { recursive: true, force: true }),
    commit(message = "change") {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
    start(args, run = {}) {
      const started = startBinary(path, args, run);
      running.add(started);
      void started.finished.then(() => running.delete(started));
      return started;
    },
    run: (args, run) => repo.start(args, run).finished,
    [Symbol.dispose]() {
      for (const one of running) one.kill("SIGKILL");
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  for (const [name, text] of Object.entries(files)) repo.write(name, text);
  if (options.git) {
    git("init", "-q", "-b", "main");
    repo.commit("first");
  }
  return repo;
}

function startBinary(
  path: string,
  args: readonly string[],
  { env, cwd = ".", entry = "dist/cli.js" }: RunOptions,
): Running {
  const child = spawn(process.execPath, [join(project, entry), ...args], {
    cwd: join(path, cwd),
    env: { ...clean, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code: code ?? undefined, signal: signal ?? undefined, stdout, stderr }),
    );
  });
  return {
    pid: child.pid ?? 0,
    child,
    finished,
    kill: (signal) => void child.kill(signal),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stdout.includes(text) && resolve();
        look();
        child.stdout.on("data", look);
        void finished.then(() =>
          reject(new Error(`it ended without printing ${JSON.stringify(text)}:\n${stdout}\n${stderr}`)),
        );
      }),
  };
}
