/** Bytes of one message, with its line feed. */
export const longestLine = 16 * 1024 * 1024;

const lineFeed = 10;

/**
 * Splits bytes at line feeds. It keeps at most one line of `longestLine` bytes; `onTooLong` is called once when more come
 * without a line feed, and all that follows is dropped.
 */
export function splitLines(onLine: (line: Buffer) => void, onTooLong: () => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let size = 0;
  let isOver = false;

  /** False where the line has become too long. */
  function keep(part: Buffer): boolean {
    size += part.length;
    if (size >= longestLine) {
      isOver = true;
      parts = [];
      onTooLong();
      return false;
    }
    parts.push(part);
    return true;
  }

  return (chunk) => {
    let from = 0;
    while (!isOver) {
      const end = chunk.indexOf(lineFeed, from);
      if (end === -1) break;
      if (!keep(chunk.subarray(from, end))) return;
      const line = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      parts = [];
      size = 0;
      from = end + 1;
      onLine(line);
    }
    // A copy: a small rest would keep the whole chunk alive.
    if (!isOver && from < chunk.length) keep(Buffer.from(chunk.subarray(from)));
  };
}
