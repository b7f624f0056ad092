import { StringDecoder } from "node:string_decoder";
import type { Masker } from "./mask.ts";

/** Characters of a line that are kept at once; a longer line is passed on in pieces. */
export const longestPiece = 64 * 1024;

/** Takes the bytes of one stream as they come, and hands on masked lines. */
export interface LineStream {
  write(chunk: Buffer): void;
  /** Hands on what is left of a last line without a line break. */
  end(): void;
}

/**
 * Splits at `\n` only, so a progress bar's carriage returns stay inside their line. It never keeps more than one piece
 * and one secret's length; a secret that lies across two chunks or two pieces is masked all the same.
 */
export function lineStream(masker: Masker, onLines: (lines: readonly string[]) => void): LineStream {
  const decoder = new StringDecoder("utf8");
  let pending = "";
  /** First characters of `pending` that belong to a secret whose replacement was handed on with the piece before. */
  let covered = 0;

  function takeLines(text: string): string[] {
    const end = text.lastIndexOf("\n");
    if (end === -1) {
      pending += text;
      return [];
    }
    const whole = masker.mask(pending + text.slice(0, end), covered);
    pending = text.slice(end + 1);
    covered = 0;
    return whole.split("\n").flatMap(inPieces);
  }

  /** A secret that begins before the cut is wholly in `pending`, which is a secret's length longer than the piece. */
  function takePiece(): string[] {
    const at = wholeCharacters(pending, longestPiece);
    const across = masker.spans(pending).find(([start, end]) => start < at && at < end);
    const end = Math.max(across?.[1] ?? at, covered);
    const piece = masker.mask(pending.slice(0, end), covered);
    pending = pending.slice(at);
    covered = end - at;
    return piece === "" ? [] : [piece];
  }

  function take(text: string): void {
    const lines = takeLines(text);
    while (pending.length > longestPiece + masker.longest) lines.push(...takePiece());
    if (lines.length > 0) onLines(lines);
  }

  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      const rest = masker.mask(pending, covered);
      pending = "";
      covered = 0;
      if (rest !== "") onLines(inPieces(rest));
    },
  };
}

function inPieces(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > longestPiece) {
    const at = wholeCharacters(rest, longestPiece);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}

/** Where to cut: not between the two halves of a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}
