import type { Io } from "./io.ts";
import { main } from "./program.ts";

/** Runs the command line of this process and leaves with its exit code. */
export async function start(process: NodeJS.Process): Promise<void> {
  const { stdout, stderr, stdin, platform } = process;
  const io: Io = {
    stdout,
    stderr,
    stdin,
    platform,
    env: Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
    cwd: process.cwd(),
    host: async () => (await import("../host/node-host.ts")).nodeHost,
    exit: (code) => process.exit(code),
  };
  for (const stream of [stdout, stderr]) stream.on("error", (error) => onBrokenPipe(error, process));
  process.exitCode = await main(process.argv.slice(2), io);
}

/** `stepops graph | head`: the reader has what it wanted. A run stops its steps first, and then leaves by itself. */
function onBrokenPipe(error: NodeJS.ErrnoException, process: NodeJS.Process): void {
  if (error.code !== "EPIPE") throw error;
  if (process.listenerCount("SIGINT") === 0) process.exit(0);
}
