import { posix } from "node:path";

interface Rule {
  readonly brings: boolean;
  readonly pattern: RegExp;
}

/** What a `.dockerignore` says of the paths of a context. */
export interface Dockerignore {
  /** Whether every Docker leaves this path out; what lies in it may still be brought back. */
  ignores(path: string): boolean;
  /** False: nothing that this text brings back can lie in the folder, so that nobody need look. */
  mayBringBelow(folder: string): boolean;
  /** The text has a `!` for this name, at whatever depth. */
  bringsName(name: string): boolean;
}

/**
 * Reads the text as Docker does: the last line that fits a path or a folder around it decides. Where Docker's builders differ, a
 * path is left out only if they all leave it out: an image must not depend on a file that nobody looked at.
 * Written for this, since the package that there is takes `(`, `+` and `{` in a name for syntax.
 */
export function parseDockerignore(text: string): Dockerignore {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const brought = lines.filter((line) => line.startsWith("!")).map((line) => cleaned(line.slice(1)));
  const rules = lines.map(rule).filter((each) => each !== undefined);
  return {
    ignores: (path) => ignoresByLast(rules, path) && ignoresDownwards(rules, path),
    mayBringBelow: (folder) => brought.some((pattern) => mayLieBelow(pattern, folder)),
    bringsName: (name) => brought.some((pattern) => pattern.split("/").includes(name)),
  };
}

function rule(line: string): Rule | undefined {
  const brings = line.startsWith("!");
  const pattern = cleaned(brings ? line.slice(1) : line);
  return pattern === "" ? undefined : { brings, pattern: compile(pattern, brings) };
}

/** A leading slash is the context itself; `a/../b` is `b`. */
function cleaned(pattern: string): string {
  const trimmed = pattern.trim();
  return trimmed === ""
    ? ""
    : posix
        .normalize(trimmed)
        .replace(/(?<=.)\/$/, "")
        .replace(/^\/(?=.)/, "");
}

function ignoresByLast(rules: readonly Rule[], path: string): boolean {
  const around = [path, ...parents(path)];
  const last = rules.findLast(({ pattern }) => around.some((each) => pattern.test(each)));
  return last !== undefined && !last.brings;
}

/** BuildKit carries what fits a folder down to all in it, but does not ask a line that would change nothing for the folder. */
function ignoresDownwards(rules: readonly Rule[], path: string): boolean {
  let fitting = rules.map(() => false);
  let isIgnored = false;
  for (const each of [path, ...parents(path)].reverse()) {
    isIgnored = false;
    const above = fitting;
    fitting = rules.map(({ brings, pattern }, at) => {
      const fits = above[at] === true || (brings === isIgnored && pattern.test(each));
      if (fits) isIgnored = !brings;
      return fits;
    });
  }
  return isIgnored;
}

function parents(path: string): readonly string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    found.push(path.slice(0, end));
  return found;
}

/** Only names without wildcards are compared: a look too many costs time, one too few a file. */
function mayLieBelow(pattern: string, folder: string): boolean {
  const names = folder.split("/");
  const fits = (part: string, at: number): boolean =>
    at >= names.length || /[*?[\\]/.test(part) || part === names[at];
  return pattern.includes("**") || pattern.split("/").every(fits);
}

/** `**` is any number of folders, `*` and `?` stay inside a name, `[a-z]` and `\` are Go's. */
function compile(pattern: string, brings: boolean): RegExp {
  const tokens = pattern.matchAll(/\*\*\/?|\*|\?|\\[\s\S]|\[\^?[^\]]*\]|[\s\S]/gu);
  const parts = [...tokens].map(([token], at, all) => translated(token, at === all.length - 1));
  // `**b` at the start is, to newer ones, all that ends in b.
  if (brings && /^\*\*[^/]/.test(pattern)) parts[0] = ".*";
  const source = parts.join("");
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    // Such as [z-a]: Docker refuses it in its own words.
    return /(?!)/;
  }
}

function translated(token: string, isLast: boolean): string {
  if (token.startsWith("**")) return isLast ? ".*" : "(?:.*/)?";
  if (token === "*") return "[^/]*";
  if (token === "?") return "[^/]";
  if (token.length > 1 && token.startsWith("[")) return token;
  // Docker takes `\a` for a control character and `\d` for a digit, which nobody means and few names fit.
  if (/^\\[A-Za-z0-9]$/.test(token)) return "(?!)";
  return literal(token.length > 1 && token.startsWith("\\") ? token.slice(1) : token);
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
