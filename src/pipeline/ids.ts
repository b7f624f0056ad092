import { type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping } from "./draft.ts";
import type { LegId, StepId } from "./pipeline.ts";

// Leg ids stand in every log line and are typed after --only, so a matrix of long values must not make them unwieldy.
const longestLegId = 100;

/** `train[depth=3,lr=0.1]`: axes in file order, mappings and lists as compact JSON, a long one cut and told apart by a digest. */
export function legId(step: StepId, matrix: Mapping<Json> | undefined): LegId {
  if (matrix === undefined) return step as string as LegId;
  const axes = Object.entries(matrix).map(([name, value]) => `${name}=${shown(value)}`);
  const id = `${step}[${axes.join(",")}]`;
  if (id.length <= longestLegId) return id as LegId;
  return `${wellFormed(id.slice(0, longestLegId - 20))}...${digest(id)}]` as LegId;
}

function shown(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // A line break or a control character in an id could forge a line of a log.
  return /\p{Cc}|[\u2028\u2029]/u.test(text) ? JSON.stringify(text) : text;
}

/** A cut must not leave half of a surrogate pair, which no encoder takes. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "");

/** What backends make of an id at worst: lower case, all else but letters and digits a `-`. */
const sanitise = (id: string): string => id.toLowerCase().replaceAll(/[^a-z0-9]/g, "-");

/** Two ids that a backend or a file system cannot tell apart; steps and `finally` share one namespace. */
export function checkIds(
  ids: readonly { readonly id: string; readonly place: Place }[],
  complaints: Complaints,
): void {
  const first = new Map<string, { readonly id: string; readonly place: Place }>();
  for (const step of ids) {
    const name = sanitise(step.id);
    const other = first.get(name);
    if (!other) first.set(name, step);
    else reportCollision(step, other, complaints);
  }
}

function reportCollision(
  step: { readonly id: string; readonly place: Place },
  other: { readonly id: string; readonly place: Place },
  complaints: Complaints,
): void {
  const same = step.id === other.id;
  const message = same
    ? `The step id "${step.id}" is used under steps and under finally`
    : `The step ids "${other.id}" and "${step.id}" differ only in case or punctuation, which backends do not keep`;
  complaints.add("id-collision", locate(step.place, "key"), {
    message,
    hint: "Rename one of the two steps",
    related: [{ location: locate(other.place, "key"), message: `"${other.id}" is here` }],
  });
}

/**
 * A file name without extension for each leg's log: legal on every file system and unique, also where case does not
 * count. A step's own id is kept; what a matrix adds is sanitised and told apart by a digest.
 */
export function logNames(
  legs: readonly { readonly id: LegId; readonly step: StepId }[],
): ReadonlyMap<LegId, string> {
  return new Map(legs.map(({ id, step }) => [id, logName(id, step)]));
}

const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

function logName(id: LegId, step: StepId): string {
  // Ids hold no dot, so neither form can meet another step's id.
  if (id === (step as string)) return reservedOnWindows.test(id) ? `step.${id}` : id;
  const axes = id.slice(step.length + 1, -1).replaceAll(/[^A-Za-z0-9._=-]+/g, "-");
  return `${step}.${axes.slice(0, 80)}.${digest(id)}`;
}

/**
 * 64-bit FNV-1a over UTF-16 units, in hexadecimal. It tells names apart and proves nothing, so it need not be
 * cryptographic; node:crypto would cost start-up time in a command that only checks a file.
 */
export function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
