/** Bytes that are looked at together: few enough to find most holes, many enough to cost nothing. */
const block = 64 * 1024;

/** The stretches of some bytes that hold more than zeros. What lies between them need not be written to a new file. */
export function* dataRuns(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  let start: number | undefined;
  for (let at = 0; at < bytes.length; at += block) {
    if (!isZero(bytes, at, Math.min(at + block, bytes.length))) {
      start ??= at;
      continue;
    }
    if (start !== undefined) yield [start, at];
    start = undefined;
  }
  if (start !== undefined) yield [start, bytes.length];
}

/** A stretch that starts with zero and equals itself moved by one byte is zero throughout; comparing is much faster than looking. */
const isZero = (bytes: Uint8Array, start: number, end: number): boolean =>
  bytes[start] === 0 &&
  bytes[end - 1] === 0 &&
  Buffer.compare(bytes.subarray(start, end - 1), bytes.subarray(start + 1, end)) === 0;
