import type { ErrorObject } from "ajv";
import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { Path } from "./draft.ts";
import { explain } from "./explain.ts";
import { type Advice, adviceFor } from "./foreign.ts";
import type { Shape } from "./generated/shapes.js";
import type { Locator } from "./locate.ts";
import type { Document } from "./parse.ts";
import { Cuts } from "./prune.ts";
import { type Site, siteAt } from "./shape.ts";
import type { ShapeFault } from "./shape-fault.ts";
import { misspelt } from "./spelling.ts";
import { isMapping } from "./wording.ts";

interface Faults {
  readonly diagnostics: readonly Diagnostic[];
  /** What the draft must not hold. */
  readonly cuts: Cuts;
}

/** The validator's errors → diagnostics, and the values to leave out of the draft. */
export function findFaults(input: {
  readonly errors: readonly ErrorObject[];
  readonly shape: Shape;
  readonly document: Document;
  readonly locator: Locator;
}): Faults {
  const { errors, shape, document, locator } = input;
  const advise = adviser();
  const faults = errors
    .map((error) => withAdvice(faultOf(error, shape, document.value), advise))
    .filter((fault) => isOwn(fault));
  const mistyped = new Set(
    faults.filter(({ error }) => error.keyword === "type").map(({ error }) => error.instancePath),
  );
  const meant = meantKeys(faults);
  const cuts = new Cuts();
  for (const { path, advice } of faults) if (advice?.key !== undefined) cuts.addMeant([...path, advice.key]);
  const found = new Map<string, Diagnostic>();
  for (const fault of faults) {
    cut(fault, shape, cuts);
    const { error } = fault;
    const isRepeated = error.keyword !== "type" && mistyped.has(error.instancePath);
    if (isRepeated || isExcused(fault, document, meant)) continue;
    const complaint = complain(fault, document, locator);
    // An alias brings the same fault to several places.
    if (complaint) found.set(keyOf(complaint), complaint);
  }
  const diagnostics = [...found.values()].sort((a, b) => a.location.range.start - b.location.range.start);
  return { diagnostics, cuts };
}

const keyOf = ({ code, message, location }: Diagnostic): string =>
  `${code} ${location.range.start} ${location.range.end} ${message}`;

function faultOf(error: ErrorObject, root: Shape, whole: unknown): ShapeFault {
  const path: (string | number)[] = [];
  let value = whole;
  for (const part of error.instancePath.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown>)[key];
  }
  return { error, path, value, site: siteAt(root, path) };
}

/** A bad key makes two errors: one about the key, as if it were the value here, and one that names it. */
const isOwn = ({ error, value }: ShapeFault): boolean =>
  error.keyword !== "pattern" || typeof value === "string";

type Advise = (key: string, site: Site) => Advice | undefined;

/** One wrong key is often repeated in every step, and to find what it resembles costs a comparison with every key. */
function adviser(): Advise {
  const known = new Map<string, Advice | undefined>();
  return (key, site) => {
    const id = `${site.definition} ${key}`;
    if (!known.has(id)) known.set(id, adviceFor(key, site));
    return known.get(id);
  };
}

function withAdvice(fault: ShapeFault, advise: Advise): ShapeFault {
  const { error, site } = fault;
  if (error.keyword !== "additionalProperties") return fault;
  const advice = advise(String(error.params.additionalProperty), site);
  return advice ? { ...fault, advice } : fault;
}

/** `commnd` is a slip for `command`: then `command` is not missing besides. */
const meantKeys = (faults: readonly ShapeFault[]): ReadonlySet<string> =>
  new Set(
    faults.flatMap(({ advice, error }) =>
      advice?.key === undefined ? [] : [`${error.instancePath}/${advice.key}`],
    ),
  );

function isExcused({ error, path }: ShapeFault, { value }: Document, meant: ReadonlySet<string>): boolean {
  if (error.keyword !== "required") return false;
  const missing = String(error.params.missingProperty);
  return (
    meant.has(`${error.instancePath}/${missing}`) ||
    (missing === "command" && path.length === 2 && hasDefaultCommand(value))
  );
}

function hasDefaultCommand(whole: unknown): boolean {
  const defaults = isMapping(whole) ? whole.defaults : undefined;
  return isMapping(defaults) && "command" in defaults;
}

function complain(fault: ShapeFault, document: Document, locator: Locator): Diagnostic | undefined {
  const { error, path } = fault;
  const { node } = locator.find(path);
  const target = locator.target(path);
  const isFaulty = (node && document.faulty.has(node)) || (target && document.faulty.has(target));
  if (error.keyword === "extension" || isFaulty) return undefined;
  if (missing.has(error.keyword) && target && document.incomplete.has(target)) return undefined;
  if (error.keyword === "spelling") return misspelling(path, locator);
  const key = error.params.additionalProperty ?? error.params.propertyName;
  const location =
    key === undefined ? locator.at(path, partOf(error)) : locator.at([...path, String(key)], "key");
  const { code, message, hint } = explain(fault);
  return diagnostic(code, { message, location, hint });
}

const missing: ReadonlySet<string> = new Set(["required", "minProperties"]);

const partOf = ({ keyword }: ErrorObject): "key" | "value" => (keyword === "required" ? "key" : "value");

function misspelling(path: Path, locator: Locator): Diagnostic | undefined {
  const isValue = path[0] === "params" || path.includes("matrix") || path.includes("settings");
  const found = misspelt(locator.find(path).node, isValue ? "value" : "text");
  if (!found) return undefined;
  const { written, printed } = found;
  return diagnostic("number-spelling", {
    message: `${written} is a number here and would become ${printed}`,
    location: locator.at(path),
    hint: `Quote it to keep its spelling ("${written}"), or write ${printed}`,
  });
}

/** Faults that leave the value where it is: the name is wrong, or the spelling, but not the shape. */
const harmless: ReadonlySet<string> = new Set(["propertyNames", "spelling"]);

function cut({ error, path }: ShapeFault, root: Shape, cuts: Cuts): void {
  const { keyword, params } = error;
  if (harmless.has(keyword)) return;
  if (keyword === "additionalProperties") cuts.add([...path, String(params.additionalProperty)], "remove");
  else if (keyword === "required") cutIncomplete(path, root, cuts);
  else cutValue(path, root, cuts);
}

/** A step or a stack stays, as an empty one: others name it, and would be told that there is none. */
function cutValue(path: Path, root: Shape, cuts: Cuts): void {
  const { definition } = siteAt(root, path);
  const isNamed = definition === "stack" || (definition === "step" && path[0] !== "defaults");
  cuts.add(path, isNamed ? "empty" : "remove");
  if (isNamed) return;
  const parent = path.slice(0, -1);
  const { required = [] } = siteAt(root, parent).shape;
  if (parent.length > 0 && required.includes(String(path.at(-1)))) cutValue(parent, root, cuts);
}

/** A mapping without a key that its type promises goes as a whole; a step without a command is still a step. */
function cutIncomplete(path: Path, root: Shape, cuts: Cuts): void {
  const { shape } = siteAt(root, path);
  if (path.length > 0 && shape.required) cutValue(path, root, cuts);
}
