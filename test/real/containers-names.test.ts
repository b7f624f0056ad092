import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quote } from "../../src/job/start-script.ts";
import { containerRepo } from "../rig/docker.ts";
import type { Repo } from "../rig/repo.ts";
import { pipelineOf, runTold, type ToldRun, tagImages } from "./containers.ts";

/** Names that a pipeline may spell. */
const declared = [
  "-dash",
  "sp ace",
  "ü€",
  "com,ma",
  "qu'ote",
  "dollar$(x)",
  "semi;colon",
  "%25",
  "eq=x",
  "trail ",
];
/** Names that files in a folder may have all the same. */
const inner = [...declared, 'qu"ote', "new\nline", "back\\slash", "tab\t", "a:b", "*", "[a]", "cr\r\n"];
/** Where the checkout's folder with the pipeline lies. */
const place = 'odd, "folder"\nit\'s: ü';

const inputs = declared.flatMap((name) => [`f${name}`, `d${name}/`]);
const outputs = (prefix: string) => declared.flatMap((name) => [`${prefix}f${name}`, `${prefix}d${name}/`]);
/** Copies each input to its output. */
const copy = (prefix: string) =>
  declared
    .flatMap((name) => [
      `cp ${quote(`./f${name}`)} ${quote(`./${prefix}f${name}`)}`,
      `mkdir ${quote(`./${prefix}d${name}`)}`,
      `cp ${quote(`./d${name}/x`)} ${quote(`./${prefix}d${name}/x`)}`,
    ])
    .join("\n");

const step = (prefix: string, rest: object = {}) => ({
  inputs: [...inputs, "inner dir/"],
  outputs: [...outputs(prefix), `${prefix}all/`],
  command: `${copy(prefix)}\nmkdir ${prefix}all; cp -R 'inner dir/.' ${prefix}all/`,
  ...rest,
});
const steps = {
  mounted: step("m/"),
  copied: step("c/", { user: "image" }),
  dashes: {
    inputs: ["-dash"],
    outputs: ["-out", "-folder/"],
    command: "cp ./-dash ./-out; mkdir ./-folder; cp ./-dash ./-folder/x",
  },
  dashes_copied: {
    user: "image",
    inputs: ["-dash"],
    outputs: ["-out2", "-folder2/"],
    command: "cp ./-dash ./-out2; mkdir ./-folder2; cp ./-dash ./-folder2/x",
  },
};

let repo: Repo;
let run: ToldRun;
beforeAll(async () => {
  tagImages();
  repo = containerRepo({ [join(place, "pipeline.yaml")]: pipelineOf(steps) }, { git: true });
  const write = (path: string, text: string) => repo.write(join(place, path), text);
  for (const name of declared) {
    write(`f${name}`, `file ${name}`);
    write(`d${name}/x`, `folder ${name}`);
  }
  for (const name of inner) write(`inner dir/${name}`, `inner ${name}`);
  write("-dash", "dash");
  run = await runTold(repo, [], { cwd: place });
});
afterAll(() => repo[Symbol.dispose]());

const read = (path: string): string => readFileSync(join(repo.path, place, path), "utf8");

test.each([
  ["mounted", "m/"],
  ["copied", "c/"],
])(
  "inputs and outputs with odd names, in a folder with an odd name, are what they are, %s",
  (leg, prefix) => {
    expect(run.leg(leg)).toMatchObject({ outcome: "success", stderr: "" });
    for (const name of declared) {
      expect(read(`${prefix}f${name}`)).toBe(`file ${name}`);
      expect(read(`${prefix}d${name}/x`)).toBe(`folder ${name}`);
    }
  },
);

test.each(["m/all", "c/all"])(
  "files of whatever name come with their folder, there and back (%s)",
  (folder) => {
    expect(readdirSync(join(repo.path, place, folder)).sort()).toEqual(inner.toSorted());
    for (const name of inner) expect(read(`${folder}/${name}`)).toBe(`inner ${name}`);
  },
);

test("a leading dash is a name, and no option", () => {
  expect(run.leg("dashes").outcome).toBe("success");
  expect(run.leg("dashes_copied").outcome).toBe("success");
  for (const path of ["-out", "-folder/x", "-out2", "-folder2/x"]) expect(read(path)).toBe("dash");
});
