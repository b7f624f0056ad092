import { EventEmitter } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runsSideBySide } from "../../src/report/concurrency.ts";
import { renderEnd } from "../../src/report/end.ts";
import { outputPlaces } from "../../src/report/end-outputs.ts";
import { bytes, cut, duration, metric, width } from "../../src/report/format.ts";
import { graphJson, mermaid, withoutShortcuts } from "../../src/report/graph.ts";
import { guard } from "../../src/report/guard.ts";
import { prefixOf } from "../../src/report/label.ts";
import { canShowLive, liveReporter, type Region, type Terminal } from "../../src/report/live.ts";
import { renderLive } from "../../src/report/live-view.ts";
import { markdownFence, markdownText } from "../../src/report/markdown.ts";
import { plain } from "../../src/report/paint.ts";
import { renderSummary } from "../../src/report/summary.ts";
import { renderTable } from "../../src/report/table.ts";
import type { Event } from "../../src/run/event.ts";
import type { RunRecord } from "../../src/run/record.ts";
import { at, ended, failing, leg, planned, printed, started, stepStarted, tell } from "./story.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test.each([
  [0, "0.0 s"],
  [1234, "1.2 s"],
  [9_960, "10 s"],
  [59_499, "59 s"],
  [59_600, "1 min 00 s"],
  [3_600_000, "1 h 00 min"],
  [-5, "0.0 s"],
])("%i ms is %s", (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_345, "12 kB"],
  [999_499, "999 kB"],
  [999_999, "1.0 MB"],
  [2.5e12, "2.5 TB"],
])("%i bytes are %s", (count, text) => expect(bytes(count)).toBe(text));

test.each([
  [0.9312345, "0.9312"],
  [12, "12"],
  [0.00001234, "1.234e-5"],
  [123456.789, "123500"],
  [0, "0"],
])("the metric %d is shown as %s", (value, text) => expect(metric(value)).toBe(text));

test("a cut text never takes more columns than it may", () => {
  fc.assert(
    fc.property(
      anyText,
      fc.nat(30),
      (text, columns) => void expect(width(cut(text, columns))).toBeLessThanOrEqual(columns),
    ),
  );
  expect(cut("日本語テキスト", 7)).toBe("日本語…");
});

test("columns line up whatever stands in them", () => {
  const lines = renderTable(
    undefined,
    [
      ["a", { text: "1", align: "right" }, "x"],
      ["日本", { text: "100", align: "right" }, ""],
    ],
    plain,
  );
  expect(lines).toEqual(["a       1  x", "日本  100"]);
});

test("a leg's name in front of its lines", () => {
  expect([prefixOf(planned("train[lr=0.1]")), prefixOf(planned("train"))]).toEqual([
    "[train lr=0.1] ",
    "[train] ",
  ]);
});

test.each([
  ["a chain", [planned("a"), planned("b", ["a"]), planned("c", ["b"])], false],
  ["two roots", [planned("a"), planned("b")], true],
  ["finally after all", [planned("a"), planned("b", ["a"]), planned("z", [], { isFinally: true })], false],
  [
    "two steps of finally",
    [planned("a"), planned("y", [], { isFinally: true }), planned("z", [], { isFinally: true })],
    true,
  ],
  ["a fork", [planned("a"), planned("b", ["a"]), planned("c", ["a"])], true],
])("%s: may steps run side by side?", (_name, steps, expected) => {
  expect(runsSideBySide(tell([started(steps)]))).toBe(expected);
});

const frame = {
  now: at(75),
  tick: 3,
  columns: 50,
  rows: 6,
  paint: plain,
  lastLine: () => "epoch 3, a line that is much longer than what the terminal has left for it",
};

test("the live region shows what runs, and never more than the terminal has", () => {
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  const record = tell([
    started([...ids, "w"].map((id) => planned(id))),
    ...ids.map((id, index) => stepStarted(id, index)),
  ]);
  const lines = renderLive(record, frame);
  expect(lines).toEqual([
    "⠸ a  1 min 15 s  epoch 3, a line that is much lo…",
    "⠸ b  1 min 14 s  epoch 3, a line that is much lo…",
    "⠸ c  1 min 13 s  epoch 3, a line that is much lo…",
    "  … and 4 more running",
    "  0/8 done  1 min 15 s",
  ]);
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 120 }),
      fc.integer({ min: 3, max: 12 }),
      anyText,
      (columns, rows, said) => {
        const drawn = renderLive(record, { ...frame, columns, rows, lastLine: () => said });
        expect(drawn.length).toBeLessThanOrEqual(rows);
        for (const line of drawn) expect(width(line)).toBeLessThan(columns);
      },
    ),
  );
});

const endOf = (record: RunRecord, columns?: number): string[] => {
  const view = { paint: plain, again: [], tail: () => [], ...(columns === undefined ? {} : { columns }) };
  return [...renderEnd(record, view)];
};

const manyNumbers = (id: string): Event =>
  ended(id, 1, {
    outputs: [
      {
        path: "m.json",
        size: 1,
        files: 1,
        metrics: Object.fromEntries(
          ["accuracy", "loss", "precision", "recall"].map((name) => [name, 0.12345]),
        ),
      },
    ],
    values: { note: "a value that is long enough to be cut somewhere" },
  });

test("the tables at the end are as wide as the terminal at most, and whole in a pipe", () => {
  const ids = ["prepare", `train[${"rate=0.001,".repeat(5)}depth=3]`];
  const record = tell([started(ids.map((id) => planned(id))), ...ids.map(manyNumbers)]);
  const tables = (columns?: number): string[] => endOf(record, columns).slice(0, -6);
  expect(Math.max(...tables().map(width))).toBeGreaterThan(100);
  expect(tables().join("\n")).not.toContain("more metric");
  for (let columns = 40; columns < 140; columns++) {
    const lines = tables(columns);
    for (const line of lines) expect(width(line), line).toBeLessThan(columns);
    expect(lines.some((line) => line.startsWith("Step"))).toBe(columns >= 60);
    expect(lines.join("\n")).toMatch(/prepare +0\.1235/);
  }
  expect(tables(40).join("\n")).toContain("… and 2 more metrics");
});

const outcome = (id: string, result: "failure" | "cancelled" | "success") =>
  ended(id, 1, { outcome: result });
const fork = started([
  planned("a"),
  planned("b[x=1]", ["a"]),
  planned("b[x=2]", ["a"]),
  planned("c", ["b[x=1]", "b[x=2]"]),
  planned("z", [], { isFinally: true }),
]);
const notRun = ended("c", 1, {
  outcome: "skipped",
  skipped: { reason: "need-not-met", need: leg("b[x=1]"), result: "failure" },
});

test.each<readonly [string, readonly Event[], string | undefined]>([
  ["one leg", [outcome("b[x=1]", "failure"), outcome("b[x=2]", "success"), notRun], "'b[x=1]'"],
  ["all legs", [outcome("b[x=1]", "failure"), outcome("b[x=2]", "cancelled"), notRun], "b"],
  [
    "a step of finally",
    [...["b[x=1]", "b[x=2]", "c"].map((id) => outcome(id, "success")), outcome("z", "failure")],
    undefined,
  ],
])("after a failure of %s, --from begins with what is missing", (_name, events, from) => {
  const all = [
    outcome("a", "success"),
    ...events,
    { type: "run-ended", at: at(9), result: "failure" } as const,
  ];
  const text = endOf(tell([fork, ...all])).join("\n");
  expect(/ --from (.*?) +# with today's file/.exec(text)?.[1]).toBe(from);
  expect(text).toContain("--resume");
});

test("times do not count the pause before a resume", () => {
  const day = 24 * 60 * 60;
  const record = tell([
    started([planned("a")]),
    {
      type: "run-resumed",
      at: at(day),
      writer: { pid: 1, hostname: "h", bootId: "b", startToken: "1" },
      reset: [],
    },
    ended("a", day + 40),
    { type: "run-ended", at: at(day + 45), result: "success" },
  ]);
  expect(endOf(record).join("\n")).toContain("✓ Succeeded after 45 s");
  expect(renderSummary(record, { tail: () => [] })).toContain("succeeded in 45 s");
  expect(renderLive(record, { ...frame, now: at(day + 5) }).at(-1)).toContain("5.0 s");
});

test("plots and metrics come first of what a run made, and six in all", () => {
  const outputs = ["1", "2", "3", "4", "5"].flatMap((n) => [
    { path: `o${n}`, isDirectory: true, role: "output" as const },
    { path: `m${n}`, isDirectory: false, role: "metrics" as const },
  ]);
  const plot = { path: "p.svg", isDirectory: false, role: "plot" as const };
  const all = [plot, ...outputs];
  const record = tell([
    started([planned("a", [], { outputs: all })]),
    ended("a", 1, { outputs: all.map(({ path }) => ({ path, size: 1, files: 1 })) }),
  ]);
  const places = outputPlaces(record, (path) => `sub/${path}`);
  expect(places).toEqual([
    "sub/p.svg (1 B)",
    "sub/m4 (1 B)",
    "sub/m5 (1 B)",
    "sub/o3/ (1 B)",
    "sub/o4/ (1 B)",
    "sub/o5/ (1 B)",
    "… and 5 more",
  ]);
});

test("a failure that names all of PATH is told in full once", () => {
  const message = `the program x was not found: correct PATH, which is ${"/usr/bin:".repeat(30)}`;
  const failure = { cause: "config" as const, message };
  const record = tell([started([planned("a")]), ended("a", 1, { outcome: "failure", failure })]);
  expect(endOf(record).join("\n")).not.toContain(message);
  expect(renderEnd(record, { paint: plain, inFull: true, tail: () => [] })).toContain(`a: ${message}`);
});

test("a terminal that became narrower loses every row of the region", () => {
  const { terminal, written, region } = fakeTerminal();
  const reporter = liveReporter({
    terminal,
    region,
    paint: plain,
    verbose: false,
    now: () => at(1),
    end: () => ({}),
  });
  const said = printed("a", 1, "x".repeat(100));
  const scrolls: Event = { type: "notice", at: at(1), level: "notice", message: "m" };
  const record = tell([started([planned("a")]), stepStarted("a", 0), said, scrolls], reporter);
  Object.assign(terminal, { columns: 40 });
  terminal.emit("resize");
  // 79 columns of the step take two rows now, the line below it one.
  expect(written.at(-1)).toBe("\u001B[3F\u001B[J");
  void reporter.close?.(record);
  expect(terminal.listenerCount("resize")).toBe(0);
});

function fakeTerminal(): {
  readonly terminal: Terminal;
  readonly written: string[];
  readonly region: Region;
} {
  const written: string[] = [];
  const terminal = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    write: (text: string) => written.push(text) > 0,
  }) as unknown as Terminal;
  return {
    terminal,
    written,
    region: Object.assign(() => undefined, { clear: () => undefined, done: () => undefined }),
  };
}

test("the live view gives the cursor back when it ends, and also when the process leaves early", async () => {
  const { terminal, written, region } = fakeTerminal();
  const before = process.listenerCount("exit");
  const reporter = liveReporter({
    terminal,
    region,
    paint: plain,
    verbose: false,
    now: () => at(1),
    end: () => ({}),
  });
  const record = tell(failing, reporter);
  expect(written[0]).toBe("\u001B[?25l");
  const [giveBack] = process.listeners("exit").slice(before);
  (giveBack as () => void)();
  expect(written.at(-1)).toBe("\u001B[?25h");
  await reporter.close?.(record);
  expect(process.listenerCount("exit")).toBe(before);
  const shown = written.join("");
  expect(shown.lastIndexOf("\u001B[?25h")).toBeGreaterThan(shown.lastIndexOf("\u001B[?25l"));
  expect(shown).toContain("✗ Failed after 16 s");
});

test("what steps print scrolls past in the live view only when it is asked for", () => {
  const shown = [false, true].map((verbose) => {
    const { terminal, written, region } = fakeTerminal();
    const reporter = liveReporter({
      terminal,
      region,
      paint: plain,
      verbose,
      now: () => at(1),
      end: () => ({}),
    });
    const record = tell(failing, reporter);
    void reporter.close?.(record);
    return written.join("").includes("[train lr=0.1] epoch 1");
  });
  expect(shown).toEqual([false, true]);
});

test.each([
  [{ isTTY: true, columns: 80, rows: 24 }, {}, true],
  [{ isTTY: false, columns: 80, rows: 24 }, {}, false],
  [{ isTTY: true, columns: 30, rows: 24 }, {}, false],
  [{ isTTY: true, columns: 80, rows: 5 }, {}, false],
  [{ isTTY: true, columns: 80, rows: 24 }, { TERM: "dumb" }, false],
  [{ isTTY: true, columns: 80, rows: 24 }, { CI: "true" }, false],
])("a live view on %j with %j: %s", (terminal, env, expected) => {
  expect(canShowLive(terminal as Terminal, env as Record<string, string>)).toBe(expected);
});

test("a graph as JSON: an edge goes from a step to the one that needs it", () => {
  const nodes = [
    { id: "a", needs: [] },
    { id: "b[x=1]", needs: ["a"] },
  ];
  expect(JSON.parse(graphJson(nodes))).toEqual({
    nodes: [{ id: "a" }, { id: "b[x=1]" }],
    edges: [{ from: "a", to: "b[x=1]" }],
  });
  expect(JSON.parse(graphJson([]))).toEqual({ nodes: [], edges: [] });
});

test("edges that a longer way implies are left out of the chart, and the order stays the same", () => {
  const reachable = (
    nodes: readonly { id: string; needs: readonly string[] }[],
  ): Map<string, Set<string>> => {
    const all = new Map<string, Set<string>>();
    for (const { id, needs } of nodes)
      all.set(id, new Set(needs.flatMap((need) => [need, ...(all.get(need) ?? [])])));
    return all;
  };
  const graph = fc.array(fc.array(fc.nat(20), { maxLength: 5 }), { maxLength: 20 }).map((rows) =>
    rows.map((row, index) => ({
      id: `${index}`,
      needs: [...new Set(row.filter((need) => need < index))].map(String),
    })),
  );
  fc.assert(
    fc.property(graph, (nodes) => {
      const reduced = withoutShortcuts(nodes);
      expect(reachable(reduced)).toEqual(reachable(nodes));
      const before = reachable(nodes);
      for (const { needs } of reduced) {
        for (const need of needs) expect(needs.some((other) => before.get(other)?.has(need))).toBe(false);
      }
    }),
  );
});

test("no label can leave its box, its fence or the chart", () => {
  fc.assert(
    fc.property(anyText, (id) => {
      const lines = mermaid([{ id, needs: [] }]).split("\n");
      expect(lines).toHaveLength(3);
      expect(lines[1]).toMatch(/^ {2}n0\["[\w .,=/()#;-]*"\]$/);
    }),
  );
});

test("text in Markdown is nothing but text", () => {
  fc.assert(
    fc.property(
      anyText,
      (text) =>
        void expect(markdownText(text).replace(/&#\d+;/g, "")).not.toMatch(/[&<>"'`*_~|\\[\]#@$:\n\r]/),
    ),
  );
  expect(markdownText("a | b\n<img src=x> `c` @all")).toBe(
    "a &#124; b &#60;img src=x&#62; &#96;c&#96; &#64;all",
  );
});

test("lines in a fence cannot end it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("`", "~", "a", " ", "\n", "\r", "\u2028") })),
      (lines) => {
        const [first = "", ...rest] = markdownFence(lines).split(/[\n\r]/);
        expect(rest.indexOf(first)).toBe(rest.length - 1);
        expect(rest.slice(0, -1).some((line) => line.includes(first))).toBe(false);
      },
    ),
  );
});

test("a summary stays below GitHub's limit, and still says what came of the run", () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `step${index}[text=${"é|<&".repeat(20)}]`);
  const failure = { cause: "user" as const, message: "<b>".repeat(2000) };
  const events = ids.map(
    (id): Event =>
      ended(id, 1, {
        outcome: "failure",
        failure,
        values: { big: "|".repeat(60_000) },
        outputs: [{ path: "m", size: 1, files: 1, metrics: { a: 1 } }],
      }),
  );
  const record = tell([
    started(ids.map((id) => planned(id))),
    ...events,
    { type: "run-ended", at: at(2), result: "failure" },
  ]);
  const text = renderSummary(record, { tail: () => Array.from({ length: 10 }, () => "`|é".repeat(600)) });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/^### ❌ penguins: failed/);
  expect(text).toContain("did not fit");
});

test("a reporter that throws becomes a warning of the others, once, and is still closed", async () => {
  const seen: Event[] = [];
  let closed = 0;
  const broken = {
    handle: () => {
      throw new Error("no space left on device");
    },
    close: () => {
      closed += 1;
    },
  };
  const guarded = guard([broken, { handle: (event) => void seen.push(event) }]);
  const record = tell(
    [started([planned("a")]), stepStarted("a", 0), printed("a", 1, "x"), ended("a", 2)],
    guarded,
  );
  await guarded.close(record);
  const warnings = seen.filter((event) => event.type === "notice");
  expect(warnings).toMatchObject([
    { level: "warning", message: "a part of the report is missing: no space left on device" },
  ]);
  expect(seen).toHaveLength(5);
  expect(closed).toBe(1);
});

test("two reporters that both throw do not take the run with them", () => {
  const broken = () => ({
    handle: () => {
      throw new Error("broken");
    },
  });
  expect(() => tell([started([planned("a")])], guard([broken(), broken()]))).not.toThrow();
  expect(leg("a")).toBe("a");
});
