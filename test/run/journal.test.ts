import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { Event } from "../../src/run/event.ts";
import { journalLine, openJournal, parseJournal, readJournal } from "../../src/run/journal.ts";
import { leg, story } from "./events.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "journal.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = story.map(journalLine).join("");
const bytes = Buffer.from(text);

function write(events: readonly Event[], validBytes?: number): void {
  const journal = openJournal(nodeFiles, path, validBytes);
  for (const event of events) journal.write(event);
  journal.close();
}

describe("write and read", () => {
  test("what was written is read, without the output", async () => {
    const output: Event = {
      type: "output",
      at: 1,
      leg: leg("a"),
      attempt: 1,
      stream: "stdout",
      phase: "command",
      lines: ["x"],
    };
    write([...story.slice(0, 3), output, ...story.slice(3)]);
    expect(await readJournal(nodeFiles, path)).toEqual({
      ok: true,
      value: { events: story, validBytes: bytes.length },
    });
  });

  test("no journal", async () => {
    expect(await readJournal(nodeFiles, path)).toBeUndefined();
  });

  test("a journal goes on where another process left it", async () => {
    write(story.slice(0, 4));
    write(story.slice(4));
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

describe("a torn journal", () => {
  test("cut at any byte it holds its whole lines, and writing goes on behind them", async () => {
    const ends = story.map((_, index) =>
      Buffer.byteLength(
        story
          .slice(0, index + 1)
          .map(journalLine)
          .join(""),
      ),
    );
    for (let cut = 0; cut <= bytes.length; cut++) {
      const whole = ends.filter((end) => end <= cut).length;
      const validBytes = ends[whole - 1] ?? 0;
      const parsed = parseJournal(bytes.subarray(0, cut).toString("utf8"));
      expect(parsed).toEqual({ ok: true, value: { events: story.slice(0, whole), validBytes } });
    }
  });

  test("on disk", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (cut) => {
        rmSync(path, { force: true });
        write(story);
        truncateSync(path, cut);
        const read = await readJournal(nodeFiles, path);
        if (!read?.ok) throw new Error("unreadable");
        write(story.slice(read.value.events.length), read.value.validBytes);
        expect(readFileSync(path, "utf8")).toBe(text);
      }),
      { numRuns: 50 },
    ));

  test("a last line that is no event is torn too: a power cut may leave anything", () => {
    for (const tail of ["\0\0\0\n", "[]\n", "null\n", '{"type":1,"at":2}\n', "{}"]) {
      const parsed = parseJournal(text + tail);
      expect(parsed).toEqual({ ok: true, value: { events: story, validBytes: bytes.length } });
    }
  });

  test("a line in the middle that is no event is named", () => {
    const lines = text.split("\n");
    const broken = lines.with(2, (lines[2] ?? "").slice(0, 9)).join("\n");
    expect(parseJournal(broken)).toEqual({
      ok: false,
      error: { line: 3, message: "line 3 of the journal is no event" },
    });
  });
});
