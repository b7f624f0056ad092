import { checkGlob, type GlobFault } from "./glob-syntax.ts";
import type { Input } from "./pipeline.ts";
import { err, ok, type Result } from "./result.ts";

/** What is wrong with one path; `span` are offsets into its text, the whole of it when missing. */
export interface PathFault {
  readonly code:
    | "invalid-path"
    | "invalid-glob"
    | "path-escapes"
    | "glob-in-output"
    | "artifact-name"
    | "state-directory";
  readonly message: string;
  readonly hint: string;
  readonly span?: { readonly start: number; readonly end: number };
}

/** S3 keys and macOS paths end here (UTF-8 bytes), so longer ones would work on some machines only. */
const maxPathBytes = 1_024;
const maxNameBytes = 255;

const inside = "Name a file or folder inside the pipeline file's folder";

/** A path, a glob or `!glob` of `inputs`; buckets have no text of their own. */
export function parseInput(text: string): Result<Input, PathFault> {
  if (text.startsWith("!")) {
    // Not checked for .git: taking away what is never there is harmless, and `!.git/` is a habit.
    const pattern = parseGlob(text.slice(1));
    return pattern.ok ? ok({ kind: "exclude", pattern: pattern.value }) : err(shift(pattern.error, 1));
  }
  if (isGlob(text)) {
    const pattern = parseGlob(text);
    if (!pattern.ok) return pattern;
    const fault = checkReserved(text, pattern.value);
    return fault ? err(fault) : ok({ kind: "glob", pattern: pattern.value });
  }
  const path = parsePath(text);
  return path.ok ? ok({ kind: "path", path: path.value, isDirectory: isFolder(text) }) : path;
}

/** A path of `outputs`, `metrics` or `plots`: no glob, not the whole folder, and a name that GitHub's artifacts take. */
export function parseOutput(
  text: string,
): Result<{ readonly path: string; readonly isDirectory: boolean }, PathFault> {
  const path = parseInner(text, "an output");
  if (!path.ok) return path;
  const span = find(text, /[":<>|]/);
  if (span) {
    const hint = 'Choose a name without " : < > | * ? and \\';
    return err({
      code: "artifact-name",
      message: `no artifact may hold ${text.slice(span.start, span.end)} in its name`,
      hint,
      span,
    });
  }
  return ok({ path: path.value, isDirectory: isFolder(text) });
}

/** A folder that a step works in or builds from; `.` is the pipeline file's own. */
export function parseDirectory(text: string): Result<string, PathFault> {
  const wildcard = find(text, wildcards);
  const path = parsePath(text);
  if (!path.ok || !wildcard) return path;
  const message = "only inputs may be globs";
  return err({ code: "invalid-path", message, hint: "Name one folder", span: wildcard });
}

/** A folder that is emptied and filled again, so never the pipeline file's own. */
export const parseCheckpoint = (text: string): Result<string, PathFault> => parseInner(text, "a checkpoint");

function parseInner(text: string, noun: string): Result<string, PathFault> {
  const path = parsePath(text);
  if (!path.ok) return path;
  if (path.value === ".") {
    const message = `${noun} cannot be the pipeline file's whole folder`;
    return err({ code: "invalid-path", message, hint: inside });
  }
  const span = find(text, wildcards);
  if (!span) return path;
  const hint = "Name the file, or the folder that holds the files with a trailing /";
  return err({ code: "glob-in-output", message: `${noun} cannot be a glob`, hint, span });
}

const wildcards = /[*?[{]/;
const isGlob = (text: string): boolean => wildcards.test(text);
const isFolder = (text: string): boolean => /(^|\/)\.{0,2}$/.test(text);

function parsePath(text: string): Result<string, PathFault> {
  const wrong = checkText(text);
  if (wrong) return err(wrong);
  const path = normalise(text);
  const fault = path.ok ? checkReserved(text, path.value) : undefined;
  return fault ? err(fault) : path;
}

function parseGlob(text: string): Result<string, PathFault> {
  const fault = checkText(text);
  if (fault) return err(fault);
  const wrong = checkGlob(text);
  if (wrong) return err(invalidGlob(wrong));
  const path = normalise(text);
  if (!path.ok) return path;
  return ok(text.endsWith("/") ? `${path.value}/` : path.value);
}

const invalidGlob = (fault: GlobFault): PathFault => ({ code: "invalid-glob", ...fault });

/** What no path may be, wherever it stands. */
function checkText(text: string): PathFault | undefined {
  if (text.trim() === "") return { code: "invalid-path", message: "the path is empty", hint: inside };
  if (!text.isWellFormed()) {
    return { code: "invalid-path", message: "the path is not valid Unicode", hint: "Rename the file" };
  }
  return checkCharacters(text) ?? checkStart(text) ?? checkBackslash(text) ?? checkLength(text);
}

function checkCharacters(text: string): PathFault | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const span = find(text, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  if (!span) return undefined;
  const code = text.charCodeAt(span.start).toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "invalid-path",
    message: `the path holds the control character U+${code}`,
    hint: "Remove it",
    span,
  };
}

function checkStart(text: string): PathFault | undefined {
  const uri = find(text, /^[A-Za-z][A-Za-z0-9+.-]+:\/\//);
  if (uri) {
    const hint = `Write {from: "${text}", path: data/} to say where it lies for the step`;
    return { code: "invalid-path", message: "a URI is not a path", hint, span: uri };
  }
  const absolute = find(text, /^([A-Za-z]:)?[\\/]|^[A-Za-z]:$/);
  if (absolute) {
    const hint = "Write it relative to the pipeline file's folder";
    return { code: "path-escapes", message: "the path is absolute", hint, span: absolute };
  }
  if (!text.startsWith("~")) return undefined;
  const hint = `Write it relative to the pipeline file's folder, or ./${text} where ~ is part of the name`;
  return { code: "path-escapes", message: "~ is a home directory", hint, span: { start: 0, end: 1 } };
}

function checkBackslash(text: string): PathFault | undefined {
  const span = find(text, /\\/);
  if (!span) return undefined;
  const hint = `Write ${text.replaceAll("\\", "/")}`;
  return { code: "invalid-path", message: "the path holds a backslash", hint, span };
}

function checkLength(text: string): PathFault | undefined {
  if (Buffer.byteLength(text) > maxPathBytes) {
    return {
      code: "invalid-path",
      message: `the path is longer than ${maxPathBytes} bytes`,
      hint: "Shorten it",
    };
  }
  const name = isGlob(text)
    ? undefined
    : text.split("/").find((each) => Buffer.byteLength(each) > maxNameBytes);
  if (name === undefined) return undefined;
  const start = text.indexOf(name);
  const span = { start, end: start + name.length };
  return {
    code: "invalid-path",
    message: `a name is longer than ${maxNameBytes} bytes`,
    hint: "Shorten it",
    span,
  };
}

/** `./a//b/../c/` → `a/c`; the folder itself is `.`. */
function normalise(text: string): Result<string, PathFault> {
  const names: string[] = [];
  for (const name of text.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") {
      names.push(name);
      continue;
    }
    const parent = names.pop();
    if (parent === undefined) return err(escapes(text));
    if (isGlob(parent)) return err(parentOfGlob(text));
  }
  return ok(names.join("/") || ".");
}

const parentName = /(?<=^|\/)\.\.(?=\/|$)/;

const escapes = (text: string): PathFault => ({
  code: "path-escapes",
  message: "the path leaves the pipeline file's folder",
  hint: inside,
  ...spanOf(text, parentName),
});

const parentOfGlob = (text: string): PathFault => ({
  code: "invalid-glob",
  message: ".. cannot follow a wildcard",
  hint: "Write the path without it",
  ...spanOf(text, parentName),
});

function checkReserved(text: string, path: string): PathFault | undefined {
  const name = path.split("/").find((each) => /^\.(git|stepops)$/i.test(each));
  if (name === undefined) return undefined;
  const start = text.indexOf(name);
  const span = { start, end: start + name.length };
  const hint = "Use another folder";
  return name.toLowerCase() === ".git"
    ? { code: "invalid-path", message: ".git belongs to git and may hold credentials", hint, span }
    : { code: "state-directory", message: ".stepops belongs to stepops itself", hint, span };
}

function find(text: string, pattern: RegExp): (PathFault["span"] & {}) | undefined {
  const found = pattern.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

function spanOf(text: string, pattern: RegExp): Pick<PathFault, "span"> {
  const span = find(text, pattern);
  return span ? { span } : {};
}

const shift = (fault: PathFault, by: number): PathFault =>
  fault.span ? { ...fault, span: { start: fault.span.start + by, end: fault.span.end + by } } : fault;

/** Order of code points, which is also that of UTF-8 bytes and of git; `<` on strings puts emoji before U+FB01. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Moves surrogates behind the rest of the plane that they would otherwise cut in two. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
