import type { Mapping } from "../pipeline/draft.ts";
import type { Fingerprint } from "./fingerprint.ts";

const shown = 3;

/** What makes two fingerprints differ, for people, the likeliest cause first; undefined where nothing does. */
export function difference(before: Fingerprint, now: Fingerprint): string | undefined {
  const all = [...differences(before, now)];
  if (all.length === 0) return undefined;
  const more = all.length - shown;
  return all.slice(0, shown).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function* differences(before: Fingerprint, now: Fingerprint): Generator<string> {
  const isSame = (name: keyof Fingerprint): boolean => before[name] === now[name];
  if (!isSame("command")) yield "its command changed";
  if (!isSame("setup")) yield "its setup changed";
  yield* changes("input", before.inputs, now.inputs);
  yield* changes("bucket data", before.buckets, now.buckets);
  yield* changes("param", before.params, now.params);
  yield* changes("env", before.env, now.env);
  yield* surroundings(before, now);
  yield* declarations(before, now);
  if (isSame("command") && isSame("setup") && !isSame("filled") && sameParams(before, now))
    yield "a value that its command reads changed";
}

const sameParams = (before: Fingerprint, now: Fingerprint): boolean =>
  [...changes("", before.params, now.params)].length === 0;

function* surroundings(before: Fingerprint, now: Fingerprint): Generator<string> {
  if (before.image !== now.image)
    yield `image digest changed: ${shortened(before.image)} → ${shortened(now.image)}`;
  else if (before.machine !== now.machine) yield `it runs on ${now.machine}, not on ${before.machine}`;
  if (before.accelerators !== now.accelerators)
    yield `accelerators changed: ${before.accelerators ?? "none"} → ${now.accelerators ?? "none"}`;
  if (before.numNodes !== now.numNodes)
    yield `num_nodes changed: ${before.numNodes ?? 1} → ${now.numNodes ?? 1}`;
  if (before.user !== now.user) yield "user changed";
  if (before.network !== now.network) yield "network changed";
  if (before.workingDirectory !== now.workingDirectory) yield "working_directory changed";
}

function* declarations(before: Fingerprint, now: Fingerprint): Generator<string> {
  const lists = [
    ["secrets", "its secrets are others"],
    ["outputs", "it declares other outputs"],
    ["values", "it declares other values"],
  ] as const;
  for (const [name, words] of lists) if (before[name].join("\0") !== now[name].join("\0")) yield words;
}

function* changes(noun: string, before: Mapping<string>, now: Mapping<string>): Generator<string> {
  for (const [name, value] of Object.entries(now)) {
    if (!Object.hasOwn(before, name)) yield `${noun} ${name} is new`;
    else if (before[name] !== value) yield `${noun} ${name} ${verb(before[name] ?? "", value)}`;
  }
  for (const name of Object.keys(before)) if (!Object.hasOwn(now, name)) yield `${noun} ${name} is gone`;
}

/** Content that stayed the same may have got another mode. */
const verb = (before: string, now: string): string =>
  before.replace("+x", "") === now.replace("+x", "") ? "changed its mode" : "changed";

/** An image's digest is as long as a line. */
const shortened = (digest = "none"): string => digest.replace(/([0-9a-f]{12})[0-9a-f]{20,}/, "$1");
