import { join } from "node:path";
import { customSubject } from "../conformance/subject.ts";
import { type Checked, conformance } from "../conformance/suite.ts";
import { paintFor } from "../report/paint.ts";
import { version } from "../version.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { type OperatorRequest, operatorRequest } from "./operator-test-request.ts";
import { checkedJson, checkedLine, summaryLine } from "./operator-test-view.ts";
import { usageError, writeJson } from "./output.ts";
import { listenForSignals, type Signals } from "./signals.ts";

/** How many checks run at once: most of them wait most of the time. */
const jobs = 4;

export async function execute(args: Args, io: Io): Promise<number> {
  const request = await operatorRequest(args, io);
  if (!request.ok) return usageError(request.error.message, io, request.error.hint);
  const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
  try {
    const checked = await test(request.value, { args, io, signals });
    if (args.flag("json")) writeJson(checked.map(checkedJson), io);
    else io.stdout.write(`${summaryLine(checked, paintFor(io.stdout))}\n`);
    if (signals.signal.aborted) return exitCodes.cancelled;
    return checked.some(({ verdict }) => verdict.kind === "broken") ? exitCodes.stepFailed : exitCodes.done;
  } finally {
    signals.dispose();
  }
}

async function test(
  request: OperatorRequest,
  { args, io, signals }: { readonly args: Args; readonly io: Io; readonly signals: Signals },
): Promise<readonly Checked[]> {
  const host = await io.host();
  const folder = join(io.env.TMPDIR ?? "/tmp", `stepops-operator-test-${host.random.hex(12)}`);
  await host.files.makeDirectory(folder, 0o700);
  const scratch = join(folder, "processes");
  const open = customSubject({ ...request, scratch, host, version, directory: io.cwd, env: io.env });
  const place = { open, host, directory: join(folder, "checks"), keeps: [], signal: signals.signal };
  const checked: Checked[] = [];
  try {
    for await (const each of conformance({ ...request, ...place, jobs })) {
      checked.push(each);
      if (!args.flag("json")) io.stdout.write(checkedLine(each, paintFor(io.stdout)));
    }
    return checked;
  } finally {
    await host.files.remove(folder);
  }
}
