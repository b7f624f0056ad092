import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Event, Notice, StepEnded, StepOutput, StepRetrying } from "../../src/run/event.ts";
import { containerRepo, docker } from "../rig/docker.ts";
import type { Finished, Repo, Running, RunOptions } from "../rig/repo.ts";

/** Nothing listens at that port, so that a look-up fails at once, on every machine alike, and what is here is used. */
const nowhere = "localhost:9";

/** Names of the test's images that no registry answers for. */
export const images = {
  busybox: `${nowhere}/stepops-test/busybox:1`,
  bash: `${nowhere}/stepops-test/bash:1`,
  odd: `${nowhere}/stepops-test/odd:1`,
  nosh: `${nowhere}/stepops-test/nosh:1`,
} as const;

export function tagImages(): void {
  for (const name of Object.values(images)) docker("tag", name.slice(nowhere.length + 1), name);
}

type Step = Readonly<Record<string, unknown>>;
export type Steps = Readonly<Record<string, Step>>;

/**
 * A pipeline file (JSON is YAML) whose steps run in the small image and don't stop one another. They see nothing of the folder but
 * what their `inputs` name; `inputs: undefined` leaves the key away.
 */
export function pipelineOf(steps: Steps, top: Step = {}): string {
  const { defaults, ...rest } = top as { readonly defaults?: Step };
  return JSON.stringify({
    name: "test",
    on_failure: "continue",
    max_parallel: 4,
    defaults: { image: images.busybox, ...defaults },
    steps: Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, { inputs: [], ...step }])),
    ...rest,
  });
}

/** A checkout with that pipeline and other files. */
export function repoOf(
  steps: Steps,
  options: {
    readonly top?: Step;
    readonly files?: Readonly<Record<string, string>>;
    readonly git?: boolean;
  } = {},
): Repo {
  const { top, files, git = false } = options;
  return containerRepo({ "pipeline.yaml": pipelineOf(steps, top), ...files }, { git });
}

/** What `run --json` told of one leg. */
export interface Told extends Pick<StepEnded, "outcome" | "failure" | "values" | "outputs"> {
  readonly setup: string;
  readonly command: string;
  readonly image: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToldRun extends Finished {
  readonly events: readonly Event[];
  leg(id: string): Told;
  /** Messages of notices and warnings, of one leg or of all. */
  notices(leg?: string): readonly string[];
  warnings(leg?: string): readonly string[];
  readonly retries: readonly StepRetrying[];
  /** Codes of the faults that kept it from running. */
  readonly codes: readonly string[];
}

export async function runTold(
  repo: Repo,
  args: readonly string[] = [],
  options?: RunOptions,
): Promise<ToldRun> {
  return toldOf(await repo.run(["run", "--json", ...args], options));
}

export function toldOf(finished: Finished): ToldRun {
  const lines = finished.stdout.split("\n").filter((line) => line !== "");
  const events = lines.map((line) => JSON.parse(line) as Event);
  const ofType = <T extends Event["type"]>(type: T) =>
    events.filter((event): event is Extract<Event, { readonly type: T }> => event.type === type);
  const said = (level: Notice["level"]) => (leg?: string) =>
    ofType("notice")
      .filter((notice) => notice.level === level && (leg === undefined || notice.leg === leg))
      .map(({ message }) => message);
  const diagnostics = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "diagnostic");
  return {
    ...finished,
    events,
    notices: said("notice"),
    warnings: said("warning"),
    retries: ofType("step-retrying"),
    codes: diagnostics.map(({ code }) => code),
    leg(id) {
      const ended = ofType("step-ended").findLast(({ leg }) => leg === id);
      if (!ended) throw new Error(`${id} never ended:\n${finished.stdout}\n${finished.stderr}`);
      const outputs = ofType("output").filter(({ leg }) => leg === id);
      const text = (is: (output: StepOutput) => boolean): string =>
        outputs
          .filter(is)
          .flatMap(({ lines: all }) => all)
          .join("\n");
      return {
        outcome: ended.outcome,
        values: ended.values,
        outputs: ended.outputs,
        ...(ended.failure && { failure: ended.failure }),
        setup: text(({ phase }) => phase === "setup"),
        command: text(({ phase }) => phase === "command"),
        image: text(({ phase }) => phase === "image"),
        stdout: text(({ stream }) => stream === "stdout"),
        stderr: text(({ stream }) => stream === "stderr"),
      };
    },
  };
}

/** Names of the containers of a checkout's runs, whether they run or not. */
export function containersIn(repo: Repo): readonly string[] {
  const format = '{{.Names}} {{.Label "stepops.directory"}}';
  const listed = docker("ps", "--all", "--filter", "label=stepops.run", "--format", format).split("\n");
  return listed.filter((line) => line.includes(` ${repo.path}/`)).map((line) => line.split(" ")[0] ?? "");
}

/** Resolves when the engine has removed a container, or had before. */
export async function removed(container: string): Promise<void> {
  const args = ["events", "--since", "1", "--filter", `container=${container}`, "--filter", "event=destroy"];
  const events = spawn("docker", args, { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => events.stdout.once("data", resolve));
  events.kill("SIGKILL");
}

/** What runs left of the folders that containers worked in. */
export function stagesIn(repo: Repo): readonly string[] {
  const runs = repo.has(".stepops/runs") ? repo.list(".stepops/runs") : [];
  return runs
    .map((run) => `.stepops/runs/${run}/containers`)
    .filter((folder) => repo.has(folder))
    .flatMap((folder) => repo.list(folder))
    .filter((name) => name !== "engines.json");
}

/** Two pipes in a step's checkpoint, where its container sees them: it says that it got there, and waits for the test. Use with `using`. */
export class Hold implements Disposable {
  /** A line of the step's script. */
  readonly line: string;
  readonly #ready: string;
  readonly #descriptor: number;

  constructor(repo: Repo, path: string) {
    this.#ready = repo.at(`${path}.ready`);
    this.line = `true > ${path}.ready; read -r _go < ${path}`;
    mkdirSync(dirname(this.#ready), { recursive: true });
    execFileSync("mkfifo", ["-m", "666", repo.at(path), this.#ready]);
    // Both ways, so that it opens at once, whether anybody reads already or not.
    this.#descriptor = openSync(repo.at(path), "r+");
  }

  /** Resolves when the step waits; rejects when the run ends before. */
  async reached({ finished }: Pick<Running, "finished">): Promise<void> {
    const over = finished.then(({ stdout, stderr }) => {
      throw new Error(`it ended before the step came here:\n${stdout}\n${stderr}`);
    });
    const opened = open(this.#ready, "r").then((handle) => handle.close());
    await Promise.race([opened, over]);
    over.catch(() => {});
  }

  release(): void {
    writeSync(this.#descriptor, "go\n");
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
    // Whoever still waits for the step.
    closeSync(openSync(this.#ready, "r+"));
  }
}

/** A word that stands nowhere else. */
export const uniqueWord = (): string => `w${randomUUID().replaceAll("-", "")}`;
