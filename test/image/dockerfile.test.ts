import { describe, expect, test } from "vitest";
import { type BuildChoice, baseImages } from "../../src/image/base-images.ts";
import { lineOfInstruction, lineOfText, readDockerfile } from "../../src/image/dockerfile.ts";

const shape = (text: string) =>
  readDockerfile(text).instructions.map(({ keyword, text, line }) => `${line} ${keyword} ${text}`);

describe("instructions", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["keywords in whatever case", "from a\n run b", ["1 FROM a", "2 RUN b"]],
    ["comments and empty lines", "# a\n\nFROM a\n  # b\n\nRUN c", ["3 FROM a", "6 RUN c"]],
    ["a continued line", "FROM a\nRUN b && \\\n  c\nRUN d", ["1 FROM a", "2 RUN b &&   c", "4 RUN d"]],
    ["a continued line with blanks after it", "RUN b \\ \t\n c\nRUN d", ["1 RUN b  c", "3 RUN d"]],
    [
      "comments and empty lines between continued ones",
      "RUN a \\\n# no\n\n b\nRUN c",
      ["1 RUN a  b", "5 RUN c"],
    ],
    ["a backslash that is escaped", "RUN a \\\\\nRUN b", ["1 RUN a \\\\", "2 RUN b"]],
    ["a file that ends in the middle", "RUN a \\", ["1 RUN a"]],
    [
      "another escape character",
      "# escape=`\nRUN a `\n b\nRUN c\\\nRUN d",
      ["2 RUN a  b", "4 RUN c\\", "5 RUN d"],
    ],
    ["a directive that comes too late", "\n# escape=`\nRUN a `\nRUN b", ["3 RUN a `", "4 RUN b"]],
    ["lines that end as on Windows", "FROM a\r\nRUN b \\\r\n c\r\n", ["1 FROM a", "2 RUN b  c"]],
    ["a byte order mark", "\uFEFFFROM a", ["1 FROM a"]],
    [
      "a here-document",
      "RUN python <<EOF\nfrom os import path\nEOF\nRUN b",
      ["1 RUN python <<EOF", "4 RUN b"],
    ],
    ["one with a quoted name", "RUN cat <<'E O'\nFROM x\nE O\nRUN b", ["1 RUN cat <<'E O'", "4 RUN b"]],
    ["one that strips tabs", "COPY <<-EOF /x\n\tRUN a\n\tEOF\nRUN b", ["1 COPY <<-EOF /x", "4 RUN b"]],
    [
      "two in one instruction",
      "COPY <<A <<B /x/\nRUN 1\nA\nRUN 2\nB\nRUN 3",
      ["1 COPY <<A <<B /x/", "6 RUN 3"],
    ],
    ["one that never ends", "RUN <<EOF\nRUN a", ["1 RUN <<EOF"]],
    ["one of a later build", "ONBUILD RUN <<EOF\nFROM a\nEOF\nRUN b", ["1 ONBUILD RUN <<EOF", "4 RUN b"]],
    ["what only looks like one", 'RUN echo "a <<EOF"\nRUN b', ['1 RUN echo "a <<EOF"', "2 RUN b"]],
    ["an ENV with what would be one", "ENV A=<<EOF\nRUN b", ["1 ENV A=<<EOF", "2 RUN b"]],
  ])("%s", (_title, text, expected) => expect(shape(text)).toEqual(expected));

  test("a step of the legacy builder is an instruction, arguments before FROM included", () => {
    const dockerfile = readDockerfile("# c\nARG A=1\nFROM a\nRUN b \\\n  c\nRUN d");
    expect([1, 2, 3, 4, 5].map((step) => lineOfInstruction(dockerfile, step))).toEqual([
      2,
      3,
      4,
      6,
      undefined,
    ]);
    expect(lineOfInstruction(dockerfile, 0)).toBeUndefined();
  });

  test("an instruction is found by its text, with whatever blanks", () => {
    const dockerfile = readDockerfile("FROM a\nrun   b && \\\n   c\n");
    expect(lineOfText(dockerfile, "RUN b &&    c")).toBe(2);
    expect(lineOfText(dockerfile, "RUN b")).toBeUndefined();
  });
});

const basesOf = (text: string, choice: Partial<BuildChoice> = {}) =>
  baseImages(readDockerfile(text), {
    args: {},
    platform: "linux/arm64",
    buildPlatform: "linux/amd64",
    ...choice,
  });

describe("base images", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["one", "FROM python:3", ["python:3"]],
    ["one with a platform and a name", "FROM --platform=linux/amd64 python:3 AS base", ["python:3"]],
    ["none", "FROM scratch\nCOPY a b", []],
    ["each once", "FROM a AS x\nFROM a\nCOPY --from=x y z", ["a"]],
    ["not a stage's name, in whatever case", "FROM a AS Base\nFROM BASE", ["a"]],
    ["a stage that bears its image's name", "FROM golang AS golang\nFROM golang", ["golang"]],
    ["a stage by its number", "FROM a\nFROM b\nCOPY --from=0 x y", ["b", "a"]],
    ["not a later stage", "FROM b\nCOPY --from=late x y\nFROM a AS late", ["a"]],
    ["those that files are copied from", "FROM a\nCOPY --chown=1 --from=b:1 x y", ["a", "b:1"]],
    ["those that are mounted", "FROM a\nRUN --mount=type=bind,from=b,target=/x --network=none c", ["a", "b"]],
    ["a mount that begins with its image", "FROM a\nRUN --mount=from=b,target=/x c", ["a", "b"]],
    [
      "not what a command has for an option",
      "FROM a\nRUN c --mount=from=b\nRUN --mount=type=cache,id=x true",
      ["a"],
    ],
    ["the frontend", "# syntax = docker/dockerfile:1\nFROM a", ["docker/dockerfile:1", "a"]],
    ["not a frontend that comes too late", "FROM a\n# syntax=docker/dockerfile:1", ["a"]],
    ["an argument's default", "ARG V=3\nFROM python:$V", ["python:3"]],
    [
      "a default that sees the one before it",
      'ARG V=3 S="-slim"\nARG T=${V}$S\nFROM python:${T}',
      ["python:3-slim"],
    ],
    ["defaults in the reference", "FROM ${A:-python}:${B-3}${C:+-slim}${V:+-x}", ["python:3"]],
    ["a default that is empty", "ARG A=\nFROM x:${A:-1}${A-2}${A+3}", ["x:13"]],
    ["a default in a default", "FROM ${A:-${B:-x}}", ["x"]],
    ["not an argument of a stage", "ARG V=1\nFROM a\nARG V=2\nFROM b:$V", ["b:1"]],
    ["none where a variable has no value", "FROM $NOPE", []],
    ["what cannot be told as it stands", "ARG V=a.b\nFROM x:${V%.*}", ["x:${V%.*}"]],
    [
      "the target's platform and the builder's",
      "FROM x:$TARGETARCH AS t\nFROM y:${BUILDARCH}\nCOPY --from=t a b",
      ["y:amd64", "x:arm64"],
    ],
    ["no Python in a here-document", "FROM a\nRUN python3 <<EOF\nfrom b import c\nEOF", ["a"]],
    ["nothing of an empty file", "", []],
  ])("%s", (_title, text, expected) => expect(basesOf(text)).toEqual(expected));

  const stages = "FROM a AS one\nFROM b AS two\nCOPY --from=one x y\nFROM c AS three";

  test.each<readonly [string | undefined, readonly string[]]>([
    [undefined, ["c"]],
    ["two", ["b", "a"]],
    ["TWO", ["b", "a"]],
    ["0", ["a"]],
    ["nope", ["c"]],
  ])("only what the target %s needs", (target, expected) =>
    expect(basesOf(stages, target === undefined ? {} : { target })).toEqual(expected),
  );

  test("a build argument wins over a default, where the file declares it", () => {
    const text = "ARG V=3\nARG W\nFROM a:$V\nFROM b:$W\nFROM c:$X\nCOPY --from=0 x y\nCOPY --from=1 x y";
    expect(basesOf(text, { args: { V: "4", W: "5", X: "6" } })).toEqual(["c:", "b:5", "a:4"]);
  });

  test("names that every object has are no variables", () => {
    expect(basesOf("FROM a:$constructor${__proto__}")).toEqual(["a:"]);
  });
});
