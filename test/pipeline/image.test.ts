import { expect, test } from "vitest";
import { isPlatform, parseImage } from "../../src/pipeline/image.ts";
import { faults, stepOf } from "./resolving.ts";

const hex = "0123456789abcdef".repeat(4);

test.each([
  ["ubuntu", "latest"],
  ["ubuntu:latest", "latest"],
  ["ubuntu:24.04", "tag"],
  ["pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime", "tag"],
  [`python@sha256:${hex}`, "digest"],
  [`ghcr.io/acme/train:v1@sha256:${hex}`, "digest"],
  ["localhost/x:1", "tag"],
  ["localhost:5000/x", "latest"],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:a_b.c-d", "tag"],
  ["[::1]:5000/a/b__c/d.e:1", "tag"],
  ["registry.Example.COM/x:1", "tag"],
])("%s: %s", (reference, pinned) => {
  expect(parseImage(reference)).toEqual({ ok: true, value: pinned });
});

test.each([
  "",
  "PyTorch/pytorch:2",
  "ghcr.io/Acme/train:1",
  "docker://ubuntu:24.04",
  "ubuntu:",
  "ubuntu:a b",
  "ubuntu:-x",
  `ubuntu:${"t".repeat(129)}`,
  "ubuntu@sha256:abc",
  `ubuntu@sha256:${hex}0`,
  "ubuntu@",
  "a//b:1",
  "/a:1",
  "a/:1",
  "a___b:1",
  "-a:1",
  "a b:1",
  hex,
  `${"a/".repeat(200)}b:1`,
  "exa mple.com/x:1",
  "-bad.com/x:1",
  "ubuntu:1\u0000",
])("%j is refused", (reference) => {
  expect(parseImage(reference).ok).toBe(false);
});

test("the grammar takes linear time on what was made to hurt it", () => {
  for (const part of ["a-", "a", "a__", "a.", "-", "a:", "a/", "@a"]) parseImage(`x${part.repeat(50_000)}!`);
});

test.each([
  ["linux/amd64", true],
  ["linux/arm64/v8", true],
  ["linux", false],
  ["Linux/amd64", false],
])("platform %s: %s", (text, legal) => {
  expect(isPlatform(text)).toBe(legal);
});

const step = (image: string) =>
  `defaults: {image: "python:3.13"}\nsteps:\n  a: {command: [x], image: ${image}}\n`;

test.each([
  ["null", undefined],
  ["r/x:1", { kind: "reference", reference: "r/x:1" }],
  ["{build: docker/train/}", { kind: "build", context: "docker/train", args: {} }],
  [
    "{build: {dockerfile: Dockerfile.gpu, target: run, args: {N: 1, B: true}, platform: linux/amd64}}",
    {
      kind: "build",
      context: ".",
      dockerfile: "Dockerfile.gpu",
      target: "run",
      args: { N: "1", B: "true" },
      platform: "linux/amd64",
    },
  ],
])("image: %s", (text, image) => {
  expect(stepOf(step(text), "a").image).toEqual(image);
});

test.each([
  ["ubuntu", "image-latest 3:28"],
  ["Foo:1", "invalid-image 3:28"],
  ["{build: ../x}", "path-escapes 3:36"],
  ["{build: {context: ., dockerfile: /etc/passwd}}", "path-escapes 3:61"],
  ["{build: {platform: windows}}", "invalid-value 3:47"],
  ["'${{ params.nope }}'", "unknown-name 3:40"],
])("image: %s gives %s", (text, fault) => {
  expect(faults(step(text))).toEqual([fault]);
});
