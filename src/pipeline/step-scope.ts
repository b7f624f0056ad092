import { below, type Complaints, type Place } from "./complaints.ts";
import type { Mapping, StepDraft } from "./draft.ts";
import { readEnv } from "./environment.ts";
import {
  type Expression,
  type ExpressionFault,
  neededSteps,
  parseCondition,
  parseTemplate,
  type Scope,
  type Template,
} from "./expression.ts";
import type { Command, Condition } from "./pipeline.ts";
import type { Result } from "./result.ts";
import { bindScript } from "./shell.ts";
import type { StepSource } from "./step-source.ts";

/** The parts of a step that all its legs share: they are parsed once and evaluated when the step starts. */
export interface OpenParts {
  readonly condition?: Condition;
  readonly env: Mapping<Template>;
  readonly setup?: Command;
  readonly command: Command;
  /** Steps that `if`, `env` and `command` name, with the place of the part that does. */
  readonly references: readonly { readonly id: string; readonly place: Place }[];
}

/** What the names in a step may mean, by the part in which they stand. */
export interface Scopes {
  /** Params, matrix and the file's env. */
  readonly settled: Scope;
  readonly env: Scope;
  readonly condition: Scope;
  readonly command: Scope;
}

/** `if` and `env` see the file's env, as the step's own is being made; the command sees the step's whole env. */
export function scopesOf(input: {
  readonly params: readonly string[];
  readonly axes: readonly string[];
  readonly fileEnv: readonly string[];
  readonly stepEnv: readonly string[];
  readonly needs: NonNullable<Scope["needs"]>;
  readonly isLost: NonNullable<Scope["isLost"]>;
}): Scopes {
  const { params, axes, fileEnv, stepEnv, needs, isLost } = input;
  const settled: Scope = { params, matrix: axes, env: fileEnv, status: false, isLost };
  const env: Scope = { ...settled, needs };
  return { settled, env, condition: { ...env, status: true }, command: { ...env, env: stepEnv } };
}

export function readOpenParts(source: StepSource, scopes: Scopes, complaints: Complaints): OpenParts {
  const { value } = source;
  const condition = readCondition(source, scopes.condition, complaints);
  const env = readEnv(source, scopes.env, complaints);
  const setup = value.setup ? readSetup({ source, setup: value.setup, scopes, complaints }) : undefined;
  const command = readCommand({ source, scopes, complaints });
  return {
    ...(condition && { condition }),
    env,
    ...(setup && { setup }),
    command,
    references: referencesOf({ source, condition, env, command }),
  };
}

function readCondition(source: StepSource, scope: Scope, complaints: Complaints): Condition | undefined {
  const text = source.value.if;
  return text === undefined
    ? undefined
    : accept(parseCondition(String(text), scope), source.placeOf("if"), complaints);
}

/** Setup is part of the fingerprint, so it sees no more than what shapes the graph. */
function readSetup(input: {
  readonly source: StepSource;
  readonly setup: NonNullable<StepDraft["setup"]>;
  readonly scopes: Scopes;
  readonly complaints: Complaints;
}): Command | undefined {
  const { source, setup, scopes, complaints } = input;
  const place = source.placeOf("setup");
  if (typeof setup !== "string") return argv({ args: setup, place, scope: scopes.settled, complaints });
  return script({ source, text: setup, place, scope: scopes.settled, complaints });
}

function readCommand({
  source,
  scopes,
  complaints,
}: {
  readonly source: StepSource;
  readonly scopes: Scopes;
  readonly complaints: Complaints;
}): Command {
  const { command } = source.value;
  const place = source.placeOf("command");
  const nothing: Command = { kind: "argv", args: [] };
  if (command === undefined) {
    complaints.gap();
    return nothing;
  }
  if (typeof command !== "string")
    return argv({ args: command.map(String), place, scope: scopes.command, complaints });
  return script({ source, text: command, place, scope: scopes.command, complaints }) ?? nothing;
}

function argv(input: {
  readonly args: readonly string[];
  readonly place: Place;
  readonly scope: Scope;
  readonly complaints: Complaints;
}): Command {
  const { args, place, scope, complaints } = input;
  const templates = args.map((text, index) =>
    accept(parseTemplate(text, scope), below(place, index), complaints),
  );
  return { kind: "argv", args: templates.map((template) => template ?? []) };
}

function script(input: {
  readonly source: StepSource;
  readonly text: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly complaints: Complaints;
}): Command | undefined {
  const { source, text, place, scope, complaints } = input;
  const shell = source.value.shell ?? "sh";
  const bound = accept(bindScript(text, shell, scope), place, complaints);
  return bound && { kind: "script", shell, text: bound.text, bindings: bound.bindings };
}

function accept<T>(
  result: Result<T, ExpressionFault[]>,
  place: Place,
  complaints: Complaints,
): T | undefined {
  if (result.ok) return result.value;
  complaints.addExpression(place, result.error);
  return undefined;
}

function referencesOf(input: {
  readonly source: StepSource;
  readonly condition: Condition | undefined;
  readonly env: Mapping<Template>;
  readonly command: Command;
}): OpenParts["references"] {
  const { source, condition, env, command } = input;
  const from = (place: Place, ...parts: (Template | Expression)[]) =>
    [...neededSteps(...parts)].map((id) => ({ id, place }));
  const parts = command.kind === "argv" ? command.args : Object.values(command.bindings);
  return [
    ...(condition ? from(source.placeOf("if"), condition.expression) : []),
    ...source.env.flatMap(({ name, place }) => from(place, env[name] ?? [])),
    ...from(source.placeOf("command"), ...parts),
  ];
}
