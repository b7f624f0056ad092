import { CST, Lexer, Parser } from "yaml";
import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { SourceFile } from "./source.ts";

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
    message: `YAML tags such as ${tag} are not used here`,
    location,
    hint: "Remove the tag; write a text in quotes where its type matters",
  });

function directive(line: string, location: Diagnostic["location"]): Diagnostic {
  if (line.startsWith("%TAG")) return tagged("%TAG", location);
  const isVersion = line.startsWith("%YAML");
  return diagnostic(isVersion ? "yaml-version" : "yaml-syntax", {
    message: isVersion ? "A pipeline is YAML 1.2" : `There is no YAML directive ${line.split(/\s/, 1)[0]}`,
    location,
    hint: "Remove this line",
  });
}

const tooDeep = (file: SourceFile, at: number): Diagnostic =>
  diagnostic("yaml-nesting", {
    message: `Lists and mappings are nested more than ${deepest} levels deep`,
    location: { file, range: { start: at, end: at + 1 } },
    hint: "Flatten the file; no part of a pipeline needs more than a dozen levels",
  });
