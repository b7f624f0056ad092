import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../src/run/event.ts";
import { foldEvents, recordToJson } from "../../src/run/fold.ts";
import { leg, planned, runStarted, story, writer } from "./events.ts";

function recordOf(events: readonly Event[]) {
  const fold = foldEvents(events);
  if (!fold) throw new Error("no run");
  return fold.record;
}

describe("the record of a run", () => {
  const record = recordOf(story);

  test("a step that was retried", () => {
    expect(record.steps.get(leg("a"))).toMatchObject({
      state: "ended",
      result: "success",
      attempt: 2,
      failures: 1,
      startedAt: 1001,
      endedAt: 1020,
      values: { rows: "1\n" },
      outputs: [{ path: "o" }],
    });
    expect(record.steps.get(leg("a"))).not.toHaveProperty("failure");
  });

  test("a step that failed, one that was skipped, and the run", () => {
    expect(record.steps.get(leg("b"))).toMatchObject({
      outcome: "failure",
      failures: 1,
      failure: { exitCode: 3 },
    });
    expect(record.steps.get(leg("c"))).toMatchObject({ result: "skipped", skipped: { need: "b" } });
    expect(record).toMatchObject({ result: "failure", startedAt: 1000, endedAt: 1032 });
    expect(record.notices).toEqual([{ level: "warning", leg: "a", message: "slow" }]);
  });

  test("every step waits before its start", () => {
    const start = recordOf(story.slice(0, 1));
    expect([...start.steps.values()].map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
    expect(start).not.toHaveProperty("result");
  });
});

describe("what a fold leaves alone", () => {
  test("types and legs that it does not know", () => {
    const strange = { type: "step-teleported", at: 1, leg: leg("a") } as unknown as Event;
    const stray: Event = { type: "step-started", at: 1, leg: leg("nobody"), attempt: 1 };
    expect(recordToJson(recordOf([...story, strange, stray]))).toEqual(recordToJson(recordOf(story)));
  });

  test("a journal without its beginning", () => {
    expect(foldEvents(story.slice(1))).toBeUndefined();
    expect(foldEvents([])).toBeUndefined();
  });
});

describe("a resume", () => {
  const later = { ...writer, pid: 8 };

  test("what ran waits again and keeps count; what is reset begins afresh; the rest stays", () => {
    const resumed = recordOf([
      ...story.slice(0, -1),
      { type: "run-cancelling", at: 1032, why: { reason: "signal", signal: "SIGINT" } },
      { type: "run-ended", at: 1033, result: "error", error: "disk" },
      { type: "run-resumed", at: 2000, writer: later, reset: [leg("b"), leg("c")] },
    ]);
    expect(resumed.steps.get(leg("a"))).toMatchObject({ state: "ended", values: { rows: "1\n" } });
    expect(resumed.steps.get(leg("b"))).toEqual({ ...blank("b", ["a"]), attempt: 1 });
    expect(resumed.steps.get(leg("c"))).toEqual(blank("c", ["b"]));
    expect(resumed.writer).toEqual(later);
    for (const gone of ["result", "endedAt", "error", "cancelling"]) expect(resumed).not.toHaveProperty(gone);
  });

  test.each([3, 4])("a leg that was running or retrying after %i events", (count) => {
    const resumed = recordOf([
      ...story.slice(0, count),
      { type: "run-resumed", at: 2000, writer: later, reset: [] },
    ]);
    const a = resumed.steps.get(leg("a"));
    const before = { failures: 1, retried: ["lost"], startedAt: 1001 };
    expect(a).toEqual({ ...blank("a"), attempt: count === 3 ? 1 : 2, ...before });
  });

  function blank(id: string, needs: readonly string[] = []) {
    return {
      planned: planned(id, needs),
      state: "waiting",
      attempt: 0,
      failures: 0,
      values: {},
      outputs: [],
    };
  }
});

describe("reproducible", () => {
  test("folding at once, one by one, or over JSON gives the same record", () => {
    fc.assert(
      fc.property(fc.nat(story.length - 1), (cut) => {
        const events = story.slice(0, cut + 1);
        const overJson = JSON.parse(JSON.stringify(events)) as Event[];
        expect(recordToJson(recordOf(overJson))).toEqual(recordToJson(recordOf(events)));
        const stepwise = foldEvents(events.slice(0, 1));
        for (const event of events.slice(1)) stepwise?.apply(event);
        expect(stepwise?.record).toEqual(recordOf(events));
      }),
    );
  });

  test("steps that others hold never change under them", () => {
    const fold = foldEvents(story.slice(0, 2));
    const before = fold?.record.steps.get(leg("a"));
    const copy = structuredClone(before);
    for (const event of story.slice(2)) fold?.apply(event);
    expect(before).toEqual(copy);
  });

  test("10,000 steps", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `s${index}`);
    const ends = ids.flatMap((id): Event[] => [
      { type: "step-started", at: 1, leg: leg(id), attempt: 1 },
      {
        type: "step-ended",
        at: 2,
        leg: leg(id),
        result: "success",
        outcome: "success",
        durationMs: 1,
        values: {},
        outputs: [],
      },
    ]);
    const record = recordOf([runStarted(...ids.map((id) => planned(id))), ...ends]);
    expect([...record.steps.values()].every(({ result }) => result === "success")).toBe(true);
    expect((recordToJson(record) as { steps: unknown[] }).steps).toHaveLength(10_000);
  });
});
