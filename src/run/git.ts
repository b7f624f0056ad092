import { dirname, join, resolve } from "node:path";
import type { Files } from "../host/host.ts";

export interface Checkout {
  /** Top of the working tree; where there is no git, the folder that the search began in. */
  readonly root: string;
  /** Of this working tree: `.git`, or what a worktree's or submodule's `.git` file names. */
  readonly gitDir?: string;
}

/** Both missing where the repository is empty or keeps its refs in a form that cannot be read without git. */
export interface Head {
  /** Missing when HEAD is detached, as actions/checkout leaves it. */
  readonly branch?: string;
  readonly commit?: string;
}

/** Starts git in `cwd`; undefined when it is not there, fails or takes over 10 s. */
export type RunGit = (args: readonly string[], cwd: string) => Promise<string | undefined>;

/** Walks up from an absolute folder to the first that git manages; starts no process. */
export async function findCheckout(files: Files, start: string): Promise<Checkout> {
  for (let at = start; ; at = dirname(at)) {
    const gitDir = await gitDirOf(files, at);
    if (gitDir !== undefined) return { root: at, gitDir };
    if (dirname(at) === at) return { root: start };
  }
}

async function gitDirOf(files: Files, folder: string): Promise<string | undefined> {
  const path = join(folder, ".git");
  const kind = (await files.stat(path))?.kind;
  if (kind === undefined || kind === "other") return undefined;
  const gitDir = kind === "file" ? await linkedGitDir(files, path) : path;
  // An empty `.git` is no repository to git either: it goes on upwards.
  return gitDir !== undefined && (await files.stat(join(gitDir, "HEAD"))) ? gitDir : undefined;
}

async function linkedGitDir(files: Files, path: string): Promise<string | undefined> {
  const named = /^gitdir: (.+?)\r?\n?$/.exec((await files.read(path)) ?? "")?.[1];
  return named === undefined ? undefined : resolve(dirname(path), named);
}

const isCommit = (text: string | undefined): text is string =>
  text !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** Branch and commit as HEAD and the refs, loose or packed, tell them. */
export async function head(files: Files, gitDir: string): Promise<Head> {
  const text = (await files.read(join(gitDir, "HEAD")))?.trim();
  if (isCommit(text)) return { commit: text };
  const ref = /^ref: (refs\/\S+)$/.exec(text ?? "")?.[1];
  // git's newer ref store leaves this name in HEAD for readers that do not know it.
  if (ref === undefined || ref === "refs/heads/.invalid") return {};
  const commit = await readRef(files, await commonDir(files, gitDir), ref);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  return { ...(branch !== undefined && { branch }), ...(commit !== undefined && { commit }) };
}

/** Worktrees share refs and config with the repository that they belong to. */
async function commonDir(files: Files, gitDir: string): Promise<string> {
  const text = (await files.read(join(gitDir, "commondir")))?.trim();
  return text ? resolve(gitDir, text) : gitDir;
}

async function readRef(files: Files, directory: string, ref: string): Promise<string | undefined> {
  const loose = (await files.read(join(directory, ref)))?.trim();
  if (isCommit(loose)) return loose;
  const packed = (await files.read(join(directory, "packed-refs"))) ?? "";
  const line = packed.split("\n").find((each) => each.trimEnd().endsWith(` ${ref}`));
  const commit = line?.split(" ")[0];
  return isCommit(commit) ? commit : undefined;
}

/** URL of the remote `origin`, without user and password: it goes into ids and journals. Undefined without one. */
export async function remoteUrl(files: Files, gitDir: string): Promise<string | undefined> {
  const config = (await files.read(join(await commonDir(files, gitDir), "config"))) ?? "";
  let inOrigin = false;
  for (const line of config.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) inOrigin = /^\s*\[remote "origin"\]/.test(line);
    const url = inOrigin ? /^\s*url\s*=\s*"?([^"]*?)"?\s*$/.exec(line)?.[1] : undefined;
    if (url) return url.replace(/^([a-z+]+:\/\/)[^/]*@/i, "$1");
  }
  return undefined;
}

/** An argument list beyond this many characters might not start on every machine; then git lists everything. */
const maxPathspecs = 30_000;

/**
 * Which files at or below some paths git tracks, relative to the checkout like the paths themselves. Starts git once;
 * undefined where git cannot tell.
 */
export async function trackedFiles(
  { root, gitDir }: Checkout,
  paths: readonly string[],
  run: RunGit,
): Promise<readonly string[] | undefined> {
  if (gitDir === undefined) return undefined;
  if (paths.length === 0) return [];
  const fits = paths.reduce((sum, path) => sum + path.length + 1, 0) <= maxPathspecs;
  const args = ["--literal-pathspecs", "ls-files", "-z", "--", ...(fits ? paths : [])];
  const listed = names(await run([...placeOptions(root, gitDir), ...args], root));
  return fits ? listed : listed?.filter(isBelow(new Set(paths)));
}

/**
 * What lies below a folder and git tracks or does not ignore, relative to the checkout; what is tracked and deleted too; a
 * repository inside it as one name. Starts git once; undefined where git cannot tell.
 */
export async function keptFiles(
  { root, gitDir }: Checkout,
  folder: string,
  run: RunGit,
): Promise<readonly string[] | undefined> {
  if (gitDir === undefined) return undefined;
  const args = ["ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard"];
  const listed = names(await run([...placeOptions(root, gitDir), ...args], folder));
  // A repository that nobody added as a submodule is listed with a slash.
  return listed?.map((path) => path.replace(/\/$/, ""));
}

/** A named git directory is used whoever owns it and whatever GIT_DIR says; a file monitor would run a foreign program. */
const placeOptions = (root: string, gitDir: string): readonly string[] => [
  "--git-dir",
  gitDir,
  "--work-tree",
  root,
  "-c",
  "core.fsmonitor=false",
];

const names = (text: string | undefined): readonly string[] | undefined =>
  text?.split("\0").filter((path) => path !== "");

const isBelow = (paths: ReadonlySet<string>) => (file: string) => {
  for (let end = file.length; end !== -1; end = file.lastIndexOf("/", end - 1)) {
    if (paths.has(file.slice(0, end))) return true;
    if (end === 0) return false;
  }
  return false;
};

export const runGit: RunGit = async (args, cwd) => {
  // Loaded here, because checking a file starts no process.
  const { execFile } = await import("node:child_process");
  const limits = {
    timeout: 10_000,
    killSignal: "SIGKILL",
    maxBuffer: 256 * 1024 * 1024,
    windowsHide: true,
  } as const;
  return new Promise((settle) => {
    execFile("git", args, { cwd, ...limits }, (error, stdout) => settle(error ? undefined : stdout));
  });
};
