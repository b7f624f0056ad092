import { CST, Lexer, Parser } from "yaml";
import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { SourceFile } from "./source.ts";
import { shorten } from "./wording.ts";

/** Levels of lists and mappings. The composer recurses, and some 800 levels overflow its stack. */
export const deepest = 100;

/**
 * The tokens of a file, up to the point where it nests too deeply. Tags and `%` lines are complained about and
 * disarmed: `%YAML 1.1` would make `yes` a boolean. `complain` gets what is found on the way.
 */
export function* tokens(file: SourceFile, complain: (found: Diagnostic) => void): Generator<CST.Token, void> {
  const parser = new Parser();
  let isContent = false;
  for (const lexeme of new Lexer().lex(file.text)) {
    const range = { start: parser.offset, end: parser.offset + lexeme.length };
    const seen = isContent ? lexeme : inspect(lexeme, { file, range }, complain);
    isContent = lexeme === CST.SCALAR;
    yield* parser.next(seen);
    if (parser.stack.length > deepest) {
      complain(tooDeep(file, range.start));
      return;
    }
  }
  yield* parser.end();
}

function inspect(
  lexeme: string,
  location: Diagnostic["location"],
  complain: (found: Diagnostic) => void,
): string {
  if (lexeme.startsWith("!")) complain(tagged(lexeme, location));
  if (!lexeme.startsWith("%") || /^%YAML\s+1\.2\s*(?:#.*)?$/.test(lexeme)) return lexeme;
  complain(directive(lexeme, location));
  // A comment of the same length: what follows keeps its place.
  return `#${lexeme.slice(1)}`;
}

const tagged = (tag: string, location: Diagnostic["location"]): Diagnostic =>
  diagnostic("yaml-tag", {
    message: `${shorten(tag)} is a YAML tag, and tags are not used here`,
    location,
    hint: tag.startsWith("!!")
      ? "Remove the tag; write a text in quotes where its type matters"
      : `Remove the tag, or put a text that starts with ! in quotes, such as "${shorten(tag)}"`,
  });

function directive(line: string, location: Diagnostic["location"]): Diagnostic {
  const [name = ""] = line.split(/\s/, 1);
  const [code, message] =
    name === "%YAML"
      ? (["yaml-version", "A pipeline is YAML 1.2"] as const)
      : name === "%TAG"
        ? (["yaml-tag", "YAML tags are not used here"] as const)
        : (["yaml-syntax", `There is no YAML directive "${shorten(name)}"`] as const);
  return diagnostic(code, { message, location, hint: "Remove this line" });
}

const tooDeep = (file: SourceFile, at: number): Diagnostic =>
  diagnostic("yaml-nesting", {
    message: `Lists and mappings are nested more than ${deepest} levels deep`,
    location: { file, range: { start: at, end: at + 1 } },
    hint: "Flatten the file; no part of a pipeline needs more than a dozen levels",
  });
