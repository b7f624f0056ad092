import type { Check } from "./check.ts";
import { check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { expectLines, needsLogs, readLog } from "./log-reading.ts";

const numbered = (count: number, word = "line"): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${word} ${at + 1}`);
/** Prints lines by their numbers, without a process for each. */
const printing = (count: number, word = "line"): string =>
  `awk 'BEGIN { for (i = 1; i <= ${count}; i++) print "${word} " i }'`;

/** Goes on once it is cancelled. */
const untilCancelled = `trap 'echo stopping; exit 1' TERM
echo begun
while :; do sleep 1 & wait "$!" || true; done`;

const wide = "€".repeat(700_000);

export const logChecks: readonly Check[] = [
  check(
    "A log has all lines in their order, empty ones and a last one without its end too",
    async (bench) => {
      const operator = await bench.open();
      needsLogs(operator);
      const script = `${printing(5000)}\necho\nprintf '  two  \\n\\n\\tspaces\\r\\n'\nprintf 'no end'`;
      const handle = await bench.start(operator, { script });
      const { lines } = await readLog(bench, operator, handle);
      expectLines("The log", lines, [...numbered(5000), "", "  two  ", "", "\tspaces\r", "no end"]);
    },
  ),
  check("Both streams are in the log, each in its order", async (bench) => {
    const operator = await bench.open();
    needsLogs(operator);
    const handle = await bench.runTo(
      operator,
      { script: `${printing(300, "out")}\n${printing(300, "err")} >&2` },
      "succeeded",
    );
    const { lines } = await readLog(bench, operator, handle);
    for (const word of ["out", "err"])
      expectLines(
        `The log of std${word}`,
        lines.filter((line) => line.startsWith(word)),
        numbered(300, word),
      );
    expect(lines.length === 600, () => `The log should have 600 lines, and has ${lines.length}`);
  }),
  check(
    "A log is there while the job runs, and what a step prints when it is stopped is in it",
    async (bench) => {
      const operator = await bench.open();
      needsLogs(operator);
      const handle = await bench.start(operator, { script: untilCancelled });
      const first = await readLog(bench, operator, handle, { isEnough: ({ length }) => length > 0 });
      expectLines("The log of a job that runs", first.lines, ["begun"]);
      await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
      const rest = await readLog(bench, operator, handle, { cursor: first.cursors.at(-1)?.[1] ?? "" });
      // Some shells add that a child of theirs was terminated.
      const isThere = rest.lines.includes("stopping") && !rest.lines.includes("begun");
      expect(
        isThere,
        () =>
          `The log of a job that was stopped should go on with "stopping", and goes on with ${show(rest.lines)}`,
      );
    },
  ),
  check(
    "A log goes on from any of its cursors, in another process too, and is the same each time",
    async (bench) => {
      const operator = await bench.open();
      needsLogs(operator);
      const handle = await bench.start(operator, {
        script: `for i in 1 2 3 4 5 6 7 8; do ${printing(100)}; sleep 0.1; done`,
      });
      const all = Array.from({ length: 8 }, () => numbered(100)).flat();
      const read = await readLog(bench, operator, handle);
      expectLines("The log", read.lines, all);
      const other = await bench.open();
      expectLines("The whole log again", (await readLog(bench, other, handle)).lines, all);
      for (const [count, cursor] of [...read.cursors.slice(0, 3), ...read.cursors.slice(-1)]) {
        const rest = await readLog(bench, other, handle, { cursor });
        expectLines(
          `The log from the cursor ${show(cursor)}, which was given after line ${count}`,
          rest.lines,
          all.slice(count),
        );
      }
    },
  ),
  check("No line is lost or doubled when the program is killed while a log is read", async (bench) => {
    const operator = await bench.open();
    needsLogs(operator);
    const wire = bench.wireOf(operator);
    const handle = await bench.start(operator, {
      script: `for i in 1 2 3 4 5 6; do ${printing(200)}; sleep 0.2; done`,
    });
    const lines: string[] = [];
    let cursor: string | undefined;
    for (let kills = 0; kills < 3; kills++) {
      const some = await readLog(bench, operator, handle, {
        ...(cursor !== undefined && { cursor }),
        isEnough: ({ length }) => length > 0,
      });
      lines.push(...some.lines);
      cursor = some.cursors.at(-1)?.[1];
      wire.kill();
      await wire.ended;
    }
    const rest = await readLog(bench, operator, handle, { ...(cursor !== undefined && { cursor }) });
    expectLines("The log", [...lines, ...rest.lines], Array.from({ length: 6 }, () => numbered(200)).flat());
  }),
  check("A line of 1 MB comes whole, and a longer one in pieces that make up the whole", async (bench) => {
    const operator = await bench.open();
    needsLogs(operator);
    const script = `awk 'BEGIN { for (i = 0; i < 100000; i++) printf "0123456789"; print ""; for (i = 0; i < 700000; i++) printf "€"; print ""; print "end" }'`;
    const handle = await bench.start(operator, { script });
    const { lines } = await readLog(bench, operator, handle);
    expect(
      lines[0] === "0123456789".repeat(100_000),
      () =>
        `A line of 1000000 characters should come as one, and the first line has ${lines[0]?.length ?? 0}`,
    );
    const pieces = lines.slice(1, -1);
    const whole = pieces.join("");
    const wrong = whole.length === wide.length ? "holds others" : `has ${whole.length}`;
    expect(
      whole === wide,
      () =>
        `The pieces of a line of ${wide.length} characters, 3 bytes each, should make up the line, and what they make ${wrong}`,
    );
    const longest = Math.max(...pieces.map((piece) => Buffer.byteLength(piece)));
    expect(
      longest <= 1024 * 1024,
      () => `A piece of a long line should have at most 1048576 bytes, and one has ${longest}`,
    );
    expect(lines.at(-1) === "end", () => `The last line should be "end", and is ${show(lines.at(-1))}`);
  }),
  check("10 MB of output come whole", async (bench) => {
    const operator = await bench.open();
    needsLogs(operator);
    const text = "x".repeat(90);
    const script = `awk 'BEGIN { for (i = 1; i <= 100000; i++) print "line " i " ${text}" }'`;
    const handle = await bench.start(operator, { script });
    const { lines } = await readLog(bench, operator, handle);
    expectLines(
      "The log",
      lines,
      numbered(100_000).map((line) => `${line} ${text}`),
    );
  }),
  check("Bytes that are no UTF-8 are replaced, and no other character is touched", async (bench) => {
    const operator = await bench.open();
    needsLogs(operator);
    const script = `printf 'a\\377b\\n'; printf 'gr\\303\\274n \\360\\237\\230\\200\\n'; printf 'cut \\303\\nnul \\000 escape \\033[1m\\n'`;
    const handle = await bench.start(operator, { script });
    const { lines } = await readLog(bench, operator, handle);
    expectLines("The log", lines, ["a\ufffdb", "grün 😀", "cut \ufffd", "nul \u0000 escape \u001b[1m"]);
  }),
];
