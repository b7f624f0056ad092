import { expect, test } from "vitest";
import { attend, exitCodeOf } from "../../src/host/attach.ts";
import type { ChildEnd } from "../../src/host/host.ts";
import { scriptedSpawn, virtualClock } from "../rig/virtual-host.ts";

const command = { file: "sh", args: [], cwd: "/", env: {} };

test("a child that ends by itself is asked nothing", async () => {
  const clock = virtualClock();
  const end: ChildEnd = { kind: "exited", code: 7 };
  const spawn = scriptedSpawn(clock, () => ({ end: { afterMs: 10, end } }));
  let asked = 0;
  const ask = () => asked++;
  const stop = new AbortController().signal;
  const attended = attend({ child: spawn(command), clock, stop, ask });
  expect([await clock.run(attended), asked, spawn.signals]).toEqual([end, 0, []]);
});

test.each([
  ["goes when it is asked", [], "SIGHUP", 0, ["SIGHUP"]],
  ["does not heed it", ["SIGHUP"], "SIGKILL", 5000, ["SIGHUP", "SIGKILL"]],
] as const)("on a stop, a child that %s", async (_, ignores, signal, afterMs, signals) => {
  const clock = virtualClock();
  const spawn = scriptedSpawn(clock, () => ({ ignores }));
  const child = spawn(command);
  const ask = () => child.signal("SIGHUP");
  const attended = attend({ child, clock, stop: AbortSignal.abort(), ask });
  expect(await clock.run(attended)).toEqual({ kind: "signalled", signal });
  expect([clock.monotonic(), spawn.signals]).toEqual([afterMs, signals]);
});

test("a child whose end takes long to ask for is waited for all the same", async () => {
  const clock = virtualClock();
  const spawn = scriptedSpawn(clock, () => ({}));
  const child = spawn(command);
  const ask = () => clock.sleep(60_000).then(() => child.signal("SIGTERM"));
  const attended = attend({ child, clock, stop: AbortSignal.abort(), ask });
  expect(await clock.run(attended)).toEqual({ kind: "signalled", signal: "SIGTERM" });
});

test.each<[ChildEnd, number]>([
  [{ kind: "exited", code: 0 }, 0],
  [{ kind: "exited", code: 9 }, 9],
  [{ kind: "signalled", signal: "SIGTERM" }, 143],
  [{ kind: "not-started", error: new Error("no such file") }, 127],
])("%j is exit code %i", (end, code) => {
  expect(exitCodeOf(end)).toBe(code);
});
