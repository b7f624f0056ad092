import { distance } from "fastest-levenshtein";

// Each comparison costs up to a microsecond, and a file may hold thousands of wrong names.
const mostNames = 1000;
const mostShown = 15;

/** The known name nearest to what was written, where it is near enough to be a slip of the pen. */
export function suggest(given: string, known: Iterable<string>): string | undefined {
  const names = Array.isArray(known) ? (known as readonly string[]) : [...known];
  if (names.length > mostNames) return undefined;
  const wanted = given.toLowerCase();
  const limit = Math.max(1, Math.floor(given.length / 3));
  const near = names.filter((name) => Math.abs(name.length - given.length) <= limit);
  const ranked = near.map((name) => [name, slips(wanted, name.toLowerCase())] as const);
  const [best] = ranked.toSorted((a, b) => a[1] - b[1]);
  return best && best[1] <= limit ? best[0] : undefined;
}

/** Edits from one word to another; two neighbours that changed places are one slip. */
function slips(given: string, name: string): number {
  const edits = distance(given, name);
  if (edits !== 2 || given.length !== name.length) return edits;
  const at = [...given].findIndex((char, index) => char !== name[index]);
  const isSwap = given[at] === name[at + 1] && given[at + 1] === name[at];
  return isSwap ? 1 : edits;
}

/** A hint for an unknown name: the nearest one, or a short list of those there are. */
export function suggestionHint(given: string, known: Iterable<string>, noun: string): string {
  const names = Array.isArray(known) ? (known as readonly string[]) : [...known];
  const near = suggest(given, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (names.length === 0) return `There are no ${noun}`;
  const shown = names.slice(0, mostShown).join(", ");
  return `Use one of the ${noun}: ${shown}${names.length > mostShown ? ", …" : ""}`;
}
