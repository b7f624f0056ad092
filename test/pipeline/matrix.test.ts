import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/pipeline/draft.ts";
import { type Combination, expandMatrix, type Matrix, maximumLegs } from "../../src/pipeline/matrix.ts";
import { faults, pipelineOf, resolveText } from "./resolving.ts";

const expand = (matrix: Partial<Matrix>) => expandMatrix({ axes: {}, include: [], exclude: [], ...matrix });

/** The examples of GitHub's page "Running variations of jobs in a workflow". */
describe("as GitHub documents it", () => {
  test("include extends combinations, overwrites only what was added, or makes new ones", () => {
    const legs = expand({
      axes: { fruit: ["apple", "pear"], animal: ["cat", "dog"] },
      include: [
        { color: "green" },
        { color: "pink", animal: "cat" },
        { fruit: "apple", shape: "circle" },
        { fruit: "banana" },
        { fruit: "banana", animal: "cat" },
      ],
    });
    expect(legs).toEqual([
      { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
      { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
      { fruit: "pear", animal: "cat", color: "pink" },
      { fruit: "pear", animal: "dog", color: "green" },
      { fruit: "banana" },
      { fruit: "banana", animal: "cat" },
    ]);
  });

  test("include expands one configuration", () => {
    const legs = expand({
      axes: { os: ["windows-latest", "ubuntu-latest"], node: [14, 16] },
      include: [{ os: "windows-latest", node: 16, npm: 6 }],
    });
    expect(legs).toEqual([
      { os: "windows-latest", node: 14 },
      { os: "windows-latest", node: 16, npm: 6 },
      { os: "ubuntu-latest", node: 14 },
      { os: "ubuntu-latest", node: 16 },
    ]);
  });

  test("include alone makes a leg of each entry", () => {
    const include = [
      { site: "production", datacenter: "site-a" },
      { site: "staging", datacenter: "site-b" },
    ];
    expect(expand({ include })).toEqual(include);
  });

  test("exclude matches in part", () => {
    const legs = expand({
      axes: {
        os: ["macos-latest", "windows-latest"],
        version: [12, 14, 16],
        environment: ["staging", "production"],
      },
      exclude: [
        { os: "macos-latest", version: 12, environment: "production" },
        { os: "windows-latest", version: 16 },
      ],
    }) as readonly Combination[];
    expect(legs).toHaveLength(9);
    expect(legs).not.toContainEqual({ os: "windows-latest", version: 16, environment: "staging" });
    expect(legs).toContainEqual({ os: "macos-latest", version: 12, environment: "staging" });
  });

  test("include comes after exclude and may bring a combination back", () => {
    const legs = expand({ axes: { a: [1, 2] }, exclude: [{ a: 2 }], include: [{ a: 2, b: 3 }] });
    expect(legs).toEqual([{ a: 1 }, { a: 2, b: 3 }]);
  });

  test("a mapping in exclude matches a value that holds more", () => {
    const axes = {
      image: [
        { os: "linux", arch: "arm64" },
        { os: "linux", arch: "x64" },
      ],
    };
    expect(expand({ axes, exclude: [{ image: { arch: "arm64" } }] })).toEqual([
      { image: { os: "linux", arch: "x64" } },
    ]);
  });
});

test.each<[string, Partial<Matrix>, unknown]>([
  ["an empty axis", { axes: { a: [1], b: [] } }, { reason: "empty" }],
  ["everything excluded", { axes: { a: [1] }, exclude: [{ a: 1 }] }, { reason: "empty" }],
  [
    "257 values",
    { axes: { a: Array.from({ length: 257 }, (_, i) => i) } },
    { reason: "too-large", count: 257 },
  ],
  [
    "a product that nobody would write out",
    { axes: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${i}`, [1, 2, 3, 4]])) },
    { reason: "too-large", count: 4 ** 20 },
  ],
])("%s is refused", (_, matrix, fault) => {
  expect(expand(matrix)).toEqual(fault);
});

test("without include and exclude the legs are the product, in the order of the file", () => {
  const axis = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(axis, axis, (a, b) => {
      expect(expand({ axes: { a, b } })).toEqual(a.flatMap((x) => b.map((y) => ({ a: x, b: y }))));
    }),
  );
});

test("a leg of the product keeps its axes whatever include says", () => {
  const value = fc.integer({ min: 0, max: 3 });
  const entry = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), value, { minKeys: 1 });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (include) => {
      const axes = { a: [0, 1], b: [0, 1, 2] };
      const legs = expand({ axes, include }) as readonly Combination[];
      const kept = legs.slice(0, 6).map(({ a, b }) => ({ a, b }));
      expect(kept).toEqual(expand({ axes }));
      expect(legs.length).toBeLessThanOrEqual(6 + include.length);
    }),
  );
});

const step = (
  strategy: string,
  rest = "",
) => `params: {axis: "[1, 2]", all: '{"a": [1], "include": [{"a": 1, "b": 2}]}'}
steps:
  train: {command: [x, "\${{ matrix.a }}"], strategy: {matrix: ${strategy}}${rest}}
`;

const legIds = (text: string) => pipelineOf(text).steps.map(({ id }) => id);

test.each([
  ['{a: ["0.1", 3], b: [x]}', ["train[a=0.1,b=x]", "train[a=3,b=x]"]],
  ["{b: [x], a: [true, null]}", ["train[b=x,a=true]", "train[b=x,a=null]"]],
  ["{a: [{k: [1, 2]}]}", ['train[a={"k":[1,2]}]']],
  ['{a: ["two\\nlines"]}', ['train[a="two\\nlines"]']],
  ['{a: "${{ fromJSON(params.axis) }}"}', ["train[a=1]", "train[a=2]"]],
  ['"${{ fromJSON(params.all) }}"', ["train[a=1,b=2]"]],
  ['{a: ["${{ params.axis }}"]}', ["train[a=[1, 2]]"]],
])("%s makes the legs %j", (matrix, ids) => {
  expect(legIds(step(matrix))).toEqual(ids);
});

test("a long id is cut and stays unique", () => {
  const long = "v".repeat(200);
  const ids = legIds(step(`{a: [${long}1, ${long}2]}`));
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
});

test.each([
  ["{a: []}", "matrix-empty 3:55"],
  [`{a: [${Array.from({ length: maximumLegs + 1 }, (_, i) => i)}]}`, "matrix-too-large 3:55"],
  ['{a: [1, "1"]}', "id-collision 3:55"],
  ["{a: [1], exclude: [{c: 1}]}", "unknown-key 3:83"],
  ['{a: "${{ params.axis }}"}', "wrong-type 3:67"],
  ['"${{ fromJSON(params.axis) }}"', "wrong-type 3:63"],
  ['"${{ fromJSON(params.axis[0]) }}"', "invalid-value 3:63"],
  ['{a: ["${{ needs.x.values.y }}"]}', "unknown-name 3:73"],
])("%s: %s", (matrix, fault) => {
  expect(faults(step(matrix))).toEqual([fault]);
});

test("a fault of a step is reported once, whatever the number of its legs", () => {
  const legs = Array.from({ length: 256 }, (_, i) => i).join(",");
  const { diagnostics } = resolveText(
    step(`{a: [${legs}]}`, ", image: 'A/B', outputs: [out/], timeout: '${{ matrix.a }}x'"),
  );
  expect(diagnostics.map(({ code }) => code).sort()).toEqual([
    "invalid-duration",
    "invalid-image",
    "overlapping-outputs",
  ]);
});

test("keys that every object inherits are axes like any other", () => {
  const value: Json = pipelineOf(step("{a: [1], toString: [3], valueOf: [4]}")).steps[0]?.matrix ?? null;
  expect(value).toEqual({ a: 1, toString: 3, valueOf: 4 });
});
