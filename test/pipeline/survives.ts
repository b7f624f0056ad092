import { renderDiagnostics, toJson } from "../../src/report/diagnostics.ts";
import { checkText, faultsOf } from "./check-text.ts";

/** What a terminal would act on, but for the line breaks of the rendering itself. */
const steering = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

/** No throw, every place inside the file, and nothing that could steer the reader's terminal. */
export function survives(text: string): void {
  const checked = checkText(text);
  const faults = faultsOf(checked);
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\n${JSON.stringify(text)}`);
  for (const { line, column, endLine, endColumn } of toJson(checked.diagnostics)) {
    const isForward = endLine > line || (endLine === line && endColumn >= column);
    if (!(line > 0 && column > 0 && isForward)) throw new Error(JSON.stringify(text));
  }
  const rendered = renderDiagnostics(checked.diagnostics, { color: false });
  if (steering.test(rendered)) throw new Error(`controls in ${JSON.stringify(rendered)}`);
}
