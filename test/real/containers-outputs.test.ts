import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repo } from "../rig/repo.ts";
import { containersIn, repoOf, runTold, stagesIn, type ToldRun, tagImages } from "./containers.ts";

const files = { "data/in.txt": "in\n", "data/sub/s.txt": "s\n" };
/** Of somebody else, and on this machine only. */
const precious = { "stolen.txt": "precious\n", values: "n=1\n", exit: "0\n" };

const steps = {
  renamed: {
    outputs: ["file.txt", "folder/"],
    command: `echo one > file.txt; echo two > tmp; mv tmp file.txt
mkdir folder; echo one > folder/x; mkdir new; echo two > new/y; rm -rf folder; mv new folder`,
  },
  nested: { outputs: ["a/b/c/out.txt"], command: "echo x > a/b/c/out.txt" },
  again: { needs: "renamed", inputs: ["file.txt", "folder/"], command: "cat file.txt folder/y" },
  values: {
    values: ["n", "text", "spaced"],
    command: `printf 'n=1\\nn=2\\ntext=a=b "c" $d é\\nspaced= x \\n' >> "$STEPOPS_VALUES"`,
  },
  values_used: {
    env: { N: "${{ needs.values.values.n }}" },
    command: 'echo "$N" ${{ needs.values.values.text }}',
  },
  values_wrong: { values: ["n"], command: 'echo m=1 >> "$STEPOPS_VALUES"' },
  metrics: {
    metrics: { "metrics.json": { accuracy: { better: "higher" } } },
    command: `echo '{"accuracy": 0.5, "nested": {"loss": 2}}' > metrics.json`,
  },
  missing: { outputs: ["there.txt", "model.bin", "plots/"], command: "echo x > there.txt" },
  misplaced: { outputs: ["out/model.bin"], command: "echo x > out/modle.bin" },
  wrong_kind: { outputs: ["is_folder", "is_file/"], command: "mkdir is_folder; echo x > is_file" },
  undeclared: { outputs: ["declared.txt"], command: "echo x > declared.txt; echo x > forgotten.txt" },
  failing: { outputs: ["half.txt"], command: "echo half > half.txt; exit 1" },
  link_relative: {
    outputs: ["lr/", "lr.txt"],
    command: "mkdir lr; echo x > lr/x; ln -s x lr/link; ln -s lr/x lr.txt",
  },
  link_absolute: {
    outputs: ["la/deep/", "la.txt"],
    command:
      'mkdir la/deep; echo x > la/deep/x; ln -s "$PWD/la/deep/x" la/deep/link; ln -s /stepops/work/la/deep/x la.txt',
  },
  link_to_input: {
    inputs: ["data/"],
    outputs: ["li/", "li.txt", "li_folder/"],
    command:
      'mkdir li; ln -s ../data/in.txt li/link; ln -s "$PWD/data/in.txt" li.txt; ln -s data/sub li_folder',
  },
  link_to_checkpoint: {
    checkpoint: "ck/",
    outputs: ["lc.txt"],
    command: "echo x > ck/last; ln -s ck/last lc.txt",
  },
  link_to_scratch: {
    outputs: ["ls/", "ls.txt"],
    command: "echo x > scratch; ln -s scratch ls.txt; mkdir ls; ln -s ../scratch ls/l",
  },
  link_to_home: {
    outputs: ["lh/"],
    command: 'mkdir lh; echo x > "$HOME/cached"; ln -s "$HOME/cached" lh/link',
  },
  link_outside: { outputs: ["lo.txt"], command: "ln -s /etc/passwd lo.txt" },
  link_nowhere: { outputs: ["ln.txt"], command: "ln -s no-such-file ln.txt" },
  in_place_of_folder: {
    outputs: ["stolen.txt"],
    command: 'cd /; mv /stepops/work /stepops/moved; ln -s "$VICTIM" /stepops/work',
  },
  in_place_of_parent: { outputs: ["parent/stolen.txt"], command: 'rmdir parent; ln -s "$VICTIM" parent' },
  in_place_of_results: {
    values: ["n"],
    command: 'cd /; rm -r /stepops/results; ln -s "$VICTIM" /stepops/results',
  },
  in_place_of_values: { values: ["n"], command: 'ln -s "$VICTIM/values" "$STEPOPS_VALUES"' },
};

let repo: Repo;
let run: ToldRun;
let victim: string;
beforeAll(async () => {
  tagImages();
  victim = mkdtempSync(join(tmpdir(), "stepops-victim-"));
  for (const [name, text] of Object.entries(precious)) writeFileSync(join(victim, name), text);
  repo = repoOf(steps, { files, top: { env: { VICTIM: victim } } });
  run = await runTold(repo);
});
afterAll(() => {
  repo[Symbol.dispose]();
  rmSync(victim, { recursive: true, force: true });
});

const complaint = (text: string) => ({
  outcome: "failure",
  failure: { cause: "config", phase: "outputs", message: expect.stringContaining(text) },
});

describe("outputs", () => {
  test("come to their places, also where the step replaced them by a rename", () => {
    expect(repo.read("file.txt")).toBe("two\n");
    expect(repo.list("folder")).toEqual(["y"]);
    expect(repo.read("a/b/c/out.txt")).toBe("x\n");
    expect(run.leg("renamed").outputs).toEqual([
      { path: "file.txt", size: 4, files: 1 },
      { path: "folder", size: 4, files: 1 },
    ]);
    expect(run.leg("again").stdout).toBe("two\ntwo");
  });

  test("that are missing fail the step, which names them, and none of the others comes", () => {
    expect(run.leg("missing")).toMatchObject(complaint("model.bin, plots/"));
    expect(repo.has("there.txt")).toBe(false);
  });

  test("of nearly the right name, or of the wrong kind, are told as such", () => {
    expect(run.leg("misplaced")).toMatchObject(complaint("it wrote out/modle.bin"));
    expect(run.leg("wrong_kind")).toMatchObject(complaint("is_folder is a directory"));
    expect(run.leg("wrong_kind")).toMatchObject(complaint("is_file/ is a file"));
  });

  test("of a step that failed do not come, nor does what nobody declared", () => {
    expect(run.leg("failing").outcome).toBe("failure");
    expect(repo.has("half.txt")).toBe(false);
    expect(run.leg("undeclared").outcome).toBe("success");
    expect(repo.has("forgotten.txt")).toBe(false);
  });
});

describe("values and metrics", () => {
  test("reach the run and the steps after", () => {
    expect(run.leg("values").values).toEqual({ n: "2", text: 'a=b "c" $d é', spaced: " x " });
    expect(run.leg("values_used").stdout).toBe('2 a=b "c" $d é');
    expect(run.leg("metrics").outputs[0]).toMatchObject({ metrics: { accuracy: 0.5, "nested.loss": 2 } });
  });

  test("that nobody declared fail the step", () => {
    expect(run.leg("values_wrong")).toMatchObject(complaint("does not declare"));
  });
});

describe("links in outputs", () => {
  test("lead to the same in the folder as in the container", () => {
    expect(repo.read("lr/link") + repo.read("lr.txt")).toBe("x\nx\n");
    expect(repo.read("la/deep/link") + repo.read("la.txt")).toBe("x\nx\n");
    expect(readlinkSync(repo.at("la.txt"))).toBe("la/deep/x");
    expect(repo.read("li/link") + repo.read("li.txt")).toBe("in\nin\n");
    expect(repo.list("li_folder")).toEqual(["s.txt"]);
    expect(repo.read("lc.txt")).toBe("x\n");
  });

  test("to what goes with the container fail the step instead of leading nowhere", () => {
    expect(run.leg("link_to_scratch")).toMatchObject(complaint("ls.txt is a link to scratch"));
    expect(run.leg("link_to_home")).toMatchObject(complaint("lh/link is a link to /stepops/home/cached"));
    for (const path of ["ls", "ls.txt", "lh"]) expect(readdirSync(repo.path)).not.toContain(path);
  });

  test("to anywhere else, or to nothing, are refused", () => {
    expect(run.leg("link_outside")).toMatchObject(complaint("leaves the pipeline's folder"));
    expect(run.leg("link_nowhere")).toMatchObject(complaint("a link to nothing"));
  });
});

describe("a step that puts links in the place of its own folders", () => {
  test("gets nothing of this machine by them, and takes nothing from it", () => {
    for (const leg of [
      "in_place_of_folder",
      "in_place_of_parent",
      "in_place_of_results",
      "in_place_of_values",
    ]) {
      expect(run.leg(leg), leg).toMatchObject({ outcome: "failure", values: {}, outputs: [] });
    }
    for (const [name, text] of Object.entries(precious))
      expect(readFileSync(join(victim, name), "utf8"), name).toBe(text);
    expect(readdirSync(victim).sort()).toEqual(Object.keys(precious).sort());
    for (const path of ["stolen.txt", "parent/stolen.txt"]) expect(repo.has(path)).toBe(false);
  });
});

test("of all of these no container is left, and no folder that one worked in", () => {
  expect(containersIn(repo)).toEqual([]);
  expect(stagesIn(repo)).toEqual([]);
  for (const [path, text] of Object.entries(files)) expect(repo.read(path)).toBe(text);
});
