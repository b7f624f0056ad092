import { expect, test } from "vitest";
import { createRepo } from "./repo.ts";

test("a repository with its first commit, and a binary that runs in it until the test is done", async () => {
  const repo = createRepo({ "a/b.txt": "x" }, { git: true });
  expect(repo.git("ls-files")).toBe("a/b.txt");
  const running = repo.start([repo.path], { entry: "test/run/lock-child.ts", cwd: "a" });
  await running.printed("taken");
  repo[Symbol.dispose]();
  expect(await running.finished).toMatchObject({
    code: undefined,
    signal: "SIGKILL",
    stdout: "taken\n",
    stderr: "",
  });
  expect(repo.has("a")).toBe(false);
  await expect(running.printed("more")).rejects.toThrow("without printing");
});
