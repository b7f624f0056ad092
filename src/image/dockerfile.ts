/** A Dockerfile as its instructions; what is wrong with it is for the builder to say. */
export interface Dockerfile {
  /** The image that `# syntax=` names, which reads the rest. */
  readonly frontend?: string;
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** What follows it, continued lines joined, without comments and here-documents. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Splits the text into instructions as Docker does: by lines, continued ones joined, here-documents left alone. */
export function readDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const { directives, count } = readDirectives(lines);
  const escaping = directives.get("escape") === "`" ? "`" : "\\";
  const frontend = directives.get("syntax");
  const instructions: Instruction[] = [];
  for (let at = count; at < lines.length; ) {
    const { instruction, next } = readInstruction(lines, at, escaping);
    if (instruction) instructions.push(instruction);
    at = next;
  }
  return { ...(frontend !== undefined && { frontend }), instructions };
}

/** Where the legacy builder's "Step N/M" stands; undefined where it added the instruction itself. */
export const lineOfInstruction = ({ instructions }: Dockerfile, step: number): number | undefined =>
  instructions[step - 1]?.line;

/** Where an instruction stands that a builder quotes, with its blanks as it likes. */
export function lineOfText({ instructions }: Dockerfile, quoted: string): number | undefined {
  const wanted = squeezed(quoted);
  return instructions.find(({ keyword, text }) => squeezed(`${keyword} ${text}`) === wanted)?.line;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** They end at the first line that is none, be it a comment or empty. */
function readDirectives(lines: readonly string[]): {
  readonly directives: ReadonlyMap<string, string>;
  readonly count: number;
} {
  const directives = new Map<string, string>();
  for (const [count, line] of lines.entries()) {
    const [, name, value] = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return { directives, count };
    directives.set(name.toLowerCase(), value);
  }
  return { directives, count: lines.length };
}

interface Read {
  readonly instruction?: Instruction;
  /** Index of the line after it. */
  readonly next: number;
}

const isComment = (line: string): boolean => /^\s*#/.test(line);
const isBlank = (line: string): boolean => line.trim() === "";

function readInstruction(lines: readonly string[], start: number, escaping: string): Read {
  const first = lines[start] ?? "";
  if (isComment(first) || isBlank(first)) return { next: start + 1 };
  const { text, next } = joinLines(lines, start, escaping);
  const [, keyword = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const instruction = { keyword: keyword.toUpperCase(), text: rest.trim(), line: start + 1 };
  return { instruction, next: afterHereDocuments(lines, next, instruction) };
}

function joinLines(
  lines: readonly string[],
  start: number,
  escaping: string,
): { text: string; next: number } {
  const continued = escaping === "`" ? /(?<!`)`[ \t]*$/ : /(?<!\\)\\[ \t]*$/;
  let text = "";
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    // Between continued lines both are passed over, though Docker warns of the empty ones.
    if (at > start && (isComment(line) || isBlank(line))) continue;
    text += line.replace(continued, "");
    if (!continued.test(line)) return { text, next: at + 1 };
  }
  return { text, next: lines.length };
}

/** Their lines are a script's or a file's: a Python `from` in one is no FROM. */
function afterHereDocuments(lines: readonly string[], start: number, instruction: Instruction): number {
  let next = start;
  for (const { name, stripsTabs } of hereDocuments(instruction)) {
    const isEnd = (line: string): boolean => (stripsTabs ? line.replace(/^\t+/, "") : line) === name;
    const end = lines.findIndex((line, at) => at >= next && isEnd(line));
    if (end === -1) return lines.length;
    next = end + 1;
  }
  return next;
}

/** Words as a shell parts them, quotes and escapes left in: `"a b"` is one. */
export const words = (text: string): readonly string[] =>
  [...text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|["'])+/g)].map(([each]) => each);

function hereDocuments({ keyword, text }: Instruction): readonly { name: string; stripsTabs: boolean }[] {
  const subject = keyword === "ONBUILD" ? text : `${keyword} ${text}`;
  if (!/^(ADD|COPY|RUN)\s/i.test(subject)) return [];
  // `echo "<<EOF"` is one word, which begins none.
  return words(subject).flatMap((each) => {
    const [, dash, name = ""] = /^\d*<<(-?)([^<]+)$/.exec(each) ?? [];
    return dash === undefined ? [] : [{ name: name.replaceAll(/["'\\]/g, ""), stripsTabs: dash === "-" }];
  });
}
