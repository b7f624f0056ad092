import { join, posix, relative, sep } from "node:path";
import type { StoredOutput, TreeEntry } from "../artifact/manifest.ts";
import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { compileGlob, matches } from "../pipeline/glob.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import type { Input, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { breathe } from "../run/breathe.ts";
import { isPrivate, listInputs } from "../run/input-files.ts";
import { isWithin } from "../run/links.ts";
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
  const isOwn = within([
    ...outputs.map(({ path }) => path),
    ...buckets,
    ...(checkpoint === undefined ? [] : [checkpoint]),
  ]);
  const isNamed = within(
    inputs.flatMap((input) => (input.kind === "path" && droppings.test(input.path) ? [input.path] : [])),
  );
  return (path) => isOwn(path) || (droppings.test(path) && !isNamed(path));
}

/** Paths and what is behind links, with the path under which each is to be known. */
interface Listed {
  readonly name: string;
  /** Relative to the pipeline's folder. */
  readonly path: string;
  /** Of a link that counts as one. */
  readonly target?: string;
}

async function digestFiles(
  input: InputsToDigest,
  paths: readonly string[],
  followed: ReadonlySet<string>,
): Promise<Result<readonly Entry[], string>> {
  const { files, root, digests, signal } = input;
  const listed = await listAll(input, paths, followed);
  const plain = listed.filter(({ target }) => target === undefined);
  const real: string[] = [];
  for (const { path } of plain) {
    const whole = join(root, path);
    real.push(followed.has(path) ? ((await files.realpath(whole)) ?? whole) : whole);
  }
  const found = await digests.of(real, signal);
  if (!found.ok) return found;
  const links = listed.flatMap(({ name, target }): readonly Entry[] =>
    target === undefined ? [] : [[name, `→ ${target}`]],
  );
  const entries = plain.map(({ name }, index): Entry => {
    const { sha256, stat } = found.value[index] ?? { sha256: "", stat: { mode: 0 } };
    return [name, shown({ sha256, mode: stat.mode })];
  });
  return ok([...links, ...entries]);
}

/** Whoever follows a link reads what it leads to, links behind it too: their content counts, where it is no input by itself. */
async function listAll(
  { files, root, step }: InputsToDigest,
  paths: readonly string[],
  followed: ReadonlySet<string>,
): Promise<readonly Listed[]> {
  const top = (await files.realpath(root)) ?? root;
  const isIgnored = ignored(step);
  const known = new Set(paths);
  const all: Listed[] = [];
  const queue = paths.map((path): Listed => ({ name: path, path }));
  for (const entry of queue) {
    await breathe();
    const { name, path } = entry;
    const target = followed.has(path) ? undefined : await files.readlink(join(root, path));
    all.push(target === undefined ? entry : { ...entry, target });
    if (target === undefined) continue;
    for (const inner of await behind(files, { root, top, path })) {
      if (known.has(inner) || isIgnored(inner)) continue;
      known.add(inner);
      queue.push({ name: `${name} → ${inner}`, path: inner });
    }
  }
  return all;
}

/** Files and links that a link leads to; nothing where that is a folder around it, which holds all sorts of things. */
async function behind(
  files: Files,
  { root, top, path }: { readonly root: string; readonly top: string; readonly path: string },
): Promise<readonly string[]> {
  const target = await files.realpath(join(root, path));
  if (target === undefined || !isWithin(top, target) || isWithin(target, join(top, path))) return [];
  const base = relative(top, target).split(sep).join("/");
  const isDirectory = (await files.stat(target))?.kind === "directory";
  return (await listInputs(files, root, [{ kind: "path", path: base, isDirectory }])).files;
}

/** Of the mode only what git keeps: whether a file may be run. The rest is each machine's umask. */
const shown = ({ sha256, mode }: { readonly sha256: string; readonly mode: number }): string =>
  (mode & 0o100) === 0 ? sha256 : `${sha256}+x`;

function storedDigests({ path, entries }: StoredOutput, inputs: readonly Input[]): readonly Entry[] {
  return entries.flatMap((entry): readonly Entry[] => {
    const whole = entry.path === "" ? path : `${path}/${entry.path}`;
    if (entry.path.split("/").some(isPrivate) || leadsNowhere(entry, entries)) return [];
    return entry.kind !== "directory" && isInput(inputs, whole) ? [[whole, storedDigest(entry)]] : [];
  });
}

/** No such link is an input on a disk either. Outside of the output it is taken to lead somewhere. */
function leadsNowhere(entry: TreeEntry, entries: readonly TreeEntry[]): boolean {
  if (entry.kind !== "link") return false;
  const target = posix.join(posix.dirname(entry.path), entry.target).replace(/\/$/, "");
  if (target === ".." || target.startsWith("../") || target === ".") return false;
  return !entries.some(({ path }) => path === target);
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
