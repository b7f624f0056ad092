import { check } from "../check.ts";
import { graphJson, mermaid, withoutShortcuts } from "../report/graph.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf } from "./options.ts";
import { usageError, writeDiagnostics } from "./output.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const request = requestOf(args, args.positionals[0] ?? defaultFile, io);
  if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
  const { diagnostics, pipeline } = await check(
    { ...request.value, standIns: true },
    { files: await io.files() },
  );
  await writeDiagnostics(diagnostics, io.stderr);
  if (!pipeline) return exitCodes.badInput;
  const nodes = pipeline.steps.map(({ id, step, needs, isFinally }) => ({
    id,
    step,
    isFinally,
    needs: needs.map(({ leg }) => leg),
  }));
  const text =
    args.text("format") === "json"
      ? graphJson(nodes, ({ step, isFinally }) => ({ step, ...(isFinally ? { finally: true } : {}) }))
      : mermaid(withoutShortcuts(nodes));
  io.stdout.write(text);
  return exitCodes.done;
}
