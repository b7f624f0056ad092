import { beforeAll, describe, expect, test } from "vitest";
import { docker, type Registry, startRegistry } from "../rig/docker.ts";
import { containersIn, images, repoOf, runTold, tagImages, toldOf, uniqueWord } from "./containers.ts";

beforeAll(tagImages);

/** An image with a content of its own that is in a registry and no longer in the engine. */
function push(name: string, word: string): void {
  const container = docker("create", images.busybox, "true");
  docker("commit", "--change", `ENV WORD=${word}`, container, name);
  docker("rm", container);
  docker("push", name);
  docker("rmi", "--force", name);
}

const pulls = (registry: Registry, since = 0) =>
  registry
    .requests()
    .slice(since)
    .filter(({ method, path }) => method === "GET" && path.includes("/blobs/"))
    .map(({ path }) => path);

describe("an image of a registry", () => {
  test("is pulled once for all steps, pulled anew when its tag moves, and used as it is here when the registry is away", async () => {
    using registry = await startRegistry();
    const name = `${registry.host}/team/tool:1`;
    const [first, second] = [uniqueWord(), uniqueWord()];
    push(name, first);
    const step = { image: name, command: 'echo "$WORD"' };
    using repo = repoOf({ a: step, b: step, c: { ...step, network: "none" } });
    const [before, since] = [await runTold(repo), registry.requests().length];
    for (const leg of ["a", "b", "c"])
      expect(before.leg(leg)).toMatchObject({ outcome: "success", command: first });
    const blobs = pulls(registry);
    expect(blobs.length).toBeGreaterThan(0);
    expect(new Set(blobs).size).toBe(blobs.length);
    expect(before.notices()).toEqual([]);

    const again = await runTold(repo);
    expect(again.leg("a").command).toBe(first);
    expect(pulls(registry, since)).toEqual([]);

    push(name, second);
    const moved = await runTold(repo);
    expect(moved.leg("a").command).toBe(second);

    registry[Symbol.dispose]();
    const away = await runTold(repo);
    expect(away.leg("b")).toMatchObject({ outcome: "success", command: second });
    expect(away.notices()).toEqual([expect.stringMatching(/cannot be reached.*as this machine has it/)]);
    docker("rmi", "--force", name);
  });

  test("that is nowhere is cause image, says what to do, and is asked for once", async () => {
    using registry = await startRegistry();
    const name = `${registry.host}/team/nowhere:1`;
    const step = { image: name, command: "echo never" };
    using repo = repoOf({ a: step, b: step, other: { command: "true" } });
    const run = await runTold(repo);
    expect(run.code).toBe(1);
    for (const leg of ["a", "b"]) {
      const { failure, command } = run.leg(leg);
      expect(failure).toMatchObject({
        cause: "image",
        phase: "image",
        message: expect.stringContaining(name),
      });
      expect(failure?.message).toMatch(/: [a-z]/);
      expect(command).toBe("");
    }
    expect(run.leg("other").outcome).toBe("success");
    expect(containersIn(repo)).toEqual([]);
  });

  test("by its digest is never looked up", async () => {
    using registry = await startRegistry();
    const name = `${registry.host}/team/pinned:1`;
    const word = uniqueWord();
    push(name, word);
    docker("pull", name);
    const pinned = docker("inspect", "--format", "{{index .RepoDigests 0}}", name);
    const since = registry.requests().length;
    using repo = repoOf({ a: { image: pinned, command: 'echo "$WORD"' } });
    expect((await runTold(repo)).leg("a").command).toBe(word);
    expect(registry.requests().slice(since)).toEqual([]);
    docker("rmi", "--force", name);
  });
});

/** Images that were built with a word in them. */
function builtWith(word: string): readonly string[] {
  const ids = docker("images", "--quiet", "--no-trunc", "--filter", `label=word=${word}`).split("\n");
  return [...new Set(ids.filter((id) => id !== ""))];
}

function forget(word: string): void {
  for (const id of builtWith(word)) docker("rmi", "--force", id);
}

describe("an image that is built", () => {
  test("is built once for all steps of all runs, and again when its content changes", async () => {
    const word = uniqueWord();
    const dockerfile = `FROM ${images.busybox}\nLABEL word=${word}\nCOPY tool.txt /tool.txt\nRUN echo building-${word}\n`;
    const files = { "docker/Dockerfile": dockerfile, "docker/tool.txt": "one\n", "notes.txt": "" };
    const image = { build: { context: "docker" } };
    const step = { image, command: "cat /tool.txt" };
    try {
      using repo = repoOf({ a: step, b: step, c: step }, { files });
      const first = await runTold(repo);
      const legs = ["a", "b", "c"];
      for (const leg of legs) expect(first.leg(leg)).toMatchObject({ outcome: "success", command: "one" });
      const builders = legs.filter((leg) => first.leg(leg).image.includes(`building-${word}`));
      expect(builders).toHaveLength(1);
      expect(builtWith(word)).toHaveLength(1);

      repo.write("notes.txt", "not in the context");
      const second = await runTold(repo);
      expect(second.leg("a")).toMatchObject({ command: "one", image: "" });
      expect(builtWith(word)).toHaveLength(1);

      repo.write("docker/tool.txt", "two\n");
      const third = await runTold(repo);
      expect(third.leg("c").command).toBe("two");
      expect(builtWith(word)).toHaveLength(2);
    } finally {
      forget(word);
    }
  });

  test("and fails to is cause image, at its line of the Dockerfile", async () => {
    const dockerfile = `FROM ${images.busybox}\n# a comment\nRUN echo fine && \\\n    echo too\n\nRUN echo sad-${uniqueWord()}; exit 7\n`;
    const step = { image: { build: { context: "docker" } }, command: "echo never" };
    using repo = repoOf({ a: step, b: step }, { files: { "docker/Dockerfile": dockerfile } });
    const run = await runTold(repo);
    expect(run.code).toBe(1);
    for (const leg of ["a", "b"]) {
      const { failure, command } = run.leg(leg);
      expect(failure).toMatchObject({
        cause: "image",
        phase: "image",
        at: { file: "docker/Dockerfile", line: 6 },
      });
      expect(failure?.message).toContain("docker/Dockerfile:6");
      expect(command).toBe("");
    }
    expect(run.leg("a").image + run.leg("b").image).toContain("sad-");
  });

  test("is left when the run is stopped", async () => {
    const word = uniqueWord();
    const dockerfile = `FROM ${images.busybox}\nLABEL word=${word}\nRUN echo begun-${word}; while :; do sleep 1; done\n`;
    const step = { image: { build: { context: "docker" } }, command: "echo never" };
    using repo = repoOf({ a: step }, { files: { "docker/Dockerfile": dockerfile } });
    const running = repo.start(["run", "--json"]);
    await running.printed(`begun-${word}"`);
    running.kill("SIGINT");
    const run = toldOf(await running.finished);
    expect(run.code).toBe(130);
    expect(run.leg("a")).toMatchObject({ outcome: "cancelled", command: "" });
  });
});

test("many legs at once each have a container of their own", async () => {
  const legs = Array.from({ length: 30 }, (_, index) => `a ${index}`);
  const wide = {
    // The last two differ from the first in what no container's name may hold.
    strategy: { matrix: { name: [...legs, "a+0", "a/0"] } },
    command: 'printf %s "${{ matrix.name }}" > out.txt; cat out.txt',
  };
  using repo = repoOf({ wide }, { top: { max_parallel: 32 } });
  const run = await runTold(repo);
  expect(run.code, run.stdout + run.stderr).toBe(0);
  const ended = run.events.filter((event) => event.type === "step-ended");
  expect(ended).toHaveLength(32);
  for (const { leg } of ended) expect(run.leg(leg).stdout).toBe(/\[name=(.+)\]/.exec(leg)?.[1]);
  expect(containersIn(repo)).toEqual([]);
});
