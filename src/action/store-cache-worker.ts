import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { ActionIo } from "./action-io.ts";
import { firstLine } from "./artifact-fault.ts";
import type { CacheAnswer, CacheRequest } from "./store-cache-client.ts";

/** `unwanted`: the repository's settings keep this job from it, so that nobody need be warned. */
export interface CacheFault {
  readonly kind: "failed" | "unwanted";
  readonly why: string;
}

/**
 * One request to GitHub's cache, by its package in a thread of its own: that reads the environment of the process, prints
 * what it does, secrets among it, and cannot be stopped. The value is the key of the entry; undefined where none was found.
 */
export async function askCache(
  request: CacheRequest,
  input: Pick<ActionIo, "env" | "host" | "signal"> & {
    /** A folder for the archive. */
    readonly temp: string;
    /** The most that it may take. */
    readonly ms: number;
  },
): Promise<Result<string | undefined, CacheFault>> {
  const { env, host, temp, ms } = input;
  const [done, deadline] = [new AbortController(), new AbortController()];
  const late = host.clock.sleep(ms, done.signal).then(
    () => deadline.abort(),
    () => undefined,
  );
  const signal = AbortSignal.any([input.signal, deadline.signal]);
  const result = await ask(request, { env, temp, signal });
  done.abort();
  await late;
  return signal.aborted ? err({ kind: "failed", why: "its time was over" }) : result;
}

async function ask(
  request: CacheRequest,
  {
    env,
    temp,
    signal,
  }: { readonly env: Mapping<string>; readonly temp: string; readonly signal: AbortSignal },
): Promise<Result<string | undefined, CacheFault>> {
  // Beside this module, in `src` and in `dist`.
  const file = new URL(`./store-cache-thread${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(file, {
    env: { ...env, GITHUB_WORKSPACE: request.root, RUNNER_TEMP: temp },
    workerData: request,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const stop = (): void => void thread.terminate();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const [answer, printed] = await Promise.all([answerOf(thread), text(thread.stdout), text(thread.stderr)]);
  signal.removeEventListener("abort", stop);
  return "error" in answer
    ? err({ kind: "failed", why: firstLine(answer.error) })
    : judge(answer, request, printed);
}

async function answerOf(thread: Worker): Promise<CacheAnswer> {
  let answer: CacheAnswer = { error: "its thread ended" };
  thread.on("message", (message: CacheAnswer) => {
    answer = message;
  });
  thread.on("error", (error) => {
    answer = { error: error instanceof Error ? error.message : String(error) };
  });
  await new Promise((resolve) => thread.on("exit", resolve));
  return answer;
}

/** The package takes a fault for an entry that is not there, and only prints what it was. */
function judge(
  { key }: { readonly key?: string },
  { kind }: CacheRequest,
  printed: string,
): Result<string | undefined, CacheFault> {
  if (key !== undefined) return ok(key);
  const [, unwanted] = /^(Cache (?:save|restore) skipped: .*)$/m.exec(printed) ?? [];
  if (unwanted !== undefined) return err({ kind: "unwanted", why: unwanted });
  const [, command, plain] = /^(?:::(?:warning|error)[^:]*::(.*)|(Failed to save: .*))$/m.exec(printed) ?? [];
  const why = command === undefined ? plain : unescaped(command);
  if (why === undefined && kind === "restore") return ok(undefined);
  return err({ kind: "failed", why: firstLine(why ?? "GitHub did not take it") });
}

/** As @actions/core escapes what a workflow command says. */
const unescaped = (text: string): string =>
  text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
