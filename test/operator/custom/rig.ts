import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Clock, Host } from "../../../src/host/host.ts";
import { nodeClock } from "../../../src/host/node-clock.ts";
import { nodeFiles } from "../../../src/host/node-files.ts";
import { nodeSpawn } from "../../../src/host/node-spawn.ts";
import { type CustomOperatorInput, openCustomOperator } from "../../../src/operator/custom/operator.ts";
import type {
  Answer,
  Handle,
  Job,
  JobKey,
  OperatorFault,
  StepOperator,
} from "../../../src/operator/operator.ts";
import { createMasker } from "../../../src/run/mask.ts";

/** What the program does when it is called, in this order. */
export interface Act {
  readonly stderr?: string;
  readonly grandchild?: true;
  /** Goes on after its stdin has ended. */
  readonly stays?: true;
  /** Messages; `"$id"` becomes the call's. */
  readonly notify?: readonly object[];
  readonly raw?: string;
  readonly isBase64?: true;
  /** So many bytes without a line feed. */
  readonly flood?: number;
  readonly result?: unknown;
  readonly error?: unknown;
  /** Answers `check` with its folder and environment. */
  readonly environment?: true;
  readonly exit?: number;
  /** All of it only when this method is called next. */
  readonly on?: string;
}

/** By method, call by call; `start` comes before any. */
export interface Life {
  readonly [method: string]: readonly Act[];
}

export const signal = new AbortController().signal;
export const key = (digit: string): JobKey => `${digit.repeat(40)}-1` as JobKey;
export const handleOf = (digit: string): Handle => ({ key: key(digit), id: digit, labels: {} });
export const log = (digit: string, cursor: string, ...lines: readonly string[]): object => ({
  method: "log",
  params: { key: key(digit), cursor, stream: "stdout", lines },
});

export const job = (digit: string): Job => ({
  key: key(digit),
  name: "p a",
  labels: { run: "r" },
  directory: "/tmp/job",
  resources: { useSpot: false, numNodes: 1 },
  settings: {},
  secrets: [],
  deadlineSeconds: 60,
});

/** Time that passes when the test says so; pauses of less than a second are real. */
export interface HandClock extends Clock {
  /** Lets what is due by then happen. */
  pass(ms: number): void;
  /** Resolves when somebody waits for just so long. */
  asked(ms: number): Promise<void>;
}

export function handClock(): HandClock {
  let shift = 0;
  const timers = new Set<{ readonly at: number; readonly ms: number; readonly fire: () => void }>();
  const watchers = new Set<{ readonly ms: number; readonly fire: () => void }>();
  const monotonic = (): number => nodeClock.monotonic() + shift;
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    ms < 1000
      ? nodeClock.sleep(ms, signal)
      : new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          const timer = { at: monotonic() + ms, ms, fire: resolve };
          timers.add(timer);
          const drop = () => {
            timers.delete(timer);
            reject(signal?.reason);
          };
          signal?.addEventListener("abort", drop, { once: true });
          for (const watcher of [...watchers]) {
            if (watcher.ms !== ms) continue;
            watchers.delete(watcher);
            watcher.fire();
          }
        });
  return {
    now: () => nodeClock.now() + shift,
    monotonic,
    sleep,
    pass(ms) {
      shift += ms;
      for (const timer of [...timers]) {
        if (timer.at > monotonic()) continue;
        timers.delete(timer);
        timer.fire();
      }
    },
    asked: (ms) =>
      [...timers].some((timer) => timer.ms === ms)
        ? Promise.resolve()
        : new Promise((fire) => watchers.add({ ms, fire })),
  };
}

export interface Rig extends AsyncDisposable {
  readonly clock: HandClock;
  readonly folder: string;
  readonly diagnostics: string[];
  readonly progress: string[];
  /** What the program noted: its starts and all that it got. */
  readonly noted: () => readonly Noted[];
  /** Methods that it got, in order. */
  readonly methods: () => readonly string[];
  readonly input: CustomOperatorInput;
  readonly open: () => Promise<Answer<StepOperator>>;
  /** For programs that begin well. */
  readonly opened: () => Promise<StepOperator>;
}

export interface Noted {
  readonly started?: number;
  readonly grandchild?: number;
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
}

/** The scripted program as an operator. `float`: all of chance. */
export function rig(
  lives: readonly Life[],
  options: Partial<CustomOperatorInput> & {
    readonly float?: number;
    readonly secretValues?: readonly string[];
  } = {},
): Rig {
  const { float = 0, secretValues = [], ...input } = options;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-custom-")));
  const record = join(folder, "record.jsonl");
  const clock = handClock();
  const diagnostics: string[] = [];
  const progress: string[] = [];
  const host: Pick<Host, "clock" | "random" | "files" | "spawn"> = {
    clock,
    files: nodeFiles,
    spawn: nodeSpawn,
    random: { float: () => float, hex: (length) => "0".repeat(length) },
  };
  const script = join(folder, "script.json");
  writeFileSync(script, JSON.stringify(lives));
  const command = [process.execPath, join(import.meta.dirname, "program.ts"), record, script];
  const whole: CustomOperatorInput = {
    operator: { name: "gpu", flavor: "custom", settings: { command, partition: "long" } },
    directory: folder,
    scratch: join(folder, "scratch"),
    env: { PATH: process.env.PATH ?? "", HOME: "/home/me", SLURM_TOKEN: "not passed on" },
    marks: {},
    secrets: {},
    masker: createMasker(secretValues),
    host,
    version: "0.1.0",
    onDiagnostic: (line) => diagnostics.push(line),
    onProgress: (method, message) => progress.push(`${method}: ${message}`),
    ...input,
  };
  const noted = (): readonly Noted[] =>
    existsSync(record)
      ? readFileSync(record, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as Noted)
      : [];
  let operator: StepOperator | undefined;
  const open = async (): Promise<Answer<StepOperator>> => {
    const answer = await openCustomOperator(whole, signal);
    if (answer.ok) operator = answer.value;
    return answer;
  };
  return {
    clock,
    folder,
    diagnostics,
    progress,
    noted,
    input: whole,
    open,
    methods: () => noted().flatMap(({ method }) => method ?? []),
    async opened() {
      const answer = await open();
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    },
    async [Symbol.asyncDispose]() {
      const closing = operator?.close();
      for (const { started } of noted()) if (started !== undefined && operator) killGroup(started);
      await closing;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

export function faultOf(answer: Answer<unknown>): OperatorFault {
  expect(answer.ok).toBe(false);
  return answer.ok ? { reason: "gone", message: "" } : answer.error;
}

export function granted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** Looks again in each turn of the loop; the test's own timeout ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
