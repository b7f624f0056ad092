import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linkFault } from "../../src/artifact/link-target.ts";
import { readTree } from "../../src/artifact/tree.ts";
import { compareCodePoints } from "../../src/pipeline/paths.ts";
import { host, lay, type Plan, plainDigests, Rig, signal } from "./rig.ts";

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.remove());

const read = (path = "out", digests = plainDigests()) =>
  readTree({ files: host.files, digests, root: rig.root, path: join(rig.root, path), signal });

async function treeOf(path = "out") {
  const tree = await read(path);
  if (!tree.ok) throw new Error(tree.error);
  return tree.value;
}

async function faultOf(path = "out", digests = plainDigests()): Promise<string> {
  const tree = await read(path, digests);
  if (tree.ok) throw new Error("it was read");
  return tree.error;
}

describe("a tree", () => {
  test("has everything in it, in the order of code points", async () => {
    lay(rig.root, {
      "out/\u{1F642}": "1",
      "out/\ufb01": "2",
      "out/a.txt": "3",
      "out/a/b": { content: "45", mode: 0o751 },
      "out/a/c": { link: "../a.txt" },
      "out/empty": { folder: 0o700 },
    });
    const tree = await treeOf();
    const paths = tree.entries.map(({ path }) => path);
    expect(paths).toEqual(["", "a", "a.txt", "a/b", "a/c", "empty", "\ufb01", "\u{1F642}"]);
    expect(paths).toEqual(paths.toSorted(compareCodePoints));
    expect(tree.size).toBe(5);
    expect(tree.entries).toContainEqual({ kind: "link", path: "a/c", target: "../a.txt" });
    expect(tree.entries).toContainEqual({ kind: "directory", path: "empty", mode: 0o700 });
    expect(tree.entries.find(({ path }) => path === "a/b")).toMatchObject({ mode: 0o751, size: 2 });
  });

  test("has the digest of its content wherever it lies, and another for anything that differs", async () => {
    const plan: Plan = {
      "out/a": { content: "1", mode: 0o644 },
      "out/b": { link: "a" },
      out: { folder: 0o755 },
    };
    const digestOf = async (change: Plan, path = "out") => {
      rmSync(join(rig.root, path), { recursive: true, force: true });
      lay(
        rig.root,
        Object.fromEntries(Object.entries(plan).map(([name, what]) => [name.replace("out", path), what])),
      );
      for (const name of Object.keys(change)) {
        if (name !== path) rmSync(join(rig.root, name), { force: true });
      }
      lay(rig.root, change);
      return (await treeOf(path)).digest;
    };
    const first = await digestOf({});
    expect(await digestOf({}, "elsewhere")).toBe(first);
    const others = [
      await digestOf({ "out/a": { content: "2", mode: 0o644 } }),
      await digestOf({ "out/a": { content: "1", mode: 0o755 } }),
      await digestOf({ "out/b": { link: "./a" } }),
      await digestOf({ "out/b": "1" }),
      await digestOf({ "out/c": { folder: 0o755 } }),
      await digestOf({ out: { folder: 0o700 } }),
    ];
    expect(new Set([first, ...others]).size).toBe(7);
  });
});

describe("what cannot be kept is named:", () => {
  test("a pipe", async () => {
    lay(rig.root, { "out/sub/a": "1" });
    execFileSync("mkfifo", [join(rig.root, "out/sub/pipe")]);
    expect(await faultOf()).toMatch(/^"out\/sub\/pipe" is a pipe, a socket or a device/);
  });

  test("a socket", async () => {
    lay(rig.root, { "out/a": "1" });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(rig.root, "out/s"), resolve));
    expect(await faultOf()).toMatch(/^"out\/s" is a pipe, a socket or a device/);
    server.close();
  });

  test.each([
    { what: "an absolute link", target: "/etc/passwd", says: /is absolute/ },
    { what: "an absolute link to something inside", target: "ROOT/out/a", says: /is absolute/ },
    { what: "a link out of the pipeline's folder", target: "../../elsewhere", says: /leads out/ },
    { what: "a link out through another one", target: "hop/../../elsewhere", says: /leads out/ },
    { what: "a link out through an input", target: "../away/x", says: /leads out/ },
  ])("$what", async ({ target: text, says }) => {
    const target = text.replace("ROOT", rig.root);
    lay(rig.folder, { "elsewhere/x": "x" });
    lay(rig.root, { "out/a": "1", "out/hop": { link: "." }, away: { link: "../elsewhere" } });
    lay(rig.root, { "out/bad": { link: target } });
    const fault = await faultOf();
    expect(fault).toMatch(says);
    expect(fault).toContain('"out/bad"');
    expect(fault).toContain(JSON.stringify(target));
  });

  test("an output that is a link out of the pipeline's folder", async () => {
    lay(rig.folder, { "elsewhere/x": "x" });
    lay(rig.root, { out: { link: "../elsewhere" } });
    expect(await faultOf()).toMatch(/"out" leads out of the pipeline's folder/);
  });

  test("a link of an output that is a link itself, to what would be elsewhere once it comes back", async () => {
    lay(rig.root, { "data/v/x": { link: "../common" }, "data/common": "c", out: { link: "data/v" } });
    expect(await faultOf()).toMatch(/"out\/x" to "\.\.\/common" leads out/);
  });

  test("an output that is not there", async () => {
    expect(await faultOf()).toMatch(/"out" is not there any more/);
  });

  test("a file that vanishes before it is digested", async () => {
    lay(rig.root, { "out/a": "1", "out/b": "2" });
    const digests = plainDigests();
    const vanishing = {
      ...digests,
      of: (paths: readonly string[], end: AbortSignal) => {
        rmSync(join(rig.root, "out/b"));
        return digests.of(paths, end);
      },
    };
    expect(await faultOf("out", vanishing)).toMatch(/out\/b vanished/);
  });

  test.each([
    { what: "a file is there that was not", act: () => writeFileSync(join(rig.root, "out/sub/new"), "") },
    { what: "an empty folder went", act: () => rmSync(join(rig.root, "out/sub/empty"), { recursive: true }) },
    { what: "its mode changed", act: () => chmodSync(join(rig.root, "out/sub"), 0o700) },
  ])("a folder, after $what", async ({ act }) => {
    lay(rig.root, { "out/a": "1", "out/sub/b": "2", "out/sub/empty": { folder: 0o755 } });
    const digests = plainDigests();
    const changing = {
      ...digests,
      of: (paths: readonly string[], end: AbortSignal) => {
        act();
        return digests.of(paths, end);
      },
    };
    expect(await faultOf("out", changing)).toMatch(/^"out\/sub" changed/);
  });

  test("a name that is no valid Unicode", async () => {
    lay(rig.root, { "out/a": "1" });
    writeFileSync(Buffer.concat([Buffer.from(join(rig.root, "out/x")), Buffer.from([0xff])]), "");
    expect(await faultOf()).toMatch(/not valid Unicode/);
  });
});

const dots = fc.constantFrom("..", ".", "a", "b", "c", "d");
const wayOf = fc.array(dots, { minLength: 1, maxLength: 6 }).map((names) => names.join("/"));

test("a link is judged as the disk would follow it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom("a", "b", "c/a", "c/b", "c/d/a", "c/d/b"), wayOf, { minKeys: 1 }),
      async (links) => {
        const each = new Rig();
        try {
          lay(each.root, { "c/d/d": { folder: 0o755 }, d: { folder: 0o755 } });
          for (const [path, target] of Object.entries(links)) lay(each.root, { [path]: { link: target } });
          const known = new Map(Object.entries(links));
          for (const path of known.keys()) {
            const real = await host.files.realpath(join(each.root, path)).catch(() => undefined);
            const isOut = real !== undefined && real !== each.root && !real.startsWith(`${each.root}/`);
            if (isOut)
              expect([path, linkFault(known, path)]).toEqual([path, expect.stringMatching(/leads out/)]);
          }
        } finally {
          each.remove();
        }
      },
    ),
    { numRuns: 200 },
  );
});
