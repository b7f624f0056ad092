import { describe, expect, test } from "vitest";
import { isPrefix, parseBucketUri } from "../../src/pipeline/bucket.ts";
import { resolveText } from "./resolving.ts";

const azure = (bucket: string, key: string, host = "acme.blob.core.windows.net") => ({
  kind: "azure",
  host,
  bucket,
  key,
});
const of = (kind: string, bucket: string, key: string) => ({ kind, host: "", bucket, key });

test.each([
  ["s3://acme/coco/v3/", of("s3", "acme", "coco/v3/")],
  ["S3://acme/one.csv", of("s3", "acme", "one.csv")],
  ["s3://acme", of("s3", "acme", "")],
  ["gs://acme/a%20b", of("gcs", "acme", "a%20b")],
  ["az://acme/data/coco/", azure("data", "coco/")],
  ["az://acme/data", azure("data", "")],
  ["https://acme.blob.core.windows.net/data/a%20b/", azure("data", "a b/")],
  ["https://acme.blob.core.chinacloudapi.cn/data/x", azure("data", "x", "acme.blob.core.chinacloudapi.cn")],
])("reads %s", (text, uri) => {
  expect(parseBucketUri(text)).toEqual({ ok: true, value: uri });
});

test.each([
  "acme/coco",
  "s3:///x",
  "s3://acme/a b",
  "http://acme.blob.core.windows.net/data/x",
  "https://example.com/data/x",
  "https://acme.blob.core.windows.net/data/x?sig=secret",
  "https://acme.blob.core.windows.net/data/%zz",
  "https://acme.blob.core.windows.net/",
  "az://acme",
  "az://acme.blob/data/x",
  "hdfs://acme/x",
  "file:///etc/",
  "s3://acme/a/../b/",
  "s3://acme/./b",
  "https://acme.blob.core.windows.net/data/%2E%2E/x",
])("refuses %s", (text) => {
  expect(parseBucketUri(text)).toMatchObject({
    ok: false,
    error: { hint: expect.stringContaining("gs://") },
  });
});

test("tells a prefix from an object", () => {
  expect([{ key: "" }, { key: "a/" }, { key: "a" }].map(isPrefix)).toEqual([true, true, false]);
});

describe("an input from a bucket", () => {
  const codes = (...steps: readonly string[]): readonly string[] =>
    resolveText(
      `steps:\n${steps.map((step, index) => `  s${index}: {command: x, ${step}}\n`).join("")}`,
    ).diagnostics.map(({ code, message }) => `${code} ${message}`);
  const input = (from: string, path: string) => `inputs: [{from: "${from}", path: ${path}}]`;

  test.each([
    ["s3://b/x/", "data", /^invalid-path "data" is a file, and s3:\/\/b\/x\/ is everything below it/],
    ["s3://b", "data", /^invalid-path "data" is a file/],
    ["s3://b/x", "data/", /^invalid-path "data\/" is a folder, and s3:\/\/b\/x is one object/],
    ["s3://b/x/", "./", /^invalid-path Data in a bucket cannot lie in the pipeline file's own folder/],
    ["hdfs://b/x/", "data/", /^invalid-path "hdfs:\/\/b\/x\/" is not the URI of a bucket/],
  ])("from %s cannot lie at %s", (from, path, message) => {
    expect(codes(input(from, path))).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    ["another's output", [input("s3://b/x/", "data/raw/"), "outputs: [data/]"]],
    ["its own output", [`${input("s3://b/x/", "data/")}, outputs: [data/new.csv]`]],
    ["a checkpoint", [`${input("s3://b/x/", "data/")}, checkpoint: data/`]],
    ["other data", [input("s3://b/x/", "data/"), input("s3://b/y/", "data/")]],
    ["data around it", [input("s3://b/x/", "data/"), input("s3://b/y/", "data/y/")]],
  ])("has its path for itself, and not with %s", (_what, steps) => {
    expect(codes(...steps)).toEqual([expect.stringMatching(/^overlapping-inputs /)]);
  });

  test("may be shared, and lie beside what is written", () => {
    const same = input("s3://b/x/", "data/raw/");
    expect(codes(same, same, "outputs: [data/raw2/]")).toEqual([]);
  });
});
