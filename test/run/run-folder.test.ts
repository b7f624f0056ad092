import { describe, expect, test } from "vitest";
import { journalLine } from "../../src/run/journal.ts";
import { createRunFolder, listRuns, readRun, writeRecord } from "../../src/run/run-folder.ts";
import { memoryFiles } from "../rig/virtual-host.ts";
import { story } from "./events.ts";

const parent = "/c/.stepops/runs";

describe("a new run's folder", () => {
  test("the wanted name, then the next free one; the checkout's own .gitignore hides them", async () => {
    const files = memoryFiles();
    const made = [];
    for (let n = 0; n < 3; n++) made.push((await createRunFolder(files, parent, "r")).id);
    expect(made).toEqual(["r", "r-2", "r-3"]);
    expect(await files.read("/c/.stepops/.gitignore")).toBe("*\n");
  });

  test("of many at once, no two share one", async () => {
    const files = memoryFiles();
    const made = await Promise.all(Array.from({ length: 10 }, () => createRunFolder(files, parent, "r")));
    expect(new Set(made.map(({ directory }) => directory)).size).toBe(10);
  });

  test("elsewhere no .gitignore is needed", async () => {
    const files = memoryFiles();
    await createRunFolder(files, "/tmp/stepops/runs", "r");
    expect(await files.list("/tmp/stepops")).toEqual(["runs"]);
  });
});

describe("a run that is read back", () => {
  test("its record, and where its journal goes on", async () => {
    const files = memoryFiles();
    const folder = await createRunFolder(files, parent, "r");
    const text = story.map(journalLine).join("");
    await files.write(folder.journal, `${text}{"type":"st`);
    const run = await readRun(files, folder.directory);
    if (!run.ok) throw new Error(run.error.message);
    expect(run.value.record).toMatchObject({ result: "failure", run: { id: "r" } });
    expect(run.value.validBytes).toBe(Buffer.byteLength(text));
    await writeRecord(files, folder, run.value.record);
    expect(JSON.parse((await files.read(folder.record)) ?? "")).toMatchObject({
      result: "failure",
      steps: { length: 3 },
    });
  });

  test.each([
    ["missing", undefined],
    ["empty", ""],
    ["empty", '{"type":"run-sta'],
    ["damaged", `${journalLine(story[1] as (typeof story)[1])}`],
    ["damaged", `x\n${story.map(journalLine).join("")}`],
  ] as const)("%s", async (reason, text) => {
    const files = memoryFiles();
    if (text !== undefined) await files.write("/r/journal.jsonl", text);
    expect(await readRun(files, "/r")).toMatchObject({ ok: false, error: { reason } });
  });
});

test("runs are listed newest first, without those that never began", async () => {
  const files = memoryFiles();
  const [start] = story;
  for (const [id, at] of [
    ["b", 20],
    ["a", 30],
    ["c", 10.5],
  ] as const) {
    await files.write(`${parent}/${id}/journal.jsonl`, journalLine({ ...(start as (typeof story)[0]), at }));
  }
  await createRunFolder(files, parent, "unborn");
  await files.write(`${parent}/stray`, "x");
  expect((await listRuns(files, parent)).map(({ id, startedAt }) => [id, startedAt])).toEqual([
    ["a", 30],
    ["b", 20],
    ["c", 10.5],
  ]);
  expect(await listRuns(files, "/nowhere")).toEqual([]);
});
