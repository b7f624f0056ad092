import type { Child } from "../host/host.ts";
import { type Phase, phaseStream } from "../job/phases.ts";
import { type LineStream, lineStream } from "../run/lines.ts";
import type { Masker } from "../run/mask.ts";

type Stream = "stdout" | "stderr";

export interface Listener {
  /** Hands on what is left of last lines. */
  finish(): void;
  /** The last that came on stderr, which ends with the client's own complaint where there is one. */
  complaint(): string;
}

const keptBytes = 8192;

/** Hands on what a container prints, in masked lines and told apart by phase. */
export function listenToContainer(
  child: Child,
  options: {
    readonly masker: Masker;
    /** Undefined where there is no setup, so that all of it is the command's. */
    readonly marker: string | undefined;
    readonly onLines: (phase: Phase, stream: Stream, lines: readonly string[]) => void;
  },
): Listener {
  const streams = { stdout: openStream("stdout", options), stderr: openStream("stderr", options) };
  let tail = Buffer.alloc(0);
  child.onOutput((stream, chunk) => {
    streams[stream].write(chunk);
    if (stream === "stderr") tail = Buffer.concat([tail, chunk]).subarray(-keptBytes);
  });
  return {
    finish() {
      streams.stdout.end();
      streams.stderr.end();
    },
    complaint: () => tail.toString("utf8"),
  };
}

function openStream(
  stream: Stream,
  { masker, marker, onLines }: Parameters<typeof listenToContainer>[1],
): LineStream {
  const lines = {
    setup: lineStream(masker, (found) => onLines("setup", stream, found)),
    command: lineStream(masker, (found) => onLines("command", stream, found)),
  };
  if (marker === undefined) return lines.command;
  const phases = phaseStream(marker, (phase, chunk) => {
    // What setup printed last may have no line break.
    if (phase === "command") lines.setup.end();
    lines[phase].write(chunk);
  });
  return {
    write: (chunk) => phases.write(chunk),
    end() {
      phases.end();
      lines.setup.end();
      lines.command.end();
    },
  };
}
