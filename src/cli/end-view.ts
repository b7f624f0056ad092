import { basename, dirname, join, relative } from "node:path";
import type { Files } from "../host/host.ts";
import { readSources } from "../load.ts";
import { checkPipeline } from "../pipeline/check.ts";
import type { ParamDraft, Scalar } from "../pipeline/draft.ts";
import { parse } from "../pipeline/parse.ts";
import type { EndView } from "../report/end.ts";
import type { RunRecord } from "../run/record.ts";
import { runFolder } from "../run/run-folder.ts";
import type { Args } from "./command.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";

/** Where a run's files lie as one would type them here, and how wide its tables may be. */
export function viewFrom(
  { run }: RunRecord,
  directory: string,
  { cwd, stdout }: Pick<Io, "cwd" | "stdout">,
): Pick<EndView, "directory" | "columns" | "outputPath"> {
  const folder = join(run.checkout, dirname(run.pipelinePath));
  return {
    directory: relative(cwd, directory) || ".",
    outputPath: (path) => relative(cwd, join(folder, path)) || ".",
    ...(stdout.isTTY === true && stdout.columns !== undefined && { columns: stdout.columns }),
  };
}

/** The words behind `stepops run` as they were typed, without the selection. */
export function wordsTyped(args: Args): readonly string[] {
  const stack = args.text("stack");
  return [
    ...args.positionals,
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...args.list("param").flatMap((text) => ["--param", text]),
  ];
}

/** The words for a run that was started some other time: what differs from the defaults of its own copy of the file. */
export async function wordsOf(
  { run }: RunRecord,
  directory: string,
  { cwd, files }: { readonly cwd: string; readonly files: Files },
): Promise<readonly string[]> {
  const sources = await readSources(
    files,
    join(runFolder(directory).sources, basename(run.pipelinePath)),
    cwd,
  );
  const document = sources.ok ? parse(sources.value.pipeline).document : undefined;
  const draft = document && sources.ok ? checkPipeline(document, sources.value.pipeline).draft : undefined;
  const path = relative(cwd, join(run.checkout, run.pipelinePath));
  const params = Object.entries(run.params).filter(
    ([name, value]) => value !== defaultOf(draft?.value.params?.[name]),
  );
  return [
    ...(path === defaultFile ? [] : [path]),
    ...(run.stackChosen && run.stack !== draft?.value.stack ? ["--stack", run.stack] : []),
    ...params.flatMap(([name, value]) => ["--param", `${name}=${value}`]),
  ];
}

const defaultOf = (param: Scalar | ParamDraft | undefined): Scalar | undefined =>
  typeof param === "object" ? param.default : param;
