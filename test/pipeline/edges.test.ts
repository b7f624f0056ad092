import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EdgeLeg, maxPathEdges, pathEdges } from "../../src/pipeline/edges.ts";
import { matches } from "../../src/pipeline/glob.ts";
import { parseInput, parseOutput } from "../../src/pipeline/paths.ts";
import type { Input, LegId, StepId } from "../../src/pipeline/pipeline.ts";

function input(text: string): Input {
  const parsed = parseInput(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function output(text: string) {
  const parsed = parseOutput(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

/** `train[a]` is a leg of `train`. */
const leg = (id: string, outputs: readonly string[], inputs?: readonly string[]): EdgeLeg => ({
  id: id as LegId,
  step: id.replace(/\[.*/, "") as StepId,
  outputs: outputs.map(output),
  ...(inputs ? { inputs: inputs.map(input) } : {}),
});

const shown = (legs: readonly EdgeLeg[]) => pathEdges(legs).edges.map(({ from, to }) => `${from}>${to}`);

describe("one output and one input", () => {
  test.each([
    ["data/", "data/", true],
    ["data/", "data", true],
    ["data", "data/", true],
    ["data/", "data/a/b.csv", true],
    ["data/a/b.csv", "data/", true],
    ["data/a/b.csv", ".", true],
    ["out/", "out2/", false],
    ["out/", "ou", false],
    ["out2", "out", false],
    ["out/", "out.txt", false],
    ["a/out/", "out/", false],
    ["m.json", "*.json", true],
    ["m.json", "*.csv", false],
    ["models/a/", "models/*", true],
    ["models/a/w.bin", "models/*", true],
    ["models/", "models/*/w.bin", true],
    ["models/", "**/*.bin", true],
    ["model.bin", "**/*.bin", true],
    ["report.html", "**/*.bin", false],
    ["models/", "src/**/*.py", false],
    ["src/gen/", "src/**/*.py", true],
    ["src", "src/**/*.py", false],
    ["a/b/c", "{x,a}/b", true],
    ["constructor/", "constructor", true],
  ])("%s read as %s: %s", (written, read, joined) => {
    expect(shown([leg("w", [written]), leg("r", [], [read])])).toEqual(joined ? ["w>r"] : []);
  });
});

describe("excludes", () => {
  test.each([
    [["data/", "!data/raw/"], ["data/raw/"], false],
    [["data/", "!data/raw/"], ["data/raw/x"], false],
    [["data/", "!data/raw/**"], ["data/raw/"], false],
    [["data/", "!data/*"], ["data/raw/"], false],
    [["data/", "!data/raw/*"], ["data/raw/"], false],
    [["data/", "!data/raw/*/x"], ["data/raw/"], true],
    [["data/", "!data/raw/*.tmp"], ["data/raw/"], true],
    [["data/", "!**/*.log"], ["data/x.log"], false],
    [["data/", "!data/raw/"], ["data/raw2/"], true],
    [["data/", "!data/raw/"], ["data/"], true],
    [["!data/raw/", "data/"], ["data/raw/"], true],
    [["data/", "!data/raw/", "data/raw/keep"], ["data/raw/keep"], true],
    [["!data/"], ["data/"], false],
  ])("%j over %j: %s", (inputs, outputs, joined) => {
    expect(shown([leg("w", outputs), leg("r", [], inputs)])).toEqual(joined ? ["w>r"] : []);
  });
});

describe("legs", () => {
  const models = ["0.1", "0.01", "1"].map((lr) => leg(`train[${lr}]`, [`models/${lr}/`], ["models/"]));

  test("a reader of the folder needs every leg, the legs of one step never each other", () => {
    expect(shown([...models, leg("eval", [], ["models/"])])).toEqual([
      "train[0.1]>eval",
      "train[0.01]>eval",
      "train[1]>eval",
    ]);
  });

  test("a leg that reads one path needs only the leg that writes it", () => {
    const readers = ["0.01", "1"].map((lr) => leg(`test[${lr}]`, [], [`models/${lr}/`]));
    expect(shown([...readers, ...models])).toEqual(["train[0.01]>test[0.01]", "train[1]>test[1]"]);
  });

  test("no inputs key means no edges, and one pair is joined once", () => {
    expect(shown([leg("w", ["a/x", "a/y"]), leg("r", []), leg("s", [], ["a/", "a/*", "a/x"])])).toEqual([
      "w>s",
    ]);
  });

  test("what comes from a bucket joins nobody", () => {
    const reader = { ...leg("r", []), inputs: [{ kind: "bucket", from: "s3://b/x", path: "data" } as const] };
    expect(shown([leg("w", ["data/"]), reader])).toEqual([]);
  });
});

describe("overlaps", () => {
  const overlaps = (legs: readonly EdgeLeg[]) =>
    pathEdges(legs).overlaps.map(
      ({ first, second }) => `${first.leg}.${first.output} ${second.leg}.${second.output}`,
    );

  test.each<[string, EdgeLeg[], string[]]>([
    ["equal", [leg("a", ["x/", "m"]), leg("b", ["n", "m"])], ["a.1 b.1"]],
    ["inside, later", [leg("a", ["x/"]), leg("b", ["x/y/z"])], ["a.0 b.0"]],
    ["inside, earlier", [leg("a", ["x/y/z"]), leg("b", ["x/"])], ["a.0 b.0"]],
    ["below a file", [leg("a", ["x"]), leg("b", ["x/y"])], ["a.0 b.0"]],
    ["siblings", [leg("a", ["out/"]), leg("b", ["out2/", "ou"])], []],
    ["of one leg", [leg("a", ["x/", "x/metrics.json", "x/"])], []],
    ["of the legs of one step", [leg("a[1]", ["x/"]), leg("a[2]", ["x/"])], ["a[1].0 a[2].0"]],
    ["thrice", [leg("a", ["x"]), leg("b", ["x"]), leg("c", ["x"])], ["a.0 b.0", "a.0 c.0"]],
    ["behind its own", [leg("a", ["x", "x"]), leg("b", ["x"])], ["a.0 b.0"]],
    ["through its own", [leg("a", ["x/"]), leg("b", ["x/y/", "x/y/z"])], ["a.0 b.0", "a.0 b.1"]],
  ])("%s", (_, legs, expected) => {
    expect(overlaps(legs)).toEqual(expected);
  });

  test("10,000 equal outputs are one report each", () => {
    const legs = Array.from({ length: 10_000 }, (_, index) => leg(`s${index}`, ["x/"]));
    expect(pathEdges(legs).overlaps).toHaveLength(9_999);
  });
});

describe("size", () => {
  test("10,000 legs that one step joins", () => {
    const legs = Array.from({ length: 9_999 }, (_, index) =>
      leg(`s${index}`, [`out/${index % 100}/${index}/`]),
    );
    expect(pathEdges([...legs, leg("join", [], ["out/"])]).edges).toHaveLength(9_999);
    expect(pathEdges([...legs, leg("join", [], ["out/1*/*5/"])]).edges).toHaveLength(100);
  });

  test("more edges than memory could hold stop at the bound", () => {
    const writers = Array.from({ length: 2_000 }, (_, index) => leg(`w${index}`, [`out/${index}/`]));
    const readers = Array.from({ length: 2_000 }, (_, index) => leg(`r${index}`, [], ["out/"]));
    const { edges, excess } = pathEdges([...writers, ...readers]);
    expect(excess).toBe(`r${maxPathEdges / 2_000}`);
    expect(edges.length).toBe(maxPathEdges + 2_000);
  });
});

test("what excludes take away counts towards the bound too", () => {
  const legs = Array.from({ length: 1_500 }, (_, index) =>
    leg(`s${index}`, [`out/${index}/`], [`**/*${index}`, "!out/"]),
  );
  const { edges, excess } = pathEdges(legs);
  expect(edges).toEqual([]);
  expect(excess).toBeDefined();
});

const names = fc.constantFrom("a", "b", "ab");
const folder = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const path = fc.tuple(folder, fc.constantFrom("", "/")).map(([text, slash]) => text + slash);
const glob = fc
  .array(fc.oneof(names, fc.constantFrom("*", "**", "a*", "?")), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("/"));
const inputs = fc.array(
  fc.oneof(
    path,
    glob,
    fc.oneof(path, glob).map((text) => `!${text}`),
  ),
  { maxLength: 4 },
);
const anyLegs = fc
  .array(
    fc.record({
      step: fc.constantFrom("s", "t", "u", "v"),
      outputs: fc.array(path, { maxLength: 3 }),
      inputs: fc.option(inputs, { nil: undefined }),
    }),
    { maxLength: 6 },
  )
  .map((drafts) =>
    drafts.map(({ step, outputs, inputs }, index) => leg(`${step}[${index}]`, outputs, inputs)),
  );

const lies = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);

/** All paths below a folder that the alphabet can spell, deep enough for every glob above. */
const below = (path: string, depth: number): string[] =>
  depth === 0
    ? []
    : ["a", "b", "ab", "c", "aa"].flatMap((name) => [
        `${path}/${name}`,
        ...below(`${path}/${name}`, depth - 1),
      ]);

/** The definition, pair by pair: an output is read when it, or something that it might hold, is. */
function reads({ inputs = [] }: EdgeLeg, { path, isDirectory }: EdgeLeg["outputs"][number]): boolean {
  let taken = false;
  for (const each of inputs) {
    if (each.kind === "path") taken ||= lies(path, each.path) || lies(each.path, path);
    if (each.kind === "glob") {
      const inside = isDirectory && below(path, 3).some((held) => matches(each.pattern, held, true));
      taken ||= matches(each.pattern, path, isDirectory) || inside;
    }
    if (each.kind === "exclude") {
      const all = isDirectory && below(path, 1).every((held) => matches(each.pattern, held));
      if (matches(each.pattern, path, isDirectory) || all) taken = false;
    }
  }
  return taken;
}

describe("for any legs", () => {
  test("edges are those of the definition", () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const expected = legs.flatMap((to) =>
          legs
            .filter((from) => from.step !== to.step && from.outputs.some((each) => reads(to, each)))
            .map((from) => `${from.id}>${to.id}`),
        );
        expect(shown(legs)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test("overlaps are true ones, and every output that lies in another is in one", () => {
    fc.assert(
      fc.property(anyLegs, (legs) => {
        const all = legs.flatMap(({ id, outputs }, at) =>
          outputs.map(({ path }, output) => ({ leg: id, output, path, at })),
        );
        const find = (place: { leg: string; output: number }) =>
          all.find((each) => each.leg === place.leg && each.output === place.output);
        const { overlaps } = pathEdges(legs);
        for (const { first, second } of overlaps) {
          const [one, two] = [find(first), find(second)];
          if (!one || !two) throw new Error("an overlap of nothing");
          expect(one.at).toBeLessThan(two.at);
          expect(lies(one.path, two.path) || lies(two.path, one.path)).toBe(true);
        }
        const named = new Set(
          overlaps
            .flatMap(({ first, second }) => [first, second])
            .map((place) => `${place.leg} ${place.output}`),
        );
        for (const inner of all) {
          const clashes = all.some(
            (outer) =>
              outer.at !== inner.at &&
              lies(inner.path, outer.path) &&
              (outer.path !== inner.path || outer.at < inner.at),
          );
          if (clashes) expect(named).toContain(`${inner.leg} ${inner.output}`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
