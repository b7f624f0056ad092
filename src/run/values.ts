import type { FileStat, Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { suggest } from "../pipeline/suggest.ts";
import { createMasker } from "./mask.ts";

/** Bytes of one value. */
const longestValue = 64 * 1024;

export interface Values {
  /** Those that are sound, whatever else the file holds. */
  readonly values: Mapping<string>;
  /** Sentences; empty when all is well. */
  readonly faults: readonly string[];
}

interface Declared {
  /** The step's `values`. */
  readonly names: readonly string[];
  /** Values that must not leave the step; those of fewer than 3 characters don't count. */
  readonly secrets: Mapping<string>;
}

/** Reads the file that a step wrote its `name=value` lines to, and removes it: it may hold what must not stay. */
export async function takeValues(files: Files, path: string, declared: Declared): Promise<Values> {
  const stat = await files.stat(path);
  if (!stat) return { values: {}, faults: [] };
  const fault = unreadable(stat, declared);
  const text = fault === undefined ? await files.read(path) : undefined;
  await files.remove(path);
  return fault === undefined ? parseValues(text ?? "", declared) : { values: {}, faults: [fault] };
}

/** Reading a pipe would wait for ever, and a link may lead to what is none of the step's. */
function unreadable({ kind, size }: FileStat, { names }: Declared): string | undefined {
  if (kind !== "file") return "the values file was replaced by something that is no file";
  const isTooLong = size > (names.length + 1) * (longestValue + 1024);
  return isTooLong ? `the values file has ${size} bytes, over the limit of 64 KiB a value` : undefined;
}

/** One `name=value` a line; the last of a name wins, a name that was not written is absent. */
export function parseValues(text: string, declared: Declared): Values {
  const values = new Map<string, string>();
  const faults: string[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const at = line.indexOf("=");
    const [name, value] = [line.slice(0, at), line.slice(at + 1)];
    const fault = at === -1 ? malformed(line, index + 1) : faultOf(name, value, index + 1, declared);
    if (fault === undefined) values.set(name, value);
    else faults.push(fault);
  }
  return { values: Object.fromEntries(values), faults };
}

function malformed(line: string, number: number): string {
  const isHeredoc = /^\w+<</.test(line);
  const hint = isHeredoc ? "a value is one line, so write longer text to an output" : "expected name=value";
  return `line ${number} of the values file is malformed: ${hint}`;
}

function faultOf(
  name: string,
  value: string,
  line: number,
  { names, secrets }: Declared,
): string | undefined {
  if (!names.includes(name)) return undeclared(name, line, names);
  const bytes = Buffer.byteLength(value);
  if (bytes > longestValue)
    return `value ${name} has ${bytes} bytes, over the limit of ${longestValue}: write it to an output`;
  const secret = Object.keys(secrets).find((key) => holds(value, secrets[key]));
  if (secret === undefined) return undefined;
  return `value ${name} contains the secret ${secret}: values stand in the journal and in reports`;
}

/** Also in part, as one line of several, and in the encodings that logs are searched for. */
const holds = (value: string, secret = ""): boolean => createMasker([secret]).spans(value).length > 0;

function undeclared(name: string, line: number, names: readonly string[]): string {
  if (name !== name.trim() && names.includes(name.trim())) {
    return `line ${line} of the values file has spaces around the name ${name.trim()}: write name=value without them`;
  }
  const near = suggest(name, names);
  const hint = near === undefined ? "add it to the step's `values`" : `did you mean ${near}?`;
  return `line ${line} of the values file writes ${JSON.stringify(name)}, which the step does not declare: ${hint}`;
}
