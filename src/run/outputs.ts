import { basename, dirname, join, sep } from "node:path";
import type { Files } from "../host/host.ts";
import type { Output, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { suggest } from "../pipeline/suggest.ts";
import type { Failure, Published } from "./event.ts";
import type { Ledger } from "./ledger.ts";
import { readMetrics } from "./metrics.ts";
import { misplaced, occupied } from "./occupancy.ts";
import { settleTree } from "./replace-tree.ts";
import { type Found, walk } from "./walk.ts";

/** The declared outputs of steps that run in the checkout itself. */
export interface Outputs {
  /** Removes what earlier runs left in their place and makes their parents. Somebody else's files are named, never touched. */
  prepare(step: Step): Promise<Result<void, Failure>>;
  /** What the step left, all or none. `since`: when it started, in milliseconds since 1970. */
  publish(step: Step, since: number): Promise<Result<readonly Published[], Failure>>;
  /** The same for what a step left in a folder of its own, absolute, laid out as the pipeline's: it takes its place here. */
  adopt(step: Step, from: string, since: number): Promise<Result<readonly Published[], Failure>>;
  /** Whether all of a step's outputs lie there as a run left them. */
  areUntouched(step: Step): Promise<boolean>;
  /** After a step that failed or was stopped: takes note of what it left, so that later changes by hand are not taken for ours. */
  abandon(step: Step): Promise<void>;
}

interface Context {
  readonly files: Files;
  /** The pipeline's folder. */
  readonly root: string;
  readonly ledger: Ledger;
}

export function openOutputs(context: Context): Outputs {
  return {
    prepare: (step) => prepare(context, step),
    publish: (step, since) => publish(context, step, since),
    adopt: (step, from, since) => adopt(context, { step, from, since }),
    areUntouched: (step) => areUntouched(context, step),
    abandon: async ({ outputs }) => {
      for (const { path } of outputs) await note(context, path);
    },
  };
}

/** Files are stamped by a coarser clock, which may lag behind. */
const clockGrainMs = 100;

const config = (message: string): Failure => ({ cause: "config", phase: "outputs", message });

const shown = ({ path, isDirectory }: Pick<Output, "path" | "isDirectory">): string =>
  isDirectory ? `${path}/` : path;

async function prepare(context: Context, { outputs, checkpoint }: Step): Promise<Result<void, Failure>> {
  const { files, root } = context;
  const noun = "output";
  const checkpoints = checkpoint === undefined ? [] : [{ path: checkpoint, isDirectory: true }];
  const faults: string[] = [];
  for (const each of [...outputs, ...checkpoints])
    faults.push(...(await misplaced(context, { ...each, noun })));
  // Only then: a link that leaves the folder would lead the next look astray.
  if (faults.length === 0)
    for (const output of outputs) faults.push(...(await occupied(context, { ...output, noun })));
  if (faults.length > 0) return err(config(faults.join("; ")));
  for (const { path } of outputs) await clear(context, join(root, path));
  for (const { path } of checkpoints) {
    await settleTree(files, join(root, path));
    await files.makeDirectory(join(root, path));
  }
  return ok(undefined);
}

/** Recorded before the command starts: whatever a crash leaves there is ours. */
async function clear({ files, ledger }: Context, path: string): Promise<void> {
  await files.remove(path);
  await files.makeDirectory(dirname(path));
  await ledger.started(path);
}

async function publish(
  context: Context,
  step: Step,
  since: number,
): Promise<Result<readonly Published[], Failure>> {
  const notes = new Map<string, readonly Found[]>();
  for (const { path } of step.outputs) notes.set(path, await note(context, path));
  return inspect(context, { step, since, found: (path) => notes.get(path) ?? [] });
}

/** All is looked at before anything moves, so that a step's outputs come all or none. */
async function adopt(
  context: Context,
  { step, from, since }: { readonly step: Step; readonly from: string; readonly since: number },
): Promise<Result<readonly Published[], Failure>> {
  const { files, root } = context;
  const found = new Map<string, readonly Found[]>();
  for (const { path } of step.outputs) found.set(path, await walk(files, join(from, path)));
  const there = { ...context, root: from };
  const published = await inspect(there, { step, since, found: (path) => found.get(path) ?? [] });
  if (!published.ok) return published;
  for (const { path } of outermost(step.outputs)) {
    await files.remove(join(root, path));
    await files.makeDirectory(dirname(join(root, path)));
    await files.move(join(from, path), join(root, path));
  }
  for (const { path } of step.outputs) await note(context, path);
  return published;
}

/** Those that lie in another one come along with it. */
const outermost = (outputs: readonly Output[]): readonly Output[] =>
  outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));

async function areUntouched({ files, root, ledger }: Context, { outputs }: Step): Promise<boolean> {
  for (const { path } of outputs) {
    const at = join(root, path);
    if (!(await files.stat(at))) return false;
    if ((await ledger.foreign(at, await walk(files, at))).length > 0) return false;
  }
  return true;
}

async function inspect(
  context: Context,
  what: {
    readonly step: Step;
    readonly since: number;
    /** What lies at and below an output's path. */
    readonly found: (path: string) => readonly Found[];
  },
): Promise<Result<readonly Published[], Failure>> {
  const { step, since, found } = what;
  const wrong = await wrongOutputs(context, step, since);
  if (wrong.length > 0) return err(config(wrong.join("; ")));
  const published: Published[] = [];
  for (const output of step.outputs) {
    const one = await publishOne(context, output, found(output.path));
    if (!one.ok) return err(config(one.error));
    published.push(one.value);
  }
  return ok(published);
}

async function note({ files, root, ledger }: Context, path: string): Promise<readonly Found[]> {
  const found = await walk(files, join(root, path));
  await ledger.left(join(root, path), found);
  return found;
}

async function wrongOutputs(context: Context, step: Step, since: number): Promise<string[]> {
  const missing: Output[] = [];
  const wrong: string[] = [];
  for (const output of step.outputs) {
    const state = await stateOf(context, output);
    if (state === "missing") missing.push(output);
    else if (state !== "fine") wrong.push(state);
  }
  if (missing.length === 0) return wrong;
  const hints = await Promise.all(missing.map((output) => nearMiss(context, step, output, since)));
  const names = missing.map((output, index) => shown(output) + (hints[index] ?? "")).join(", ");
  return [
    `the command ended well but did not write ${missing.length === 1 ? "the output" : "the outputs"} ${names}`,
    ...wrong,
  ];
}

/** `fine`, `missing`, or a sentence. */
async function stateOf({ files, root }: Context, output: Output): Promise<string> {
  const path = join(root, output.path);
  const stat = await files.stat(path);
  if (!stat) return "missing";
  const real = await files.realpath(path);
  const top = (await files.realpath(root)) ?? root;
  if (real === undefined) return `output ${shown(output)} is a link to nothing`;
  if (!real.startsWith(top + sep)) {
    // The command may have put a link in the place of a parent as well.
    const how = stat.kind === "link" ? "is a link that" : "lies behind a link that";
    return `output ${shown(output)} ${how} leaves the pipeline's folder`;
  }
  const kind = stat.kind === "link" ? (await files.stat(real))?.kind : stat.kind;
  if (kind === (output.isDirectory ? "directory" : "file")) return "fine";
  if (kind === "directory")
    return `output ${output.path} is a directory: write it as ${output.path}/ in the pipeline`;
  if (kind === "file") return `output ${output.path}/ is a file: write it as ${output.path} in the pipeline`;
  return `output ${shown(output)} is neither a file nor a directory`;
}

/** Something of nearly that name which the step did write; else nothing. */
async function nearMiss(
  { files, root }: Context,
  step: Step,
  output: Output,
  since: number,
): Promise<string> {
  const inside = join(step.workingDirectory, output.path);
  if (inside !== output.path && (await files.stat(join(root, inside)))) {
    return ` (${inside} is there; paths of outputs are relative to the pipeline's folder)`;
  }
  const folder = dirname(output.path);
  const declared = new Set(step.outputs.map(({ path }) => path));
  const names = ((await files.list(join(root, folder))) ?? []).filter(
    (name) => !declared.has(join(folder, name)),
  );
  const name = suggest(basename(output.path), names);
  const stat = name === undefined ? undefined : await files.stat(join(root, folder, name));
  return stat && stat.mtimeMs >= since - clockGrainMs ? ` (it wrote ${join(folder, name ?? "")})` : "";
}

async function publishOne(
  context: Context,
  output: Output,
  noted: readonly Found[],
): Promise<Result<Published, string>> {
  const { files, root } = context;
  const path = join(root, output.path);
  const isLink = noted.length === 1 && noted[0]?.path === "" && noted[0].stat.kind === "link";
  const found = isLink ? await walk(files, (await files.realpath(path)) ?? path) : noted;
  const size = found.reduce((sum, { stat }) => sum + stat.size, 0);
  const published = { path: output.path, size, files: found.length };
  if (output.role !== "metrics") return ok(published);
  const metrics = await readMetrics(files, path, {
    path: output.path,
    names: Object.keys(output.metrics ?? {}),
  });
  return metrics.ok ? ok({ ...published, metrics: metrics.value }) : metrics;
}
