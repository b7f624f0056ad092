import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { output } from "../run/host-step.ts";
import { remoteRig, remoteStep } from "./rig.ts";

test("a step runs where its operator runs it, and its outputs, values and log come here", async () => {
  using rig = remoteRig(
    [
      remoteStep(
        "train",
        'echo hello; echo oops >&2; tr a-z A-Z < data/in.txt > out/model.txt; echo rows=3 >> "$STEPOPS_VALUES"',
        {
          inputs: [{ kind: "path", path: "data", isDirectory: true }],
          outputs: [output("out/model.txt")],
          values: ["rows"],
        },
      ),
    ],
    { files: { "data/in.txt": "abc\n" } },
  );
  rig.backend.script = () => ({ queuedMs: 7000, runMs: 60_000 });
  const end = await rig.run();
  expect(end.step()).toMatchObject({ result: "success", values: { rows: "3" } });
  expect(end.step().outputs).toEqual([{ path: "out/model.txt", size: 4, files: 1 }]);
  expect(rig.repo.read("out/model.txt")).toBe("ABC\n");
  expect(end.log()).toBe("hello\noops\n");
  expect(end.jobs()).toMatchObject([{ submission: 1, ended: "succeeded", isSettled: true, isRemoved: true }]);
  expect(end.jobs()[0]?.phases.map(({ status }) => status)).toEqual(["queued", "running", "succeeded"]);
  expect(existsSync(join(rig.folder.directory, "jobs", "train.1"))).toBe(false);
  expect(rig.repo.read("data/in.txt")).toBe("abc\n");
});

test("the exit code is the command's, and setup is told from command", async () => {
  using rig = remoteRig([
    remoteStep("s", "echo two; exit 3", {
      setup: { kind: "script", shell: "sh", text: "printf one", bindings: {} },
    }),
  ]);
  const end = await rig.run();
  expect(end.failure()).toMatchObject({ cause: "user", exitCode: 3, phase: "command" });
  const printed = end.events.flatMap((event) =>
    event.type === "output" ? [[event.phase, ...event.lines]] : [],
  );
  expect(printed).toEqual([
    ["setup", "one"],
    ["command", "two"],
  ]);
});
