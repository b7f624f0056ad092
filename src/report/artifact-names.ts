import { digest } from "../pipeline/ids.ts";

/** Longer ones are hard to read, and services refuse them somewhere above. */
const longest = 120;

/**
 * A text as part of an artifact's name. Only what is legal everywhere is kept: GitHub refuses `" : < > | * ? \ /` and line
 * breaks, and brackets would be globs to whoever downloads. `train[lr=0.1]` → `train-lr=0.1`.
 */
export function artifactNamePart(text: string): string {
  const legal = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}._=,+@()]+/gu, "-")
    .replace(/^[-. ]+|[-. ]+$/g, "");
  return legal.length <= longest
    ? legal
    : `${legal.slice(0, longest - 9).toWellFormed()}-${digest(legal).slice(0, 8)}`;
}

/** What folders of a file system that ignores case would take for one name. */
const folded = (name: string): string => name.toLowerCase();

/** One name for each text, none twice, whether or not case counts; what collides is told apart by a digest. */
export function distinctNames(texts: readonly string[]): readonly string[] {
  const parts = texts.map((text) => artifactNamePart(text) || "artifact");
  const count = new Map<string, number>();
  for (const part of parts) count.set(folded(part), (count.get(folded(part)) ?? 0) + 1);
  const taken = new Set<string>();
  return parts.map((part, at) => {
    const isAlone = count.get(folded(part)) === 1;
    let name = isAlone ? part : `${part}-${digest(texts[at] ?? "").slice(0, 8)}`;
    // A name that ends like another one's digest, or the same text twice.
    for (let n = 2; taken.has(folded(name)); n++) name = `${part}-${digest(`${at} ${n}`).slice(0, 8)}`;
    taken.add(folded(name));
    return name;
  });
}

/** What tells this use of the action from others in the same workflow run. */
export interface NameSpace {
  readonly pipeline: string;
  readonly runKey: string;
}

/**
 * The names to try for one artifact, best first and without an end: a name is gone once somebody created it. The run key
 * stands in the first one where it says more than which job this is: set by hand, or a leg of the job's matrix.
 */
export function* candidateNames({ pipeline, runKey }: NameSpace, stem: string): Generator<string, never> {
  const name = (...parts: readonly string[]): string =>
    parts
      .map(artifactNamePart)
      .filter((part) => part !== "")
      .join("-") || "artifact";
  const [, index] = /^[^/]*\/(\d*)\/[^/]*$/.exec(runKey) ?? [];
  const isPlain = index !== undefined && Number(index) === 0;
  const keyed = name(pipeline, runKey, stem);
  const first = isPlain ? name(pipeline, stem) : keyed;
  yield first;
  if (keyed !== first) yield keyed;
  for (let n = 2; ; n++) yield `${keyed}-${n}`;
}
