import { expect, test } from "vitest";
import type { LogLine } from "../../src/operator/operator.ts";
import { ok } from "../../src/pipeline/result.ts";
import { JobLog, type Mark } from "../../src/remote/job-log.ts";
import { createMasker } from "../../src/run/mask.ts";
import { virtualHost } from "../rig/virtual-host.ts";

const signal = new AbortController().signal;
const out = (...texts: readonly string[]): readonly LogLine[] =>
  texts.map((text) => ({ stream: "stdout", text }));
const bad = (...texts: readonly string[]): readonly LogLine[] =>
  texts.map((text) => ({ stream: "stderr", text }));

async function pulled(
  lines: readonly LogLine[],
  options: { readonly logged?: Mark; readonly marker?: string | undefined; readonly pageSize?: number } = {},
) {
  const { logged, pageSize = 2 } = options;
  const printed: (readonly [string, string, ...string[]])[] = [];
  const marks: Mark[] = [];
  const log = new JobLog({
    host: virtualHost(),
    operator: {
      capabilities: { gpu: false, spot: false, multiNode: false, logs: true, data: "directory" },
      logs: async (_, cursor = "0") => {
        const to = Math.min(lines.length, Number(cursor) + pageSize);
        return ok({ lines: lines.slice(Number(cursor), to), cursor: `${to}`, hasMore: to < lines.length });
      },
    },
    handle: { key: "k" as never, id: "j", labels: {} },
    masker: createMasker(["se-cret"]),
    marker: "marker" in options ? options.marker : "MARK",
    logged: logged && { ...logged, attempt: 1, bytes: 0 },
    onLines: (phase, stream, texts) => printed.push([phase, stream, ...texts]),
    onMark: async (mark) => void marks.push(mark),
  });
  expect(await log.pull(signal)).toBe(true);
  return { printed, marks };
}

test("lines go on in runs of one stream and phase, page by page, with a mark behind each page", async () => {
  const { printed, marks } = await pulled([...out("a", "b", "MARK", "c"), ...bad("d", "MARK", "e")]);
  expect(printed).toEqual([
    ["setup", "stdout", "a", "b"],
    ["command", "stdout", "c"],
    ["setup", "stderr", "d"],
    ["command", "stderr", "e"],
  ]);
  expect(marks.map(({ cursor, pastSetup }) => [cursor, pastSetup.join()])).toEqual([
    [undefined, ""],
    ["2", ""],
    ["4", "stdout"],
    ["6", "stdout,stderr"],
    ["7", "stdout,stderr"],
  ]);
});

test.each<readonly [string, readonly LogLine[], readonly string[]]>([
  ["setup's last line has no end", out("aMARK", "b"), ["setup a", "command b"]],
  ["both streams come as one", out("a", "MARK", "MARK", "b"), ["setup a", "command b"]],
  ["secrets", out("a se-cret", "MARK", "se-cret b"), ["setup a ***", "command *** b"]],
])("the marker: %s", async (_, lines, expected) => {
  const { printed } = await pulled(lines);
  expect(printed.flatMap(([phase, , ...texts]) => texts.map((text) => `${phase} ${text}`))).toEqual(expected);
});

test("without a setup all of it is the command's, and a text like a marker is a text", async () => {
  const { printed } = await pulled(out("MARK"), { marker: undefined });
  expect(printed).toEqual([["command", "stdout", "MARK"]]);
});

test("another process goes on where the mark is, in the same phase", async () => {
  const { printed } = await pulled(out("a", "MARK", "b", "c"), {
    logged: { cursor: "3", pastSetup: ["stdout"] },
  });
  expect(printed).toEqual([["command", "stdout", "c"]]);
});
