import type { Diagnostic } from "../pipeline/diagnostic.ts";
import { paintFor, plain } from "../report/paint.ts";
import type { Refusal } from "../run-request.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";

/** Diagnostics for people, with source lines and carets. */
export async function writeDiagnostics(
  diagnostics: readonly Diagnostic[],
  stream: Io["stderr"],
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderDiagnostics } = await import("../report/diagnostics.ts");
  const text = renderDiagnostics(diagnostics, { color: paintFor(stream) !== plain });
  stream.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** A line about the command line that its spec could not know to be wrong. */
export function usageError(message: string, { stderr }: Io, hint?: string): number {
  stderr.write(`${paintFor(stderr)("red", "error:")} ${message}\n${hint === undefined ? "" : `  ${hint}\n`}`);
  return exitCodes.badInput;
}

export const writeJson = (value: unknown, { stdout }: Io): void => {
  stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
};

/** Why nothing was done though the file is right: what was asked for is the user's, what is on disk is ours. */
export function refused({ reason, message, hint }: Refusal, io: Io): number {
  const code = usageError(message, io, hint);
  return reason === "usage" ? code : exitCodes.ourFault;
}
