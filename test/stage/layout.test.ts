import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Layout, layoutOf } from "../../src/stage/layout.ts";

interface Case {
  readonly files: readonly string[];
  /** `src/` is whole, `src` is not. */
  readonly folders?: readonly string[];
  readonly written?: readonly string[];
  readonly workingDirectory?: string;
}

const layout = ({ files, folders = [], written = [], workingDirectory = "." }: Case): Layout =>
  layoutOf({
    inputs: { files, folders: new Map(folders.map((path) => [path.replace(/\/$/, ""), path.endsWith("/")])) },
    written,
    workingDirectory,
  });

describe("a layout", () => {
  const cases: readonly (readonly [string, Case, Omit<Layout, "copied">])[] = [
    ["of nothing", { files: [] }, { directories: ["."], folders: [], parts: [], files: [] }],
    [
      "gives the outermost whole folder",
      { files: ["a/b/c", "a/d"], folders: ["a/", "a/b/"] },
      { directories: ["."], folders: ["a"], parts: [], files: [] },
    ],
    [
      "never gives the pipeline's own folder as it is",
      { files: ["a/b", "c"], folders: ["./", "a/"] },
      { directories: ["."], folders: ["a"], parts: [], files: ["c"] },
    ],
    [
      "gives part of a folder, with whole folders inside",
      { files: ["a/b/c", "a/d"], folders: ["a", "a/b/", "a/e"] },
      {
        directories: ["."],
        folders: ["a/b"],
        parts: [{ path: "a", files: ["a/d"], inner: ["a/b", "a/e"] }],
        files: [],
      },
    ],
    [
      "makes folders that hold an output, and gives their files one by one",
      { files: ["a/b/c", "a/d", "a/e/f"], folders: ["a/", "a/b/", "a/e/"], written: ["a/e/out"] },
      { directories: [".", "a", "a/e"], folders: ["a/b"], parts: [], files: ["a/d", "a/e/f"] },
    ],
    [
      "gives nothing of what the step writes",
      { files: ["a/old", "a/out/1", "b"], folders: ["a/", "a/out/"], written: ["a/out"] },
      { directories: [".", "a"], folders: [], parts: [], files: ["a/old", "b"] },
    ],
    [
      "makes the way to a folder that lies deeper",
      { files: ["a/b/c/d"], folders: ["a/b/c/"] },
      {
        directories: ["."],
        folders: ["a/b/c"],
        parts: [{ path: "a", files: [], inner: ["a/b/c"] }],
        files: [],
      },
    ],
    [
      "makes the way to a folder among what the step writes",
      { files: ["a/b/c"], folders: ["a/b/"], written: ["a/out"] },
      { directories: [".", "a"], folders: ["a/b"], parts: [], files: [] },
    ],
    [
      "makes the working directory where nothing is given",
      { files: ["a/b"], folders: ["a/"], workingDirectory: "x/y" },
      { directories: [".", "x", "x/y"], folders: ["a"], parts: [], files: [] },
    ],
    [
      "makes the working directory in a folder that is given in part",
      { files: ["a/b"], workingDirectory: "a/x/y" },
      {
        directories: ["."],
        folders: [],
        parts: [{ path: "a", files: ["a/b"], inner: ["a/x/y"] }],
        files: [],
      },
    ],
    [
      "makes no working directory where a link leads there",
      { files: ["a", "b/c"], folders: ["b/"], workingDirectory: "a/x" },
      { directories: ["."], folders: ["b"], parts: [], files: ["a"] },
    ],
    [
      "makes a folder in the place of a link that an output lies behind",
      { files: ["a", "b"], written: ["a/out"] },
      { directories: [".", "a"], folders: [], parts: [], files: ["b"] },
    ],
  ];
  test.each(cases)("%s", (_name, given, expected) => {
    const { copied: _copied, ...found } = layout(given);
    expect(found).toEqual(expected);
  });
});

describe("for any inputs and outputs", () => {
  const name = fc.constantFrom("a", "b", "c");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  const ancestors = (at: string): string[] => {
    const parts = at.split("/").slice(0, -1);
    return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
  };
  const given = fc
    .record({
      files: fc.uniqueArray(path, { maxLength: 12 }),
      whole: fc.uniqueArray(path, { maxLength: 3 }),
      written: fc.uniqueArray(path, { maxLength: 3 }),
      workingDirectory: fc.oneof(fc.constant("."), path),
    })
    .map(({ files, whole, written, workingDirectory }) => {
      const sound = files.filter((file) => !files.some((other) => other.startsWith(`${file}/`))).sort();
      const folders = [...new Set(sound.flatMap(ancestors))].map((each) =>
        whole.some((at) => at === each || each.startsWith(`${at}/`)) ? `${each}/` : each,
      );
      return { files: sound, folders, written, workingDirectory };
    });

  test("each input comes once, nothing that is written comes, and folders to write in are real", () => {
    fc.assert(
      fc.property(given, (input) => {
        const found = layout(input);
        const isBelow = (at: string, folder: string): boolean => at === folder || at.startsWith(`${folder}/`);
        const isOwn = (at: string): boolean => input.written.some((own) => isBelow(at, own));
        const inParts = found.parts.flatMap(({ files }) => files);
        const isReal = (at: string): boolean => input.written.some((own) => own.startsWith(`${at}/`));
        for (const file of input.files) {
          const times =
            found.files.filter((each) => each === file).length +
            inParts.filter((each) => each === file).length +
            found.folders.filter((folder) => isBelow(file, folder)).length;
          expect([file, times]).toEqual([file, isOwn(file) || isReal(file) ? 0 : 1]);
        }
        const mounted = [...found.folders, ...found.parts.map((part) => part.path)];
        for (const own of input.written) {
          expect(mounted.some((at) => isBelow(own, at))).toBe(false);
          for (const folder of ancestors(own)) expect(found.directories).toContain(folder);
        }
        // Parents come first, so that each has the mode that it is made with.
        for (const [index, folder] of found.directories.entries())
          for (const around of ancestors(folder))
            expect(found.directories.indexOf(around)).toBeLessThan(index);
        expect(new Set(found.directories).size).toBe(found.directories.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("where it is copied it is the same files, without any that lies in the way of a folder", () => {
    fc.assert(
      fc.property(given, (input) => {
        const { files, parts, folders, copied } = layout(input);
        const inFolders = input.files.filter((file) =>
          folders.some((folder) => file.startsWith(`${folder}/`)),
        );
        const all = [...files, ...parts.flatMap((part) => part.files), ...inFolders];
        expect([...copied.files].sort()).toEqual(all.sort());
        for (const folder of copied.directories) expect(copied.files).not.toContain(folder);
      }),
      { numRuns: 1000 },
    );
  });
});
