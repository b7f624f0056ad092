import { below, outermost, pathFault, shown } from "./entry-path.ts";
import { linkFault } from "./link-target.ts";
import type { StoredOutput } from "./manifest.ts";
import { entriesFault, isCount, isSha256 } from "./stored-entries.ts";

/** What keeps a value from being a manifest that may be believed; undefined when it is one. `domains`: prefixes that keys may have. */
export function manifestFault(value: unknown, domains: readonly string[]): string | undefined {
  if (!isMapping(value)) return "it is no mapping";
  if (value.version !== 1) return `its version is ${shown(String(value.version))}, not 1`;
  const field = Object.entries(fields).find(([name, isFine]) => !isFine(value[name]));
  if (field) return `its field ${field[0]} is missing or wrong`;
  const outputs = value.outputs as readonly unknown[];
  for (const output of outputs) {
    const fault = outputFault(output, domains);
    if (fault !== undefined) return fault;
  }
  const known = outputs as readonly StoredOutput[];
  if (new Set(known.map(({ path }) => path)).size < known.length) return "it names an output twice";
  const each = known.map((output) => [output]);
  for (const restored of [outermost(known), ...each]) {
    const fault = linksFault(restored);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type Check = (value: unknown) => boolean;

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === "string";
const isTime: Check = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isMapOf =
  (isFine: Check): Check =>
  (value) =>
    isMapping(value) && Object.values(value).every(isFine);
const orNone =
  (isFine: Check): Check =>
  (value) =>
    value === undefined || isFine(value);

const isRun: Check = (value) =>
  isMapping(value) &&
  [value.id, value.pipeline, value.trustDomain].every(isText) &&
  orNone(isText)(value.commit);

const fields: Readonly<Record<string, Check>> = {
  fingerprint: orNone(isMapping),
  step: isText,
  run: isRun,
  at: isTime,
  durationMs: isTime,
  nonce: (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value),
  values: isMapOf(isText),
  outputs: Array.isArray,
};

function outputFault(value: unknown, domains: readonly string[]): string | undefined {
  if (!isMapping(value) || typeof value.path !== "string") return "one of its outputs has no path";
  const { path, entries, digest, isDirectory } = value;
  const odd = pathFault(path);
  if (odd !== undefined) return `the output ${shown(path)} ${odd}`;
  const isFine =
    [value.size, value.files].every(isCount) &&
    isSha256(digest) &&
    orNone(isMapOf((number) => typeof number === "number"))(value.metrics);
  if (!isFine) return `a field of the output ${shown(path)} is missing or wrong`;
  const fault = entriesFault({ value: entries, digest, domains });
  if (fault !== undefined) return `in the output ${shown(path)} ${fault}`;
  const [top] = entries as StoredOutput["entries"];
  return isDirectory === (top?.kind === "directory")
    ? undefined
    : `the output ${shown(path)} is ${isDirectory ? "no" : "a"} directory`;
}

/** Of outputs that are restored together, since a link of one may lead through another one. */
export function linksFault(outputs: readonly StoredOutput[]): string | undefined {
  const links = new Map(
    outputs.flatMap(({ path: output, entries }) =>
      entries.flatMap((entry) =>
        entry.kind === "link" ? [[below(output, entry.path), entry.target] as const] : [],
      ),
    ),
  );
  for (const path of links.keys()) {
    const fault = linkFault(links, path);
    if (fault !== undefined) return `the link ${shown(path)} ${fault}`;
  }
  return undefined;
}
