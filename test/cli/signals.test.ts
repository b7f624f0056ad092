import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { runningLegs } from "../../src/cli/reporters.ts";
import { listenForSignals } from "../../src/cli/signals.ts";
import { failing, tell } from "../report/story.ts";

test("the first signal asks, the second kills, more do nothing", () => {
  const source = new EventEmitter();
  const kills: number[] = [];
  const signals = listenForSignals(() => void kills.push(1), source);
  source.emit("SIGTERM", "SIGTERM");
  expect(signals.signal.reason).toEqual({ reason: "signal", signal: "SIGTERM" });
  expect([signals.kill.aborted, kills.length]).toEqual([false, 0]);
  source.emit("SIGINT", "SIGINT");
  source.emit("SIGINT", "SIGINT");
  expect([signals.kill.aborted, kills.length]).toEqual([true, 1]);
  signals.dispose();
  expect(source.eventNames()).toEqual([]);
});

test("a reader that is gone stops the run, and counts as no signal", () => {
  const source = new EventEmitter();
  const kills: number[] = [];
  const signals = listenForSignals(() => void kills.push(1), source);
  source.emit("SIGINT", "SIGINT");
  signals.stop("SIGPIPE");
  expect(signals.kill.aborted).toBe(false);
  const other = listenForSignals(() => void kills.push(1), source);
  other.stop("SIGPIPE");
  expect(other.signal.reason).toEqual({ reason: "signal", signal: "SIGPIPE" });
  source.emit("SIGHUP", "SIGHUP");
  expect([other.kill.aborted, kills]).toEqual([false, []]);
});

test("a terminal that closes may say so twice", () => {
  const source = new EventEmitter();
  const signals = listenForSignals(() => {}, source);
  for (let times = 0; times < 3; times++) source.emit("SIGHUP", "SIGHUP");
  expect([signals.signal.aborted, signals.kill.aborted]).toEqual([true, false]);
  source.emit("SIGTERM", "SIGTERM");
  expect(signals.kill.aborted).toBe(true);
});

test("the last words name the steps that still run", () => {
  const watch = runningLegs();
  const upTo = failing.findIndex(({ type }) => type === "notice");
  tell([failing[0], ...failing.slice(1, upTo)], watch.reporter);
  expect(watch.text()).toBe("train[lr=0.1]");
});
