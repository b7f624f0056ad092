import { pieces } from "./shell-expansion.ts";
import type { ShellReader } from "./shell-reader.ts";
import type { Word } from "./shell-word.ts";

// Some commands of the shell take an argument for code, for a name to assign to, or for arithmetic, however it is
// quoted: in bash a value such as `a[$(reboot)]` is run by `read`, `test -v` and `[[ … -eq … ]]` alike.
const evaluating = new Set(
  "alias compgen complete eval getopts let mapfile read readarray trap unset wait".split(" "),
);
const declaring = new Set("declare export local readonly typeset".split(" "));
const prefixes = new Set(["command", "builtin"]);

const { hole, expansion, quoted } = pieces;
const assignment = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;
const openName = new RegExp(`^[\\w${quoted}${expansion}]*${hole}[\\w${hole}${quoted}${expansion}]*\\+?=`);
// Bash calculates what is assigned to the first ones, and shells run or expand the others later.
const special =
  /^(?:RANDOM|SRANDOM|SECONDS|LINENO|HISTCMD|OPTIND|BASHPID|EPOCH\w*|PS[0-4]|PROMPT_COMMAND|ENV|BASH_ENV)$/;

export const isAssignment = ({ shape }: Word): boolean => assignment.test(shape);

/** Refuses expressions where this command would make more of a value than an argument. */
export function judgeCommand(reader: ShellReader, words: readonly Word[]): void {
  const first = words.findIndex((word) => !isAssignment(word));
  const prefix = first === -1 ? words : words.slice(0, first);
  for (const word of prefix) judgeAssignment(reader, word, true);
  const rest = first === -1 ? [] : withoutPrefixes(words.slice(first));
  const [command, ...args] = rest;
  if (!command) return;
  if (openName.test(command.shape)) reader.refuse(command.start, command.end, "name");
  judgeBuiltin(reader, command.rest, args);
  // `$SUDO eval …`: where the first word is empty it is the next one that runs.
  const [next, ...others] = command.rest === "" ? withoutPrefixes(args) : [];
  if (next) judgeBuiltin(reader, next.rest, others);
}

function withoutPrefixes(words: readonly Word[]): readonly Word[] {
  if (!prefixes.has(words[0]?.rest ?? "")) return words;
  const rest = words.slice(1);
  const first = rest.findIndex(({ shape }) => !shape.startsWith("-"));
  return first === -1 ? [] : withoutPrefixes(rest.slice(first));
}

function judgeBuiltin(reader: ShellReader, name: string, args: readonly Word[]): void {
  if (evaluating.has(name)) refuseWords(reader, args, "evaluated");
  else if (declaring.has(name)) judgeDeclaration(reader, name, args);
  else if (name === "printf") judgePrintf(reader, args);
  else if (name === "[" || name === "test") judgeTest(reader, args);
  if (["mapfile", "readarray", "read"].includes(name)) reader.declares.arrays = true;
  // From here on any word may stand for other text.
  if (name === "alias") reader.stop(reader.at, "unsure");
}

function refuseWords(
  reader: ShellReader,
  words: readonly Word[],
  reason: "evaluated" | "name" | "operator" | "format",
): void {
  for (const { start, end } of words) reader.refuse(start, end, reason);
}

/** Refuses a word whose value `name` is to have, where bash would calculate it. */
export function judgeAssigned(reader: ShellReader, name: string, { start, end }: Word): void {
  if (special.test(name)) reader.refuse(start, end, "attribute");
  reader.assignments.push({ start, end, reason: "attribute", when: "integers" });
}

function judgeAssignment(reader: ShellReader, word: Word, isPlain: boolean): void {
  const { start, end, shape } = word;
  judgeAssigned(reader, assignment.exec(shape)?.[1] ?? "", word);
  if (!isPlain) reader.assignments.push({ start, end, reason: "attribute", when: "arrays" });
}

function judgeDeclaration(reader: ShellReader, name: string, args: readonly Word[]): void {
  const flags = args.filter(({ shape }) => /^[-+]/.test(shape));
  const letters = flags.map(({ literal }) => literal ?? "i").join("");
  if (/[iaAn]/.test(letters)) {
    reader.declares.integers ||= /[in]/.test(letters);
    reader.declares.arrays ||= /[aA]/.test(letters);
    refuseWords(reader, args, "evaluated");
  }
  for (const word of args.filter((arg) => !flags.includes(arg))) {
    if (isAssignment(word)) judgeAssignment(reader, word, name === "export");
    else reader.refuse(word.start, word.end, "name");
  }
}

function judgePrintf(reader: ShellReader, args: readonly Word[]): void {
  const [format] = args;
  if (!format) return;
  if (format.literal === undefined ? format.shape.startsWith(hole) : format.literal.startsWith("-v")) {
    refuseWords(reader, format.literal === undefined ? [format] : args, "format");
  }
}

/** `[ A B ]` with a value `-v` for A evaluates B; behind a fixed word or before one it cannot be an operator. */
function judgeTest(reader: ShellReader, args: readonly Word[]): void {
  for (const [index, { shape, literal }] of args.entries()) {
    const next = args[index + 1];
    const isOperator =
      literal === undefined ? /^-?./.test(shape) && startsOpen(shape) : /^-[vR]$/.test(literal);
    if (isOperator && next && next.literal === undefined) {
      refuseWords(reader, literal === undefined ? [args[index] as Word] : [next], "operator");
    }
  }
}

const startsOpen = (shape: string): boolean => shape.replace(/^-/, "").startsWith(hole);
