import fc from "fast-check";
import { expect, test } from "vitest";
import { githubLines } from "../../src/report/github.ts";
import { inertLines } from "../../src/report/inert.ts";
import { type Comparison, commandIn, runnerLines } from "./runner-commands.ts";
import { passing, printed, tell } from "./story.ts";

const comparisons: readonly Comparison[] = ["ordinal", "culture"];

const attacks = [
  "::error::x",
  "  \t::add-mask::x",
  "\u00A0\u2028\u3000::set-output name=a::b",
  "\u0085::warning::x",
  "fine\r::error::x",
  "fine\r\n::error::x",
  "fine\n##[error]x",
  "##[group]x",
  "before ##[error]x",
  "####[error]x",
  "\u001B[31m##[error]x",
  "\u200B::error::x",
  "::stop-commands::token",
  "::ERROR::x",
  "## [x] ##[debug]y",
];

test.each(attacks)("the runner sees no command in %j", (text) => {
  for (const line of inertLines(text).flatMap(runnerLines)) {
    for (const comparison of comparisons) expect(commandIn(line, comparison)).toBeUndefined();
  }
});

test("the attacks are attacks: the parser of this test takes most of them for commands", () => {
  const taken = attacks.filter((text) =>
    runnerLines(text).some((line) => commandIn(line, "culture") !== undefined),
  );
  expect(taken.length).toBeGreaterThanOrEqual(attacks.length - 2);
});

const pieces = fc.constantFrom(
  "::",
  ":",
  "#",
  "##[",
  "[",
  "]",
  "error",
  "add-mask",
  "group",
  "::error::",
  "##[error]",
  " ",
  "\t",
  "\r",
  "\n",
  "\u000B",
  "\u0085",
  "\u00A0",
  "\u2003",
  "\u2028",
  "\u200B",
  "\uFEFF",
  "\u00AD",
  "\u0001",
  "\u001B[31m",
  "\u0301",
  "\u034F",
  "x",
  "=",
  ",",
);
const hostile = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: pieces },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

test("no text that a step prints becomes a command, with a prefix or without", () => {
  const alone = tell(passing);
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, sideBySide) => {
      const lines = githubLines(printed("train", 1, ...text.split("\n")), alone, sideBySide);
      for (const line of lines.flatMap(runnerLines)) {
        for (const comparison of comparisons) expect(commandIn(line, comparison)).toBeUndefined();
      }
    }),
    { numRuns: 3000 },
  );
});

test("nothing that was printed is lost: only marks and spaces are added", () => {
  const bare = (text: string): string => text.replace(/[\r\n| ]/g, "");
  fc.assert(
    fc.property(hostile, (text) => void expect(bare(inertLines(text).join(""))).toBe(bare(text))),
    { numRuns: 1000 },
  );
});

test.each(["12:30:01 done", "a::b::c", "std::vector<int>", "# heading", "[1/3] ##", "https://example.com"])(
  "%j is left alone",
  (line) => {
    expect(inertLines(line)).toEqual([line]);
  },
);

test("a megabyte of the worst characters takes no time to speak of", () => {
  for (const unit of ["#", "# ", "#\u200B", ":\u200B", "##[", " "]) {
    const text = unit.repeat(500_000);
    expect(inertLines(text).join("").length).toBeGreaterThanOrEqual(text.length);
  }
});
