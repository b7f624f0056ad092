import { describe, expect, test } from "vitest";
import { carried, hostVariables, inherited, stepVariables, unfit } from "../../src/run/environment.ts";
import { stepOf } from "../rig/graphs.ts";

const env = {
  PATH: "/bin",
  HOME: "/home/me",
  LANG: "de_DE.UTF-8",
  LC_ALL: "C",
  TMPDIR: "/tmp",
  USER: "me",
  CI: "true",
  DOCKER_HOST: "unix:///x",
  AWS_SECRET_ACCESS_KEY: "secret",
  NODE_OPTIONS: "--inspect",
  GITHUB_SHA: "abc",
  GITHUB_REPOSITORY: "o/r",
  GITHUB_REF: "refs/heads/main",
  GITHUB_WORKSPACE: "/home/runner/work/r/r",
  GITHUB_EVENT_PATH: "/home/runner/event.json",
  GITHUB_ENV: "/home/runner/env",
  GITHUB_PATH: "relative/path",
  GITHUB_OUTPUT: "x",
  GITHUB_STATE: "x",
  GITHUB_STEP_SUMMARY: "x",
  GITHUB_TOKEN: "ghs_1",
  GITHUB_SERVER_URL: "https://github.com",
  RUNNER_OS: "Linux",
  RUNNER_TEMP: "/home/runner/temp",
  RUNNER_API_KEY: "x",
  ACTIONS_RUNTIME_TOKEN: "x",
};

test("a container is told where the run comes from, and neither a path of this machine nor a secret", () => {
  expect(carried(env)).toEqual({
    CI: "true",
    GITHUB_SHA: "abc",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_REF: "refs/heads/main",
    GITHUB_SERVER_URL: "https://github.com",
    RUNNER_OS: "Linux",
  });
  expect(carried({})).toEqual({});
});

test("what a container gets of the environment a step on this machine gets too", () => {
  const host = inherited(env);
  expect(host).toMatchObject(carried(env));
  expect(host).toMatchObject({ PATH: "/bin", LC_ALL: "C", RUNNER_TEMP: "/home/runner/temp" });
  for (const name of [
    "GITHUB_ENV",
    "GITHUB_TOKEN",
    "RUNNER_API_KEY",
    "ACTIONS_RUNTIME_TOKEN",
    "NODE_OPTIONS",
  ])
    expect(host).not.toHaveProperty(name);
});

describe("what a step is told of itself", () => {
  const gpus = (count: number, numNodes = 1) =>
    stepOf("train", { resources: [{ accelerators: [{ name: "L4", count }], useSpot: false, numNodes }] });

  test("wherever it runs", () => {
    const given = {
      step: gpus(2),
      attempt: 3,
      valuesFile: "/stepops/results/values",
      portKey: "/runs/1/train",
    };
    const { MASTER_PORT: port, ...rest } = stepVariables(given);
    expect(rest).toEqual({
      STEPOPS_STEP: "train",
      STEPOPS_ATTEMPT: "3",
      STEPOPS_VALUES: "/stepops/results/values",
      STEPOPS_NUM_NODES: "1",
      STEPOPS_NODE_RANK: "0",
      STEPOPS_NUM_GPUS_PER_NODE: "2",
      STEPOPS_NODE_IPS: "127.0.0.1",
      MASTER_ADDR: "127.0.0.1",
    });
    expect(Number(port)).toBeGreaterThanOrEqual(20_000);
    expect(Number(port)).toBeLessThan(30_000);
  });

  test("on this machine also its run's folder: for whoever reads it, and as the mark of the run", () => {
    const runDirectory = "/repo/.stepops/runs/7";
    const given = { step: stepOf("a"), attempt: 1, valuesFile: "/v" };
    const found = hostVariables({ ...given, runDirectory });
    const names = Object.keys(found).filter((name) => found[name] === runDirectory);
    expect(names.sort()).toEqual([
      "STEPOPS_RUN_DIR",
      expect.stringMatching(/^STEPOPS_RUN_MARK_[0-9a-f]{16}$/),
    ]);
    expect(found).toMatchObject(stepVariables({ ...given, portKey: `${runDirectory}/a` }));
  });

  test("has a port of its own beside steps that run at the same time", () => {
    const ports = Array.from({ length: 20 }, (_, index) => {
      const portKey = `/runs/1/s${index}`;
      return stepVariables({ step: stepOf("s"), attempt: 1, valuesFile: "/v", portKey }).MASTER_PORT;
    });
    expect(new Set(ports).size).toBe(20);
  });

  test("and torchrun what it asks for, where there are to be several nodes", () => {
    const of = (step: Parameters<typeof stepVariables>[0]["step"]) =>
      stepVariables({ step, attempt: 1, valuesFile: "/v", portKey: "k" });
    expect(of(gpus(4, 2))).toMatchObject({ PET_NNODES: "1", PET_NPROC_PER_NODE: "4" });
    expect(of(gpus(4))).not.toHaveProperty("PET_NNODES");
  });
});

describe("what no process can be given", () => {
  const long = "x".repeat(131_072);
  const tooLong = (bytes: number): string =>
    `has ${bytes} bytes, over the system's limit of 131072: pass a file instead`;
  const nul = "holds a NUL character, which no process can be given";
  const cases: readonly (readonly [string, Parameters<typeof unfit>, string | undefined])[] = [
    ["nothing odd", [{ A: "b" }, ["c"]], undefined],
    ["a NUL in a variable", [{ A: "b\0c" }, []], `the environment variable A ${nul}`],
    ["a NUL in an argument", [{}, ["a", "b\0"]], `argument 1 of the command ${nul}`],
    [
      "a variable that is too long, with its name and the NUL behind it",
      [{ AB: long.slice(3) }, []],
      `the environment variable AB ${tooLong(131_073)}`,
    ],
    ["one that just fits", [{ AB: long.slice(4) }, []], undefined],
    ["bytes, not characters", [{}, ["é".repeat(65_536)]], `argument 0 of the command ${tooLong(131_073)}`],
  ];
  test.each(cases)("%s", (_name, given, why) => {
    expect(unfit(...given)).toBe(why);
  });
});
