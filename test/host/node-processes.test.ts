import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { nodeProcesses } from "../../src/host/node-processes.ts";
import { nodeSpawn } from "../../src/host/node-spawn.ts";
import { openGate } from "../rig/gate.ts";

const PATH = process.env.PATH ?? "";

describe("this process", () => {
  test("has a start token that stays", () => {
    const token = nodeProcesses.startToken(process.pid);
    expect(token).toMatch(/\d/);
    expect(nodeProcesses.startToken(process.pid)).toBe(token);
  });

  test("and its machine a boot id", () => {
    expect(nodeProcesses.bootId).not.toBe("");
    expect(nodeProcesses.bootId).toBe(nodeProcesses.bootId);
  });

  test("what has ended has no start token", async () => {
    const child = nodeSpawn({ file: "true", args: [], cwd: tmpdir(), env: { PATH } });
    await child.ended;
    expect(nodeProcesses.startToken(child.pid ?? 0)).toBeUndefined();
  });
});

describe("ending by a mark", () => {
  test("finds every process that inherited it, also in a session of its own, and nothing else", async () => {
    using gate = openGate();
    const mark = randomUUID();
    const [file = "", ...args] = gate.command("marked");
    const other = gate.command("other");
    nodeSpawn({ file, args, cwd: tmpdir(), env: { PATH, MARK: mark } });
    nodeSpawn({ file, args: other.slice(1), cwd: tmpdir(), env: { PATH, MARK: `${mark}x`, NOT_MARK: mark } });
    const [held, spared] = [await gate.started("marked"), await gate.started("other")];
    const [escaped = 0] = await held.tell({ background: { session: true } });
    expect(nodeProcesses.startToken(escaped)).toBeDefined();
    expect(await nodeProcesses.endMarked("MARK", mark)).toBe(2);
    await held.gone;
    expect(nodeProcesses.startToken(escaped)).toBeUndefined();
    expect(nodeProcesses.startToken(spared.pid)).toBeDefined();
    await spared.exit();
  });

  test("nothing is marked", async () => {
    expect(await nodeProcesses.endMarked("MARK", randomUUID())).toBe(0);
  });
});
