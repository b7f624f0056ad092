import { isDeepStrictEqual } from "node:util";
import type { Code } from "../../pipeline/diagnostic.ts";
import type { Json, Mapping, Path } from "../../pipeline/draft.ts";
import { own } from "../../pipeline/own.ts";
import { describe } from "../../pipeline/slot.ts";
import { suggestionHint } from "../../pipeline/suggest.ts";
import { isObject, isOfType, nouns, ofNumber, ofText } from "./schema-scalars.ts";
import { definitionPrefix, type SchemaObject, type SettingSchema, type TypeName } from "./schema-types.ts";

export interface SettingFault {
  readonly code: Code;
  readonly path: Path;
  /** The fault is the last key of the path itself. */
  readonly isKey?: boolean;
  readonly message: string;
  readonly hint: string;
}

interface Checking {
  /** Names that an unknown key may be a slip of, beside those that the schema has. */
  readonly beside: readonly string[];
  readonly definitions: Mapping<SettingSchema>;
  /** What may still be looked at: `$ref` and `allOf` can ask for more than any machine has. */
  left: number;
  depth: number;
}

/** Much more than an honest schema and its settings need. */
const mostLooks = 100_000;
/** A schema inside a schema; settings themselves are never so deep. */
const deepest = 500;

/** What is wrong with a value; the first fault of each part of it. */
export function checkBySchema(
  value: Json,
  schema: SettingSchema,
  definitions: Mapping<SettingSchema> = {},
  beside: readonly string[] = [],
): readonly SettingFault[] {
  const checking: Checking = { definitions, beside, left: mostLooks, depth: 0 };
  const faults = check({ value, schema, path: [], checking });
  if (checking.left > 0) return faults;
  const message = "The schema of these settings asks for more than can be looked at";
  return [{ code: "invalid-value", path: [], message, hint: "Look for a $ref that leads back to itself" }];
}

interface Look {
  readonly value: Json;
  readonly schema: SettingSchema;
  readonly path: Path;
  readonly checking: Checking;
}

function check(look: Look): readonly SettingFault[] {
  const { checking } = look;
  if (checking.depth >= deepest) checking.left = 0;
  if (checking.left <= 0) return [];
  checking.left -= 1;
  checking.depth += 1;
  const faults = checkOne(look);
  checking.depth -= 1;
  return faults;
}

function checkOne(look: Look): readonly SettingFault[] {
  const { value, schema, path } = look;
  if (schema === true) return [];
  if (schema === false) return [fault(look, "invalid-value", `${nameOf(path)} is not allowed here`)];
  const typeFault = wrongType(look, schema);
  if (typeFault) return [typeFault];
  const first = ofValue(look, schema);
  if (first) return [first];
  return [
    ...ofObject(value, schema, look),
    ...ofList(value, schema, look),
    ...ofReference(look, schema),
    ...(schema.allOf ?? []).flatMap((each) => check({ ...look, schema: each })),
    ...ofChoices(look, schema),
  ];
}

function wrongType(look: Look, { type, ...schema }: SchemaObject): SettingFault | undefined {
  if (type === undefined) return undefined;
  const types = [type].flat() as readonly TypeName[];
  if (types.some((each) => isOfType(look.value, each))) return undefined;
  const wanted = types.map((each) => nouns[each]).join(" or ");
  const message = `${nameOf(look.path)} is ${wanted}, not ${describe(look.value)}`;
  return fault(look, "wrong-type", message, exampleHint(look.path, schema));
}

/** Of the value as a whole: what it must be one of, its size, its form. */
function ofValue(look: Look, schema: SchemaObject): SettingFault | undefined {
  const { value, path } = look;
  const name = nameOf(path);
  if (schema.const !== undefined && !isDeepStrictEqual(value, schema.const))
    return fault(look, "invalid-value", `${name} must be ${describe(schema.const)}, not ${describe(value)}`);
  if (schema.enum && !schema.enum.some((each) => isDeepStrictEqual(value, each))) {
    const hint =
      typeof value === "string" && schema.enum.every((each) => typeof each === "string")
        ? suggestionHint(value, schema.enum as readonly string[], "values")
        : `Use one of ${schema.enum.map(describe).join(", ")}`;
    return fault(look, "invalid-value", `${name} cannot be ${describe(value)}`, hint);
  }
  const why =
    typeof value === "number"
      ? ofNumber(value, schema)
      : typeof value === "string"
        ? ofText(value, schema)
        : undefined;
  return why === undefined
    ? undefined
    : fault(look, "invalid-value", `${name} ${why}, not ${describe(value)}`, exampleHint(path, schema));
}

function ofObject(value: Json, schema: SchemaObject, look: Look): readonly SettingFault[] {
  if (!isObject(value)) return [];
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => ({
      ...fault(
        look,
        "missing-key",
        `${look.path.length === 0 ? "" : `${nameOf(look.path)}: `}"${name}" is missing`,
      ),
      hint: `Add ${name}${describeSchema(own(properties, name))}`,
    })),
    ...Object.entries(value).flatMap(([name, each]) => {
      const known = own(properties, name);
      const path = [...look.path, name];
      if (known !== undefined) return check({ ...look, value: each, schema: known, path });
      if (additionalProperties !== false)
        return check({ ...look, value: each, schema: additionalProperties, path });
      const hint = suggestionHint(
        name,
        [...Object.keys(properties), ...(path.length === 1 ? look.checking.beside : [])],
        "settings",
      );
      return [
        {
          code: "unknown-setting" as const,
          path,
          isKey: true,
          message: `There is no setting "${name}"`,
          hint,
        },
      ];
    }),
  ];
}

function ofList(value: Json, schema: SchemaObject, look: Look): readonly SettingFault[] {
  if (!Array.isArray(value)) return [];
  const { items = true, minItems, maxItems, uniqueItems } = schema;
  const name = nameOf(look.path);
  const refuse = (why: string) => [
    fault(look, "invalid-value", `${name} ${why}`, exampleHint(look.path, schema)),
  ];
  if (minItems !== undefined && value.length < minItems)
    return refuse(minItems === 1 ? "must not be empty" : `must have at least ${minItems} entries`);
  if (maxItems !== undefined && value.length > maxItems)
    return refuse(`must have at most ${maxItems} entries`);
  const twice =
    uniqueItems &&
    value.find((each, index) => value.slice(0, index).some((other) => isDeepStrictEqual(each, other)));
  if (twice !== undefined && twice !== false) return refuse(`has ${describe(twice)} twice`);
  return value.flatMap((each, index) =>
    check({ ...look, value: each, schema: items, path: [...look.path, index] }),
  );
}

function ofReference(look: Look, { $ref }: SchemaObject): readonly SettingFault[] {
  if ($ref === undefined) return [];
  const schema = own(look.checking.definitions, $ref.slice(definitionPrefix.length));
  return schema === undefined ? [] : check({ ...look, schema });
}

function ofChoices(look: Look, { anyOf, oneOf, not }: SchemaObject): readonly SettingFault[] {
  const fits = (schema: SettingSchema): boolean => check({ ...look, schema }).length === 0;
  const name = nameOf(look.path);
  if (anyOf && !anyOf.some(fits)) return noneFits(look, anyOf);
  if (oneOf) {
    const count = oneOf.filter(fits).length;
    if (count === 0) return noneFits(look, oneOf);
    if (count > 1)
      return [fault(look, "invalid-value", `${name} fits ${count} forms that exclude each other`)];
  }
  return not !== undefined && fits(not)
    ? [fault(look, "invalid-value", `${name} cannot be ${describe(look.value)}`)]
    : [];
}

/** The faults of the form that comes nearest say most. */
function noneFits(look: Look, forms: readonly SettingSchema[]): readonly SettingFault[] {
  const depth = (faults: readonly SettingFault[]): number =>
    Math.max(...faults.map(({ path }) => path.length));
  const tried = forms.map((schema) => check({ ...look, schema })).filter((faults) => faults.length > 0);
  const [nearest] = tried.toSorted((a, b) => depth(b) - depth(a));
  return nearest ?? [fault(look, "invalid-value", `${nameOf(look.path)} fits none of its forms`)];
}

const fault = (
  { path }: Look,
  code: Code,
  message: string,
  hint = "See the schema that settings_schema names",
): SettingFault => ({ code, path, message, hint });

function exampleHint(path: Path, { examples, description }: SchemaObject): string | undefined {
  const name = path.at(-1);
  if (examples?.[0] !== undefined && typeof name === "string")
    return `Write it as in \`${name}: ${JSON.stringify(examples[0])}\``;
  return description === undefined ? undefined : `What it is: ${description}`;
}

const describeSchema = (schema: SettingSchema | undefined): string =>
  typeof schema === "object" && schema.description !== undefined ? `: ${schema.description}` : "";

/** `env.PATH`, `args[0]`; without a path the settings themselves. */
function nameOf(path: Path): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text === "" ? "This" : text.replace(/^\./, "");
}
