/** One name of a glob between slashes, compiled. */
export type Segment =
  | { readonly kind: "globstar" }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "pattern"; readonly tokens: readonly Token[] };

type Token =
  | { readonly kind: "star" }
  | { readonly kind: "any" }
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "class"; readonly negated: boolean; readonly ranges: readonly CodeRange[] };

/** Both ends belong to it; code points. */
type CodeRange = readonly [number, number];

export interface CharacterClass {
  readonly negated: boolean;
  readonly ranges: readonly CodeRange[];
  /** Offset behind the `]`. */
  readonly end: number;
}

const codeAt = (text: string, at: number): number => text.codePointAt(at) as number;
const widthOf = (code: number): number => (code > 0xffff ? 2 : 1);

/** Reads `[…]` at `start`; undefined when nothing closes it. A `]` right behind the opening stands for itself. */
export function readClass(text: string, start: number): CharacterClass | undefined {
  const negated = text[start + 1] === "!" || text[start + 1] === "^";
  const first = start + (negated ? 2 : 1);
  const ranges: CodeRange[] = [];
  let at = first;
  while (at < text.length) {
    if (text[at] === "]" && at > first) return { negated, ranges, end: at + 1 };
    const low = codeAt(text, at);
    at += widthOf(low);
    if (text[at] !== "-" || text[at + 1] === undefined || text[at + 1] === "]") {
      ranges.push([low, low]);
      continue;
    }
    const high = codeAt(text, at + 1);
    ranges.push([low, high]);
    at += 1 + widthOf(high);
  }
  return undefined;
}

/** Compiles one segment; total, so an unclosed `[` stands for itself and `**` beside other characters is a `*`. */
export function compileSegment(text: string): Segment {
  if (text === "**") return { kind: "globstar" };
  if (!/[*?[\\]/.test(text)) return { kind: "literal", text };
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) at = readToken(text, at, tokens);
  return { kind: "pattern", tokens };
}

function readToken(text: string, at: number, tokens: Token[]): number {
  const character = text[at];
  if (character === "*") {
    if (tokens.at(-1)?.kind !== "star") tokens.push({ kind: "star" });
    return at + 1;
  }
  if (character === "?") {
    tokens.push({ kind: "any" });
    return at + 1;
  }
  const found = character === "[" ? readClass(text, at) : undefined;
  if (found) {
    tokens.push({ kind: "class", negated: found.negated, ranges: found.ranges });
    return found.end;
  }
  const escaped = character === "\\" && at + 1 < text.length ? at + 1 : at;
  const code = codeAt(text, escaped);
  tokens.push({ kind: "character", code });
  return escaped + widthOf(code);
}

/**
 * Whether a name fits a segment. Only the last `*` is ever tried again, because an earlier one that takes more can
 * win nothing: at most name × tokens comparisons, where a regular expression may need exponentially many.
 */
export function matchSegment(segment: Segment, name: string): boolean {
  switch (segment.kind) {
    case "globstar":
      return true;
    case "literal":
      return segment.text === name;
    case "pattern":
      return matchTokens(segment.tokens, name);
    default:
      return segment satisfies never;
  }
}

function matchTokens(tokens: readonly Token[], name: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let retryAt = 0;
  while (at < name.length) {
    const current = tokens[token];
    const code = codeAt(name, at);
    if (current?.kind === "star") {
      star = token++;
      retryAt = at;
    } else if (current && matchToken(current, code)) {
      token++;
      at += widthOf(code);
    } else if (star !== -1) {
      retryAt += widthOf(codeAt(name, retryAt));
      at = retryAt;
      token = star + 1;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}

function matchToken(token: Token, code: number): boolean {
  switch (token.kind) {
    case "star":
    case "any":
      return true;
    case "character":
      return token.code === code;
    case "class":
      return token.ranges.some(([low, high]) => code >= low && code <= high) !== token.negated;
    default:
      return token satisfies never;
  }
}
