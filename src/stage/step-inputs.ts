import { join, relative, sep } from "node:path";
import type { Files } from "../host/host.ts";
import { isBucket } from "../pipeline/bucket-paths.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { writtenBy } from "../pipeline/written.ts";
import { findCheckout, keptFiles, type RunGit, runGit } from "../run/git.ts";
import { type InputFiles, listAll, listInputs } from "../run/input-files.ts";

export interface InputSource {
  readonly files: Files;
  /** The pipeline's folder. */
  readonly root: string;
  readonly pipeline: Pick<Pipeline, "steps">;
  readonly runGit?: RunGit;
}

/** What a step is given of this disk: its inputs; without the key all that git keeps, and what its needs wrote. */
export async function stepInputs(source: InputSource, step: Step): Promise<InputFiles> {
  const { files, root, pipeline } = source;
  const needs = new Set<string>(step.needs.map(({ leg }) => leg));
  const needed = pipeline.steps.filter(({ id }) => needs.has(id)).flatMap(outputsOf);
  const others = [
    ...pipeline.steps.filter(({ id }) => !needs.has(id)).flatMap(writtenBy),
    // Steps on the host find the data of their buckets in the checkout.
    ...pipeline.steps.flatMap(({ inputs = [] }) => inputs.filter(isBucket).map(({ path }) => path)),
  ];
  const listed = step.inputs
    ? await listInputs(files, root, step.inputs)
    : await listAll(files, root, isGiven({ kept: await gitKeeps(source), needed, others }));
  return { ...listed, folders: wholeAlways(listed.folders, others) };
}

const outputsOf = ({ outputs }: Step): readonly string[] => outputs.map(({ path }) => path);

/** A folder that is given as it is would show what other steps write there while the step runs. */
function wholeAlways(folders: InputFiles["folders"], others: readonly string[]): InputFiles["folders"] {
  const around = new Set(others.flatMap((path) => [".", ...parentsOf(path)]));
  return new Map([...folders].map(([path, isWhole]) => [path, isWhole && !around.has(path)]));
}

/** Another step's outputs come and go meanwhile, so only those of needs count, ignored by git or not. */
function isGiven(input: {
  readonly kept: ((path: string) => boolean) | undefined;
  readonly needed: readonly string[];
  readonly others: readonly string[];
}): (path: string) => boolean {
  const { kept, others } = input;
  const needed = new Set(input.needed);
  const onTheWay = new Set(input.needed.flatMap((path) => [...parentsOf(path)]));
  const excluded = new Set(others);
  return (path) => {
    if (needed.has(path) || onTheWay.has(path) || [...parentsOf(path)].some((each) => needed.has(each)))
      return true;
    return !excluded.has(path) && (kept?.(path) ?? true);
  };
}

function* parentsOf(path: string): Generator<string> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    yield path.slice(0, end);
}

/** Undefined where git cannot tell: then everything counts. */
async function gitKeeps(source: InputSource): Promise<((path: string) => boolean) | undefined> {
  const { files, root } = source;
  const checkout = await findCheckout(files, root);
  const listed = await keptFiles(checkout, root, source.runGit ?? runGit);
  if (!listed) return undefined;
  const prefix = relative(checkout.root, root).split(sep).join("/");
  const own = listed.map((path) => (prefix === "" ? path : path.slice(prefix.length + 1)));
  const names = new Set(own);
  const folders = new Set(own.flatMap((path) => [...parentsOf(path)]));
  // A submodule is listed as one name, and comes with all that it holds.
  return (path) =>
    names.has(path) || folders.has(path) || [...parentsOf(path)].some((each) => names.has(each));
}

/** Files that git tracks and a step was not given; for the hint of a step that failed for want of one. */
export async function withheldFiles(source: InputSource, given: InputFiles): Promise<readonly string[]> {
  const checkout = await findCheckout(source.files, source.root);
  const listed = await keptFiles(checkout, source.root, source.runGit ?? runGit);
  const has = new Set(given.files);
  return (listed ?? [])
    .map((path) => relative(source.root, join(checkout.root, path)).split(sep).join("/"))
    .filter((path) => !has.has(path));
}

/** What a step cannot be given, as a sentence. */
export function escapingFault({ escaping: paths }: Pick<InputFiles, "escaping">): string | undefined {
  if (paths.length === 0) return undefined;
  return `${paths.slice(0, 5).join(", ")}: a link that leaves the pipeline's folder cannot be an input; copy what it leads to`;
}
