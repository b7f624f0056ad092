import { join } from "node:path";
import type { StoredOutput, TreeEntry } from "../artifact/manifest.ts";
import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { compileGlob, matches } from "../pipeline/glob.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import type { Input, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { listInputs } from "../run/input-files.ts";
import { walk } from "../run/walk.ts";
import type { Digests } from "./digests.ts";

export interface InputsToDigest {
  readonly files: Files;
  /** The pipeline's folder. */
  readonly root: string;
  readonly digests: Digests;
  readonly step: Pick<Step, "inputs" | "outputs" | "checkpoint">;
  /** Outputs of steps before it that are taken to lie here, whatever does. */
  readonly stored?: readonly StoredOutput[];
  readonly signal: AbortSignal;
}

/** Path → digest, of all files of the inputs but those of buckets, in code-point order. The error is a sentence. */
export async function inputDigests(input: InputsToDigest): Promise<Result<Mapping<string>, string>> {
  const { files, root, step, stored = [] } = input;
  const inputs = step.inputs ?? [];
  const isElsewhere = within(stored.map(({ path }) => path));
  const isIgnored = ignored(step);
  const listed = await listInputs(files, root, inputs);
  if (listed.escaping.length > 0)
    return err(`${listed.escaping[0]} is a link that leaves the pipeline's folder`);
  const here = listed.files.filter((path) => !isElsewhere(path) && !isIgnored(path));
  const digested = await digestFiles(input, here, listed.followed);
  if (!digested.ok) return digested;
  const there = stored
    .flatMap((output) => storedDigests(output, inputs))
    .filter(([path]) => !isIgnored(path));
  const all = [...digested.value, ...there].sort(([left], [right]) => compareCodePoints(left, right));
  return ok(Object.fromEntries(all));
}

type Entry = readonly [path: string, digest: string];

const within =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** What interpreters and desktops leave beside the files that they read: no step is meant to depend on it. */
const droppings =
  /(^|\/)(__pycache__|\.ipynb_checkpoints|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.DS_Store)(\/|$)/;

/** What a step writes itself is no input of it, and what a bucket holds is told by the bucket. */
function ignored({ inputs = [], outputs, checkpoint }: InputsToDigest["step"]): (path: string) => boolean {
  const buckets = inputs.flatMap((input) => (input.kind === "bucket" ? [input.path] : []));
  const own = [
    ...outputs.map(({ path }) => path),
    ...buckets,
    ...(checkpoint === undefined ? [] : [checkpoint]),
  ];
  const isOwn = within(own);
  return (path) => droppings.test(path) || isOwn(path);
}

async function digestFiles(
  input: InputsToDigest,
  paths: readonly string[],
  followed: ReadonlySet<string>,
): Promise<Result<readonly Entry[], string>> {
  const { files, root, digests, signal } = input;
  const plain: { readonly path: string; readonly from: string }[] = [];
  const links: Entry[] = [];
  const listed = new Set(paths);
  for (const path of paths) {
    const target = followed.has(path) ? undefined : await linkTarget(files, join(root, path));
    if (target !== undefined) links.push([path, `→ ${target}`]);
    // What is an input under its own name counts there.
    for (const real of target === undefined ? [path] : await behind(files, root, path))
      if (real === path || !listed.has(real)) plain.push({ path: real, from: path });
  }
  const real: string[] = [];
  for (const { path } of plain) {
    const whole = join(root, path);
    real.push(followed.has(path) ? ((await files.realpath(whole)) ?? whole) : whole);
  }
  const found = await digests.of(real, signal);
  if (!found.ok) return found;
  const entries = plain.map(({ path, from }, index): Entry => {
    const { sha256, stat } = found.value[index] ?? { sha256: "", stat: { mode: 0 } };
    const name = path === from ? path : `${from} → ${path}`;
    return [name, shown({ sha256, mode: stat.mode })];
  });
  return ok([...links, ...entries]);
}

/** Asked what it is first: most are no links, and the system's refusal to read one costs several looks. */
async function linkTarget(files: Files, path: string): Promise<string | undefined> {
  return (await files.stat(path))?.kind === "link" ? files.readlink(path) : undefined;
}

/** Files that a link leads to, which whoever follows it reads: their content counts where they lie. */
async function behind(files: Files, root: string, path: string): Promise<readonly string[]> {
  const top = (await files.realpath(root)) ?? root;
  const target = await files.realpath(join(root, path));
  if (target === undefined) return [];
  const found = (await walk(files, target)).filter(({ stat }) => stat.kind === "file");
  const base = target.slice(top.length + 1);
  return found.map((each) => (each.path === "" ? base : `${base}/${each.path}`));
}

/** Of the mode only what git keeps: whether a file may be run. The rest is each machine's umask. */
const shown = ({ sha256, mode }: { readonly sha256: string; readonly mode: number }): string =>
  (mode & 0o100) === 0 ? sha256 : `${sha256}+x`;

function storedDigests({ path, entries }: StoredOutput, inputs: readonly Input[]): readonly Entry[] {
  return entries.flatMap((entry): readonly Entry[] => {
    const whole = entry.path === "" ? path : `${path}/${entry.path}`;
    return entry.kind !== "directory" && isInput(inputs, whole) ? [[whole, storedDigest(entry)]] : [];
  });
}

const storedDigest = (entry: Exclude<TreeEntry, { kind: "directory" }>): string =>
  entry.kind === "link" ? `→ ${entry.target}` : shown(entry);

/** The last entry that fits decides, as an exclude takes away only what entries before it named. */
function isInput(inputs: readonly Input[], path: string): boolean {
  const last = inputs.findLast((input) => fits(input, path));
  return last !== undefined && last.kind !== "exclude";
}

function fits(input: Input, path: string): boolean {
  switch (input.kind) {
    case "path":
      return input.path === "." || within([input.path])(path);
    case "glob":
    case "exclude":
      return matches(compileGlob(input.pattern), path);
    case "bucket":
      return false;
    default:
      return input satisfies never;
  }
}
