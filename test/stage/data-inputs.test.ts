import { describe, expect, test } from "vitest";
import type { InputFiles } from "../../src/run/input-files.ts";
import { sourceOf, withData } from "../../src/stage/data-inputs.ts";
import { layoutOf } from "../../src/stage/layout.ts";

const inputs = (files: readonly string[], folders: Readonly<Record<string, boolean>> = {}): InputFiles => ({
  files,
  escaping: [],
  followed: new Set(),
  folders: new Map(Object.entries(folders)),
});
const data = (path: string, files: readonly string[], folders: readonly string[] = []) => ({
  from: "s3://b/x/",
  path,
  data: { at: "/buckets/1/data", files, folders },
});
const layout = (given: InputFiles, written: readonly string[] = []) =>
  layoutOf({ inputs: given, written, workingDirectory: "." });

describe("data of a bucket", () => {
  test("is mounted as one folder, whatever it holds", () => {
    const given = withData(inputs(["src/a"], { src: true }), [data("data/raw", ["x", "d/y"], ["d"])]);
    const { folders, parts, directories, copied } = layout(given);
    const around = { path: "data", files: [], inner: ["data/raw"] };
    expect([folders, parts, directories]).toEqual([["data/raw", "src"], [around], ["."]]);
    expect(copied.files).toEqual(expect.arrayContaining(["data/raw/x", "data/raw/d/y", "src/a"]));
    expect(copied.directories).toEqual(expect.arrayContaining(["data/raw", "data/raw/d"]));
  });

  test("lies inside a folder that is an input, which is then given in parts", () => {
    const given = withData(inputs(["data/a", "data/raw/old"], { data: true, "data/raw": true }), [
      data("data/raw", ["x"]),
    ]);
    expect(layout(given).parts).toEqual([{ path: "data", files: ["data/a"], inner: ["data/raw"] }]);
    expect(layout(given).folders).toEqual(["data/raw"]);
    expect(given.files).toEqual(["data/a", "data/raw/x"]);
  });

  test("lies beside an output", () => {
    const { folders, directories } = layout(withData(inputs([]), [data("data/raw", ["x"])]), ["data/out"]);
    expect([folders, directories]).toEqual([["data/raw"], [".", "data"]]);
  });

  test("may be one file", () => {
    const given = withData(inputs([]), [data("data/one.csv", [""])]);
    expect(layout(given).parts).toEqual([{ path: "data", files: ["data/one.csv"], inner: [] }]);
    expect(sourceOf(given, "/root", "data/one.csv")).toBe("/buckets/1/data");
  });

  test("comes from where it lies, and all else from the pipeline's folder", () => {
    const given = withData(inputs([]), [data("data/raw", ["x"])]);
    const sources = ["data/raw", "data/raw/x", "data/raw2", "data"].map((path) =>
      sourceOf(given, "/root", path),
    );
    expect(sources).toEqual(["/buckets/1/data", "/buckets/1/data/x", "/root/data/raw2", "/root/data"]);
  });
});
