import fc from "fast-check";
import { expect, test } from "vitest";
import { apiHost, parseReference, pinnedText, referenceText } from "../../src/image/reference.ts";
import { parseImage } from "../../src/pipeline/image.ts";

const hex = "0123456789abcdef".repeat(4);

test.each([
  ["ubuntu", "docker.io", "library/ubuntu", "latest"],
  ["ubuntu:24.04", "docker.io", "library/ubuntu", "24.04"],
  ["docker.io/ubuntu:24.04", "docker.io", "library/ubuntu", "24.04"],
  ["index.docker.io/library/ubuntu", "docker.io", "library/ubuntu", "latest"],
  ["pytorch/pytorch:2.5.1", "docker.io", "pytorch/pytorch", "2.5.1"],
  ["ghcr.io/acme/ml/train:v1", "ghcr.io", "acme/ml/train", "v1"],
  ["localhost/x", "localhost", "x", "latest"],
  ["localhost:5000/x", "localhost:5000", "x", "latest"],
  ["[::1]:5000/a/b:1", "[::1]:5000", "a/b", "1"],
])("%s", (text, registry, repository, tag) => {
  expect(parseReference(text)).toEqual({ registry, repository, tag });
});

test.each([
  [`python@sha256:${hex}`, { repository: "library/python", digest: `sha256:${hex}` }],
  [`python:3@sha256:${hex}`, { repository: "library/python", tag: "3", digest: `sha256:${hex}` }],
])("%s has no tag but its own", (text, parts) => {
  expect(parseReference(text)).toEqual({ registry: "docker.io", ...parts });
});

const component = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}$/);
const path = (least: number) => fc.array(component, { minLength: least, maxLength: 4 });
const place = fc.oneof(
  // On Docker Hub a name has two parts in its long form.
  path(2).map((parts) => ({ registry: "docker.io", repository: parts.join("/") })),
  fc
    .tuple(
      fc.constantFrom("localhost", "localhost:5000", "ghcr.io", "[::1]:5000", "r.Example.COM:443"),
      path(1),
    )
    .map(([registry, parts]) => ({ registry, repository: parts.join("/") })),
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/).map((text) => ({ tag: text }));
const digest = fc.stringMatching(/^[0-9a-f]{64}$/).map((text) => ({ digest: `sha256:${text}` }));
const which = fc.oneof(
  tag,
  digest,
  fc.tuple(tag, digest).map(([one, other]) => ({ ...one, ...other })),
);

test("what is written can be read again, and is right by the grammar of pipelines", () => {
  fc.assert(
    fc.property(place, which, (where, what) => {
      const reference = { ...where, ...what };
      const text = referenceText(reference);
      expect(parseReference(text)).toEqual(reference);
      expect(parseImage(text).ok).toBe(true);
    }),
  );
});

test("the long form stands for the same image as the short one", () => {
  for (const text of ["ubuntu", "a/b:1", "docker.io/x", "localhost/y:2", `z@sha256:${hex}`])
    expect(parseReference(referenceText(parseReference(text)))).toEqual(parseReference(text));
});

test("a pinned name keeps its place and loses its tag", () => {
  expect(pinnedText(parseReference("python:3.13"), `sha256:${hex}`)).toBe(
    `docker.io/library/python@sha256:${hex}`,
  );
});

test("Docker Hub's API is under another name", () => {
  expect(["docker.io", "ghcr.io", "localhost:5000"].map(apiHost)).toEqual([
    "registry-1.docker.io",
    "ghcr.io",
    "localhost:5000",
  ]);
});
