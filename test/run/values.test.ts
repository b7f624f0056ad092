import { describe, expect, test } from "vitest";
import { parseValues, takeValues } from "../../src/run/values.ts";
import { memoryFiles } from "../rig/virtual-host.ts";

const declared = {
  names: ["rows", "best-lr", "note"],
  secrets: { API_KEY: "hunter22", SHORT: "ab", PEM: "begin\nhunter22-2\nend" },
};

describe("sound files", () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ["nothing written", "", {}],
    ["one value", "rows=344\n", { rows: "344" }],
    ["no last line break", "rows=344", { rows: "344" }],
    ["CRLF", "rows=344\r\nnote=x\r\n", { rows: "344", note: "x" }],
    ["a byte order mark", "\uFEFFrows=1\n", { rows: "1" }],
    ["empty lines", "\n  \nrows=1\n\n", { rows: "1" }],
    ["the last one wins", "rows=1\nrows=2\n", { rows: "2" }],
    ["an empty value", "rows=\n", { rows: "" }],
    ["a value with = and blanks", "note= a = b \n", { note: " a = b " }],
    ["what a shell would read", 'note=$(rm -rf /) `x` "y"\n', { note: '$(rm -rf /) `x` "y"' }],
    ["a value of just 64 KiB", `note=${"ä".repeat(32 * 1024)}\n`, { note: "ä".repeat(32 * 1024) }],
    ["a secret too short to be one", "note=abc\n", { note: "abc" }],
  ];
  test.each(cases)("%s", (_name, text, values) => {
    expect(parseValues(text, declared)).toEqual({ values, faults: [] });
  });
});

describe("faults", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["an undeclared name, nearly right", "row=1\n", /^line 1 .*"row".*did you mean rows\?$/],
    ["an undeclared name", "\nzzz=1\n", /^line 2 .*"zzz".*add it to the step's `values`$/],
    ["blanks around the name", "rows = 1\n", /^line 1 .*spaces around the name rows/],
    ["no =", "rows\n", /^line 1 .*malformed: expected name=value$/],
    ["a here-document", "note<<EOF\nx\nEOF\n", /^line 1 .*malformed: a value is one line/],
    ["over 64 KiB", `note=${"x".repeat(64 * 1024 + 1)}\n`, /^value note has 65537 bytes/],
    ["a secret", "note=key: hunter22!\n", /^value note contains the secret API_KEY/],
    ["a line of a secret", "note=hunter22-2\n", /^value note contains the secret/],
    ["a secret in base64", `note=${btoa("hunter22")}\n`, /^value note contains the secret API_KEY/],
    ["a name every object has", "constructor=1\n", /"constructor"/],
  ];
  test.each(cases)("%s", (_name, text, fault) => {
    const { faults } = parseValues(text, declared);
    expect(faults[0]).toMatch(fault);
    expect(faults.join()).not.toContain("hunter22");
  });

  test("the sound lines of a faulty file count all the same", () => {
    expect(parseValues("rows=1\nnope=2\nnote=3\n", declared).values).toEqual({ rows: "1", note: "3" });
  });
});

describe("the file", () => {
  test("is gone once it was read", async () => {
    const files = memoryFiles();
    await files.write("/v", "rows=1\n");
    expect(await takeValues(files, "/v", declared)).toEqual({ values: { rows: "1" }, faults: [] });
    expect(await files.stat("/v")).toBeUndefined();
  });

  test("need not be there", async () => {
    expect(await takeValues(memoryFiles(), "/v", declared)).toEqual({ values: {}, faults: [] });
  });

  test("is not read when it is huge", async () => {
    const files = memoryFiles();
    await files.write("/v", `rows=1\n${"x".repeat(2 ** 20)}`);
    const { values, faults } = await takeValues(files, "/v", declared);
    expect(values).toEqual({});
    expect(faults[0]).toMatch(/1048583 bytes/);
    expect(await files.stat("/v")).toBeUndefined();
  });
});
