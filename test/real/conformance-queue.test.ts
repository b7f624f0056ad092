import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { outcomes, scratch } from "../conformance/suite.ts";

const at = (name: string): string =>
  fileURLToPath(new URL(`../../examples/operators/queue/${name}`, import.meta.url));

/** A worker of a queue. Use with `await using`. */
function worker(queue: string): AsyncDisposable {
  const child = spawn("python3", [at("worker.py"), queue, "32"], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  return {
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

it("The queue example keeps every promise of an operator", async () => {
  using folder = scratch();
  await using _ = worker(folder.at("queue"));
  const found = await outcomes({
    command: ["python3", at("queue_operator.py")],
    settings: { queue: folder.at("queue") },
    keeps: [folder.at("queue")],
  });
  expect([...found].filter(([, outcome]) => outcome !== "kept")).toEqual([]);
  expect(found.size).toBeGreaterThan(40);
}, 180_000);

it("A job that no worker takes is cancelled and cleaned up all the same", async () => {
  using folder = scratch();
  const found = await outcomes({
    command: ["python3", at("queue_operator.py")],
    settings: { queue: folder.at("queue") },
    only: ["A job is cancelled right after it was submitted"],
  });
  expect([...found.values()]).toEqual(["kept"]);
});
