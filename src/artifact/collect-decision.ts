import type { Listed, ListedUpload } from "./collect-listing.ts";
import type { Scope } from "./collect-scope.ts";
import type { ListedManifest, ListedRun, ListedTree, Survey } from "./collect-survey.ts";
import { readable } from "./domain.ts";

/** Something that nobody needs any more, and why. */
export interface Doomed<T> {
  readonly what: T;
  readonly why: string;
}

export interface Decision {
  readonly manifests: readonly Doomed<ListedManifest>[];
  readonly uploads: readonly Doomed<ListedUpload>[];
  readonly runs: readonly Doomed<ListedRun>[];
  readonly latest: readonly Doomed<Listed>[];
  /** What cannot be understood, and what stays because of it. */
  readonly unclear: readonly Doomed<Listed>[];
}

export interface DecisionInput {
  readonly found: Pick<Survey, "manifests" | "runs" | "uploads" | "latest">;
  readonly scope: Pick<Scope, "readersOf">;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly olderThanMs: number;
}

/** An upload is on its way for so long before a manifest names it, or never will be. */
export const leastMs = 24 * 60 * 60 * 1000;

/** What goes: all that no kept run needs, as far as everything is understood. Pure. */
export function decide(input: DecisionInput): Decision {
  const { found } = input;
  const needed = neededManifests(input);
  const uploads = doomedUploads(input, needed);
  return {
    manifests: found.manifests
      .filter((manifest) => manifest.content && !needed.has(manifest))
      .map((what) => ({ what, why: `no kept run needs what ${what.content?.step} left` })),
    uploads,
    runs: found.runs
      .filter((run) => run.index && !isKept(run, input))
      .map((what) => ({ what, why: "it is over for so long" })),
    latest: found.latest
      .filter(({ modifiedAt }) => !isYoung(modifiedAt, input))
      .map((what) => ({ what, why: "its pipeline has not run for so long" })),
    unclear: unclear(input),
  };
}

/** What has no date is as good as new. */
const isYoung = (at: number | undefined, { now, olderThanMs }: DecisionInput): boolean =>
  at === undefined || now - at <= olderThanMs;

/** By whichever date is later: the clock of the machine that wrote it may have been wrong. */
const isKept = ({ index, modifiedAt }: ListedRun, input: DecisionInput): boolean =>
  isYoung(modifiedAt, input) || (index !== undefined && isYoung(index.at, input));

function neededManifests(input: DecisionInput): ReadonlySet<ListedManifest> {
  const { found, scope } = input;
  const kept = found.runs.filter((run) => isKept(run, input));
  const named = new Set(
    kept.flatMap(({ index }) => Object.values(index?.legs ?? {}).map(({ manifest }) => manifest)),
  );
  // Such a run may name whatever its domain may read.
  const held = new Set(
    kept.filter(({ index }) => !index).flatMap(({ domain }) => readable(scope.readersOf(domain))),
  );
  return new Set(
    found.manifests.filter(
      ({ key, domain, content, modifiedAt }) =>
        !content ||
        named.has(key) ||
        held.has(domain) ||
        isYoung(modifiedAt, input) ||
        isYoung(content.at, input),
    ),
  );
}

function doomedUploads(
  input: DecisionInput,
  needed: ReadonlySet<ListedManifest>,
): readonly Doomed<ListedUpload>[] {
  const { found, scope, olderThanMs } = input;
  const frozen = new Set(
    found.manifests
      .filter(({ content }) => !content)
      .flatMap(({ domain }) => readable(scope.readersOf(domain))),
  );
  const inUse = new Set([...needed].flatMap(({ content }) => content?.uploads ?? []));
  const named = new Set(found.manifests.flatMap(({ content }) => content?.uploads ?? []));
  const onItsWay = { ...input, olderThanMs: Math.max(olderThanMs, leastMs) };
  return found.uploads.flatMap((what) => {
    const { prefix, domain, modifiedAt } = what;
    if (frozen.has(domain) || inUse.has(prefix)) return [];
    if (named.has(prefix)) return [{ what, why: "no kept run needs it" }];
    return isYoung(modifiedAt, onItsWay) ? [] : [{ what, why: "no step's manifest names it" }];
  });
}

function unclear(input: DecisionInput): readonly Doomed<Listed>[] {
  const { manifests, runs } = input.found;
  return [
    ...manifests
      .filter(({ content }) => !content)
      .map((what) => ({
        what,
        why: "this manifest cannot be understood, so all outputs that it might name stay",
      })),
    ...runs
      .filter(({ index }) => !index)
      .map((what) => ({
        what,
        why: isKept(what, input)
          ? "this index of a run cannot be understood, so all manifests that it might name stay"
          : "this index of a run cannot be understood",
      })),
  ];
}

/** Trees that nobody may count on any more. `found`: all uploads that there are. */
export function doomedTrees(
  trees: readonly ListedTree[],
  {
    uploads,
    found,
    now,
  }: { readonly uploads: Decision["uploads"]; readonly found: Survey["uploads"]; readonly now: number },
): readonly Doomed<ListedTree>[] {
  const going = new Set(uploads.map(({ what: { prefix } }) => prefix));
  const there = new Set(found.map(({ prefix }) => prefix));
  return trees.flatMap((what) => {
    // It only spares work, and whoever counts on it looks whether it is still there.
    if (!what.uploads) return [{ what, why: "it cannot be understood" }];
    if (what.uploads.some((prefix) => going.has(prefix))) return [{ what, why: "it names what goes" }];
    const isOld = what.modifiedAt !== undefined && now - what.modifiedAt > leastMs;
    const isEmpty = isOld && what.uploads.some((prefix) => !there.has(prefix));
    return isEmpty ? [{ what, why: "it names what is not there" }] : [];
  });
}
