import { closeSync, ftruncateSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blocksOf, lay, must, type Plan, Rig, snapshot } from "./rig.ts";

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.remove());

const names = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9 +%&'#?*~:;,=@(){}[\]<>|\\"!$ü漢🙂.-]{1,8}$/u),
  fc.constantFrom(
    "\u00e9",
    "e\u0301",
    "İ",
    "ß",
    "ﬁ",
    "a\nb",
    "\u0001",
    "\u{1F468}\u200d\u{1F469}\u200d\u{1F466}",
    "n".repeat(255),
  ),
);
const name = names.filter((text) => !/^\.\.?$/.test(text) && text.isWellFormed());
const content = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.constant(new Uint8Array(0)) },
  { weight: 1, arbitrary: fc.nat(3 * 1024 * 1024).map((size) => new Uint8Array(size).fill(size % 251)) },
  { weight: 1, arbitrary: fc.nat(300_000).map((size) => new Uint8Array(size)) },
);
/** The owner reads, and with folders enters them, so that what the test looks at can be looked at by any user. */
const fileMode = fc.nat(0o777).map((mode) => mode | 0o400);
const folderMode = fc.nat(0o777).map((mode) => mode | 0o500);

type Node =
  | { readonly kind: "file"; readonly content: Uint8Array; readonly mode: number }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "folder"; readonly mode: number; readonly inner: readonly (readonly [string, Node])[] };

const nodes = fc.letrec<{ node: Node; folder: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant("file" as const), content, mode: fileMode }),
    fc.record({ kind: fc.constant("link" as const), target: name.map((text) => `./${text}`) }),
    tie("folder"),
  ),
  folder: fc.record({
    kind: fc.constant("folder" as const),
    mode: folderMode,
    inner: fc.uniqueArray(fc.tuple(name, tie("node")), {
      maxLength: 6,
      selector: ([text]) => text,
    }) as fc.Arbitrary<readonly (readonly [string, Node])[]>,
  }),
}));

function planOf(path: string, node: Node): Plan {
  switch (node.kind) {
    case "file":
      return { [path]: { content: node.content, mode: node.mode } };
    case "link":
      return { [path]: { link: node.target } };
    case "folder":
      return Object.assign(
        { [path]: { folder: node.mode } },
        ...node.inner.map(([inner, each]) => planOf(`${path}/${inner}`, each)),
      );
    default:
      return node satisfies never;
  }
}

test("whatever a step leaves comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(nodes.folder, fc.uint8Array({ maxLength: 20 }), async (folder, file) => {
      const each = new Rig();
      try {
        lay(each.root, { ...planOf("out/tree", folder), "single file.bin": file });
        const { won } = must(await each.publish(["out/tree", "single file.bin"]));
        expect(won).toBe(true);
        must(await each.restore(await each.found()));
        for (const path of ["out/tree", "single file.bin"])
          expect(snapshot(join(each.back, path))).toEqual(snapshot(join(each.root, path)));
        // What comes back is the same tree, so it is not sent again.
        const before = (await each.keys()).length;
        must(await each.publish(["out/tree", "single file.bin"], { root: each.back, key: "again" }));
        expect(await each.keys()).toHaveLength(before + 1);
      } finally {
        each.remove();
      }
    }),
    { numRuns: 80 },
  );
}, 120_000);

test("a tree of many small files comes back, over two pages of the store's listing", async () => {
  mkdirSync(join(rig.root, "out"));
  for (let at = 0; at < 1200; at++) writeFileSync(join(rig.root, "out", `${at}`), `content ${at}`);
  must(await rig.publish(["out"]));
  must(await rig.restore(await rig.found()));
  expect(snapshot(join(rig.back, "out"))).toEqual(snapshot(join(rig.root, "out")));
});

test("5 GB of holes stay holes, in the store and when they come back", async () => {
  const size = 5_000_000_000;
  const fd = openSync(join(rig.root, "sparse"), "w");
  writeSync(fd, "start", 0);
  writeSync(fd, "middle", 2_500_000_123);
  ftruncateSync(fd, size);
  closeSync(fd);
  must(await rig.publish(["sparse"]));
  const manifest = await rig.found();
  const [entry] = manifest.outputs[0]?.entries ?? [];
  if (entry?.kind !== "file") throw new Error("no file");
  const stored = rig.store.uriOf(entry.key);
  must(await rig.restore(manifest));
  for (const path of [stored, join(rig.back, "sparse")]) {
    expect(statSync(path).size).toBe(size);
    expect(blocksOf(path)).toBeLessThan(1024);
  }
}, 300_000);

describe("outputs", () => {
  test("that lie in another one are sent once and come back once", async () => {
    lay(rig.root, { "out/metrics/m.json": "{}", "out/model": "weights" });
    must(await rig.publish(["out/metrics", "out"]));
    expect((await rig.keys()).filter((key) => key.includes("/outputs/"))).toHaveLength(2);
    const manifest = await rig.found();
    expect(manifest.outputs.map(({ path }) => path)).toEqual(["out/metrics", "out"]);
    must(await rig.restore(manifest));
    expect(snapshot(rig.back, "out")).toEqual(snapshot(rig.root, "out"));
  });

  test("come back alone when only they are wanted", async () => {
    lay(rig.root, { "out/metrics/m.json": "{}", "out/model": "weights", report: "r" });
    must(await rig.publish(["out", "out/metrics", "report"]));
    must(await rig.restore(await rig.found(), { outputs: ["out/metrics"] }));
    expect(Object.keys(snapshot(rig.back))).toEqual(["", "out", "out/metrics", "out/metrics/m.json"]);
  });

  test("that are links are what they lead to, inside of the pipeline's folder", async () => {
    lay(rig.root, { "data/v2/x": "content", "data/v2/y": { link: "x" }, out: { link: "data/v2" } });
    must(await rig.publish(["out"]));
    must(await rig.restore(await rig.found()));
    expect(snapshot(join(rig.back, "out"))).toEqual(snapshot(join(rig.root, "data/v2")));
  });

  test("whose names differ in case, in Unicode's form or by a backslash alone have keys that do not", async () => {
    lay(rig.root, {
      "out/A": "1",
      "out/a": "2",
      "out/\u00e9": "3",
      "out/e\u0301": "4",
      "out/b\\c": "5",
      "out/b/c": "6",
    });
    must(await rig.publish(["out"]));
    const keys = (await rig.keys()).filter((key) => key.includes("/outputs/"));
    const folded = keys.map((key) => key.normalize("NFC").toLowerCase().replaceAll("\\", "/"));
    expect(new Set(folded).size).toBe(6);
    must(await rig.restore(await rig.found()));
    expect(snapshot(rig.back, "out")).toEqual(snapshot(rig.root, "out"));
  });

  test("are told of as they go, up to all of their bytes", async () => {
    lay(rig.root, { "out/a": "x".repeat(1000), "out/b": "y".repeat(500) });
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(1500);
      seen.push(done);
    };
    must(await rig.publish(["out"], { onProgress }));
    expect(seen.at(-1)).toBe(1500);
    must(await rig.restore(await rig.found(), { onProgress }));
    expect(seen.at(-1)).toBe(1500);
  });
});
