import { beforeAll, describe, expect, test } from "vitest";
import type { Repo } from "../rig/repo.ts";
import { containersIn, removed, repoOf, runTold, stagesIn, tagImages, toldOf } from "./containers.ts";

beforeAll(tagImages);

const forever = "while :; do sleep 0.1; done";
/** Takes its time to save what it has, once it is told to stop. */
const saves = (path: string) =>
  `trap 'sleep 1; echo saved > ${path}/state; exit 0' TERM; echo ready; ${forever}`;
const quoted = (script: string) => `sh -c "${script}"`;

/** Steps that are stopped while they run, each of another make. */
const stopped = {
  shell_itself: { checkpoint: "ck/a/", command: saves("ck/a") },
  child_of_a_shell: { checkpoint: "ck/b/", command: `${quoted(saves("ck/b"))}\necho never` },
  in_background: { checkpoint: "ck/c/", command: `${quoted(saves("ck/c"))} &\nwait` },
  argv: { checkpoint: "ck/d/", command: ["sh", "-c", saves("ck/d")] },
  in_setup: { checkpoint: "ck/e/", setup: saves("ck/e"), command: "echo never" },
  of_another_user: { user: "image", checkpoint: "ck/f/", command: `${quoted(saves("ck/f"))}\necho never` },
  ignores: { command: `trap '' TERM; echo ready; ${forever}` },
};
const checkpoints = ["a", "b", "c", "d", "e", "f"].map((name) => `ck/${name}/state`);

function expectSaved(repo: Repo): void {
  for (const path of checkpoints) expect(repo.has(path) && repo.read(path), path).toBe("saved\n");
}

function expectNothingLeft(repo: Repo): void {
  expect(containersIn(repo)).toEqual([]);
  expect(stagesIn(repo)).toEqual([]);
}

test("at a step's timeout its container may save, is gone soon when it does not heed, and nothing runs after it", async () => {
  const steps = Object.entries(stopped).map(([id, step]) => [id, { ...step, timeout: "4s" }]);
  using repo = repoOf(Object.fromEntries(steps), { top: { max_parallel: 10 } });
  const run = await runTold(repo);
  expect(run.code).toBe(1);
  for (const id of Object.keys(stopped)) {
    const phase = id === "in_setup" ? "setup" : "command";
    const message = expect.stringContaining("timeout of 4 s");
    expect(run.leg(id), id).toMatchObject({
      outcome: "failure",
      failure: { cause: "timeout", phase, message },
    });
    expect(run.leg(id).stdout, id).toBe("ready");
  }
  expectSaved(repo);
  expectNothingLeft(repo);
});

describe("a run that is stopped", () => {
  test("lets its containers save, ends those that do not heed within 7 s, and then runs finally", async () => {
    using repo = repoOf(stopped, {
      top: { max_parallel: 10, finally: { tidy: { command: "echo tidy", inputs: [] } } },
    });
    const running = repo.start(["run", "--json"]);
    for (const id of Object.keys(stopped))
      await running.printed(`"leg":"${id}","attempt":1,"stream":"stdout"`);
    running.kill("SIGINT");
    const run = toldOf(await running.finished);
    expect(run.code).toBe(130);
    for (const id of Object.keys(stopped))
      expect(run.leg(id), id).toMatchObject({ outcome: "cancelled", stdout: "ready" });
    expect(run.leg("tidy")).toMatchObject({ outcome: "success", stdout: "tidy" });
    expectSaved(repo);
    expectNothingLeft(repo);
    const at = (type: string) =>
      run.events.find((event) => event.type === type && !("leg" in event && event.leg === "tidy"))?.at ?? 0;
    const ends = run.events.filter((event) => event.type === "step-ended" && event.leg !== "tidy");
    expect(Math.max(...ends.map((event) => event.at)) - at("run-cancelling")).toBeLessThan(7000);
  });

  test("leaves at once at a second signal, and its container is gone as well", async () => {
    using repo = repoOf({ stubborn: stopped.ignores });
    const running = repo.start(["run", "--json"]);
    await running.printed('"lines":["ready"]');
    const [container = ""] = containersIn(repo);
    running.kill("SIGINT");
    await running.printed('"run-cancelling"');
    running.kill("SIGINT");
    const { code, stderr } = await running.finished;
    expect(code).toBe(130);
    expect(stderr).toContain("stubborn");
    await removed(container);
    expect(containersIn(repo)).toEqual([]);
  });

  test("starts no container any more", async () => {
    using repo = repoOf(
      { first: { command: `echo ready; ${forever}` }, second: { command: "echo never" } },
      { top: { max_parallel: 1 } },
    );
    const running = repo.start(["run", "--json"]);
    await running.printed('"lines":["ready"]');
    running.kill("SIGTERM");
    const run = toldOf(await running.finished);
    expect(run.leg("second")).toMatchObject({ outcome: "skipped", command: "" });
    expectNothingLeft(repo);
  });
});
