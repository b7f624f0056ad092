import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

test("dist is under 10 MB", () => {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(10 * 1024 * 1024);
});

test("dist holds no path of the machine that built it", () => {
  const naming = files.filter((file) => readFileSync(file, "utf8").includes(root));
  expect(naming).toEqual([]);
});

test("dist holds what the action and the command line start", () => {
  const names = files.map((file) => file.slice(dist.length + 1));
  expect(names).toEqual(
    expect.arrayContaining(["cli.js", "main.js", "post.js", "package.json", "THIRD_PARTY_NOTICES.txt"]),
  );
  const action = readFileSync(join(root, "action.yml"), "utf8");
  expect(action).toMatch(/^ {2}main: dist\/main\.js$/m);
  expect(action).toMatch(/^ {2}post: dist\/post\.js$/m);
});

test("dist runs alone, without node_modules beside it", () => {
  const folder = mkdtempSync(join(tmpdir(), "stepops-dist-"));
  try {
    cpSync(dist, join(folder, "dist"), { recursive: true });
    cpSync(join(root, "examples/quickstart/pipeline.yaml"), join(folder, "pipeline.yaml"));
    const help = execFileSync(process.execPath, [join(folder, "dist/cli.js"), "--help"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(help).toContain("validate");
    execFileSync(process.execPath, [join(folder, "dist/cli.js"), "validate", "pipeline.yaml"], {
      cwd: folder,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
