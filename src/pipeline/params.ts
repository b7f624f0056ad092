import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Draft, Mapping, ParamDraft, PipelineDraft, Scalar } from "./draft.ts";
import { own } from "./own.ts";
import { err, ok, type Result } from "./result.ts";
import { suggestionHint } from "./suggest.ts";

type ParamType = NonNullable<ParamDraft["type"]>;

interface Param {
  readonly name: string;
  readonly type: ParamType;
  readonly default?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly place: Place;
}

export interface Params {
  readonly values: Mapping<Scalar>;
  /** Params whose values only stand in for one that is missing or faulty. */
  readonly open: ReadonlySet<string>;
}

/**
 * Every param's value: what was given as text, else its default. With `standIns` a param without either gets a value
 * of its type (the first of its enum; its name, 1 or false), so that a graph can be shown without one.
 */
export function resolveParams(input: {
  readonly draft: Draft<PipelineDraft>;
  readonly given: Mapping<string>;
  readonly standIns: boolean;
  readonly complaints: Complaints;
}): Params {
  const { draft, given, standIns, complaints } = input;
  const declared = draft.value.params ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name) && !draft.isLost(["params", name]))
      unknownParam(name, draft, complaints);
  }
  const open = new Set<string>();
  const values = Object.entries(declared).map(([name, param]) => {
    const place: Place = { draft, path: ["params", name] };
    const known = describeParam(name, param, place);
    const isSound = checkDeclaration(known, param, complaints);
    const settled = settle(known, own(given, name), { standIns, complaints });
    if (!isSound || settled === undefined) open.add(name);
    return [name, settled ?? known.default ?? standIn(known)] as const;
  });
  return { values: Object.fromEntries(values), open };
}

function describeParam(name: string, param: Scalar | ParamDraft, place: Place): Param {
  if (typeof param !== "object") return { name, type: typeOf(param, place), default: param, place };
  const { default: value, enum: allowed } = param;
  return {
    name,
    type: param.type ?? inferType(param, place),
    place,
    ...(value !== undefined && { default: value }),
    ...(allowed?.length && { enum: allowed }),
  };
}

function inferType({ default: value, enum: allowed }: ParamDraft, place: Place): ParamType {
  if (value !== undefined) return typeOf(value, below(place, "default"));
  const types = new Set((allowed ?? []).map((item, index) => typeOf(item, below(place, "enum", index))));
  const [only] = types;
  if (types.size === 1 && only !== undefined) return only;
  return types.size === 2 && types.has("integer") && types.has("number") ? "number" : "string";
}

/** YAML's `1.0` and `1e3` are whole numbers once parsed; who writes a point or an exponent means a number. */
function typeOf(value: Scalar, place: Place): ParamType {
  if (typeof value !== "number") return typeof value === "boolean" ? "boolean" : "string";
  const { file, range } = locate(place);
  return Number.isInteger(value) && !/[.eE]/.test(file.text.slice(range.start, range.end))
    ? "integer"
    : "number";
}

/** False after a complaint. */
function checkDeclaration(param: Param, written: Scalar | ParamDraft, complaints: Complaints): boolean {
  const isObject = typeof written === "object";
  const wrong = (param.enum ?? []).findIndex((item) => !hasType(item, param.type));
  if (wrong >= 0) {
    const message = `The enum of the param "${param.name}" holds ${JSON.stringify(param.enum?.[wrong])}, which is not ${article(param.type)}`;
    complaints.add("param-type", locate(below(param.place, "enum", wrong)), {
      message,
      hint: typeHints[param.type],
    });
  }
  if (param.default === undefined) return wrong < 0;
  const place = isObject ? below(param.place, "default") : param.place;
  if (!hasType(param.default, param.type)) {
    const message = `The default of the param "${param.name}" is ${JSON.stringify(param.default)}, which is not ${article(param.type)}`;
    complaints.add("param-type", locate(place), { message, hint: typeHints[param.type] });
    return false;
  }
  if (!param.enum || param.enum.includes(param.default)) return wrong < 0;
  const message = `The default of the param "${param.name}" is not one of its enum`;
  complaints.add("param-type", locate(place), { message, hint: enumHint(param.enum) });
  return false;
}

const hasType = (value: Scalar, type: ParamType): boolean =>
  type === "integer"
    ? Number.isSafeInteger(value)
    : type === "number"
      ? Number.isFinite(value)
      : typeof value === type;

/** Undefined where the value is missing or faulty. */
function settle(
  param: Param,
  text: string | undefined,
  { standIns, complaints }: { readonly standIns: boolean; readonly complaints: Complaints },
): Scalar | undefined {
  if (text !== undefined) {
    const parsed = parseParam(text, param);
    if (parsed.ok) return parsed.value;
    complaints.add("param-type", locate(param.place, "key"), parsed.error);
  } else if (param.default !== undefined) {
    return param.default;
  } else if (!standIns) {
    const message = `The param "${param.name}" has no default, and no value was given`;
    complaints.add("param-missing", locate(param.place, "key"), {
      message,
      hint: `Give one with --param ${param.name}=… or the action's input params, or write a default`,
    });
  }
  return undefined;
}

function standIn({ name, type, enum: allowed }: Param): Scalar {
  const [first] = allowed ?? [];
  if (first !== undefined) return first;
  return type === "string" ? name : type === "boolean" ? false : 1;
}

function parseParam(text: string, param: Param): Result<Scalar, { message: string; hint: string }> {
  const value = parseScalar(text.trim(), text, param.type);
  const shown = JSON.stringify(text);
  if (value === undefined) {
    return err({
      message: `The value ${shown} given for the param "${param.name}" is not ${article(param.type)}`,
      hint: typeHints[param.type],
    });
  }
  if (param.enum && !param.enum.includes(value)) {
    const message = `The value ${shown} given for the param "${param.name}" is not one of its enum`;
    return err({ message, hint: enumHint(param.enum) });
  }
  return ok(value);
}

function parseScalar(trimmed: string, text: string, type: ParamType): Scalar | undefined {
  switch (type) {
    case "string":
      return text;
    case "boolean":
      return trimmed === "true" ? true : trimmed === "false" ? false : undefined;
    case "integer":
      return /^[+-]?\d+$/.test(trimmed) && Number.isSafeInteger(Number(trimmed))
        ? Number(trimmed)
        : undefined;
    case "number":
      return isNumber(trimmed) ? Number(trimmed) : undefined;
    default:
      return type satisfies never;
  }
}

const isNumber = (text: string): boolean =>
  /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));

const article = (type: ParamType): string => (type === "integer" ? "an integer" : `a ${type}`);

const typeHints: Readonly<Record<ParamType, string>> = {
  string: "Put it in quotes, or change the param's type",
  integer: "Write a whole number, or change the param's type",
  number: "Write a number, or change the param's type",
  boolean: "Write true or false, or change the param's type",
};

const enumHint = (allowed: readonly Scalar[]): string => `Use one of: ${allowed.map(String).join(", ")}`;

function unknownParam(name: string, draft: Draft<PipelineDraft>, complaints: Complaints): void {
  const names = Object.keys(draft.value.params ?? {});
  const location = draft.value.params ? draft.at(["params"], "key") : draft.at([]);
  const message = `A value was given for the param "${name}", which the pipeline does not declare`;
  complaints.add("unknown-param", location, {
    message,
    hint: suggestionHint(name, names, "declared params"),
  });
}
