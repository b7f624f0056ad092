import type { Host } from "../host/host.ts";
import { consoleReporter } from "../report/console.ts";
import { timeOfDay } from "../report/format.ts";
import { jsonlReporter } from "../report/jsonl.ts";
import { canShowLive, type Region } from "../report/live.ts";
import { paintFor } from "../report/paint.ts";
import type { Reporter } from "../report/reporter.ts";
import type { RunRecord } from "../run/record.ts";
import type { Args } from "./command.ts";
import { viewFrom } from "./end-view.ts";
import type { Io } from "./io.ts";

interface Shown {
  readonly args: Args;
  readonly io: Io;
  readonly host: Host;
  /** The words behind `stepops run` that start the same once more. */
  readonly again: readonly string[];
  /** The run's folder, once it is known. */
  readonly folder: { readonly directory: string };
}

/** How a run is shown: JSON for programs, moving lines on a terminal, else one line for each thing. */
export async function reportersFor({ args, io, host, again, folder }: Shown): Promise<readonly Reporter[]> {
  const { stdout, env } = io;
  const write = (text: string): void => {
    stdout.write(text);
  };
  if (args.flag("json")) return [jsonlReporter(write)];
  const paint = paintFor(stdout);
  const end = (record: RunRecord) => ({
    ...viewFrom(record, folder.directory, io),
    ...(args.flag("quiet") ? {} : { again }),
  });
  if (args.flag("quiet") || !canShowLive(stdout, env)) {
    return [consoleReporter({ write, paint, time: timeOfDay, quiet: args.flag("quiet"), end })];
  }
  return [await live({ io, host, paint, end, verbose: args.flag("verbose") })];
}

interface Live {
  readonly io: Io;
  readonly host: Host;
  readonly paint: ReturnType<typeof paintFor>;
  readonly end: Parameters<typeof consoleReporter>[0]["end"];
  readonly verbose: boolean;
}

/** Loaded here, so that pipes, CI and every other command do without the terminal's code. */
async function live({ io, host, paint, end, verbose }: Live): Promise<Reporter> {
  const [{ createLogUpdate }, { liveReporter }] = await Promise.all([
    import("log-update"),
    import("../report/live.ts"),
  ]);
  // The cursor is the reporter's: log-update would show it again only after `done`.
  const region: Region = createLogUpdate(io.stdout, { showCursor: true });
  return liveReporter({ terminal: io.stdout, region, paint, end, verbose, now: () => host.clock.now() });
}

/** Follows which steps run, for the last words of a run that is left at once. */
export function runningLegs(): { readonly reporter: Reporter; text(): string } {
  const running = new Set<string>();
  return {
    reporter: {
      handle(event) {
        if (event.type === "step-started") running.add(event.leg);
        else if (event.type === "step-ended" || event.type === "step-retrying") running.delete(event.leg);
      },
    },
    text: () => [...running].join(", "),
  };
}
