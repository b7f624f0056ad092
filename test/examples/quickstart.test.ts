import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const cli = join(root, "dist/cli.js");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-quickstart-"));
  const isLeft = (path: string) => /\/(out|\.stepops)$/.test(path);
  cpSync(join(root, "examples/quickstart"), folder, { recursive: true, filter: (path) => !isLeft(path) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stepops = (...args: string[]) =>
  spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: "utf8" });
const readOut = (name: string) => readFileSync(join(folder, "out", name), "utf8");

test("the data are the published ones", () => {
  const rows = readFileSync(join(folder, "data/penguins.csv"), "utf8").trim().split("\n");
  expect(rows).toHaveLength(1 + 344);
});

test("it validates without a warning", () => {
  const { status, stdout } = stepops("validate", "--json", "pipeline.yaml");
  expect(JSON.parse(stdout)).toEqual([]);
  expect(status).toBe(0);
});

test("it runs, learns, and leaves what it promises; a second run gives the same bytes", () => {
  const first = stepops("run", "pipeline.yaml");
  expect(first.status, first.stdout + first.stderr).toBe(0);
  const metrics = JSON.parse(readOut("metrics.json"));
  expect(metrics.penguins).toBe(69);
  expect(metrics.accuracy).toBeGreaterThan(0.95);
  expect(readdirSync(join(folder, "out/models"))).toHaveLength(6);
  const svg = readOut("penguins.svg");
  const drawn = svg.match(/<circle /g)?.length ?? 0;
  // One point a penguin, a ring for each mistake, and the legend's four.
  expect(drawn).toBe(69 + metrics.mistakes + 4);

  const second = stepops("run", "pipeline.yaml");
  expect(second.status, second.stdout + second.stderr).toBe(0);
  expect(readOut("penguins.svg")).toBe(svg);
  expect(JSON.parse(readOut("metrics.json"))).toEqual(metrics);
}, 60_000);

test("params change what is trained, and a wrong one changes nothing", () => {
  const before = readOut("metrics.json");
  const wrong = stepops("run", "pipeline.yaml", "--param", "epochs=many");
  expect(wrong.status).toBe(2);
  expect(readOut("metrics.json")).toBe(before);
  const { status } = stepops("run", "pipeline.yaml", "--param", "epochs=3");
  expect(status).toBe(0);
  const curve = readOut("models/all-0.5/loss.csv").trim().split("\n");
  expect(curve).toHaveLength(1 + 3);
}, 60_000);

test("when training fails, the final report says so and the run fails", () => {
  rmSync(join(folder, "src/train.mjs"));
  const { status, stdout, stderr } = stepops("run", "pipeline.yaml");
  expect(status).toBe(1);
  expect(stdout + stderr).toContain("No accuracy to report");
}, 60_000);
