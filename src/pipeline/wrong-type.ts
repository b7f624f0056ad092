import type { Shape } from "./generated/shapes.js";
import type { Site } from "./shape.ts";
import type { Explanation, ShapeFault } from "./shape-fault.ts";
import { describeValue, isMapping, nameOf, quote } from "./wording.ts";

const yamlBoolean = /^(?:y|yes|n|no|on|off)$/i;

/** A value of a kind that its key does not take: says which it takes and, where it is plain, how to write it. */
export function wrongType({ path, site, value }: Pick<ShapeFault, "path" | "site" | "value">): Explanation {
  const { shape } = site;
  if (typeof value === "string" && yamlBoolean.test(value) && shape.type?.includes("boolean")) {
    return {
      code: "yaml-boolean",
      message: `${quote(value)} is a text in YAML 1.2, not a boolean`,
      hint: `Write ${/^(?:y|yes|on)$/i.test(value) ? "true" : "false"}`,
    };
  }
  const message = `${nameOf(path)} must be ${expected(shape)}, not ${describeValue(value)}`;
  return {
    code: "wrong-type",
    message: value === null ? `${nameOf(path)} is empty; it must be ${expected(shape)}` : message,
    hint: hintFor(site, value, path.at(-1)) ?? `Write ${expected(shape)} here`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  null: "nothing",
};

const expected = ({ title, type }: Shape): string =>
  title ?? (type ?? []).map((name) => typeNames[name] ?? name).join(" or ");

function hintFor(
  { shape: { type = [] }, definition = "" }: Site,
  value: unknown,
  key: string | number | undefined,
): string | undefined {
  const takes = (name: string): boolean => type.includes(name);
  if (value === null)
    return definition === "scalar"
      ? 'Give it a value (`""` for an empty text), or remove the key'
      : "Give it a value, or remove the key";
  if (typeof value === "string" && Object.hasOwn(examples, definition))
    return examples[definition]?.replace("…", inFlow(value));
  if (typeof value === "string" && value.includes("${{") && !takes("string"))
    return "Write it out: expressions are not read here";
  if (definition === "matrix") return "Name each axis: `matrix: {lr: [0.1, 0.01]}`";
  if (isScalar(value)) {
    if (typeof value === "string" && isQuotedValue(value, type)) return "Remove the quotes";
    if (typeof value !== "string" && takes("string") && !expressionOnly.has(definition))
      return `Put it in quotes: "${String(value)}"`;
    if (takes("array")) return `Write a list: [${inFlow(value)}]`;
  }
  if (Array.isArray(value) && key === "steps")
    return "Write each step under its id: `train: {command: …}` instead of `- name: train`";
  if (isMapping(value) && key === "accelerators") return 'Write the kind and the number as a text: "A100:8"';
  if (!isScalar(value) && takes("string") && !expressionOnly.has(definition))
    return "Put it in quotes if it is meant as a text";
  return undefined;
}

/** What a text in the place of a mapping most likely means. */
const examples: Readonly<Record<string, string>> = {
  step: "Say what the step runs: `{command: …}`",
  step_operator: "Name its flavor under type: `{type: …}`",
};

/** Definitions that take a text only where it is one `${{ }}`. */
const expressionOnly: ReadonlySet<string> = new Set(["flag", "count", "axis", "combinations"]);

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function isQuotedValue(text: string, type: readonly string[]): boolean {
  if (type.includes("boolean") && (text === "true" || text === "false")) return true;
  return (type.includes("integer") || type.includes("number")) && /^\d{1,15}$/.test(text);
}

/** Inside `[ ]` some characters need quotes. */
function inFlow(value: string | number | boolean): string {
  const text = String(value);
  return typeof value === "string" && !/^[\w./-]+$/.test(text) ? quote(text) : text;
}
