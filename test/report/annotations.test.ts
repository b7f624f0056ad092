import * as core from "@actions/core";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { diagnostic } from "../../src/pipeline/diagnostic.ts";
import { Annotations } from "../../src/report/annotations.ts";
import { diagnosticAnnotations } from "../../src/report/github.ts";
import { workflowCommand } from "../../src/report/workflow-command.ts";

/** What the toolkit itself prints for the same annotation. */
function toolkitText(message: string, title: string, file: string, startLine: number): string {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    core.error(message, { title, file, startLine });
  } finally {
    spy.mockRestore();
  }
  return written.join("");
}

test("a command is escaped exactly as the toolkit escapes it", () => {
  const text = fc.string({
    unit: fc.constantFrom("%", "\r", "\n", ":", ",", "a", "é", "::", "%0A"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, text, text, fc.integer({ min: 1, max: 99 }), (message, title, file, line) => {
      expect(`${workflowCommand("error", message, { title, file, line })}\n`).toBe(
        toolkitText(message, title, file, line),
      );
    }),
  );
});

test.each([
  [9, 9, 0, undefined],
  [10, 9, 1, "message 10"],
  [11, 9, 1, "2 more of this kind"],
  [500, 9, 1, "491 more of this kind"],
])("of %i errors %i are printed at once and %i at the end", (count, now, later, last) => {
  const annotations = new Annotations();
  const written = Array.from({ length: count }, (_, index) =>
    annotations.add("error", `message ${index + 1}`, {}),
  ).filter(Boolean);
  const rest = annotations.rest();
  expect([written.length, rest.length]).toEqual([now, later]);
  expect(rest[0] ?? "").toContain(last ?? "");
});

test("each level has a budget of its own, and a long message is cut to what GitHub takes", () => {
  const annotations = new Annotations();
  for (let count = 0; count < 20; count++) annotations.add("error", "x", {});
  const warning = annotations.add("warning", "y".repeat(5000), {}) ?? "";
  expect(warning.replace("::warning::", "")).toHaveLength(4096);
});

const file = { path: "pipeline.yaml", text: "name: a\nsteps:\n  one: {comand: x}\n" };

test("a diagnostic points at its characters, and a span of several lines names no columns", () => {
  const found = [
    diagnostic("unknown-key", {
      message: "unknown key comand",
      hint: "Did you mean command?",
      location: { file, range: { start: 23, end: 29 } },
    }),
    diagnostic("cycle", {
      message: "a cycle",
      hint: "Remove a need",
      location: { file, range: { start: 0, end: 20 } },
    }),
    diagnostic("image-latest", {
      message: "latest moves",
      hint: "Name a digest",
      location: { file, range: { start: 0, end: 0 } },
    }),
  ];
  expect(diagnosticAnnotations(found, new Annotations(), (path) => `sub/${path}`)).toEqual([
    "::error title=unknown-key,file=sub/pipeline.yaml,line=3,endLine=3,col=9,endColumn=14::unknown key comand%0ADid you mean command?",
    "::error title=cycle,file=sub/pipeline.yaml,line=1,endLine=3::a cycle%0ARemove a need",
    "::warning title=image-latest,file=sub/pipeline.yaml,line=1,endLine=1,col=1,endColumn=1::latest moves%0AName a digest",
  ]);
});
