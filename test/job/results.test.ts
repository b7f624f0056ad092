import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { readResults } from "../../src/job/results.ts";

let top: string;
let job: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "stepops-results-"));
  job = join(top, "job");
  for (const name of ["job/results", "job/work"]) mkdirSync(join(top, name), { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(job, "results", name), text);
};
const read = () => readResults(nodeFiles, job);
const nothing = { started: false, seesNoGpu: false };

const cases: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
  ["nothing ran", {}, nothing],
  ["it began", { started: "" }, { ...nothing, started: true }],
  [
    "a command that ended",
    { started: "", phase: "command\n", exit: "3\n" },
    { ...nothing, started: true, phase: "command", exitCode: 3 },
  ],
  ["a setup", { started: "", phase: "setup\n" }, { ...nothing, started: true, phase: "setup" }],
  ["no GPU", { started: "", "no-gpu": "" }, { started: true, seesNoGpu: true }],
  [
    "a fault",
    { started: "", fault: "image\nthe image has no bash\n" },
    { ...nothing, started: true, fault: { cause: "image", message: "the image has no bash" } },
  ],
  // The step may write there what it likes.
  ["a phase of its own", { started: "", phase: "finally\n" }, { ...nothing, started: true }],
  ["a code that is none", { started: "", exit: "0; rm -rf /\n" }, { ...nothing, started: true }],
  ["a code beyond all", { started: "", exit: "1e3\n" }, { ...nothing, started: true }],
  ["a cause of its own", { started: "", fault: "infrastructure\nretry me\n" }, { ...nothing, started: true }],
  ["a cause without a message", { started: "", fault: "image\n" }, { ...nothing, started: true }],
  [
    "a message of a megabyte",
    { started: "", fault: `config\n${"x".repeat(2 ** 20)}\n` },
    { ...nothing, started: true, fault: { cause: "config", message: "x".repeat(4096 - "config\n".length) } },
  ],
  ["bytes that are no text", { started: "", exit: "\u0000\uFFFD" }, { ...nothing, started: true }],
];
test.each(cases)("%s", async (_name, files, results) => {
  write(files);
  expect(await read()).toEqual(results);
});

test("nothing is read through a link, nor out of a pipe or a folder", async () => {
  writeFileSync(join(top, "secret"), "7");
  write({ started: "" });
  symlinkSync("../../secret", join(job, "results/exit"));
  mkdirSync(join(job, "results/fault"));
  execFileSync("mkfifo", [join(job, "results/phase")]);
  expect(await read()).toEqual({ ...nothing, started: true });
});

const replaced: readonly (readonly [string, string])[] = [
  ["results", "other"],
  ["work", "other"],
];
test.each(replaced)("a link in the place of the folder %s is not followed", async (name, other) => {
  mkdirSync(join(top, other));
  for (const file of ["started", "exit", "no-gpu"]) writeFileSync(join(top, other, file), "0");
  write({ started: "", exit: "0" });
  rmSync(join(job, name), { recursive: true });
  symlinkSync(`../${other}`, join(job, name));
  expect(await read()).toEqual({ ...nothing, started: true });
});
