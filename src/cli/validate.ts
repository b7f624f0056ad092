import { type Checked, check } from "../check.ts";
import { type Diagnostic, hasErrors } from "../pipeline/diagnostic.ts";
import { plural } from "../report/format.ts";
import { paintFor } from "../report/paint.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf } from "./options.ts";
import { usageError, writeDiagnostics, writeJson } from "./output.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const files = args.positionals.length > 0 ? args.positionals : [defaultFile];
  const host = { files: await io.files() };
  const all: Diagnostic[] = [];
  for (const file of files) {
    const request = requestOf(args, file, io);
    if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
    const checked = await check({ ...request.value, standIns: true }, host);
    // Not spread: a file may have more faults than a call may have arguments.
    for (const found of checked.diagnostics) all.push(found);
    if (!args.flag("json")) await writeChecked(checked, io);
  }
  if (args.flag("json")) {
    const { toJson } = await import("../report/diagnostics.ts");
    writeJson(toJson(all), io);
  }
  return hasErrors(all) ? exitCodes.badInput : exitCodes.done;
}

/** What is wrong goes to stdout too: it is what this command was asked for. */
async function writeChecked({ file, diagnostics, pipeline }: Checked, { stdout }: Io): Promise<void> {
  await writeDiagnostics(diagnostics, stdout);
  if (!pipeline) return;
  const legs = pipeline.steps.length;
  const steps = plural(pipeline.groups.size, "step");
  const detail = legs === pipeline.groups.size ? steps : `${steps}, ${legs} with every leg of a matrix`;
  stdout.write(`${paintFor(stdout)("green", "✓")} ${file.path}: ${detail}\n`);
}
