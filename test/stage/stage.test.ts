import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../../src/host/host.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import { parseInput } from "../../src/pipeline/paths.ts";
import { type InputFiles, listInputs } from "../../src/run/input-files.ts";
import { layoutOf } from "../../src/stage/layout.ts";
import { openStage, type Stage, type Transfer } from "../../src/stage/stage.ts";
import { type Entry, readIn, type View, viewOf } from "../container/view.ts";

let top: string;
let root: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-stage-")));
  root = join(top, "repo");
  mkdirSync(root);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** A file holds its own path; a text that starts with `->` is a link. */
type Tree = Readonly<Record<string, string>>;

function plant(tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    if (text.startsWith("->")) symlinkSync(text.slice(2).replace("ROOT", root), join(root, path));
    else if (text === "/") mkdirSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), text);
  }
}

interface Given {
  readonly inputs: readonly string[];
  readonly written?: readonly string[];
  readonly workingDirectory?: string;
  readonly checkpoint?: string;
  readonly transfer?: Transfer;
  readonly files?: Files;
}

const mounted: Transfer = { inputs: "mount", job: "mount" };
const copied: Transfer = { inputs: "copy", job: "copy" };
const transfers: readonly (readonly [string, Transfer])[] = [
  ["mounted", mounted],
  ["mounted into a folder that is copied", { inputs: "mount", job: "copy" }],
  ["copied", copied],
];

async function stageOf(given: Given): Promise<{ readonly stage: Stage; readonly inputs: InputFiles }> {
  const { written = [], workingDirectory = ".", checkpoint, transfer = mounted, files = nodeFiles } = given;
  const parsed = given.inputs.map((text) => {
    const input = parseInput(text);
    if (!input.ok) throw new Error(input.error.message);
    return input.value;
  });
  const inputs = await listInputs(nodeFiles, root, parsed);
  const own = checkpoint === undefined ? written : [...written, checkpoint];
  const layout = layoutOf({ inputs, written: own, workingDirectory });
  const directory = join(top, "stage");
  const stage = await openStage({
    files,
    root,
    directory,
    control: { "control/start.sh": "#", "control/secrets.sh": "secret" },
    layout,
    inputs,
    transfer,
    ...(checkpoint !== undefined && { checkpoint }),
  });
  return { stage, inputs };
}

/** In a folder that is copied Docker makes what is mounted on itself. */
function seen(stage: Stage, transfer: Transfer): View {
  if (transfer.inputs === "mount" && transfer.job === "copy")
    for (const { source, target } of stage.mounts) makePoint(stage, source, target);
  return viewOf(stage);
}

function makePoint({ job, mounts }: Stage, source: string, target: string): void {
  const isInside = mounts.some((each) => each.isReadOnly && target.startsWith(`${each.target}/`));
  if (isInside) return;
  const path = join(job, posix.relative("/stepops", target));
  if (lstatSync(source).isDirectory()) mkdirSync(path, { recursive: true });
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
}

const shown = (view: View): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...view]
      .filter(([path]) => path !== ".")
      .map(([path, entry]) => [path, show(entry)])
      .sort(),
  );

function show(entry: Entry): string {
  if (entry.kind === "folder") return entry.isReadOnly ? "/ read-only" : "/";
  return entry.kind === "link" ? `->${entry.target}` : entry.text;
}

describe("what a container sees", () => {
  const src: Tree = {
    "src/a.py": "a",
    "src/sub/b.py": "b",
    "data/x.csv": "x",
    "data/y.csv": "y",
    README: "r",
  };
  const whole = { src: "/ read-only", "src/a.py": "a", "src/sub": "/ read-only", "src/sub/b.py": "b" };

  const cases: readonly (readonly [string, Tree, Given, Tree])[] = [
    ["nothing", src, { inputs: [] }, {}],
    ["a folder as it is", src, { inputs: ["src/"] }, whole],
    ["a file of the top", src, { inputs: ["README"] }, { README: "r" }],
    [
      "a folder of which one file counts",
      src,
      { inputs: ["data/x.csv"] },
      { data: "/ read-only", "data/x.csv": "x" },
    ],
    [
      "a folder without what was taken away",
      src,
      { inputs: ["src/", "!src/a.py"] },
      { src: "/ read-only", "src/sub": "/ read-only", "src/sub/b.py": "b" },
    ],
    [
      "a folder that holds an output, which is real",
      src,
      { inputs: ["data/"], written: ["data/out.csv"] },
      { data: "/", "data/x.csv": "x", "data/y.csv": "y" },
    ],
    [
      "an output of an earlier run, which is no input",
      src,
      { inputs: ["data/", "src/"], written: ["data/x.csv", "src/sub"] },
      { data: "/", "data/y.csv": "y", src: "/", "src/a.py": "a" },
    ],
    [
      "outputs of their own folders",
      src,
      { inputs: ["src/"], written: ["out/deep/model.pt", "report.md"] },
      { ...whole, out: "/", "out/deep": "/" },
    ],
    [
      "a working directory that is no input",
      src,
      { inputs: ["src/"], workingDirectory: "run/here" },
      { ...whole, run: "/", "run/here": "/" },
    ],
    ["a working directory that is one", src, { inputs: ["src/"], workingDirectory: "src/sub" }, whole],
    [
      "everything",
      src,
      { inputs: ["."] },
      { ...whole, data: "/ read-only", "data/x.csv": "x", "data/y.csv": "y", README: "r" },
    ],
    [
      "links in a folder that is given as it is",
      { ...src, "src/l": "->../data/x.csv", "src/m": "->sub/b.py", "src/d": "->sub" },
      { inputs: ["src/", "data/x.csv"] },
      {
        ...whole,
        "src/l": "->../data/x.csv",
        "src/m": "->sub/b.py",
        "src/d": "->sub",
        data: "/ read-only",
        "data/x.csv": "x",
      },
    ],
    [
      "an absolute link, which leads to the same",
      { ...src, "src/l": "->ROOT/data/x.csv" },
      { inputs: ["src/", "data/"] },
      { ...whole, "src/l": "->../data/x.csv", data: "/ read-only", "data/x.csv": "x", "data/y.csv": "y" },
    ],
    [
      "a link to a folder with a slash behind it",
      { ...src, l: "->src/" },
      { inputs: ["src/", "l*"] },
      { ...whole, l: "->src" },
    ],
    [
      "a link that an input names, by its name with what it leads to",
      { ...src, l: "->data/x.csv", "src/l": "->../data/y.csv" },
      { inputs: ["src/", "l", "src/l"] },
      { ...whole, l: "x", "src/l": "y" },
    ],
    [
      "a folder by the name of a link",
      { ...src, current: "->src" },
      { inputs: ["current/"] },
      { current: "/ read-only", "current/a.py": "a", "current/sub": "/ read-only", "current/sub/b.py": "b" },
    ],
    [
      "links behind the name of a link",
      { ...src, "deep/er/current": "->../../src", "src/l": "->../data/x.csv" },
      { inputs: ["deep/er/current/", "data/x.csv"] },
      {
        ...{ deep: "/ read-only", "deep/er": "/ read-only", "deep/er/current": "/ read-only" },
        ...{
          "deep/er/current/a.py": "a",
          "deep/er/current/sub": "/ read-only",
          "deep/er/current/sub/b.py": "b",
        },
        ...{ "deep/er/current/l": "->../../../data/x.csv", data: "/ read-only", "data/x.csv": "x" },
      },
    ],
    [
      "a link that an output lies behind, which becomes a folder",
      { ...src, latest: "->data" },
      { inputs: ["."], written: ["latest/model.pt"] },
      { ...whole, data: "/ read-only", "data/x.csv": "x", "data/y.csv": "y", README: "r", latest: "/" },
    ],
    [
      "a working directory that is a link",
      { ...src, latest: "->src" },
      { inputs: ["."], workingDirectory: "latest/sub" },
      { ...whole, data: "/ read-only", "data/x.csv": "x", "data/y.csv": "y", README: "r", latest: "->src" },
    ],
    [
      "a link that is an entry and a folder that is named",
      { ...src, "src/current": "->sub" },
      { inputs: ["src/", "src/current/", "!src/a.py"] },
      {
        ...{ src: "/ read-only", "src/sub": "/ read-only", "src/sub/b.py": "b" },
        ...{ "src/current": "/ read-only", "src/current/b.py": "b" },
      },
    ],
    [
      "names of all kinds",
      { 'a,b "c"/d e': "1", "ü/😀": "2", "-n": "3" },
      { inputs: ['a,b "c"/', "ü/", "-n"] },
      { 'a,b "c"': "/ read-only", 'a,b "c"/d e': "1", ü: "/ read-only", "ü/😀": "2", "-n": "3" },
    ],
  ];

  describe.each(transfers)("%s", (_how, transfer) => {
    test.each(cases)("%s", async (_name, tree, given, expected) => {
      plant(tree);
      const { stage } = await stageOf({ ...given, transfer });
      const view = shown(seen(stage, transfer));
      if (transfer.inputs === "mount") expect(view).toEqual(expected);
      // What is copied belongs to the step.
      else
        expect(view).toEqual(
          Object.fromEntries(
            Object.entries(expected).map(([path, text]) => [path, text.replace("/ read-only", "/")]),
          ),
        );
    });
  });
});

describe("for any tree, inputs and outputs", () => {
  const name = fc.constantFrom("a", "b", "c");
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const leaf = fc.oneof(
    { weight: 5, arbitrary: fc.constant("file") },
    { weight: 1, arbitrary: fc.constant("/") },
    { weight: 2, arbitrary: path.map((target) => `->${target}`) },
    { weight: 1, arbitrary: path.map((target) => `=>${target}`) },
  );
  const trees = fc.dictionary(path, leaf, { maxKeys: 12 });
  const pattern = fc.oneof(
    { weight: 4, arbitrary: path },
    { weight: 2, arbitrary: fc.constantFrom(".", "*", "**", "a/**", "*/b", "**/c", "{a,b}/*") },
  );
  const entry = fc
    .tuple(fc.constantFrom("", "", "!"), pattern, fc.constantFrom("", "/"))
    .map((parts) => parts.join(""));
  const given = fc.record({
    inputs: fc.array(entry, { minLength: 1, maxLength: 4 }),
    written: fc.uniqueArray(path, { maxLength: 2 }),
    workingDirectory: fc.oneof(fc.constant("."), path),
  });

  /** Only what no file or link stands in the way of; links relative (`->`) or absolute (`=>`). */
  function possible(wanted: Readonly<Record<string, string>>): Tree {
    const paths = Object.keys(wanted).sort();
    const isBlocked = (each: string): boolean =>
      paths.some((other) => each.startsWith(`${other}/`) && wanted[other] !== "/");
    const text = (each: string): string => {
      const what = wanted[each] ?? "";
      if (what === "file") return `content of ${each}`;
      if (what.startsWith("=>")) return `->ROOT/${what.slice(2)}`;
      return what === "/" ? what : `->${posix.relative(posix.dirname(each), what.slice(2)) || "."}`;
    };
    return Object.fromEntries(paths.filter((each) => !isBlocked(each)).map((each) => [each, text(each)]));
  }

  const ancestors = (at: string): readonly string[] =>
    at === "." ? [] : [posix.dirname(at), ...ancestors(posix.dirname(at))];
  const real = (at: string): string | undefined => {
    try {
      return realpathSync(join(root, at));
    } catch {
      return undefined;
    }
  };

  /** What `outputs.prepare` sees to before anything is laid out. */
  function isPossible(written: readonly string[]): boolean {
    const overlap = written.some((one) => written.some((two) => two !== one && two.startsWith(`${one}/`)));
    return !overlap && written.flatMap(ancestors).every(mayHold);
  }

  /** A folder, or nothing yet. */
  function mayHold(each: string): boolean {
    try {
      if (lstatSync(join(root, each), { throwIfNoEntry: false }) === undefined) return true;
    } catch {
      return false;
    }
    const found = real(each);
    return found !== undefined && statSync(found).isDirectory() && `${found}/`.startsWith(`${root}/`);
  }

  test.each(transfers)(
    "%s: the step sees its inputs, with what they hold, and nothing else",
    async (_how, transfer) => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(trees, given, async (tree, { inputs: texts, written, workingDirectory }) => {
          rmSync(top, { recursive: true, force: true });
          mkdirSync(root, { recursive: true });
          plant(possible(tree));
          const place = [workingDirectory, ...ancestors(workingDirectory)];
          fc.pre(isPossible(written) && !place.some((each) => written.includes(each)));
          const { stage, inputs } = await stageOf({ inputs: texts, written, workingDirectory, transfer });
          fc.pre(inputs.escaping.length === 0);
          count++;
          const view = seen(stage, transfer);
          const isOwn = (each: string): boolean =>
            [each, ...ancestors(each)].some((at) => written.includes(at));
          const expected = inputs.files.filter((each) => !isOwn(each));

          for (const each of expected) {
            const host = lstatSync(join(root, each));
            const text =
              real(each) !== undefined && statSync(join(root, each)).isFile()
                ? readFileSync(join(root, each), "utf8")
                : undefined;
            const entry = view.get(each);
            expect([each, entry]).not.toEqual([each, undefined]);
            if (!host.isSymbolicLink() || inputs.followed.has(each))
              expect([each, readIn(view, each)]).toEqual([each, text]);
            // Wherever it leads, it leads to nothing else than here.
            else expect([undefined, text]).toContain(readIn(view, each));
            if (entry?.kind === "link") {
              const meant = posix.join(posix.dirname(each), entry.target);
              const isGiven = view.get(meant)?.kind === "file";
              if (isGiven) expect([each, readIn(view, each)]).toEqual([each, text]);
            }
          }
          for (const [each, entry] of view) {
            if (entry.kind !== "folder") expect(expected).toContain(each);
          }
          for (const each of written) {
            expect(view.has(each)).toBe(false);
            for (const folder of ancestors(each))
              expect([folder, view.get(folder)]).toEqual([folder, { kind: "folder", isReadOnly: false }]);
          }
          const isLinked = place.some((each) => view.get(each)?.kind !== "folder");
          const isThere = view.get(workingDirectory)?.kind === "folder" || isLinked;
          expect(isThere).toBe(true);
          await stage.remove();
        }),
        { numRuns: 150 },
      );
      expect(count).toBeGreaterThan(70);
    },
  );
});

describe("the job's folder", () => {
  const mode = (path: string): number => statSync(join(top, "stage", path)).mode & 0o777;

  test("is closed to others, and what it holds is the caller's alone", async () => {
    plant({ "src/a": "a" });
    await stageOf({ inputs: ["src/"], written: ["out/x"] });
    expect(mode(".")).toBe(0o700);
    for (const path of ["job", "job/work", "job/home", "job/results", "job/work/out"])
      expect([path, mode(path)]).toEqual([path, 0o755]);
    for (const path of ["job/control/start.sh", "job/control/secrets.sh"]) expect(mode(path)).toBe(0o600);
  });

  test("lets everybody in where it is copied to a user who is none of ours, behind a closed door", async () => {
    plant({ "src/a": "a", "ckpt/deep/last.pt": "1" });
    await stageOf({ inputs: ["src/"], written: ["out/x"], checkpoint: "ckpt", transfer: copied });
    expect(mode(".")).toBe(0o700);
    const folders = [
      "job",
      "job/work",
      "job/home",
      "job/results",
      "job/work/out",
      "job/work/src",
      "job/work/ckpt/deep",
    ];
    for (const path of folders) expect([path, mode(path)]).toEqual([path, 0o777]);
    expect(mode("job/control/secrets.sh")).toBe(0o666);
    // The checkpoint's own files are as they were.
    expect(mode("job/work/ckpt/deep/last.pt")).toBe(0o666);
    expect(statSync(join(root, "ckpt/deep/last.pt")).mode & 0o022).toBe(0);
  });

  test("has inputs that everybody may read where they are copied, and as they are where they are mounted", async () => {
    plant({ "src/open": "a", "src/closed": "b", "src/tool": "c" });
    for (const [path, bits] of [
      ["open", 0o644],
      ["closed", 0o600],
      ["tool", 0o700],
    ] as const)
      chmodSync(join(root, "src", path), bits);
    await stageOf({ inputs: ["src/*"], transfer: copied });
    const names = ["open", "closed", "tool"];
    expect(names.map((name) => mode(`job/work/src/${name}`))).toEqual([0o644, 0o644, 0o755]);
    await stageOf({ inputs: ["src/*"] });
    expect(names.map((name) => mode(`parts/src/${name}`))).toEqual([0o644, 0o600, 0o700]);
    expect(names.map((name) => statSync(join(root, "src", name)).mode & 0o777)).toEqual([
      0o644, 0o600, 0o700,
    ]);
  });

  test("is a fresh one, whatever a run that was killed left there", async () => {
    plant({ "src/a": "a", "src/l": "->a" });
    const given: Given = { inputs: ["src/*"], written: ["src/out"] };
    const { stage } = await stageOf(given);
    for (const path of ["results/exit", "results/started", "work/src/out"])
      writeFileSync(join(stage.job, path), "0");
    await stageOf(given);
    expect(readdirSync(join(stage.job, "results"))).toEqual([]);
    expect(readdirSync(join(stage.job, "work/src")).sort()).toEqual(["a", "l"]);
  });

  test("is gone again when it cannot be made whole", async () => {
    plant({ "src/a": "a" });
    const full = Object.assign(new Error("ENOSPC"), { code: "ENOSPC", syscall: "link" });
    const files: Files = { ...nodeFiles, link: () => Promise.reject(full) };
    await expect(stageOf({ inputs: ["src/*"], files })).rejects.toBe(full);
    expect(readdirSync(top)).toEqual(["repo"]);
  });

  test("holds inputs as second names of the same files, and removing it leaves those", async () => {
    plant({ "src/a": "a", "src/b": "b" });
    const { stage } = await stageOf({ inputs: ["src/a"] });
    expect(lstatSync(join(top, "stage/parts/src/a")).ino).toBe(lstatSync(join(root, "src/a")).ino);
    await stage.remove();
    expect(readdirSync(top)).toEqual(["repo"]);
    expect(readFileSync(join(root, "src/a"), "utf8")).toBe("a");
  });

  test("has no point to mount on but what it makes itself", async () => {
    plant({ "data/a": "a", "data/sub/b": "b", c: "c" });
    const { stage } = await stageOf({ inputs: ["."], written: ["data/out"], checkpoint: "ckpt" });
    const targets = stage.mounts.map(({ target, isReadOnly }) => [target, isReadOnly]);
    expect(targets).toEqual([
      ["/stepops", false],
      ["/stepops/work/data/sub", true],
      ["/stepops/work/c", true],
      ["/stepops/work/data/a", true],
      ["/stepops/work/ckpt", false],
    ]);
    for (const { target } of stage.mounts)
      expect(lstatSync(join(stage.job, posix.relative("/stepops", target))).isSymbolicLink()).toBe(false);
  });
});

describe("a checkpoint", () => {
  const tree: Tree = {
    "ckpt/1.pt": "one",
    "ckpt/deep/2.pt": "two",
    "ckpt/latest": "->deep/2.pt",
    "src/a": "a",
  };

  test("is mounted as it is, to write to", async () => {
    plant(tree);
    const { stage } = await stageOf({ inputs: ["src/"], checkpoint: "ckpt" });
    expect(stage.mounts.at(-1)).toEqual({
      source: join(root, "ckpt"),
      target: "/stepops/work/ckpt",
      isReadOnly: false,
    });
    expect(shown(viewOf(stage))).toMatchObject({
      ckpt: "/",
      "ckpt/deep/2.pt": "two",
      "ckpt/latest": "->deep/2.pt",
    });
  });

  test.each(["src/", "."])("is copied with all that it holds, once, with inputs %s", async (input) => {
    plant(tree);
    const { stage } = await stageOf({ inputs: [input], checkpoint: "ckpt", transfer: copied });
    expect(stage.mounts).toEqual([]);
    expect(shown(viewOf(stage))).toEqual({
      ...{ src: "/", "src/a": "a", ckpt: "/", "ckpt/1.pt": "one" },
      ...{ "ckpt/deep": "/", "ckpt/deep/2.pt": "two", "ckpt/latest": "->deep/2.pt" },
    });
  });

  test("of a first attempt is an empty folder", async () => {
    plant({ "src/a": "a" });
    const { stage } = await stageOf({ inputs: ["src/"], checkpoint: "ckpt", transfer: copied });
    expect(shown(viewOf(stage))).toEqual({ src: "/", "src/a": "a", ckpt: "/" });
  });
});

test("a folder of its own shares nothing with the inputs, and shows secrets to its owner alone", async () => {
  plant({ "in/a": "in/a", tool: "tool", "ckpt/at": "7" });
  chmodSync(join(root, "tool"), 0o755);
  const own: Transfer = { inputs: "copy", job: "copy", isOwn: true };
  const { stage } = await stageOf({
    ...{ inputs: ["in/", "tool"], written: ["out/x", "ckpt"], checkpoint: "ckpt", transfer: own },
  });
  const at = (path: string): string => join(stage.job, path);
  for (const path of ["in/a", "tool", "ckpt/at"]) {
    expect(statSync(at(`work/${path}`)).ino).not.toBe(statSync(join(root, path)).ino);
    expect(statSync(at(`work/${path}`)).nlink).toBe(1);
  }
  const mode = (path: string): number => statSync(at(path)).mode & 0o777;
  expect(mode("work/tool")).toBe(0o755);
  expect(stage.mounts).toEqual([]);
  const control = readdirSync(at("control"));
  expect(control.map((name) => [name, mode(`control/${name}`)])).toEqual(
    control.map((name) => [name, name === "secrets.sh" ? 0o600 : 0o644]),
  );
  expect(statSync(dirname(stage.job)).mode & 0o777).toBe(0o700);
});
