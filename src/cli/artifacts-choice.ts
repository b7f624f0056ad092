import { outermost } from "../artifact/entry-path.ts";
import type { Manifest } from "../artifact/manifest.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { suggestionHint } from "../pipeline/suggest.ts";
import type { StoredLeg } from "./artifacts.ts";
import type { ReadLeg } from "./artifacts-read.ts";

/** Outputs of one leg that are wanted. */
export interface Wanted {
  readonly leg: string;
  readonly manifest: Manifest;
  /** Their paths; none lies in another one. */
  readonly outputs: readonly string[];
}

export interface ChoiceFault {
  readonly message: string;
  readonly hint?: string;
}

/** What words of a command line name: legs, steps with all their legs, paths of outputs. `legs`: of the run, `read`: what they left. */
export function choose(
  words: readonly string[],
  { legs, read }: { readonly legs: readonly StoredLeg[]; readonly read: readonly ReadLeg[] },
): Result<readonly Wanted[], ChoiceFault> {
  const chosen = new Map<ReadLeg, Set<string>>();
  for (const word of words) {
    const named = legsNamed(word, legs);
    const found = named.length > 0 ? ofLegs(named, read) : ofPath(word, { legs, read });
    if (!found.ok) return found;
    for (const [leg, path] of found.value) {
      const paths = chosen.get(leg);
      if (paths) paths.add(path);
      else chosen.set(leg, new Set([path]));
    }
  }
  return ok(
    [...chosen].flatMap(([{ leg, content }, paths]) =>
      content.ok ? [wanted(leg, content.manifest, paths)] : [],
    ),
  );
}

function wanted(leg: string, manifest: Manifest, paths: ReadonlySet<string>): Wanted {
  const outputs = outermost(manifest.outputs.filter(({ path }) => paths.has(path)));
  return { leg, manifest, outputs: outputs.map(({ path }) => path) };
}

function legsNamed(word: string, legs: readonly StoredLeg[]): readonly StoredLeg[] {
  const one = legs.filter(({ leg }) => leg === word);
  return one.length > 0 ? one : legs.filter(({ step }) => step === word);
}

type Found = Result<readonly (readonly [ReadLeg, path: string])[], ChoiceFault>;

function ofLegs(named: readonly StoredLeg[], read: readonly ReadLeg[]): Found {
  const found: [ReadLeg, string][] = [];
  for (const { leg } of named) {
    const one = read.find((each) => each.leg === leg);
    if (!one) {
      const hint =
        "it did not succeed, has no outputs, or its stack names no artifact_store and it declares no inputs";
      return err({ message: `${leg} left nothing in the artifact store`, hint });
    }
    const { content } = one;
    if (!content.ok) return err({ message: `what ${leg} left cannot be fetched: ${content.why}` });
    for (const { path } of content.manifest.outputs) found.push([one, path]);
  }
  return found.length > 0 ? ok(found) : err({ message: `${named[0]?.step} has no outputs` });
}

function ofPath(
  word: string,
  { legs, read }: { readonly legs: readonly StoredLeg[]; readonly read: readonly ReadLeg[] },
): Found {
  const path = word.replace(/^(\.\/)+/, "").replace(/\/+$/, "");
  const found = read.filter((leg) => pathsOf(leg).includes(path));
  if (found.length > 0) return ok(found.map((leg) => [leg, path] as const));
  const all = read.flatMap(pathsOf);
  const around = all.find((each) => path.startsWith(`${each}/`));
  if (around !== undefined)
    return err({ message: `${word} is only a part of the output ${around}`, hint: `get ${around}` });
  const lost = read.find(({ content }) => !content.ok);
  const hint = suggestionHint(
    path,
    [...new Set([...legs.flatMap(({ leg, step }) => [leg, step]), ...all])],
    "steps and outputs",
  );
  const also = lost && !lost.content.ok ? `. What ${lost.leg} left: ${lost.content.why}` : "";
  return err({ message: `the run has no step and no output ${word}`, hint: hint + also });
}

const pathsOf = ({ content }: ReadLeg): readonly string[] =>
  content.ok ? content.manifest.outputs.map(({ path }) => path) : [];
