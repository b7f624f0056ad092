import type { Json, Mapping } from "../../pipeline/draft.ts";
import { own } from "../../pipeline/own.ts";
import { err, ok, type Result } from "../../pipeline/result.ts";
import { suggestionHint } from "../../pipeline/suggest.ts";
import { isObject } from "./schema-scalars.ts";
import { definitionPrefix, type SchemaObject, type SettingSchema, typeNames } from "./schema-types.ts";
import { json } from "./shapes.ts";

/** What the file of `settings_schema` says. */
export interface SettingsFile {
  readonly operator?: SettingSchema;
  readonly step?: SettingSchema;
  readonly definitions: Mapping<SettingSchema>;
}

/** By the path that `settings_schema` gives; what is wrong with a file is a sentence without its name. */
export type SettingsFiles = ReadonlyMap<string, Result<SettingsFile, string>>;

type Check = (value: Json) => string | undefined;

/** Reads the file's text; what is wrong with it is said with its place, as in `step.properties.qos.tpye`. */
export function readSettingsFile(text: string): Result<SettingsFile, string> {
  let file: Json;
  try {
    file = JSON.parse(text) as Json;
  } catch (error) {
    return err(`is no JSON: ${(error as Error).message}`);
  }
  if (!isObject(file)) return err("is no mapping with operator and step");
  const whole = json(file, "what");
  if (!whole.ok) return err(`holds ${whole.error}`);
  const unknown = Object.keys(file).find((key) => !fileKeys.includes(key));
  if (unknown !== undefined)
    return err(`has an unknown key "${unknown}". ${suggestionHint(unknown, fileKeys, "keys")}`);
  const definitions = own(file, "$defs") ?? {};
  const fault =
    schemasIn("$defs", definitions) ??
    ["operator", "step"].map((key) => faultIn(key, own(file, key) ?? true)).find(Boolean);
  if (fault !== undefined) return err(fault);
  const lost = lostReference(file, definitions as Mapping<Json>);
  if (lost !== undefined) return err(`refers to ${lost}, which it does not have`);
  return ok({
    ...schemaOf("operator", own(file, "operator")),
    ...schemaOf("step", own(file, "step")),
    definitions: definitions as Mapping<SettingSchema>,
  });
}

const fileKeys: readonly string[] = [
  "operator",
  "step",
  "$defs",
  "$schema",
  "$comment",
  "title",
  "description",
];

/** At the top a key that is not listed is a slip of the pen, unless the schema says otherwise. */
function schemaOf(key: "operator" | "step", schema: Json | undefined): Partial<SettingsFile> {
  if (schema === undefined) return {};
  const given = schema as SettingSchema;
  const isClosed = typeof given === "object" && given.properties !== undefined;
  return { [key]: isClosed ? { additionalProperties: false, ...given } : given };
}

/** What is wrong with a schema, below a place. */
function faultIn(at: string, schema: Json): string | undefined {
  if (typeof schema === "boolean") return undefined;
  if (!isObject(schema)) return `has at ${at} no schema, which is a mapping`;
  for (const [keyword, value] of Object.entries(schema)) {
    const check = own(keywords, keyword);
    const place = `${at}.${keyword}`;
    if (!check)
      return `has at ${place} a keyword that is not supported. ${suggestionHint(keyword, Object.keys(keywords), "keywords")}`;
    const wanted = check(value);
    if (wanted !== undefined) return `has at ${place} what is not ${wanted}`;
    const fault = faultBelow(place, keyword, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultBelow(at: string, keyword: string, value: Json): string | undefined {
  switch (keyword) {
    case "properties":
    case "$defs":
      return schemasIn(at, value);
    case "additionalProperties":
    case "items":
    case "not":
      return faultIn(at, value);
    case "anyOf":
    case "oneOf":
    case "allOf":
      return (value as readonly Json[]).map((each, index) => faultIn(`${at}[${index}]`, each)).find(Boolean);
    default:
      return undefined;
  }
}

function schemasIn(at: string, value: Json): string | undefined {
  if (!isObject(value)) return `has at ${at} what is not a mapping of schemas`;
  return Object.entries(value)
    .map(([name, schema]) => faultIn(`${at}.${name}`, schema))
    .find(Boolean);
}

const test =
  (wanted: string, holds: (value: Json) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : wanted;

const anything: Check = () => undefined;
const aText = test("a text", (value) => typeof value === "string");
const aBoolean = test("true or false", (value) => typeof value === "boolean");
const aNumber = test("a number", (value) => typeof value === "number");
const aCount = test("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const aMapping = test("a mapping", isObject);
const someSchemas = test("a list of schemas", (value) => Array.isArray(value) && value.length > 0);
const isTexts = (value: Json): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** Keywords without effect. */
type Note = "$schema" | "title" | "default" | "deprecated" | "format" | "$comment";

const keywords: Record<keyof SchemaObject | Note | "$defs", Check> = {
  type: test(`a type, or a list of types: ${typeNames.join(", ")}`, (value) =>
    [value].flat().every((each) => typeNames.some((name) => name === each))),
  enum: test("a list", Array.isArray),
  const: anything,
  properties: aMapping,
  required: test("a list of names", isTexts),
  additionalProperties: anything,
  items: anything,
  minItems: aCount,
  maxItems: aCount,
  uniqueItems: aBoolean,
  minLength: aCount,
  maxLength: aCount,
  pattern: test("a regular expression", isPattern),
  minimum: aNumber,
  maximum: aNumber,
  exclusiveMinimum: aNumber,
  exclusiveMaximum: aNumber,
  multipleOf: test("a number over 0", (value) => typeof value === "number" && value > 0),
  anyOf: someSchemas,
  oneOf: someSchemas,
  allOf: someSchemas,
  not: anything,
  $ref: test(`a reference such as ${definitionPrefix}name`, (value) =>
    typeof value === "string" && value.startsWith(definitionPrefix)),
  description: aText,
  examples: test("a list", Array.isArray),
  $defs: test("at the top of the file", () => false),
  $schema: aText,
  title: aText,
  default: anything,
  deprecated: aBoolean,
  format: aText,
  $comment: aText,
};

function isPattern(value: Json): boolean {
  if (typeof value !== "string") return false;
  try {
    new RegExp(value, "u");
    return true;
  } catch {
    return false;
  }
}

function lostReference(value: Json, definitions: Mapping<Json>): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const reference = isObject(value) ? own(value, "$ref") : undefined;
  if (
    typeof reference === "string" &&
    own(definitions, reference.slice(definitionPrefix.length)) === undefined
  )
    return reference;
  return Object.values(value)
    .map((each) => lostReference(each, definitions))
    .find((each) => each !== undefined);
}
