import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadPipeline } from "../../src/load.ts";

const path = "examples/quickstart/pipeline.yaml";
const text = readFileSync(path, "utf8");

const load = (changed: string) =>
  loadPipeline(
    { pipeline: { path, text: changed } },
    { params: {}, github: {}, standIns: true, folderName: "quickstart" },
  );

it("the quickstart without any one of its characters gives a pipeline or located faults, and never a crash", () => {
  expect(load(text).pipeline?.steps).toHaveLength(10);
  for (let at = 0; at < text.length; at++) {
    const changed = text.slice(0, at) + text.slice(at + 1);
    const { pipeline, diagnostics } = load(changed);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(pipeline === undefined, `without character ${at}`).toBe(errors.length > 0);
    for (const { location, message } of diagnostics) {
      const { start, end } = location.range;
      expect(0 <= start && start <= end && end <= changed.length, `${message} without character ${at}`).toBe(
        true,
      );
    }
  }
}, 120_000);
