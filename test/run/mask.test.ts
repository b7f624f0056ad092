import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMasker } from "../../src/run/mask.ts";

const pem = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\n}\nq83vEjRWeJA=\n-----END KEY-----\n";

describe("what is masked", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["the value", "s3cret", "a s3cret b", "a *** b"],
    ["twice in a line", "s3cret", "s3crets3cret s3cret", "*** ***"],
    ["base64", "s3cret", `x${btoa("s3cret")}y`, "x***y"],
    ["inside a longer base64 text", "correct horse", btoa("user:correct horse!"), "dXNlcjp***IQ=="],
    ["URI", "p@ss word/1", "?k=p%40ss%20word%2F1&x", "?k=***&x"],
    ["URI in lower case", "p@ss word/1", "?k=p%40ss%20word%2f1&x", "?k=***&x"],
    ["a form's URI", "p@ss word/1", "k=p%40ss+word%2F1", "k=***"],
    ["JSON", 'say "hi"', String.raw`{"k":"say \"hi\""}`, '{"k":"***"}'],
    ["JSON in ASCII", "schlüssel", String.raw`"schl\u00fcssel"`, '"***"'],
    ["each line of a value", pem, "got MIIEowIBAAKCAQEA here", "got *** here"],
    ["all lines as JSON", pem, JSON.stringify({ pem }), '{"pem":"***"}'],
    ["a value with CRLF", "first line\r\nsecond line", "a first line b", "a *** b"],
    ["a value with blanks around it", "  token-1  ", "a token-1 b", "a *** b"],
    ["what a pattern would read otherwise", "a.*b+(c", "a.*b+(c axxb", "*** axxb"],
    ["not a line that is too short", pem, "if (x) { y }", "if (x) { y }"],
    ["not a value that is too short", "ab", "ab abc", "ab abc"],
  ];
  test.each(cases)("%s", (_name, secret, text, masked) => {
    expect(createMasker([secret]).mask(text)).toBe(masked);
  });

  test("secrets that overlap leave no rest of either", () => {
    expect(createMasker(["abcd", "cdef"]).mask("1abcdef2")).toBe("1***2");
    expect(createMasker(["aaa"]).mask("1aaaaa2")).toBe("1***2");
    expect(createMasker(["abc", "abcdef"]).mask("1abcdef2")).toBe("1***2");
  });

  test("no secrets: the text itself", () => {
    expect(createMasker([]).mask("text")).toBe("text");
    expect(createMasker([""]).mask("text")).toBe("text");
  });
});

test("no masked text holds a secret, in any form", () => {
  const word = fc
    .string({ unit: "binary", minLength: 3, maxLength: 12 })
    .map((text) => text.replaceAll(/[\r\n*]/g, "x"));
  const parts = fc.array(fc.string({ maxLength: 8 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), parts, (secrets, texts) => {
      const forms = secrets.flatMap((secret) => {
        const text = secret.toWellFormed();
        return [
          text,
          Buffer.from(text).toString("base64"),
          encodeURIComponent(text),
          JSON.stringify(text).slice(1, -1),
        ];
      });
      const masked = createMasker(secrets).mask(texts.join(forms.join("|")));
      for (const form of forms) if (!"*|".includes(form)) expect(masked).not.toContain(form);
    }),
  );
});

test.each([
  ["in lines of 76", 76, 1200],
  ["in very many short lines", 8, 11_000],
])("a secret as long as an environment allows, %s", (_name, width, lines) => {
  const line = (index: number): string => `k${index}`.padEnd(width - 1, "abc/+=");
  const all = Array.from({ length: lines }, (_, index) => line(index));
  const masker = createMasker([all.join("\n")]);
  const last = all.at(-1) ?? "";
  expect(masker.mask(`x ${last} y ${btoa(all[7] ?? "")} z`)).toBe("x *** y *** z");
  expect(masker.mask("nothing here")).toBe("nothing here");
});
