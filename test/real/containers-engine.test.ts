import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { dockerEnv } from "../rig/docker.ts";
import { containersIn, images, repoOf, runTold, tagImages } from "./containers.ts";

beforeAll(tagImages);

const onHost = { image: null, inputs: undefined, command: "touch ran-on-host" };

describe("without an engine", () => {
  const dead = { DOCKER_HOST: "unix:///nowhere/docker.sock" };

  test.each([
    ["that answers", dead, /does not answer/],
    ["since there is no docker on PATH", { PATH: "/nowhere" }, /no docker command on PATH.*/],
  ])("%s, nothing runs at all, and the step and what to do are named", async (_, env, message) => {
    using repo = repoOf({ host: onHost, boxed: { command: "true" } });
    const { code, stderr } = await repo.run(["run"], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/pipeline\.yaml:\d+:\d+/);
    expect(stderr).toContain("docker-unavailable");
    expect(stderr).toContain('"boxed" would run in a container');
    expect(stderr).toMatch(message);
    expect(repo.has("ran-on-host")).toBe(false);
    expect(repo.has(".stepops/runs") ? repo.list(".stepops/runs") : []).toEqual([]);
    expect((await runTold(repo, [], { env })).codes).toEqual(["docker-unavailable"]);
  });

  test("the way out without Docker is named", async () => {
    using repo = repoOf({ boxed: { command: "true" } });
    const { stderr } = await repo.run(["run"], { env: { PATH: "/nowhere" } });
    expect(stderr).toContain("defaults.step_operator");
  });

  test("steps that need none run all the same", async () => {
    using repo = repoOf({ host: onHost, boxed: { command: "true" } });
    const { code, stdout, stderr } = await repo.run(["run", "--only", "host"], { env: dead });
    expect(code, stdout + stderr).toBe(0);
    expect(repo.has("ran-on-host")).toBe(true);
  });
});

describe("a stack whose operator is Docker", () => {
  const stackOf = (settings: object) => ({
    stack: "lab",
    stacks: { lab: { step_operators: { box: { type: "docker", ...settings } } } },
  });
  const where = { command: "pwd; cat /etc/passwd | wc -l" };

  test("runs its steps in containers, in its base image where they name none", async () => {
    const steps = {
      based: { image: null, step_operator: "box", command: "pwd; busybox | head -c 7" },
      own: { image: images.odd, step_operator: "box", command: "pwd" },
      host: { image: null, command: "pwd" },
    };
    using repo = repoOf(steps, { top: stackOf({ base_image: images.busybox }) });
    const run = await runTold(repo);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.leg("based").stdout).toBe("/stepops/work\nBusyBox");
    expect(run.leg("own").stdout).toBe("/stepops/work");
    expect(run.leg("host").stdout).toBe(repo.path);
    expect(containersIn(repo)).toEqual([]);
  });

  test("may be another engine than the usual one", async () => {
    const steps = { far: { ...where, step_operator: "box" } };
    using repo = repoOf(steps, { top: stackOf({ host: dockerEnv().DOCKER_HOST }) });
    const dead = { DOCKER_HOST: "unix:///nowhere/docker.sock" };
    expect((await runTold(repo, [], { env: dead })).leg("far")).toMatchObject({ outcome: "success" });
    using other = repoOf(steps, { top: stackOf({ host: dead.DOCKER_HOST }) });
    const run = await runTold(other);
    expect([run.code, run.codes]).toEqual([2, ["docker-unavailable"]]);
  });

  test.each([
    [{ base_imgae: images.busybox }, {}, "base_image"],
    [{}, { settings: { require_gpus: true } }, "require_gpu"],
  ])(
    "refuses a setting that it does not know, and says what may be meant (%j %j)",
    async (operator, step, meant) => {
      using repo = repoOf({ a: { ...where, ...step, step_operator: "box" } }, { top: stackOf(operator) });
      const { code, stderr } = await repo.run(["run"]);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`Did you mean.*${meant}`, "i"));
      expect((await runTold(repo)).codes).toEqual(["unknown-setting"]);
    },
  );

  test.skipIf(existsSync("/dev/nvidia0"))(
    "refuses accelerators that the machine does not have, before anything runs",
    async () => {
      const steps = {
        host: onHost,
        a: { ...where, step_operator: "box", resources: { accelerators: "A100:1" } },
      };
      using repo = repoOf(steps, { top: stackOf({}) });
      const run = await runTold(repo);
      expect([run.code, run.codes]).toEqual([2, ["resources-exceed"]]);
      expect(repo.has("ran-on-host")).toBe(false);
    },
  );

  test.skipIf(existsSync("/dev/nvidia0"))(
    "on an engine of its own, says of that engine that it has none to give",
    async () => {
      const steps = { a: { ...where, step_operator: "box", resources: { accelerators: "A100:1" } } };
      using repo = repoOf(steps, { top: stackOf({ host: dockerEnv().DOCKER_HOST }) });
      const run = await runTold(repo);
      expect(run.leg("a").failure).toMatchObject({
        cause: "config",
        message: expect.stringContaining("a GPU"),
      });
      expect(containersIn(repo)).toEqual([]);
    },
  );
});

describe.skipIf(existsSync("/dev/nvidia0"))("under --stack local, where there is no accelerator,", () => {
  const steps = {
    without: { resources: { accelerators: "A100:2" }, command: 'echo "$STEPOPS_NUM_GPUS_PER_NODE"' },
    requires: {
      resources: { accelerators: "A100:1" },
      step_operator: "gpu",
      settings: { require_gpu: true },
      command: "echo never",
    },
    none: { command: "true" },
  };
  const top = { stacks: { cloud: { step_operators: { gpu: { type: "docker" } } } } };

  test("a step runs without, with a notice before and a warning at its start; one that requires it fails", async () => {
    using repo = repoOf(steps, { top });
    const run = await runTold(repo, ["--stack", "local"]);
    expect(run.code).toBe(1);
    expect(run.leg("without")).toMatchObject({ outcome: "success" });
    expect(run.notices().join("\n")).toMatch(/"without" asks for A100:2/);
    expect(run.warnings("without")).toEqual(["the step asked for A100:2 and sees no GPU"]);
    expect(run.leg("without").stdout).toContain("sees no GPU");
    expect(run.leg("requires")).toMatchObject({ outcome: "failure", failure: { cause: "config" } });
    expect(run.leg("requires").command).not.toContain("never");
    expect(run.warnings("none")).toEqual([]);
    expect(run.leg("none").stdout).toBe("");
  });
});
