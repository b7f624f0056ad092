import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Repo } from "../rig/repo.ts";
import { Hold, pipelineOf, repoOf, runTold, tagImages } from "./containers.ts";

beforeAll(tagImages);

const logOf = (repo: Repo, leg: string): string =>
  readFileSync(repo.at(`.stepops/runs/${repo.list(".stepops/runs").at(-1)}/logs/${leg}.log`), "latin1");

/** The largest that a process has ever been, in bytes. */
function peakMemory(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

test("100 MB of output are all in the log, and never all in memory", async () => {
  const line = "x".repeat(99);
  using repo = repoOf({});
  using hold = new Hold(repo, "hold/a");
  const loud = { setup: "yes setup | head -n 1000000", command: `yes ${line} | head -n 1000000; echo done` };
  const after = { needs: "loud", checkpoint: "hold/", command: hold.line };
  repo.write("pipeline.yaml", pipelineOf({ loud, after }));
  const running = repo.start(["run", "--quiet"]);
  await hold.reached(running);
  expect(peakMemory(running.pid)).toBeLessThan(250e6);
  hold.release();
  expect(await running.finished).toMatchObject({ code: 0 });
  const log = logOf(repo, "loud");
  expect(log.length).toBe(106_000_005);
  expect(log.startsWith("setup\nsetup\n")).toBe(true);
  expect(log.endsWith(`${line}\ndone\n`)).toBe(true);
});

test("a line of 1 MB, one without an end and bytes that are no text come through", async () => {
  const steps = {
    long: { command: "head -c 1000000 /dev/zero | tr '\\0' y; echo; echo after" },
    endless: { command: "printf 'first\\nlast without an end'; printf 'also here' >&2" },
    silent: { command: "true" },
    bytes: { command: "printf '\\377\\376 \\0 \\303\\251\\n'" },
    progress: { command: "printf '10%%\\r50%%\\r100%%\\n'" },
  };
  using repo = repoOf(steps);
  const run = await runTold(repo);
  expect(run.code).toBe(0);
  expect(run.leg("long").stdout.replaceAll("\n", "")).toBe(`${"y".repeat(1_000_000)}after`);
  expect(run.leg("endless")).toMatchObject({ stdout: "first\nlast without an end", stderr: "also here" });
  expect(run.leg("silent").command).toBe("");
  expect(run.leg("bytes").stdout).toBe("\ufffd\ufffd \0 é");
  expect(run.leg("progress").stdout).toBe("10%\r50%\r100%");
  expect(logOf(repo, "endless").split("\n").sort()).toEqual([
    "",
    "also here",
    "first",
    "last without an end",
  ]);
});
