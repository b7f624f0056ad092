import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentHash, contentTag, type ImageContent, reusableTags } from "../../src/image/content-tag.ts";

const content: ImageContent = {
  repositoryId: "42",
  contextDigest: "c".repeat(64),
  dockerfile: "FROM a",
  args: { A: "1", B: "2" },
  platform: "linux/amd64",
  bases: { a: "sha256:1", b: "sha256:2" },
};

describe("the hash of a content", () => {
  test("stays the same from version to version", () => {
    expect(contentHash(content)).toBe("a618d05ae26f64fba2cf8c1478df9d72");
  });

  test("does not go by the order of keys", () => {
    const turned = { args: { B: "2", A: "1" }, bases: { b: "sha256:2", a: "sha256:1" } };
    expect(contentHash({ ...content, ...turned })).toBe(contentHash(content));
  });

  test.each<Partial<ImageContent>>([
    { repositoryId: "43" },
    { contextDigest: "d".repeat(64) },
    { dockerfile: "FROM a\n" },
    { target: "x" },
    { target: "" },
    { args: { A: "1", B: "3" } },
    { args: { A: "1" } },
    { args: { A: "1,B=2" } },
    { platform: "linux/arm64" },
    { bases: { a: "sha256:1", b: "sha256:3" } },
  ])("another one where %o", (change) => {
    expect(contentHash({ ...content, ...change })).not.toBe(contentHash(content));
  });
});

describe("the tags of a hash", () => {
  const hash = contentHash(content);

  test("a trusted run gives one that no other domain gives, and takes no other", () => {
    expect(reusableTags(hash, "trusted")).toEqual([`trusted-${hash}`]);
    expect(contentTag(hash, "trusted")).toBe(`trusted-${hash}`);
  });

  test("any other run takes its own and the trusted one", () => {
    const own = contentTag(hash, "pr-12");
    expect(own).toMatch(/^untrusted-[0-9a-f]{16}-[0-9a-f]{32}$/);
    expect(reusableTags(hash, "pr-12")).toEqual([own, `trusted-${hash}`]);
    expect(contentTag(hash, "pr-13")).not.toBe(own);
  });

  test("whatever a domain is called, the tag is legal and its own", () => {
    fc.assert(
      fc.property(fc.string(), (domain) => {
        const tag = contentTag(hash, domain);
        expect(tag).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/);
        expect(tag.startsWith("trusted-")).toBe(domain === "trusted");
      }),
    );
  });
});
