import { readClass } from "./glob-segment.ts";
import { err, ok, type Result } from "./result.ts";

/** What is wrong with a glob; `span` are offsets into its text. */
export interface GlobFault {
  readonly message: string;
  readonly hint: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** What the braces of one glob may stand for: each alternative is matched on its own. */
const maxAlternatives = 64;

interface Reader {
  readonly text: string;
  at: number;
}

/** `src/{a,b}/*.py` → both globs, in the order written. Braces nest; a lone `}` stands for itself. */
export function expandBraces(text: string): Result<readonly string[], GlobFault> {
  return readSequence({ text, at: 0 }, false);
}

function readSequence(reader: Reader, nested: boolean): Result<readonly string[], GlobFault> {
  const { text } = reader;
  let results: readonly string[] = [""];
  while (reader.at < text.length && !(nested && /[,}]/.test(text[reader.at] as string))) {
    const piece = text[reader.at] === "{" ? readGroup(reader) : ok([readPlain(reader, nested)]);
    if (!piece.ok) return piece;
    results = results.flatMap((head) => piece.value.map((tail) => head + tail));
    if (results.length > maxAlternatives) return err(tooMany(text));
  }
  return ok(results);
}

/** Up to the next brace (or comma inside of one); a class hides what it holds. */
function readPlain(reader: Reader, nested: boolean): string {
  const { text, at: start } = reader;
  while (reader.at < text.length) {
    const character = text[reader.at] as string;
    if (character === "{" || (nested && (character === "," || character === "}"))) break;
    reader.at = (character === "[" ? readClass(text, reader.at)?.end : undefined) ?? reader.at + 1;
  }
  return text.slice(start, reader.at);
}

function readGroup(reader: Reader): Result<readonly string[], GlobFault> {
  const { text, at: start } = reader;
  const alternatives: string[] = [];
  let commas = 0;
  for (;;) {
    reader.at++;
    const found = readSequence(reader, true);
    if (!found.ok) return found;
    alternatives.push(...found.value);
    if (alternatives.length > maxAlternatives) return err(tooMany(text));
    const stop = text[reader.at];
    if (stop === undefined) return err(unclosed("{", start));
    if (stop === "}") break;
    commas++;
  }
  reader.at++;
  if (commas > 0) return ok(alternatives);
  const hint = "List at least two alternatives, such as {a,b}, or write [{] for the character itself";
  return err({ message: "the braces hold only one alternative", hint, span: { start, end: reader.at } });
}

const tooMany = (text: string): GlobFault => ({
  message: `the braces stand for more than ${maxAlternatives} globs`,
  hint: "Write several entries, or use a *",
  span: { start: 0, end: text.length },
});

const unclosed = (bracket: "{" | "[", start: number): GlobFault => ({
  message: `nothing closes the ${bracket}`,
  hint: `Close it with ${bracket === "{" ? "}" : "]"}, or write [${bracket}] for the character itself`,
  span: { start, end: start + 1 },
});

/** The first fault in a glob's text: what matching would read as something other than what was meant. */
export function checkGlob(text: string): GlobFault | undefined {
  const extended = /[@+!*?]\(/.exec(text);
  if (extended) {
    const span = { start: extended.index, end: extended.index + 2 };
    return { message: `${extended[0]}…) is not supported`, hint: "Use braces, such as {a,b}", span };
  }
  const expanded = expandBraces(text);
  if (!expanded.ok) return expanded.error;
  return checkClasses(text) ?? expanded.value.map((each) => checkAlternative(each, text)).find(Boolean);
}

function checkClasses(text: string): GlobFault | undefined {
  for (let at = text.indexOf("["); at !== -1; ) {
    const found = readClass(text, at);
    const end = found?.end ?? text.length;
    const span = { start: at, end };
    if (!found || text.slice(at, end).includes("/")) return unclosed("[", at);
    if (/^\[[!^]?\[[:.=]/.test(text.slice(at, end))) {
      return {
        message: "named classes are not supported",
        hint: "Write the characters, such as [a-z0-9]",
        span,
      };
    }
    if (found.ranges.some(([low, high]) => low > high)) {
      return {
        message: "a range runs backwards, so it matches nothing",
        hint: "Write the smaller end first",
        span,
      };
    }
    at = text.indexOf("[", end);
  }
  return undefined;
}

/** Spans lead back to the whole glob where braces hide which part of it is meant. */
function checkAlternative(alternative: string, text: string): GlobFault | undefined {
  const locate = (start: number, length: number): GlobFault["span"] =>
    alternative === text ? { start, end: start + length } : { start: 0, end: text.length };
  const star = /[^/]\*\*|\*\*[^/]/.exec(
    alternative.replace(/\[[!^]?\]?[^\]/]*\]/g, (found) => "c".repeat(found.length)),
  );
  if (star) {
    const hint = "Write **/ for folders of any depth and * for names, such as **/*.py";
    return { message: "** is more than a folder here", hint, span: locate(star.index, star[0].length) };
  }
  const hint = "Write the path without it";
  if (alternative === text) return undefined;
  if (alternative.startsWith("/")) return { message: "an alternative is absolute", hint, span: locate(0, 0) };
  const dots = alternative.split("/").includes("..");
  return dots ? { message: ".. cannot stand inside braces", hint, span: locate(0, 0) } : undefined;
}
