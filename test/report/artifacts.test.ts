import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LegId } from "../../src/pipeline/pipeline.ts";
import { type ArtifactOutput, chooseArtifacts } from "../../src/report/artifact-choice.ts";
import { ledgerLine, openOutputs, readLedger } from "../../src/report/artifact-ledger.ts";
import { artifactsSection } from "../../src/report/artifact-list.ts";
import { artifactNamePart, candidateNames, distinctNames } from "../../src/report/artifact-names.ts";
import { planParcels } from "../../src/report/artifact-parcels.ts";
import { pipelineOf } from "../pipeline/resolving.ts";

/** What GitHub's package and service take; 256 bytes is what file systems take of a name. */
const isLegal = (name: string): boolean =>
  /^[^":<>|*?\r\n\\/\p{Cc}]+$/u.test(name) && name.isWellFormed() && name.length <= 400;

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'aA-_.[]/\\:*? \n\r"<>|é\u0301\ud800=,'), maxLength: 200 }),
);

function take(space: { pipeline: string; runKey: string }, stem: string, count: number): string[] {
  const names = candidateNames(space, stem);
  return Array.from({ length: count }, () => names.next().value);
}

describe("names", () => {
  test.each([
    ["train[lr=0.1]-models/0.1", "train-lr=0.1-models-0.1"],
    ["evaluate-report.html", "evaluate-report.html"],
    ["été-données.csv", "été-données.csv"],
    [' ".. ', ""],
    ["a\r\nb::c", "a-b-c"],
  ])("%j is %j in a name", (text, part) => {
    expect(artifactNamePart(text)).toBe(part);
  });

  test("are legal and distinct whatever pipeline, key, leg and path are, whether or not case counts", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 12 }), anyText, anyText, (texts, pipeline, runKey) => {
        const stems = distinctNames(texts);
        expect(new Set(stems.map((stem) => stem.toLowerCase())).size).toBe(texts.length);
        for (const stem of stems) {
          const names = take({ pipeline, runKey }, stem, 5);
          expect(names.filter((name) => !isLegal(name))).toEqual([]);
          expect(new Set(names).size).toBe(5);
        }
      }),
    );
  });

  test("one that is alone keeps its plain name, whatever the others are", () => {
    expect(distinctNames(["a", "B", "b", "c:d", "c/d"])).toEqual([
      "a",
      expect.stringMatching(/^B-[0-9a-f]{8}$/),
      expect.stringMatching(/^b-[0-9a-f]{8}$/),
      expect.stringMatching(/^c-d-[0-9a-f]{8}$/),
      expect.stringMatching(/^c-d-[0-9a-f]{8}$/),
    ]);
  });

  test.each([
    ["build/0/stepops", ["vision-x", "vision-build-0-stepops-x", "vision-build-0-stepops-x-2"]],
    [
      "build/3/stepops",
      ["vision-build-3-stepops-x", "vision-build-3-stepops-x-2", "vision-build-3-stepops-x-3"],
    ],
    ["baseline", ["vision-baseline-x", "vision-baseline-x-2", "vision-baseline-x-3"]],
    ["build//stepops", ["vision-x", "vision-build-stepops-x", "vision-build-stepops-x-2"]],
    ["", ["vision-x", "vision-x-2", "vision-x-3"]],
  ])("under the run key %j", (runKey, names) => {
    expect(take({ pipeline: "vision", runKey }, "x", 3)).toEqual(names);
  });
});

test("chosen are metrics, plots and what no other step names among its inputs, unless the file says otherwise", () => {
  const { steps } = pipelineOf(`name: p
steps:
  a: {command: "true", outputs: [read, unread, kept/, partly/], metrics: [m.json], plots: [p.csv]}
  b: {command: "true", outputs: {no: {artifact: false}, yes: {artifact: true}}}
  c: {command: "true", inputs: [read, m.json, yes, "kept/**", "!kept/", partly/x], outputs: [own], needs: b}
  d: {command: "true", strategy: {matrix: {k: [1, 2]}}, outputs: ["d-\${{ matrix.k }}"]}
  e: {command: "true", inputs: [d-1]}
`);
  expect(chooseArtifacts(steps).map(({ path }) => path)).toEqual(
    expect.arrayContaining(["unread", "kept", "m.json", "p.csv", "yes", "own", "d-2"]),
  );
  expect(chooseArtifacts(steps)).toHaveLength(7);
});

test("parcels hold every output once, and are as few as they must be", () => {
  const output = fc.record({ step: fc.integer({ min: 0, max: 60 }), path: fc.string({ maxLength: 5 }) });
  fc.assert(
    fc.property(fc.array(output, { maxLength: 80 }), fc.integer({ min: 1, max: 30 }), (drawn, most) => {
      const outputs: ArtifactOutput[] = drawn.map(({ step, path }, at) => ({
        leg: `s${step}[k=${at}]` as LegId,
        path: `${at}${path}`,
        isDirectory: false,
      }));
      const parcels = planParcels(outputs, (leg) => leg.replace(/\[.*/, ""), most);
      expect(parcels.length).toBeLessThanOrEqual(most);
      const inside = parcels.flatMap((parcel) => parcel.outputs.map(({ leg, path }) => `${leg} ${path}`));
      expect(inside.toSorted()).toEqual(outputs.map(({ leg, path }) => `${leg} ${path}`).toSorted());
      expect(new Set(parcels.map(({ stem }) => stem.toLowerCase())).size).toBe(parcels.length);
    }),
  );
});

test("a ledger that a kill tore keeps what its whole lines say", () => {
  const out = (path: string) => ({ leg: "a" as LegId, path, isDirectory: false, stem: path });
  const parcel = { stem: "p", isPacked: true, outputs: [out("x"), out("y"), out("z")] };
  const artifact = { name: "n", id: 1, size: 2, digest: "d", outputs: [{ leg: "a" as LegId, path: "x" }] };
  const text =
    ledgerLine({ type: "planned", parcels: [parcel] }) +
    ledgerLine({ type: "uploaded", ...artifact }) +
    ledgerLine({ type: "failed", outputs: [{ leg: "a" as LegId, path: "y" }], why: "w" }) +
    ledgerLine({ type: "finished" }).slice(0, 12);
  const ledger = readLedger(text);
  expect(ledger).toMatchObject({ artifacts: [artifact], isFinished: false });
  expect(openOutputs(parcel, ledger).outputs.map(({ path }) => path)).toEqual(["z"]);
  expect(readLedger(`${text}\nfinished`).isFinished).toBe(false);
});

test("the section of the summary is bounded and cannot be forged by a path", () => {
  const leg = "<b>|`x`" as LegId;
  const artifacts = Array.from({ length: 300 }, (_, id) => ({
    name: `a${id}`,
    id,
    size: 10,
    digest: "",
    outputs: [{ leg, path: "</code>|[x](javascript:1)".repeat(50) }],
  }));
  const missing = artifacts.map(({ outputs }) => ({ outputs, why: "x".repeat(2000) }));
  const section = artifactsSection({ artifacts, missing }, (id) => `https://github.com/a/b/${id}`);
  expect(Buffer.byteLength(section)).toBeLessThan(60_000);
  expect(section).toContain("250 more artifacts");
  expect(section).not.toContain("[x]");
  expect(artifactsSection({ artifacts: [], missing: [] }, String)).toBe("");
});
