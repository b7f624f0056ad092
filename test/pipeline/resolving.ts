import { checkPipeline, checkStacks } from "../../src/pipeline/check.ts";
import { type Diagnostic, hasErrors } from "../../src/pipeline/diagnostic.ts";
import { parse } from "../../src/pipeline/parse.ts";
import type { Pipeline, Step } from "../../src/pipeline/pipeline.ts";
import { type Resolve, resolve } from "../../src/pipeline/resolve.ts";
import { type Location, positionAt } from "../../src/pipeline/source.ts";

export type Options = Partial<Omit<Resolve, "draft" | "stacks">> & { readonly stacks?: string };

export interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly pipeline?: Pipeline;
}

/** Text → parse → check → resolve, as the tools do it; without options no param is given and none is stood in for. */
export function resolveText(text: string, { stacks, ...options }: Options = {}): Found {
  const file = { path: "pipeline.yaml", text };
  const parsed = parse(file);
  const checked = parsed.document && checkPipeline(parsed.document, file);
  const found = [...parsed.diagnostics, ...(checked?.diagnostics ?? [])];
  if (!checked?.draft) return { diagnostics: found };
  const beside = stacks === undefined ? undefined : stacksDraft(stacks);
  const settings = { params: {}, standIns: false, github: {}, folderName: "folder", ...options };
  const resolved = resolve({ draft: checked.draft, ...(beside && { stacks: beside }), ...settings });
  return { ...resolved, diagnostics: [...found, ...resolved.diagnostics] };
}

function stacksDraft(text: string) {
  const file = { path: "stacks.yaml", text };
  const parsed = parse(file);
  return parsed.document && checkStacks(parsed.document, file).draft;
}

/** `code line:column`, as tests name a diagnostic; a place in another file has its name. */
export const shown = ({ code, location }: Diagnostic): string => `${code} ${place(location)}`;

export function place({ file, range }: Location): string {
  const { line, column } = positionAt(file, range.start);
  return `${file.path === "pipeline.yaml" ? "" : `${file.path}:`}${line}:${column}`;
}

export const faults = (text: string, options?: Options): readonly string[] =>
  resolveText(text, options).diagnostics.map(shown);

/** The pipeline of a text that has no error. */
export function pipelineOf(text: string, options?: Options): Pipeline {
  const { pipeline, diagnostics } = resolveText(text, options);
  if (!pipeline || hasErrors(diagnostics))
    throw new Error(diagnostics.map((each) => `${shown(each)} ${each.message}`).join("\n"));
  return pipeline;
}

export function stepOf(text: string, id: string, options?: Options): Step {
  const pipeline = pipelineOf(text, options);
  const step = pipeline.steps.find((each) => each.id === id);
  if (!step) throw new Error(`no ${id} among ${pipeline.steps.map((each) => each.id).join(" ")}`);
  return step;
}

/** Every edge as `from>to`, with the kind of edge behind it. */
export const edgesOf = ({ steps }: Pipeline): readonly string[] =>
  steps.flatMap(({ id, needs }) => needs.map(({ leg, via }) => `${leg}>${id} ${via}`));

/** Takes the marks `▸` out of a text and says where they stood: before what a diagnostic should point at. */
export function marked(text: string): { readonly text: string; readonly places: readonly string[] } {
  const [first = "", ...rest] = text.split("▸");
  let plain = first;
  const places = rest.map((part) => {
    const start = plain.length;
    plain += part;
    return start;
  });
  const file = { path: "pipeline.yaml", text: plain };
  return { text: plain, places: places.map((start) => place({ file, range: { start, end: start } })) };
}
