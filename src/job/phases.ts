export type Phase = "setup" | "command";

/**
 * Tells what setup printed from what the command prints, in one stream of bytes: the start script prints a line with the
 * marker between them, which is taken out. It may come in pieces, and behind a last line without a line break.
 */
export interface PhaseStream {
  write(chunk: Buffer): void;
  /** Hands on what might have become a marker. */
  end(): void;
}

export function phaseStream(marker: string, onChunk: (phase: Phase, chunk: Buffer) => void): PhaseStream {
  const line = Buffer.from(`${marker}\n`);
  let pending: Buffer = Buffer.alloc(0);
  let phase: Phase = "setup";

  const hand = (chunk: Buffer): void => {
    if (chunk.length > 0) onChunk(phase, chunk);
  };

  return {
    write(chunk) {
      if (phase === "command") return hand(chunk);
      const all = Buffer.concat([pending, chunk]);
      const at = all.indexOf(line);
      if (at >= 0) {
        hand(all.subarray(0, at));
        phase = "command";
        pending = Buffer.alloc(0);
        return hand(all.subarray(at + line.length));
      }
      // The marker may have begun at the very end.
      const kept = Math.min(all.length, line.length - 1);
      const open = all.subarray(all.length - kept);
      const begins = startOf(open, line);
      hand(all.subarray(0, all.length - begins));
      pending = all.subarray(all.length - begins);
    },
    end() {
      hand(pending);
      pending = Buffer.alloc(0);
    },
  };
}

/** Length of the longest end of `bytes` that `line` begins with. */
function startOf(bytes: Buffer, line: Buffer): number {
  for (let length = bytes.length; length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(line.subarray(0, length))) return length;
  }
  return 0;
}
