import type { Attach } from "../host/attach.ts";
import type { Files, Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Terminal } from "../report/live.ts";

/** What a command may touch of the process: `cli.ts` hands it over, tests hand over their own. */
export interface Io {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Mapping<string>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** Loaded by the commands that need it only: help and usage errors answer without. */
  readonly host: () => Promise<Host>;
  /** Without the rest of the host: a check of a file spares the time that child processes take to load. */
  readonly files: () => Promise<Files>;
  /** Lends the terminal to a child. */
  readonly attach: () => Promise<Attach>;
  /** Leaves at once, whatever still runs; only for a second signal and a closed pipe. */
  readonly exit: (code: number) => void;
}
