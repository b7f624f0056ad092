import { basename, dirname, join, resolve as resolvePath } from "node:path";
import type { Files } from "./host/host.ts";
import type { SettingsFiles } from "./operator/custom/settings-file.ts";
import { checkPipeline, checkStacks } from "./pipeline/check.ts";
import { decode, largestFile } from "./pipeline/decode.ts";
import { type Diagnostic, diagnostic, hasErrors } from "./pipeline/diagnostic.ts";
import type { Draft, Json, Mapping } from "./pipeline/draft.ts";
import { type Document, parse } from "./pipeline/parse.ts";
import type { Pipeline } from "./pipeline/pipeline.ts";
import { resolve } from "./pipeline/resolve.ts";
import { err, type Result } from "./pipeline/result.ts";
import type { SourceFile } from "./pipeline/source.ts";

/** A pipeline file and the `stacks.yaml` beside it, as text. */
export interface Sources {
  readonly pipeline: SourceFile;
  readonly stacks?: SourceFile;
  /** What `settings_schema` of operators names; without them what they say is not checked. */
  readonly settingsFiles?: SettingsFiles;
}

export interface Loaded {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when there is an error among the diagnostics. */
  readonly pipeline?: Pipeline;
}

/** What gives a pipeline's open names their meaning. */
export interface Bindings {
  readonly stack?: string;
  readonly params: Mapping<string>;
  readonly github: Mapping<Json>;
  /** Required params without a value get one of their type, so that the rest can be checked. */
  readonly standIns: boolean;
  readonly folderName: string;
}

export const STACKS_FILE = "stacks.yaml";

/** Reads both texts. `path` is shown in diagnostics as the user typed it. */
export async function readSources(
  files: Files,
  path: string,
  cwd: string,
): Promise<Result<Sources, Diagnostic>> {
  const pipeline = await readSource(files, path, cwd);
  if (!pipeline.ok) return pipeline;
  const beside = join(dirname(path), STACKS_FILE);
  if ((await files.stat(resolvePath(cwd, beside))) === undefined)
    return { ok: true, value: { pipeline: pipeline.value } };
  const stacks = await readSource(files, beside, cwd);
  return stacks.ok ? { ok: true, value: { pipeline: pipeline.value, stacks: stacks.value } } : stacks;
}

/** Text → parse → check → resolve, all faults of all files in one pass. Pure. */
export function loadPipeline(sources: Sources, bindings: Bindings): Loaded {
  const main = draftOf(sources.pipeline, checkPipeline);
  const stacks = sources.stacks && draftOf(sources.stacks, checkStacks);
  const found = [...main.diagnostics, ...(stacks?.diagnostics ?? [])];
  if (!main.draft) return { diagnostics: found };
  const { stack, ...rest } = bindings;
  const resolved = resolve({
    draft: main.draft,
    ...(stacks && { stacks: stacks.draft ?? "faulty" }),
    ...(stack !== undefined && { stackName: stack }),
    ...(sources.settingsFiles && { settingsFiles: sources.settingsFiles }),
    ...rest,
  });
  const diagnostics = [...found, ...resolved.diagnostics].sort(byPlace);
  return {
    diagnostics,
    ...(!hasErrors(diagnostics) && resolved.pipeline && { pipeline: resolved.pipeline }),
  };
}

/** The paths of all `settings_schema` keys, as they are written. */
export function settingsPaths({ pipeline, stacks }: Sources): readonly string[] {
  // To parse a file a second time costs as much as to check it, so only those that need it pay.
  const isMentioned = (file: SourceFile | undefined): file is SourceFile =>
    file?.text.includes("settings_schema") === true;
  const drafts = [
    isMentioned(pipeline) ? draftOf(pipeline, checkPipeline).draft : undefined,
    isMentioned(stacks) ? draftOf(stacks, checkStacks).draft : undefined,
  ];
  const operators = drafts.flatMap((draft) =>
    Object.values(draft?.value.stacks ?? {}).flatMap((stack) => Object.values(stack.step_operators ?? {})),
  );
  const paths = operators.map(({ type, settings_schema: path }) => (type === "custom" ? path : undefined));
  return [...new Set(paths.filter((path) => typeof path === "string"))];
}

function byPlace({ location: a }: Diagnostic, { location: b }: Diagnostic): number {
  return a.file === b.file ? a.range.start - b.range.start : a.file.path.localeCompare(b.file.path);
}

interface Drafted<T> {
  readonly draft?: Draft<T>;
  readonly diagnostics: readonly Diagnostic[];
}

function draftOf<T>(
  file: SourceFile,
  check: (document: Document, file: SourceFile) => Drafted<T>,
): Drafted<T> {
  const parsed = parse(file);
  if (!parsed.document) return { diagnostics: parsed.diagnostics };
  const checked = check(parsed.document, file);
  return { ...checked, diagnostics: [...parsed.diagnostics, ...checked.diagnostics] };
}

async function readSource(files: Files, path: string, cwd: string): Promise<Result<SourceFile, Diagnostic>> {
  const real = await files.realpath(resolvePath(cwd, path));
  const stat = real === undefined ? undefined : await files.stat(real);
  if (real === undefined || stat === undefined)
    return unreadable(
      path,
      "there is no such file",
      "give the path of a pipeline file, or write a first one with `stepops init`",
    );
  if (stat.kind === "directory")
    return unreadable(
      path,
      "it is a directory",
      `name the file in it, such as ${join(path, "pipeline.yaml")}`,
    );
  if (stat.kind !== "file")
    return unreadable(path, "it is not a regular file", "give the path of a regular file");
  const bytes = await files.readFrom(real, 0, largestFile + 1);
  return bytes ? decode(bytes, path) : unreadable(path, "it vanished while it was read", "try again");
}

function unreadable(path: string, why: string, hint: string): Result<never, Diagnostic> {
  const location = { file: { path, text: "" }, range: { start: 0, end: 0 } };
  return err(
    diagnostic("file-unreadable", { message: `${basename(path)} cannot be read: ${why}`, hint, location }),
  );
}
