import type { Io } from "./io.ts";
import { main } from "./program.ts";

/** Runs the command line of this process and leaves with its exit code. */
export async function start(process: NodeJS.Process): Promise<void> {
  const { stdout, stderr, platform } = process;
  const io: Io = {
    stdout,
    stderr,
    // Only who asks something opens it: that alone loads all of Node's streams.
    get stdin() {
      return process.stdin;
    },
    platform,
    env: Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
    cwd: process.cwd(),
    files: async () => (await import("../host/node-files.ts")).nodeFiles,
    host: async () => (await import("../host/node-host.ts")).nodeHost,
    attach: async () => (await import("../host/node-attach.ts")).nodeAttach,
    exit: (code) => process.exit(code),
  };
  for (const stream of [stdout, stderr]) stream.on("error", (error) => onOutputLost(error, process));
  process.exitCode = await main(process.argv.slice(2), io);
}

/** `stepops graph | head`: the reader has what it wanted. A run has steps to look after, so it decides for itself. */
function onOutputLost(error: NodeJS.ErrnoException, process: NodeJS.Process): void {
  if (process.listenerCount("SIGINT") > 0) return;
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}
