import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundledPackages, renderNotices } from "../../scripts/notices.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-notices-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(path: string, manifest: object, files: Readonly<Record<string, string>>): string {
  const root = join(folder, path);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "package.json"), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

test("names each bundled package once, nested and scoped ones too, and our own files never", () => {
  const outer = install(
    "node_modules/@a/b",
    { name: "@a/b", version: "1.0.0", license: "MIT" },
    { "license.md": "MIT of b" },
  );
  const inner = install(
    "node_modules/@a/b/node_modules/c",
    { name: "c", version: "2.0.0", license: "ISC" },
    { LICENSE: "ISC of c", NOTICE: "Note" },
  );
  const packages = bundledPackages([
    `${outer}/x.js`,
    `${outer}/lib/y.js?commonjs`,
    `${inner}/z.js`,
    join(folder, "src/own.ts"),
    "\0runtime",
  ]);
  expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual(["@a/b@1.0.0", "c@2.0.0"]);
  const text = renderNotices(packages);
  expect(text).toContain("c 2.0.0 (ISC)");
  expect(text).toContain("MIT of b");
  expect(text).toContain("ISC of c\n\nNote");
});

test("a text that several packages share is there once, below all of their names", () => {
  const of = (name: string, text: string) => ({ name, version: "1.0.0", license: "MIT", text });
  const rule = "-".repeat(80);
  const text = renderNotices([of("a", "shared\n"), of("b", "own"), of("c", "shared")]);
  expect(text).toContain(`${rule}\na 1.0.0 (MIT)\nc 1.0.0 (MIT)\n${rule}\n\nshared\n`);
  expect(text).toContain(`${rule}\nb 1.0.0 (MIT)\n${rule}\n\nown\n`);
  expect(text.split("shared").length).toBe(2);
});

test("finds the text in a readme, or in another package of the same repository", () => {
  const mit = "(The MIT License)\n\nCopyright (c) me\n\nPermission is hereby granted";
  const readme = install(
    "node_modules/r",
    { name: "r", version: "1.0.0", license: "MIT" },
    { "README.md": `# r\n\nLicense\n-------\n\n${mit}\n` },
  );
  const repository = { url: "https://example.com/mono.git" };
  const whole = install(
    "node_modules/whole",
    { name: "whole", version: "1.0.0", license: "Apache-2.0", repository },
    { LICENSE: "Apache of mono" },
  );
  const bare = install(
    "node_modules/bare",
    { name: "bare", version: "1.0.0", license: "Apache-2.0", repository },
    {},
  );
  const packages = bundledPackages([`${readme}/x.js`, `${whole}/x.js`, `${bare}/x.js`]);
  expect(packages.map(({ name, text }) => [name, text])).toEqual([
    ["bare", "Apache of mono"],
    ["r", mit],
    ["whole", "Apache of mono"],
  ]);
  expect(() => bundledPackages([`${bare}/x.js`])).toThrow(/no licence text/);
});

test.each([
  ["a licence that nobody has decided about", { license: "GPL-3.0" }, { LICENSE: "x" }, /GPL-3\.0/],
  ["no licence text", { license: "MIT" }, {}, /no licence text/],
  [
    "a readme that only names it",
    { license: "MIT" },
    { "README.md": "## License\n\nMIT\n" },
    /no licence text/,
  ],
] as const)("refuses %s", (_name, manifest, files, message) => {
  const root = install("node_modules/p", { name: "p", version: "1.0.0", ...manifest }, files);
  expect(() => bundledPackages([`${root}/index.js`])).toThrow(message);
});
