import { compileSegment, matchSegment, type Segment } from "./glob-segment.ts";
import { expandBraces } from "./glob-syntax.ts";

/**
 * A glob over paths with `/`. `*`, `?` and `[a-z]`, `[!a-z]` stay within one name, `**` is any number of folders and
 * `{a,b}` are alternatives. Three rules as git, DVC and GitHub have them: names with a leading dot are names like any
 * other, a folder that matches brings all that it holds, and a trailing `/` matches folders only. Case counts
 * everywhere, so that one file means the same on every machine.
 */
export interface Glob {
  readonly alternatives: readonly Alternative[];
}

interface Alternative {
  readonly segments: readonly Segment[];
  readonly foldersOnly: boolean;
}

/** Compiles a glob that `parseInput` let through; throws on others. */
export function compileGlob(pattern: string): Glob {
  const expanded = expandBraces(pattern);
  if (!expanded.ok) throw new Error(`invalid glob ${pattern}: ${expanded.error.message}`);
  return { alternatives: expanded.value.map(compileAlternative) };
}

/** Like `compileGlob`, but a brace stands for itself, as in GitHub's hashFiles; never throws. */
export const compilePlainGlob = (pattern: string): Glob => ({ alternatives: [compileAlternative(pattern)] });

function compileAlternative(pattern: string): Alternative {
  const names = pattern.split("/").filter((name) => name !== "" && name !== ".");
  const distinct = names.filter((name, at) => name !== "**" || names[at - 1] !== "**");
  return { segments: distinct.map(compileSegment), foldersOnly: pattern.endsWith("/") };
}

/** How far a glob has been followed down one path; `descend` takes it one name further. */
export interface GlobCursor {
  readonly tracks: readonly Track[];
  /** A file of this path belongs to the glob. */
  readonly matchesFile: boolean;
  /** A folder of this path belongs to it, with all that it holds. */
  readonly matchesFolder: boolean;
  /** All that a folder of this path holds belongs to it, though maybe not the folder itself: `a` under `a/**`. */
  readonly coversFolder: boolean;
}

interface Track {
  readonly alternative: Alternative;
  /** Element i: the path so far fits the first i segments. The last element is a match. */
  readonly reached: Uint8Array;
  /** The path so far lies in a folder that matched. */
  readonly inside: boolean;
}

const matched = ({ alternative, reached }: Track): boolean => reached[alternative.segments.length] === 1;

/** At the top folder, before the first name. */
export function globCursor(glob: Glob): GlobCursor {
  const tracks = glob.alternatives.map((alternative) => {
    const reached = new Uint8Array(alternative.segments.length + 1);
    reach(alternative.segments, reached, 0);
    return { alternative, reached, inside: false };
  });
  return cursorOf(tracks);
}

/**
 * Undefined when neither the name nor anything below it can match. The same object comes back where nothing has
 * changed, as below most folders under `**`: thousands of globs times thousands of outputs make nothing new.
 */
export function descend(cursor: GlobCursor, name: string): GlobCursor | undefined {
  const tracks: Track[] = [];
  let changed = false;
  for (const track of cursor.tracks) {
    const next = advance(track, name);
    if (next) tracks.push(next);
    changed ||= next !== track;
  }
  if (!changed) return cursor;
  return tracks.length === 0 ? undefined : cursorOf(tracks);
}

function cursorOf(tracks: readonly Track[]): GlobCursor {
  const matchesFolder = tracks.some((track) => track.inside || matched(track));
  return {
    tracks,
    matchesFile: tracks.some((track) => track.inside || (matched(track) && !track.alternative.foldersOnly)),
    matchesFolder,
    coversFolder: matchesFolder || tracks.some(takesAnyName),
  };
}

/** Undefined when this alternative can no longer match. */
function advance(track: Track, name: string): Track | undefined {
  const { alternative, reached, inside } = track;
  if (inside) return track;
  if (matched(track)) return { alternative, reached, inside: true };
  const next = step(alternative.segments, reached, name);
  if (!next) return undefined;
  return next.every((value, at) => value === reached[at]) ? track : { alternative, reached: next, inside };
}

function step(segments: readonly Segment[], reached: Uint8Array, name: string): Uint8Array | undefined {
  let next: Uint8Array | undefined;
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] as Segment;
    if (reached[at] !== 1 || !matchSegment(segment, name)) continue;
    next ??= new Uint8Array(reached.length);
    if (segment.kind === "globstar") reach(segments, next, at);
    if (segment.kind !== "globstar" || at === segments.length - 1) reach(segments, next, at + 1);
  }
  return next;
}

/** A `**` in the middle may also stand for no folder; at the end it stands for at least one name. */
function reach(segments: readonly Segment[], reached: Uint8Array, at: number): void {
  reached[at] = 1;
  if (segments[at]?.kind === "globstar" && at < segments.length - 1) reached[at + 1] = 1;
}

/** The next name, whatever it is, makes the whole glob match: what is left is `*`, `**` or `**` and `*`. */
function takesAnyName({ alternative: { segments, foldersOnly }, reached }: Track): boolean {
  const last = segments.length - 1;
  const final = segments[last];
  const isAny = final?.kind === "pattern" && final.tokens.length === 1 && final.tokens[0]?.kind === "star";
  return !foldersOnly && reached[last] === 1 && (isAny || final?.kind === "globstar");
}

function follow(glob: Glob | string, path: string): GlobCursor | undefined {
  let cursor: GlobCursor | undefined = globCursor(typeof glob === "string" ? compileGlob(glob) : glob);
  if (path === ".") return cursor;
  for (const name of path.split("/")) {
    if (!cursor) return undefined;
    cursor = descend(cursor, name);
  }
  return cursor;
}

/** Whether a normalised path belongs to the glob, itself or through a folder above it. */
export function matches(glob: Glob | string, path: string, isDirectory = false): boolean {
  const cursor = follow(glob, path);
  return cursor !== undefined && (isDirectory ? cursor.matchesFolder : cursor.matchesFile);
}

/** Whether anything below a folder, or the folder itself, could belong to the glob. */
export const couldMatchInside = (glob: Glob | string, directory: string): boolean =>
  follow(glob, directory) !== undefined;

/** The deepest folder (or the path, where it has no wildcard) below which all matches lie; `.` at the top. */
export function globBase(glob: Glob | string): string {
  const { alternatives } = typeof glob === "string" ? compileGlob(glob) : glob;
  const [first = [], ...others] = alternatives.map(literalPrefix);
  const length = others.reduce(
    (shared, names) => Math.min(shared, first.findIndex((name, at) => names[at] !== name) >>> 0),
    first.length,
  );
  return first.slice(0, length).join("/") || ".";
}

function literalPrefix({ segments }: Alternative): readonly string[] {
  const names: string[] = [];
  for (const segment of segments) {
    if (segment.kind !== "literal") break;
    names.push(segment.text);
  }
  return names;
}
