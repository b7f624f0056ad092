import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files, Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { acquireLock, type Lock } from "../../src/run/lock.ts";
import { memoryFiles, virtualHost, virtualProcesses } from "../rig/virtual-host.ts";

/** A process of the virtual machine; all share its files. */
function processOf(files: Files, pid: number, alive: ReadonlyMap<number, string>): Host {
  return { ...virtualHost({ files, seed: pid }), processes: { ...virtualProcesses(alive), pid } };
}

async function taken(result: ReturnType<typeof acquireLock>): Promise<Lock> {
  const lock = await result;
  if (!lock.ok) throw new Error(lock.error.message);
  return lock.value;
}

describe("one lock a checkout", () => {
  const alive = new Map([
    [1, "t1"],
    [2, "t2"],
  ]);

  test("held by a live process: who, which run, since when, and how to go on", async () => {
    const files = memoryFiles();
    await taken(acquireLock(processOf(files, 1, alive), "/c", "/c/.stepops/runs/a"));
    const second = await acquireLock(processOf(files, 2, alive), "/c", "/c/.stepops/runs/b");
    expect(second).toMatchObject({
      ok: false,
      error: {
        runDirectory: "/c/.stepops/runs/a",
        writer: { pid: 1 },
        message:
          "another run uses this checkout: process 1, since 2026-01-01T00:00:00.000Z, in /c/.stepops/runs/a",
        hint: "wait for it, or end it with: kill 1",
      },
    });
  });

  test("given back it is free, and nothing stays", async () => {
    const files = memoryFiles();
    const first = await taken(acquireLock(processOf(files, 1, alive), "/c", "/a"));
    await first.release();
    await first.release();
    const second = await taken(acquireLock(processOf(files, 2, alive), "/c", "/b"));
    expect(second.deadRun).toBeUndefined();
    await first.release();
    expect(await files.list("/c/.stepops")).toEqual([".gitignore", "lock"]);
  });

  const stale: readonly (readonly [string, ReadonlyMap<number, string>, string])[] = [
    ["its process is gone", new Map([[2, "t2"]]), "boot-1"],
    [
      "its pid is another process now",
      new Map([
        [1, "t9"],
        [2, "t2"],
      ]),
      "boot-1",
    ],
    ["the machine was started again", alive, "boot-2"],
  ];
  test.each(stale)("taken over when %s, with the dead run's folder", async (_name, now, bootId) => {
    const files = memoryFiles();
    await taken(acquireLock(processOf(files, 1, alive), "/c", "/dead"));
    const host = processOf(files, 2, now);
    const next = await taken(
      acquireLock({ ...host, processes: { ...host.processes, bootId } }, "/c", "/new"),
    );
    expect(next.deadRun).toBe("/dead");
    expect(JSON.parse((await files.read("/c/.stepops/lock")) ?? "")).toMatchObject({ runDirectory: "/new" });
    expect(await files.list("/c/.stepops")).toEqual([".gitignore", "lock"]);
  });

  test("another machine's processes cannot be seen: held, and the hint says what to delete", async () => {
    const files = memoryFiles();
    await taken(acquireLock(processOf(files, 1, alive), "/c", "/a"));
    const host = processOf(files, 2, new Map());
    const other = await acquireLock(
      { ...host, processes: { ...host.processes, hostname: "other" } },
      "/c",
      "/b",
    );
    expect(other).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining("delete /c/.stepops/lock") },
    });
  });

  test("a damaged lock is nobody's", async () => {
    for (const text of ["", "{", "null", "[]"]) {
      const files = memoryFiles();
      await files.write("/c/.stepops/lock", text);
      const lock = await taken(acquireLock(processOf(files, 1, alive), "/c", "/a"));
      expect(lock.deadRun).toBeUndefined();
    }
  });

  test("a claim that cannot be judged from here ends the wait, and is named", async () => {
    const files = memoryFiles();
    await files.write("/c/.stepops/lock", "damaged");
    const elsewhere = processOf({ ...files, replace: () => new Promise(() => {}) }, 1, alive);
    void acquireLock({ ...elsewhere, processes: { ...elsewhere.processes, hostname: "other" } }, "/c", "/a");
    await new Promise((resolve) => setImmediate(resolve));
    const host = processOf(files, 2, alive) as ReturnType<typeof virtualHost>;
    const second = await host.clock.run(acquireLock(host, "/c", "/b"));
    expect(second).toMatchObject({
      ok: false,
      error: { hint: expect.stringMatching(/delete \/c\/.stepops\/lock\.[0-9a-f]{16}$/) },
    });
  });

  test("a process that died while it took a stale lock over is no obstacle", async () => {
    const files = memoryFiles();
    await taken(acquireLock(processOf(files, 1, alive), "/c", "/dead"));
    // Process 2 dies between its claim and the replacement.
    const dying: Files = { ...files, replace: () => new Promise(() => {}) };
    void acquireLock(processOf(dying, 2, new Map([[2, "t2"]])), "/c", "/died-too");
    await new Promise((resolve) => setImmediate(resolve));
    expect((await files.list("/c/.stepops"))?.length).toBe(3);
    const third = await taken(acquireLock(processOf(files, 3, new Map([[3, "t3"]])), "/c", "/new"));
    expect(third.deadRun).toBe("/dead");
    expect(await files.list("/c/.stepops")).toEqual([".gitignore", "lock"]);
  });
});

describe("real processes", () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), "lock-"));
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  test("a link to nothing takes the name, but is nobody's lock", async () => {
    mkdirSync(join(checkout, ".stepops"));
    symlinkSync("nowhere", join(checkout, ".stepops", "lock"));
    const lock = await taken(acquireLock(nodeHost, checkout, "/run"));
    expect(lstatSync(join(checkout, ".stepops", "lock")).isFile()).toBe(true);
    await lock.release();
  });

  test("of six that find the lock of a killed run at once, one gets it", async () => {
    const child = fileURLToPath(new URL("lock-child.ts", import.meta.url));
    const start = () => {
      const command = {
        file: process.execPath,
        args: [child, checkout],
        cwd: checkout,
        env: { PATH: process.env.PATH ?? "" },
      };
      const process_ = nodeHost.spawn(command);
      const said = new Promise<string>((resolve) =>
        process_.onOutput((_stream, chunk) => resolve(chunk.toString().trim())),
      );
      return { ...process_, said };
    };
    const dead = start();
    expect(await dead.said).toBe("taken");
    dead.signal("SIGKILL");
    await dead.ended;
    const contenders = Array.from({ length: 6 }, start);
    try {
      const said = await Promise.all(contenders.map((contender) => contender.said));
      expect(said.toSorted()).toEqual([...Array(5).fill("held"), `taken over ${dead.pid}`]);
      expect(readdirSync(join(checkout, ".stepops")).sort()).toEqual([".gitignore", "lock"]);
    } finally {
      for (const contender of contenders) contender.signal("SIGKILL");
    }
  });
});
