import type { ChildProcess } from "node:child_process";
import type { Clock } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";

export interface HelperReply {
  /** Undefined when it could not be started, or was killed. */
  readonly code: number | undefined;
  /** Holds a secret: never in a message. */
  readonly stdout: string;
}

/** Runs a credential helper's `get` with `input` on its stdin; never rejects. */
export type RunHelper = (call: {
  readonly file: string;
  readonly input: string;
  readonly env: Mapping<string>;
  readonly clock: Pick<Clock, "sleep">;
}) => Promise<HelperReply>;

/** A helper may ask its user through a window; nobody answers on a runner. */
const patienceMs = 10_000;

/** Not through `Host.spawn`, whose children have an empty stdin. */
export const runCredentialHelper: RunHelper = async ({ file, input, env, clock }) => {
  const { spawn } = await import("node:child_process");
  const child = spawn(file, ["get"], { env, detached: true, stdio: ["pipe", "pipe", "ignore"] });
  const over = new AbortController();
  clock.sleep(patienceMs, over.signal).then(
    () => killGroup(child),
    () => {},
  );
  child.stdin.on("error", () => {}); // It may end without having read its input.
  child.stdin.end(input);
  const reply = await ended(child);
  over.abort();
  return reply;
};

/** The whole group: whatever else holds the pipe open would keep us waiting. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It ended just now.
  }
}

function ended(child: ChildProcess): Promise<HelperReply> {
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once("error", () => resolve({ code: undefined, stdout: "" }));
    child.once("close", (code) =>
      resolve({ code: code ?? undefined, stdout: Buffer.concat(chunks).toString("utf8") }),
    );
  });
}
