import { describe, expect, test } from "vitest";
import type { Appender, Files } from "../../src/host/host.ts";
import type { Event } from "../../src/run/event.ts";
import { startRecord } from "../../src/run/fold.ts";
import { openLogFiles } from "../../src/run/log-files.ts";
import { memoryFiles } from "../rig/virtual-host.ts";
import { leg, planned, runStarted } from "./events.ts";

const output = (id: string, ...lines: string[]): Event => ({
  type: "output",
  at: 1,
  leg: leg(id),
  attempt: 1,
  stream: "stdout",
  phase: "command",
  lines,
});

/** Counts the handles that are open. */
function counting(files: Files): {
  readonly files: Files;
  readonly most: () => number;
  readonly open: () => number;
} {
  let open = 0;
  let most = 0;
  const appender: Files["appender"] = (...args): Appender => {
    const inner = files.appender(...args);
    open += 1;
    most = Math.max(most, open);
    return {
      ...inner,
      close: () => {
        open -= 1;
      },
    };
  };
  return { files: { ...files, appender }, most: () => most, open: () => open };
}

describe("log files", () => {
  const ids = Array.from({ length: 200 }, (_, index) => `s${index}`);
  const { record } = startRecord(runStarted(...ids.map((id) => planned(id))));

  test("one a leg, over all attempts, and no more open at once than is sensible", async () => {
    const { files, most, open } = counting(memoryFiles());
    const logs = openLogFiles(files, "/logs");
    for (const round of ["one", "two"]) for (const id of ids) logs.write(output(id, round, ""), record);
    expect(await files.read("/logs/s0.log")).toBe("one\n\ntwo\n\n");
    expect(await files.read("/logs/s199.log")).toBe("one\n\ntwo\n\n");
    expect(most()).toBeLessThanOrEqual(65);
    logs.close();
    expect(open()).toBe(0);
  });

  test("closed when its step has ended; a step that prints nothing has none", async () => {
    const { files, open } = counting(memoryFiles());
    const logs = openLogFiles(files, "/logs");
    logs.write(output("s0", "x"), record);
    logs.write({ type: "step-started", at: 1, leg: leg("s1"), attempt: 1 }, record);
    expect(open()).toBe(1);
    const end = { result: "success", outcome: "success", durationMs: 1, values: {}, outputs: [] } as const;
    logs.write({ type: "step-ended", at: 1, leg: leg("s0"), ...end }, record);
    expect(open()).toBe(0);
    expect(await files.list("/logs")).toEqual(["s0.log"]);
  });
});
