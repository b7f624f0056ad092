import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { suggest } from "../pipeline/suggest.ts";

/** Numbers of all metrics files go to the journal, so they must stay few. */
const largestFile = 2 ** 20;
const mostNumbers = 1000;

/** The numbers of a metrics file (JSON or YAML), nested names joined with dots; texts, booleans and lists are left out. */
export async function readMetrics(
  files: Files,
  path: string,
  /** Path as the pipeline names it, and the numbers that must be there. */
  declared: { readonly path: string; readonly names: readonly string[] },
): Promise<Result<Mapping<number>, string>> {
  const size = (await files.stat(path))?.size ?? 0;
  if (size > largestFile)
    return err(`metrics file ${declared.path} has ${size} bytes, over the limit of 1 MiB`);
  const value = await parse(declared.path, (await files.read(path)) ?? "");
  if (!value.ok) return value;
  const numbers = Object.fromEntries(numbersOf(value.value, ""));
  const count = Object.keys(numbers).length;
  if (count > mostNumbers)
    return err(`metrics file ${declared.path} has ${count} numbers, over the limit of ${mostNumbers}`);
  const missing = declared.names.find((name) => !Object.hasOwn(numbers, name));
  return missing === undefined ? ok(numbers) : err(lacking(declared.path, missing, Object.keys(numbers)));
}

async function parse(path: string, text: string): Promise<Result<unknown, string>> {
  try {
    return ok(/\.ya?ml$/i.test(path) ? await parseYaml(text) : JSON.parse(text));
  } catch (error) {
    const [why = ""] = (error as Error).message.split("\n");
    return err(`metrics file ${path} cannot be read: ${why}${nanHint(text)}`);
  }
}

/** Loaded only for a metrics file in YAML: the parser takes longer to load than a small step to run. */
async function parseYaml(text: string): Promise<unknown> {
  const { parse: parseDocument } = await import("yaml");
  return parseDocument(text);
}

function nanHint(text: string): string {
  const found = /\b(?:NaN|-?Infinity)\b/.exec(text);
  return found ? ` (${found[0]} is no number in JSON: write null, or leave the name out)` : "";
}

function numbersOf(value: unknown, prefix: string): [string, number][] {
  if (typeof value === "number") return Number.isFinite(value) && prefix !== "" ? [[prefix, value]] : [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersOf(inner, prefix === "" ? name : `${prefix}.${name}`),
  );
}

function lacking(path: string, missing: string, found: readonly string[]): string {
  const near = suggest(missing, found);
  const hint =
    near === undefined ? `it has ${found.slice(0, 10).join(", ") || "no numbers"}` : `did you mean ${near}?`;
  return `metrics file ${path} has no number ${missing}: ${hint}`;
}
