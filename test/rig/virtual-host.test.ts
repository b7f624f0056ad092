import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Crash,
  crashingHost,
  heldFiles,
  memoryFiles,
  seededRandom,
  virtualClock,
  virtualHost,
} from "./virtual-host.ts";

describe("virtual clock", () => {
  test("timers fire by time, then in the order they were set, and time stands where the last one fired", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), async (delays) => {
        const clock = virtualClock();
        const fired: number[] = [];
        await clock.run(
          Promise.all(delays.map((ms, index) => clock.sleep(ms).then(() => fired.push(index)))),
        );
        const expected = delays
          .map((ms, index) => [ms, index] as const)
          .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(fired).toEqual(expected.map(([, index]) => index));
        expect(clock.monotonic()).toBe(Math.max(...delays));
      }),
    );
  });

  test("a deadlock is an error, not a hang", async () => {
    await expect(virtualClock().run(new Promise(() => {}))).rejects.toThrow("deadlock");
  });

  test("an aborted sleep rejects and leaves no timer", async () => {
    const clock = virtualClock();
    const abort = new AbortController();
    const sleeping = clock.sleep(10, abort.signal);
    abort.abort("why");
    await expect(clock.run(sleeping)).rejects.toBe("why");
    expect(clock.pending).toBe(0);
    expect(clock.monotonic()).toBe(0);
  });

  test("a jump moves what people read, and no deadline", () => {
    const clock = virtualClock(1000);
    clock.jump(-500);
    expect([clock.now(), clock.monotonic()]).toEqual([500, 0]);
  });

  test("time stands still while a held call is under way", async () => {
    const clock = virtualClock();
    const slow = {
      ...memoryFiles(),
      read: () => new Promise<string>((resolve) => setTimeout(resolve, 5, "x")),
    };
    const files = heldFiles(slow, clock);
    const first = await clock.run(Promise.race([files.read("/x"), clock.sleep(1).then(() => "timer")]));
    expect(first).toBe("x");
  });
});

test("chance repeats itself", () => {
  const [a, b] = [seededRandom(7), seededRandom(7)];
  expect([a.float(), a.hex(9)]).toEqual([b.float(), b.hex(9)]);
});

describe("a crash at the n-th call", () => {
  async function work(host: ReturnType<typeof virtualHost>): Promise<void> {
    await host.files.write("/a", "1");
    const log = host.files.appender("/log");
    log.write("x");
    await host.clock.sleep(5);
    await host.files.write("/b", "2");
  }

  test.each([
    [1, "before", {}],
    [1, "after", { a: "1" }],
    [3, "before", { a: "1", log: "" }],
    [3, "after", { a: "1", log: "x" }],
    [5, "before", { a: "1", log: "x" }],
  ] as const)("%i, %s its effect", async (at, when, left) => {
    const inner = virtualHost();
    const { host, crashed, calls } = crashingHost(inner, at, when);
    const dead = work({ ...host, clock: { ...inner.clock, ...host.clock } }).then(
      () => "done",
      (error) => error,
    );
    const result = await inner.clock.run(Promise.race([crashed.then(() => "crashed"), dead]));
    expect(result === "crashed" || result instanceof Crash).toBe(true);
    expect(calls()).toBeGreaterThan(at);
    const found = await Promise.all(
      ["a", "log", "b"].map(async (name) => [name, await inner.files.read(`/${name}`)]),
    );
    expect(Object.fromEntries(found.filter(([, text]) => text !== undefined))).toEqual(left);
  });

  test("without a crash it tells how many places there are", async () => {
    const inner = virtualHost();
    const { host, calls } = crashingHost(inner, Number.POSITIVE_INFINITY);
    await inner.clock.run(work({ ...host, clock: { ...inner.clock, ...host.clock } }));
    expect(calls()).toBe(5);
  });
});
