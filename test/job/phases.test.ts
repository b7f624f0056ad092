import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Phase, phaseStream } from "../../src/job/phases.ts";

const marker = "stepops-abcab";
const line = `${marker}\n`;

/** What comes out of chunks: all bytes of each phase, and the phases in the order in which they came. */
function split(chunks: readonly Buffer[], end = true) {
  const found: Record<Phase, Buffer[]> = { setup: [], command: [] };
  const order: Phase[] = [];
  const stream = phaseStream(marker, (phase, chunk) => {
    expect(chunk.length).toBeGreaterThan(0);
    found[phase].push(Buffer.from(chunk));
    order.push(phase);
  });
  for (const chunk of chunks) stream.write(chunk);
  if (end) stream.end();
  return { setup: Buffer.concat(found.setup), command: Buffer.concat(found.command), order };
}

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...chunks, bytes.subarray(at)];
};

const text = (...parts: readonly string[]) => Buffer.from(parts.join(""));

describe("a stream of two phases", () => {
  const cases: readonly (readonly [string, readonly string[], string, string])[] = [
    ["a marker on a line of its own", [`a\n${line}b\n`], "a\n", "b\n"],
    ["a marker behind a last line without a break", [`a${line}b`], "a", "b"],
    ["a marker in pieces", ["a\nstep", "ops-ab", "cab", "\nb"], "a\n", "b"],
    ["no marker", ["a\n", "b\n"], "a\nb\n", ""],
    ["nothing but the marker", [line], "", ""],
    ["half a marker at the end", ["a\nstepops-ab"], "a\nstepops-ab", ""],
    ["a marker without its line break", [`a\n${marker}x\n`], `a\n${marker}x\n`, ""],
    [
      "what only begins like one, over and over",
      ["stepops-abstepops-abc", "stepops-abcab\nb"],
      "stepops-abstepops-abc",
      "b",
    ],
    ["a second marker is the command's own text", [`${line}a\n${line}`], "", `a\n${line}`],
    ["empty chunks", ["", "a", "", line, ""], "a", ""],
  ];
  test.each(cases)("%s", (_name, chunks, setup, command) => {
    const found = split(chunks.map((chunk) => Buffer.from(chunk)));
    expect([found.setup.toString(), found.command.toString()]).toEqual([setup, command]);
  });

  // Bytes near the marker's own, so that parts of it turn up everywhere.
  const noise = fc.array(fc.constantFrom(...marker, "\n", "st", "stepops-", "abc", "\u00e9"), {
    maxLength: 12,
  });
  const sizes = fc.array(fc.nat(5), { maxLength: 60 });

  test("however it is cut, the same bytes come out, parted at the first marker", () => {
    fc.assert(
      fc.property(noise, noise, fc.boolean(), sizes, (setup, command, hasMarker, cuts) => {
        const all = text(...setup, hasMarker ? line : "", ...command);
        const at = all.indexOf(line);
        const found = split(cut(all, cuts));
        expect(found.setup).toEqual(at < 0 ? all : all.subarray(0, at));
        expect(found.command).toEqual(at < 0 ? Buffer.alloc(0) : all.subarray(at + line.length));
        expect(found.order.indexOf("command") <= found.order.lastIndexOf("setup")).toBe(
          found.command.length === 0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("it holds back nothing but what may become a marker", () => {
    fc.assert(
      fc.property(noise, sizes, (parts, cuts) => {
        const all = text(...parts);
        fc.pre(!all.includes(line));
        const { setup } = split(cut(all, cuts), false);
        const held = all.subarray(setup.length).toString();
        expect(line.startsWith(held) && held.length < line.length).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
