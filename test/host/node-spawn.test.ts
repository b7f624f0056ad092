import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Child } from "../../src/host/host.ts";
import { nodeSpawn } from "../../src/host/node-spawn.ts";
import { processEntry } from "../../src/host/process-table.ts";
import { openGate } from "../rig/gate.ts";

const env = { PATH: process.env.PATH ?? "" };
const start = (file: string, ...args: readonly string[]): Child =>
  nodeSpawn({ file, args, cwd: tmpdir(), env });
const sh = (script: string): Child => start("sh", "-c", script);

describe("how a child ended", () => {
  const cases: readonly (readonly [string, () => Child, object])[] = [
    ["exit 0", () => start("true"), { kind: "exited", code: 0 }],
    ["exit 3", () => sh("exit 3"), { kind: "exited", code: 3 }],
    ["a signal", () => sh("kill -TERM $$"), { kind: "signalled", signal: "SIGTERM" }],
    ["no such program", () => start("no-such-program"), { kind: "not-started", error: { code: "ENOENT" } }],
    [
      "no execute bit",
      () => start(fileURLToPath(import.meta.url)),
      { kind: "not-started", error: { code: "EACCES" } },
    ],
    [
      "too long an argument",
      () => start("true", "x".repeat(200_000)),
      { kind: "not-started", error: { code: "E2BIG" } },
    ],
    ["a NUL in an argument", () => start("true", "a\0b"), { kind: "not-started" }],
  ];
  test.each(cases)("%s", async (_name, make, end) => {
    const child = make();
    expect(await child.ended).toMatchObject(end);
    expect(child.signal(0)).toBe(false);
  });
});

test("all that it printed is there when it has ended, and its stdin is empty", async () => {
  const child = sh("cat; i=0; while [ $i -lt 2000 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done");
  const text = { stdout: "", stderr: "" };
  child.onOutput((stream, chunk) => {
    text[stream] += chunk;
  });
  await child.ended;
  expect(text.stdout).toMatch(/^out 0\n[\s\S]*out 1999\n$/);
  expect(text.stderr).toMatch(/^err 0\n[\s\S]*err 1999\n$/);
});

test("a child leads its own group, and a signal reaches all of it", async () => {
  using gate = openGate();
  const child = sh(`${gate.line("inner")}; :`);
  const inner = await gate.started("inner");
  expect(processEntry(inner.pid)?.group).toBe(child.pid);
  expect(inner.pid).not.toBe(child.pid);
  expect(child.signal("SIGKILL")).toBe(true);
  await inner.gone;
  expect(await child.ended).toEqual({ kind: "signalled", signal: "SIGKILL" });
});

test("a process in the background that holds the pipes does not hold up the end, and what it prints still comes", async () => {
  using gate = openGate();
  const child = sh(`${gate.line("inner")} & echo started`);
  const printed = Promise.withResolvers<void>();
  let text = "";
  child.onOutput((_stream, chunk) => {
    text += chunk;
    if (text.includes("late")) printed.resolve();
  });
  const inner = await gate.started("inner");
  expect(await child.ended).toEqual({ kind: "exited", code: 0 });
  expect(child.signal(0)).toBe(true);
  await inner.tell({ print: "late\n" });
  await printed.promise;
  expect(text).toBe("started\nlate\n");
  child.signal("SIGKILL");
  await inner.gone;
  expect(child.signal(0)).toBe(false);
});
