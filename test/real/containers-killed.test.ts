import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { docker } from "../rig/docker.ts";
import type { Repo } from "../rig/repo.ts";
import {
  containersIn,
  Hold,
  pipelineOf,
  removed,
  repoOf,
  stagesIn,
  tagImages,
  toldOf,
} from "./containers.ts";

beforeAll(tagImages);

const runId = (repo: Repo): string => repo.list(".stepops/runs").at(-1) as string;

/** One step that ends, and one that is held with what its attempts left so far. */
const held = (hold: Hold) => ({
  done: { outputs: ["done.txt"], values: ["n"], command: 'echo n=5 >> "$STEPOPS_VALUES"; echo x > done.txt' },
  held: {
    needs: "done",
    secrets: ["TOKEN"],
    checkpoint: "hold/",
    outputs: ["out.txt"],
    env: { N: "${{ needs.done.values.n }}" },
    command: `echo "$N" >> hold/log; ${hold.line}; cp hold/log out.txt`,
  },
});
const options = { env: { TOKEN: "s3cr3t-t0k3n" } };

/** A run that was killed while its container went on. */
async function killedRun(repo: Repo, hold: Hold): Promise<string> {
  repo.write("pipeline.yaml", pipelineOf(held(hold)));
  const running = repo.start(["run"], options);
  await hold.reached(running);
  running.kill("SIGKILL");
  await running.finished;
  const [container = "", ...others] = containersIn(repo);
  expect([container, others]).toEqual([expect.stringContaining("held"), []]);
  return container;
}

describe("after kill -9 of stepops", () => {
  test("a resume removes the container that went on, has no second one beside its own, and goes on from the checkpoint", async () => {
    using repo = repoOf({});
    using hold = new Hold(repo, "hold/a");
    const container = await killedRun(repo, hold);
    const resumed = repo.start(["run", "--json", "--resume", runId(repo)], options);
    await hold.reached(resumed);
    await removed(container);
    expect(containersIn(repo)).toEqual([expect.stringContaining("held.2")]);
    hold.release();
    const run = toldOf(await resumed.finished);
    expect(run.code).toBe(0);
    expect(repo.read("out.txt")).toBe("5\n5\n");
    expect(run.events.filter((event) => event.type === "step-started")).toEqual([
      expect.objectContaining({ leg: "held", attempt: 2 }),
    ]);
    expect(containersIn(repo)).toEqual([]);
    expect(stagesIn(repo)).toEqual([]);
  });

  test("a new run removes it, too, with the folder that it worked in", async () => {
    using repo = repoOf({});
    using hold = new Hold(repo, "hold/a");
    const container = await killedRun(repo, hold);
    const again = repo.start(["run"], options);
    await hold.reached(again);
    await removed(container);
    expect(containersIn(repo)).toHaveLength(1);
    hold.release();
    expect(await again.finished).toMatchObject({ code: 0 });
    expect(containersIn(repo)).toEqual([]);
    expect(stagesIn(repo)).toEqual([]);
  });
});

test("a container that somebody removes is no fault of its step, and may be tried again", async () => {
  const step = {
    retry: { max_attempts: 2, on: ["infrastructure"], backoff: { initial: "0s" } },
    command: '[ "$STEPOPS_ATTEMPT" = 2 ] || { echo "$STEPOPS_STEP waits"; sleep 600; }',
  };
  using repo = repoOf({ mounted: step, copied: { ...step, user: "image" } });
  const running = repo.start(["run", "--json"]);
  for (const id of ["mounted", "copied"]) await running.printed(`"lines":["${id} waits"]`);
  docker("rm", "--force", ...containersIn(repo));
  const run = toldOf(await running.finished);
  expect(run.code).toBe(0);
  const failure = { cause: "infrastructure", message: "Docker ended the container before the step was done" };
  expect(run.retries.map((retry) => retry.failure)).toEqual([
    expect.objectContaining(failure),
    expect.objectContaining(failure),
  ]);
});

test("a step whose container nobody can say to be gone is not tried again beside it", async () => {
  const step = {
    retry: { max_attempts: 3, on: ["infrastructure"], backoff: { initial: "0s" } },
    command: "echo up; sleep 600",
  };
  using repo = repoOf({ a: step });
  // The engine answers all but removals.
  const real = execFileSync("sh", ["-c", "command -v docker"], { encoding: "utf8" }).trim();
  const refuses =
    '[ "$1" != rm ] || { echo "Cannot connect to the Docker daemon at unix:///x" >&2; exit 1; }';
  repo.write("bin/docker", `#!/bin/sh\n${refuses}\nexec ${real} "$@"\n`, 0o755);
  const running = repo.start(["run", "--json"], {
    env: { ...options.env, PATH: `${repo.at("bin")}:${process.env.PATH}` },
  });
  await running.printed('"lines":["up"]');
  const [container = ""] = containersIn(repo);
  execFileSync("pkill", ["-KILL", "-f", `run --name ${container} `]);
  const run = toldOf(await running.finished);
  expect(run.retries).toEqual([]);
  expect(run.leg("a").failure).toMatchObject({
    cause: "lost",
    message: expect.stringContaining(`docker rm --force ${container}`),
  });
  docker("rm", "--force", container);
});

describe("the action", () => {
  /** As the runner starts main and post. */
  function job(repo: Repo) {
    const state = repo.at("runner/state");
    for (const name of ["state", "output", "summary"]) repo.write(`runner/${name}`, "");
    const env = {
      ...options.env,
      GITHUB_ACTIONS: "true",
      GITHUB_RUN_ID: "77",
      GITHUB_REPOSITORY: "acme/penguins",
      GITHUB_WORKSPACE: repo.path,
      GITHUB_STATE: state,
      GITHUB_OUTPUT: repo.at("runner/output"),
      GITHUB_STEP_SUMMARY: repo.at("runner/summary"),
      RUNNER_TEMP: repo.at("runner/temp"),
      INPUT_PIPELINE: "pipeline.yaml",
      "INPUT_RUN-KEY": "job/0/stepops",
    };
    /** What main saved, as the runner hands it to post. */
    const saved = (): string => /^run<<(.+)\n(.+)\n\1$/m.exec(readFileSync(state, "utf8"))?.[2] ?? "";
    return { env, saved };
  }

  test("its post removes what main left when it was killed, and runs finally", async () => {
    using repo = repoOf({});
    using hold = new Hold(repo, "hold/a");
    const top = { finally: { tidy: { command: "echo all tidy", inputs: [] } } };
    repo.write("pipeline.yaml", pipelineOf(held(hold), top));
    const { env, saved } = job(repo);
    const main = repo.start([], { entry: "dist/main.js", env });
    await hold.reached(main);
    main.kill("SIGKILL");
    await main.finished;
    const [container = ""] = containersIn(repo);
    expect(container).toContain("held");
    const post = await repo.run([], { entry: "dist/post.js", env: { ...env, STATE_run: saved() } });
    expect(post).toMatchObject({ code: 0, stdout: expect.stringContaining("all tidy") });
    await removed(container);
    expect(containersIn(repo)).toEqual([]);
    const [run = ""] = repo.list("runner/temp/stepops/runs");
    expect(repo.list(`runner/temp/stepops/runs/${run}/containers`)).toEqual(["engines.json"]);
  });
});
