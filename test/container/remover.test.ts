import { describe, expect, test } from "vitest";
import type { Engine, Reply } from "../../src/container/engine.ts";
import { createRemover, removeAll } from "../../src/container/remover.ts";
import { type Said, scriptedEngine } from "../image/scripted-engine.ts";

/** An engine whose calls wait for the test. */
function heldEngine() {
  const calls: { readonly names: readonly string[]; readonly end: (said: Said) => void }[] = [];
  const engine: Engine = {
    ...scriptedEngine(() => undefined),
    call: (args) => {
      expect(args.slice(0, 3)).toEqual(["rm", "--force", "--volumes"]);
      const reply = Promise.withResolvers<Reply>();
      const end = ({ code = 0, stderr = "" }: Said) => reply.resolve({ code, stdout: "", stderr });
      calls.push({ names: args.slice(3), end });
      return reply.promise;
    },
  };
  return { engine, calls };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const named = (count: number) => Array.from({ length: count }, (_, index) => `stepops-12345678-s${index}.1`);

describe("a remover", () => {
  test("asks once for all that come while a call is under way", async () => {
    const { engine, calls } = heldEngine();
    const { remove } = createRemover(engine);
    const [first = "", ...others] = named(50);
    const removals = [remove(first)];
    await turn();
    for (const name of others) {
      removals.push(remove(name));
      await turn();
    }
    expect(calls.map(({ names }) => names)).toEqual([[first]]);
    calls[0]?.end({});
    await turn();
    expect(calls.map(({ names }) => names)).toEqual([[first], others]);
    calls[1]?.end({});
    expect(await Promise.all(removals)).toEqual(Array(50).fill(undefined));
  });

  test("is idle once nothing is under way, what came late included", async () => {
    const { engine, calls } = heldEngine();
    const remover = createRemover(engine);
    await remover.idle();
    let isIdle = false;
    const [one, two] = [remover.remove("one"), Promise.withResolvers<string | undefined>()];
    void remover.idle().then(() => {
      isIdle = true;
    });
    await turn();
    two.resolve(remover.remove("two"));
    calls[0]?.end({});
    expect(await one).toBeUndefined();
    await turn();
    expect([isIdle, calls.length]).toEqual([false, 2]);
    calls[1]?.end({});
    await two.promise;
    await turn();
    expect(isIdle).toBe(true);
  });

  test("a complaint reaches the container that it is about, and no other", async () => {
    const { engine, calls } = heldEngine();
    const { remove } = createRemover(engine);
    // Each is the beginning of the next.
    const names = [
      "stepops-1-a.1",
      "stepops-1-a.1-copy",
      "stepops-1-a.1-copy-probe",
      "stepops-1-a.11",
      "x-stepops-1-a.1",
    ];
    const removals = names.map(remove);
    await turn();
    calls[0]?.end({
      code: 1,
      stderr: [
        "Error response from daemon: No such container: stepops-1-a.1",
        'Error response from daemon: cannot remove container "/stepops-1-a.1-copy": could not kill: tried to kill container, but did not receive an exit event',
        "Error response from daemon: removal of container stepops-1-a.11 is already in progress",
        "Error response from daemon: container x-stepops-1-a.1: driver failed",
      ].join("\n"),
    });
    expect(await Promise.all(removals)).toEqual([
      undefined,
      'container stepops-1-a.1-copy may still be there: Error response from daemon: cannot remove container "/stepops-1-a.1-copy": could not kill: tried to kill container, but did not receive an exit event',
      undefined,
      undefined,
      "container x-stepops-1-a.1 may still be there: Error response from daemon: container x-stepops-1-a.1: driver failed",
    ]);
  });

  test("what is wrong with the call concerns all that it was to remove", async () => {
    const { engine, calls } = heldEngine();
    const { remove } = createRemover(engine);
    const removals = ["a.1", "b.1"].map(remove);
    await turn();
    calls[0]?.end({
      code: 1,
      stderr: "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n",
    });
    const why = "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running? (a.1, b.1)";
    expect(await Promise.all(removals)).toEqual([
      `container a.1 may still be there: ${why}`,
      `container b.1 may still be there: ${why}`,
    ]);
  });
});

describe("what the engine says of containers that were to go", () => {
  const cases: readonly (readonly [string, Said, string])[] = [
    ["all went well", { stdout: "a\nb\n" }, ""],
    ["a complaint of a call that went well", { stderr: "WARNING: something old" }, ""],
    ["gone already, to Docker 20.10", { code: 1, stderr: "Error: No such container: a\n" }, ""],
    [
      "gone already, to later ones",
      { code: 1, stderr: "Error response from daemon: No such container: a\n" },
      "",
    ],
    [
      "gone already, to podman",
      { code: 1, stderr: 'Error: no container with name or ID "a" found: no such container\n' },
      "",
    ],
    [
      "on its way",
      { code: 1, stderr: "Error response from daemon: removal of container a is already in progress\n" },
      "",
    ],
    [
      "one of two",
      { code: 1, stderr: "Error: No such container: a\n\nError: b is stuck\n" },
      "Error: b is stuck",
    ],
    ["a word that is no name", { code: 1, stderr: "about everything" }, "about everything (a, b)"],
    ["nothing at all", { code: 1 }, ""],
  ];
  test.each(cases)("%s", async (_name, said, complaint) => {
    expect(
      await removeAll(
        scriptedEngine(() => said),
        ["a", "b"],
      ),
    ).toBe(complaint);
  });

  test("no container is no call", async () => {
    const engine = scriptedEngine(() => ({ code: 1, stderr: "no" }));
    expect(await removeAll(engine, [])).toBe("");
    expect(engine.asked).toEqual([]);
  });

  test("no answer concerns all of them", async () => {
    const engine: Engine = {
      ...scriptedEngine(() => undefined),
      call: async () => ({ code: undefined, stdout: "", stderr: "no answer in time" }),
    };
    expect(await removeAll(engine, ["a", "b"])).toBe("no answer in time (a, b)");
  });
});
