import type { Child } from "../host/host.ts";
import { type LineStream, lineStream } from "./lines.ts";
import type { Masker } from "./mask.ts";

/**
 * Hands on what a child prints, in masked lines, until the function that it returns is called; that hands on the rest.
 * What comes later, from a process that left the child's group, reaches nobody.
 */
export function listen(
  child: Child,
  masker: Masker,
  onLines: (stream: "stdout" | "stderr", lines: readonly string[]) => void,
): () => void {
  const streamOf = (stream: "stdout" | "stderr"): LineStream =>
    lineStream(masker, (lines) => onLines(stream, lines));
  const streams = { stdout: streamOf("stdout"), stderr: streamOf("stderr") };
  let isOpen = true;
  child.onOutput((stream, chunk) => {
    if (isOpen) streams[stream].write(chunk);
  });
  return () => {
    isOpen = false;
    streams.stdout.end();
    streams.stderr.end();
  };
}
