import type { Mapping } from "./draft.ts";
import type { Expression, ExpressionFault, Scope } from "./expression.ts";
import { opening, readHole } from "./expression-hole.ts";
import { err, ok, type Result } from "./result.ts";
import { readCommands } from "./shell-command.ts";
import { type Refusal, type ScriptHole, type Shell, ShellReader } from "./shell-reader.ts";
import { type Reason, refusals } from "./shell-refusal.ts";
import { parseHole } from "./template.ts";

/** A script whose expressions have become references to the variables that `bindings` names. */
export interface BoundScript {
  readonly text: string;
  readonly bindings: Mapping<Expression>;
}

/**
 * Puts `"${STEPOPS_EXPR_1}"` or `${STEPOPS_EXPR_1}` in the place of each `${{ }}`, so that no value is ever syntax of the
 * step's shell; the same expression is the same variable. Where that cannot be certain it is a fault. What a command
 * makes of its arguments is its own affair: `sh -c "echo ${{ … }}"` hands the value to another shell as code.
 */
export function bindScript(
  script: string,
  shell: Shell,
  scope: Scope,
): Result<BoundScript, ExpressionFault[]> {
  if (!script.includes(opening)) return ok({ text: script, bindings: {} });
  const { holes, refused, unclosed } = readScript(script, shell);
  const faults = unclosed ? [unclosed] : [];
  const names = new Map<string, string>();
  const bindings: Record<string, Expression> = {};
  const reasons = reasonsOf(holes, refused);
  for (const hole of holes) {
    const reason = reasons.get(hole);
    if (reason) faults.push(quotingFault(hole, reason));
    const parsed = parseHole(script, hole, scope);
    if (!parsed.ok) faults.push(...parsed.error);
    else if (!names.has(parsed.value.source)) {
      const name = `STEPOPS_EXPR_${names.size + 1}`;
      names.set(parsed.value.source, name);
      bindings[name] = parsed.value;
    }
  }
  if (faults.length > 0) return err(faults.toSorted((a, b) => a.span.start - b.span.start));
  return ok({ text: replaceHoles(script, holes, names), bindings });
}

interface ReadScript {
  readonly holes: readonly ScriptHole[];
  readonly refused: readonly Refusal[];
  readonly unclosed?: ExpressionFault;
}

function readScript(script: string, shell: Shell): ReadScript {
  const reader = new ShellReader(script, shell, readCommands);
  readCommands(reader, "nothing");
  const { stopped, declares } = reader;
  const refused = [
    ...reader.refusals,
    ...reader.assignments.filter(({ when }) => declares[when]),
    ...(stopped ? [stopped] : []),
  ];
  const found = reader.holes.toSorted((a, b) => a.start - b.start);
  const certain = found.filter(({ start }) => start < (stopped?.start ?? script.length));
  const rest = holesFrom(script, Math.max(stopped?.start ?? script.length, certain.at(-1)?.end ?? 0));
  const unclosed = reader.unclosed ?? rest.unclosed;
  return { holes: [...certain, ...rest.holes], refused, ...(unclosed && { unclosed }) };
}

/** What comes after the place where reading stopped. */
function holesFrom(
  script: string,
  start: number,
): { readonly holes: ScriptHole[]; readonly unclosed?: ExpressionFault } {
  const holes: ScriptHole[] = [];
  for (let at = script.indexOf(opening, start); at !== -1; ) {
    const hole = readHole(script, at);
    if (!hole.ok) return { holes, unclosed: hole.error };
    holes.push({ ...hole.value, quoting: "double" });
    at = script.indexOf(opening, hole.value.end);
  }
  return { holes };
}

/** The innermost refusal around each hole. One sweep: a script can have a hundred thousand of both. */
function reasonsOf(
  holes: readonly ScriptHole[],
  refused: readonly Refusal[],
): ReadonlyMap<ScriptHole, Reason> {
  const waiting = refused.toSorted((a, b) => b.start - a.start || a.end - b.end);
  const open: Refusal[] = [];
  const reasons = new Map<ScriptHole, Reason>();
  for (const hole of holes) {
    while ((waiting.at(-1)?.start ?? Number.POSITIVE_INFINITY) <= hole.start)
      open.push(waiting.pop() as Refusal);
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) < hole.end) open.pop();
    const around = open.at(-1);
    if (around) reasons.set(hole, around.reason);
  }
  return reasons;
}

function quotingFault({ start, end }: ScriptHole, reason: Reason): ExpressionFault {
  const [problem, hint] = refusals[reason];
  return {
    code: "expression-quoting",
    message: `This expression cannot stand here: ${problem}`,
    span: { start, end },
    hint,
  };
}

function replaceHoles(
  script: string,
  holes: readonly ScriptHole[],
  names: ReadonlyMap<string, string>,
): string {
  let text = "";
  let rest = 0;
  for (const { start, end, innerStart, innerEnd, quoting } of holes) {
    const reference = `\${${names.get(script.slice(innerStart, innerEnd))}}`;
    text += script.slice(rest, start) + (quoting === "bare" ? `"${reference}"` : reference);
    rest = end;
  }
  return text + script.slice(rest);
}
