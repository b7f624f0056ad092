/** A text that diagnostics point into. `path` is what the user typed or what we would show, never resolved. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Half-open span of UTF-16 offsets into `SourceFile.text`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Location {
  readonly file: SourceFile;
  readonly range: Range;
}

/** Both count from 1; a column counts UTF-16 units, as editors and GitHub's annotations do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function startsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known) return known;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at !== -1; at = file.text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  lineStarts.set(file, starts);
  return starts;
}

/** Offset → line and column, by binary search over line starts that are computed once a file. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

/** The text of a 1-based line, without its line break. */
export function lineAt(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  const start = starts[line - 1] ?? file.text.length;
  const end = starts[line] ?? file.text.length;
  return file.text.slice(start, end).replace(/\r?\n$/, "");
}
