import type { Files } from "../host/host.ts";
import { tailLines } from "./tails.ts";

const mostBytes = 64 * 1024;

/** The last lines of a log file; none where the step printed nothing. */
export async function logTail(files: Files, path: string): Promise<readonly string[]> {
  const stat = await files.stat(path);
  if (stat?.kind !== "file") return [];
  const from = Math.max(0, stat.size - mostBytes);
  const bytes = await files.readFrom(path, from, mostBytes);
  const lines = Buffer.from(bytes ?? [])
    .toString("utf8")
    .split("\n");
  if (lines.at(-1) === "") lines.pop();
  // A cut in the middle of a line would show half of it, perhaps half a character.
  if (from > 0 && lines.length > 1) lines.shift();
  return lines.slice(-tailLines);
}
