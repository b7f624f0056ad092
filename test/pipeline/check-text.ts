import { checkPipeline, checkStacks } from "../../src/pipeline/check.ts";
import { type Diagnostic, hasErrors } from "../../src/pipeline/diagnostic.ts";
import type { Draft, PipelineDraft, StacksDraft } from "../../src/pipeline/draft.ts";
import { parse } from "../../src/pipeline/parse.ts";
import { positionAt, type SourceFile } from "../../src/pipeline/source.ts";

export interface Checked<T> {
  readonly file: SourceFile;
  readonly draft?: Draft<T>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text → draft, as `validate` does it before it looks at meaning. */
export const checkText = (text: string): Checked<PipelineDraft> => run(text, checkPipeline);
export const checkStacksText = (text: string): Checked<StacksDraft> => run(text, checkStacks);

function run<T>(
  text: string,
  check: (
    document: NonNullable<ReturnType<typeof parse>["document"]>,
    file: SourceFile,
  ) => Omit<Checked<T>, "file">,
): Checked<T> {
  const file = { path: "pipeline.yaml", text };
  const { document, diagnostics } = parse(file);
  if (!document) return { file, diagnostics };
  const checked = check(document, file);
  return { ...checked, file, diagnostics: [...diagnostics, ...checked.diagnostics] };
}

/** `line:column code "source"`, which says all that a table needs about a place. */
export function brief({ code, location }: Diagnostic): string {
  const { file, range } = location;
  const { line, column } = positionAt(file, range.start);
  return `${line}:${column} ${code} ${file.text.slice(range.start, range.end)}`;
}

/** What holds for every diagnostic, whatever the file. */
export function faultsOf({ diagnostics, file, draft }: Checked<unknown>): readonly string[] {
  const places = diagnostics.flatMap(({ location, related = [] }) => [
    location,
    ...related.map((other) => other.location),
  ]);
  const misplaced = places.filter(
    ({ range, file: other }) =>
      other !== file || !(0 <= range.start && range.start <= range.end && range.end <= file.text.length),
  );
  return [
    ...misplaced.map(({ range }) => `range ${range.start} to ${range.end} of ${file.text.length}`),
    ...diagnostics
      .filter(({ message }) => message === "" || message.endsWith("."))
      .map(({ message }) => `message: ${message}`),
    ...diagnostics.filter(({ message }) => message.length > 400).map(({ code }) => `long message: ${code}`),
    ...(draft || hasErrors(diagnostics) ? [] : ["neither a draft nor an error"]),
  ];
}
