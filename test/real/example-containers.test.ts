import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { containerRepo, docker } from "../rig/docker.ts";
import type { Finished } from "../rig/repo.ts";

const example = join(import.meta.dirname, "../../examples/containers");
/** What the example names; nothing is pulled here, so the test's own image with Node stands in for it. */
const image = "node:24-slim";
const isThere = spawnSync("docker", ["image", "inspect", image], { stdio: "ignore" }).status === 0;

beforeAll(() => {
  // Somebody's real one is left alone: the example works in that too.
  if (!isThere) docker("tag", "stepops-test/node:1", image);
});
afterAll(() => {
  if (!isThere) docker("rmi", image);
});

/** The example in a checkout of its own, whose docker client notes down what it is called with. */
class Example implements Disposable {
  readonly #repo = containerRepo({}, { git: true });
  readonly #tools = this.#repo.at(".git/tools");
  readonly #calls = this.#repo.at(".git/calls");

  constructor() {
    const isLeft = (path: string) => /\/(out|\.stepops)$/.test(path);
    cpSync(example, this.#repo.path, { recursive: true, filter: (path) => !isLeft(path) });
    // An engine may have built the same content before.
    this.append("trainer/Dockerfile", `# ${randomUUID()}\n`);
    this.#repo.commit();
    mkdirSync(this.#calls);
    const client = execFileSync("sh", ["-c", "command -v docker"], { encoding: "utf8" }).trim();
    this.#repo.write(
      ".git/tools/docker",
      `#!/bin/sh\nprintf '%s\\n' "$@" > "$(mktemp '${this.#calls}/XXXXXXXX')"\nexec '${client}' "$@"\n`,
      0o755,
    );
  }

  append(path: string, text: string): void {
    appendFileSync(this.#repo.at(path), text);
  }

  async run(): Promise<Finished> {
    const env = { PATH: `${this.#tools}:${process.env.PATH}` };
    return await this.#repo.run(["run", "pipeline.yaml"], { env });
  }

  json(path: string): unknown {
    return JSON.parse(this.#repo.read(path));
  }

  /** Images that the runs so far have built, a tag each. */
  builds(): readonly string[] {
    return this.#calledWith("build").map(
      (args) => args[args.findIndex((arg) => /^(-t|--tag)$/.test(arg)) + 1] ?? "",
    );
  }

  /** Calls that asked for a container of this checkout. */
  started(): number {
    const isOurs = (arg: string) => arg.startsWith(`stepops.directory=${this.#repo.path}`);
    return this.#allCalls().filter((args) => args.some(isOurs)).length;
  }

  /** Containers of this checkout that are still there. */
  containers(): readonly string[] {
    const format = '{{.Label "stepops.directory"}}';
    const listed = docker("ps", "--all", "--filter", "label=stepops.directory", "--format", format);
    return listed.split("\n").filter((directory) => directory.startsWith(this.#repo.path));
  }

  #calledWith(word: string): readonly (readonly string[])[] {
    return this.#allCalls().filter((args) => args.includes(word));
  }

  #allCalls(): readonly (readonly string[])[] {
    return readdirSync(this.#calls).map((name) => readFileSync(join(this.#calls, name), "utf8").split("\n"));
  }

  [Symbol.dispose](): void {
    for (const tag of this.builds()) spawnSync("docker", ["rmi", "--force", tag], { stdio: "ignore" });
    this.#repo[Symbol.dispose]();
  }
}

test("the example learns in containers and leaves none behind; its image is built once, and again only for new content", async () => {
  using solar = new Example();
  const first = await solar.run();
  expect(first.code, first.stdout + first.stderr).toBe(0);
  const metrics = { degree: 2, days: 73, rmse: expect.closeTo(4.836, 2) };
  expect(solar.json("out/metrics.json")).toEqual(metrics);
  expect(solar.json("out/models/1/metrics.json")).toEqual({ validation_rmse: expect.closeTo(6.707, 2) });
  expect(solar.started()).toBeGreaterThanOrEqual(4);
  expect(solar.containers()).toEqual([]);
  expect(solar.builds()).toHaveLength(1);

  // Its .dockerignore leaves this file out.
  solar.append("trainer/README.md", "More.\n");
  const second = await solar.run();
  expect(second.code, second.stdout + second.stderr).toBe(0);
  expect(solar.json("out/metrics.json")).toEqual(metrics);
  expect(solar.builds()).toHaveLength(1);

  solar.append("trainer/train.mjs", 'console.log("changed");\n');
  const third = await solar.run();
  expect(third.code, third.stdout + third.stderr).toBe(0);
  expect(third.stdout).toContain("changed");
  expect(solar.builds()).toHaveLength(2);
  expect(solar.containers()).toEqual([]);
});

test("when a test of the trainer fails there is no image, and the run says at which line of the Dockerfile", async () => {
  using solar = new Example();
  solar.append("trainer/regression.test.mjs", 'test("fails", () => assert.fail("nonsense was computed"));\n');
  const { code, stdout, stderr } = await solar.run();
  expect(code).toBe(1);
  expect(stdout + stderr).toContain("trainer/Dockerfile:5");
  expect(stdout).toContain("nonsense was computed");
  expect(solar.containers()).toEqual([]);
});

test("the example's data are what its script makes", () => {
  const made = execFileSync(process.execPath, [join(example, "data/make.mjs")], { encoding: "utf8" });
  expect(readFileSync(join(example, "data/solar.csv"), "utf8")).toBe(made);
});
