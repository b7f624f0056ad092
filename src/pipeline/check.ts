import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { Draft, Path, PipelineDraft, StacksDraft } from "./draft.ts";
import { pipelineShape, type Shape, stacksShape } from "./generated/shapes.js";
import { type Validate, validatePipeline, validateStacks } from "./generated/validate.js";
import { Locator, type Part } from "./locate.ts";
import type { Document } from "./parse.ts";
import { type Indexes, inFile, prune } from "./prune.ts";
import { findFaults } from "./shape-faults.ts";
import type { SourceFile } from "./source.ts";
import { describeValue, isMapping } from "./wording.ts";
import { workflowKey } from "./workflow.ts";

/** Without a draft the file is no such file at all; with one every value in it has the right shape. */
export interface CheckedShape<T> {
  readonly draft?: Draft<T>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Document → draft of a pipeline. Faulty values are left out of it, so that what remains can be checked further. */
export function checkPipeline(document: Document, file: SourceFile): CheckedShape<PipelineDraft> {
  const foreign = workflowKey(document.value);
  if (foreign === undefined) {
    const kind = { noun: "A pipeline", shape: pipelineShape, validate: validatePipeline, root: "steps" };
    return check<PipelineDraft>(document, file, kind);
  }
  const location = new Locator(file, document).at(foreign.path, "key");
  const message = `This is a GitHub ${foreign.kind}, not a pipeline`;
  const hint =
    foreign.kind === "workflow"
      ? "Keep it in .github/workflows, write a pipeline.yaml with `stepops init`, and call stepops in a step of the workflow"
      : "Name the pipeline file instead; `stepops init` writes a first one";
  return { diagnostics: [diagnostic("github-workflow", { message, location, hint })] };
}

/** Document → draft of a `stacks.yaml`. */
export function checkStacks(document: Document, file: SourceFile): CheckedShape<StacksDraft> {
  const kind = { noun: "A stacks file", shape: stacksShape, validate: validateStacks, root: "stacks" };
  return check<StacksDraft>(document, file, kind);
}

interface Kind {
  readonly noun: string;
  readonly shape: Shape;
  readonly validate: Validate;
  /** The key that the draft always has. */
  readonly root: string;
}

function check<T>(document: Document, file: SourceFile, kind: Kind): CheckedShape<T> {
  const locator = new Locator(file, document);
  const { value } = document;
  if (!isMapping(value)) return { diagnostics: [notAMapping(kind, locator, document)] };
  kind.validate(value);
  const { diagnostics, cuts } = findFaults({
    errors: kind.validate.errors ?? [],
    shape: kind.shape,
    document,
    locator,
  });
  // The validator would keep the errors, and what they hold, alive.
  kind.validate.errors = null;
  const indexes: Indexes = new WeakMap();
  const pruned = prune(value, cuts, indexes) as Record<string, unknown>;
  const complete = kind.root in pruned ? pruned : { ...pruned, [kind.root]: Object.create(null) };
  const at = (path: Parameters<Draft<T>["at"]>[0], part?: Part) =>
    locator.at(inFile(path, complete, indexes), part);
  const isLost = (path: Path) =>
    cuts.has(path) ||
    path.some((_, index) => lacksKeys(path.slice(0, index)) && !has(value, path.slice(0, index + 1)));
  const lacksKeys = (path: Path) => document.incomplete.has(locator.target(path) ?? document.root);
  const isTorn = (path: Path) => isLost(path) || lacksKeys(path) || cuts.hasBelow(path);
  return { draft: { file, value: complete as T, at, isLost, isTorn }, diagnostics };
}

function has(whole: unknown, path: Path): boolean {
  let value = whole;
  for (const step of path) {
    if (!isMapping(value) || !(step in value)) return false;
    value = value[step];
  }
  return true;
}

function notAMapping({ noun, root }: Kind, locator: Locator, { value }: Document): Diagnostic {
  return diagnostic("wrong-type", {
    message: `${noun} is a mapping of keys to values, not ${describeValue(value)}`,
    location: locator.at([]),
    hint: `Start with a key and a colon, such as \`${root}:\``,
  });
}
