import { join, relative } from "node:path";
import type { Files } from "../host/host.ts";
import { findCheckout } from "../run/git.ts";
import { outputFolder, pipelineTemplate, workflowTemplate } from "./init-templates.ts";
import { defaultFile } from "./options.ts";

export interface Answers {
  readonly name: string;
  readonly workflow: boolean;
}

/** What became of a file that init would write. */
export interface Written {
  /** As one would type it here. */
  readonly file: string;
  readonly done: string;
  /** It was there and stays. */
  readonly kept: boolean;
}

interface Target {
  readonly files: Files;
  readonly cwd: string;
  /** Asked for a file that exists. */
  overwrite(file: string): Promise<boolean>;
}

/** Writes the pipeline, what git shall ignore of it, and the workflow where GitHub looks for it. */
export async function writeAll(answers: Answers, target: Target): Promise<readonly Written[]> {
  const { files } = target;
  const cwd = (await files.realpath(target.cwd)) ?? target.cwd;
  const pipeline = await writeOne(defaultFile, pipelineTemplate(answers.name), { ...target, cwd });
  // A pipeline that was kept writes who knows where.
  const ignore = pipeline.kept ? [] : await ignoreOutputs(files, cwd);
  if (!answers.workflow) return [pipeline, ...ignore];
  const { root } = await findCheckout(files, cwd);
  const path = relative(root, join(cwd, defaultFile)).replaceAll("\\", "/");
  const file = relative(cwd, join(root, ".github/workflows/pipeline.yml"));
  return [pipeline, ...ignore, await writeOne(file, workflowTemplate(path), { ...target, cwd })];
}

async function writeOne(file: string, text: string, { files, cwd, overwrite }: Target): Promise<Written> {
  const path = join(cwd, file);
  await files.makeDirectory(join(path, ".."));
  const isNew = await files.create(path, text);
  if (!isNew && !(await overwrite(file))) return { file, done: "kept, it exists already", kept: true };
  if (!isNew) await files.replace(path, text);
  return { file, done: "written", kept: false };
}

/** A run refuses outputs that git tracks, so they had better never be committed. Nothing where the line is there. */
async function ignoreOutputs(files: Files, cwd: string): Promise<readonly Written[]> {
  const file = ".gitignore";
  const line = `/${outputFolder}/`;
  const before = await files.read(join(cwd, file));
  const lines = before?.split("\n").map((each) => each.trim().replace(/^\/|\/$/g, ""));
  if (lines?.includes(outputFolder)) return [];
  const gap = before === undefined || before === "" || before.endsWith("\n") ? "" : "\n";
  await files.replace(join(cwd, file), `${before ?? ""}${gap}${line}\n`);
  return [{ file, done: before === undefined ? "written" : `extended with ${line}`, kept: false }];
}
