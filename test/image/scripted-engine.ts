import { type Engine, parseInfo } from "../../src/container/engine.ts";
import type { Child, ChildEnd } from "../../src/host/host.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { ok } from "../../src/pipeline/result.ts";

/** What a client does: prints this and ends with that code, 0 by default. */
export interface Said {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** Runs until a signal ends it. */
  readonly hangs?: boolean;
  /** It is not on PATH. */
  readonly missing?: boolean;
}

export interface ScriptedEngine extends Engine {
  /** The arguments of all clients, joined with blanks. */
  readonly asked: string[];
  /** What was laid over the environment of each followed client. */
  readonly envs: Mapping<string>[];
  readonly signals: (NodeJS.Signals | 0)[];
}

/** An engine without Docker: the script answers each client by its arguments; undefined is `{code: 1}`. */
export function scriptedEngine(script: (args: string) => Said | undefined): ScriptedEngine {
  const asked: string[] = [];
  const envs: Mapping<string>[] = [];
  const signals: (NodeJS.Signals | 0)[] = [];
  const answer = (args: readonly string[]): Said => {
    asked.push(args.join(" "));
    return script(args.join(" ")) ?? { code: 1, stderr: "Error response from daemon: no such image: x" };
  };
  const info = parseInfo('{"ServerVersion":"28","OSType":"linux","Architecture":"x86_64"}');
  if (!info) throw new Error("no info");
  return {
    ...{ name: "Docker", place: {}, asked, envs, signals },
    info: async () => ok(info),
    call: async (args) => {
      const { code = 0, stdout = "", stderr = "" } = answer(args);
      return { code, stdout, stderr };
    },
    start: (args, env = {}) => {
      envs.push(env);
      return scriptedChild(answer(args), signals);
    },
  };
}

/** A child that says its piece once somebody listens. */
export function scriptedChild(said: Said, signals: (NodeJS.Signals | 0)[] = []): Child {
  const ended = Promise.withResolvers<ChildEnd>();
  let isOver = false;
  const end = (how: ChildEnd): void => {
    isOver = true;
    ended.resolve(how);
  };
  const missing = Object.assign(new Error("spawn ENOENT"), { code: "ENOENT" });
  if (said.missing) end({ kind: "not-started", error: missing });
  return {
    pid: said.missing ? undefined : 1,
    ended: ended.promise,
    signal(signal) {
      if (isOver) return false;
      if (signal !== 0) signals.push(signal);
      if (signal !== 0) end({ kind: "signalled", signal });
      return true;
    },
    onOutput(listener) {
      if (said.missing) return;
      if (said.stdout) listener("stdout", Buffer.from(said.stdout));
      if (said.stderr) listener("stderr", Buffer.from(said.stderr));
      if (!said.hangs) end({ kind: "exited", code: said.code ?? 0 });
    },
  };
}
