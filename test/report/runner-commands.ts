/*
 * How the runner finds commands in a line (its ActionCommand), with the comparison as a parameter: .NET compares strings by
 * culture, where ignorable characters count as nothing, and may one day compare them code unit by code unit.
 */

export type Comparison = "ordinal" | "culture";

const registered = new Set([
  "add-mask",
  "add-matcher",
  "debug",
  "endgroup",
  "error",
  "group",
  "notice",
  "save-state",
  "set-env",
  "set-output",
  "stop-commands",
  "warning",
]);
const ignorable = /^[\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]$/u;
// What Char.IsWhiteSpace says, one character at a time.
const space = /^[\t-\r\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]$/;

/** The lines that a .NET StreamReader makes of a text. */
export const runnerLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The command that the runner would act on, if any. */
export function commandIn(line: string, comparison: Comparison): string | undefined {
  return modern(line, comparison) ?? legacy(line, comparison);
}

function modern(line: string, comparison: Comparison): string | undefined {
  const message = trimStart(line);
  if (matchAt(message, "::", 0, comparison) === undefined) return undefined;
  const end = indexOf(message, "::", 2, comparison);
  if (end < 0) return undefined;
  return known(message.slice(2, end));
}

function legacy(line: string, comparison: Comparison): string | undefined {
  const start = indexOf(line, "##[", 0, comparison);
  if (start < 0) return undefined;
  const bracket = line.indexOf("]", start);
  return bracket < 0 ? undefined : known(line.slice(start + 3, bracket));
}

function known(info: string): string | undefined {
  const [name = ""] = info.split(" ");
  return registered.has(name.toLowerCase()) ? name : undefined;
}

function trimStart(line: string): string {
  let at = 0;
  while (at < line.length && space.test(line.charAt(at))) at += 1;
  return line.slice(at);
}

function indexOf(text: string, wanted: string, from: number, comparison: Comparison): number {
  if (comparison === "ordinal") return text.indexOf(wanted, from);
  for (let at = from; at < text.length; at++)
    if (matchAt(text, wanted, at, comparison) !== undefined) return at;
  return -1;
}

/** Where a match that begins at `at` ends. */
function matchAt(text: string, wanted: string, at: number, comparison: Comparison): number | undefined {
  let place = at;
  for (const character of wanted) {
    while (comparison === "culture" && ignorable.test(text.charAt(place))) place += 1;
    if (text.charAt(place) !== character) return undefined;
    place += 1;
  }
  return place;
}
