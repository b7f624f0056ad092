import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineStream, longestPiece } from "../../src/run/lines.ts";
import { createMasker } from "../../src/run/mask.ts";

function linesOf(chunks: readonly (string | Buffer)[], secrets: readonly string[] = []): string[] {
  const lines: string[] = [];
  const stream = lineStream(createMasker(secrets), (more) => lines.push(...more));
  for (const chunk of chunks) stream.write(Buffer.from(chunk));
  stream.end();
  return lines;
}

/** Cuts a text at random places, inside UTF-8 sequences too. */
function chunked(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe("lines", () => {
  const cases: readonly (readonly [string, readonly (string | Buffer)[], readonly string[]])[] = [
    ["whole lines", ["a\nb\n"], ["a", "b"]],
    ["a last line without its break", ["a\nb"], ["a", "b"]],
    ["empty lines", ["\n\na\n"], ["", "", "a"]],
    ["nothing", [""], []],
    ["a line over two chunks", ["a", "b\nc", "\n"], ["ab", "c"]],
    ["a progress bar", ["10%\r20%\r", "30%\n"], ["10%\r20%\r30%"]],
    ["a character over two chunks", [Buffer.from([0xc3]), Buffer.from([0xa4, 0x0a])], ["ä"]],
    ["bytes that are no UTF-8", [Buffer.from([0x61, 0xff, 0x62, 0x0a])], ["a\ufffdb"]],
    ["half a character at the end", [Buffer.from([0x61, 0xe2, 0x82])], ["a\ufffd"]],
    ["blanks and control characters stay", ["  a\t\u001b[1m \n"], ["  a\t\u001b[1m "]],
  ];
  test.each(cases)("%s", (_name, chunks, lines) => {
    expect(linesOf(chunks)).toEqual(lines);
  });

  test("a line of 1 MB comes in pieces, with nothing lost", () => {
    const line = "0123456789".repeat(100_000);
    const pieces = linesOf(chunked(`${line}\nend\n`, [1, 70_000, 500_000]));
    expect(pieces.at(-1)).toBe("end");
    expect(pieces.slice(0, -1).join("")).toBe(line);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(longestPiece);
  });

  test("a piece ends between characters", () => {
    const pieces = linesOf(["x", "😀".repeat(longestPiece)]);
    expect(pieces.join("")).toBe(`x${"😀".repeat(longestPiece)}`);
    for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
  });

  test("a line without an end never waits in memory", () => {
    let seen = 0;
    const stream = lineStream(createMasker(["secret"]), (lines) => {
      for (const line of lines) seen += line.length;
    });
    const chunk = Buffer.alloc(64 * 1024, "x");
    for (let n = 0; n < 100; n++) {
      stream.write(chunk);
      expect((n + 1) * chunk.length - seen).toBeLessThanOrEqual(longestPiece + 100);
    }
  });
});

test("chunks make no difference", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "ä", "😀", "\n", "\r", "sec", "secret"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (body, cuts) => {
      expect(linesOf(chunked(body, cuts), ["secret"])).toEqual(linesOf([body], ["secret"]));
    }),
  );
});

test("a secret across a piece's end is masked as it is elsewhere, wherever it lies", () => {
  const secrets = ["abcdefgh", "ghijkl", "cdcdcd"];
  const body = fc.array(fc.constantFrom("abcdefgh", "abcdefghijkl", "cdcdcdcd", "x", "ab", "cd"), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(body, fc.nat(40), fc.array(fc.nat(), { maxLength: 4 }), (parts, back, cuts) => {
      const line = "x".repeat(longestPiece - back) + parts.join("");
      const masked = createMasker(secrets).mask(`${line}${"y".repeat(longestPiece)}`);
      expect(linesOf(chunked(`${line}${"y".repeat(longestPiece)}`, cuts), secrets).join("")).toBe(masked);
    }),
    { numRuns: 200 },
  );
});
