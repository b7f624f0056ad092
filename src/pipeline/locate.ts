import type { Path } from "./draft.ts";
import {
  isAlias,
  isMap,
  isMergeKey,
  isSeq,
  keyText,
  type Node,
  type NodePair,
  pairsOf,
  rangeOf,
  type YAMLMap,
} from "./node.ts";
import type { Document } from "./parse.ts";
import type { Location, Range, SourceFile } from "./source.ts";
import { spanIn } from "./span.ts";

/** Where a path leads: the value's node and, in a mapping, its key's. */
export interface Found {
  readonly node: Node | null;
  readonly key?: Node;
}

export type Part = "value" | "key" | Range;

/** Finds nodes by path, through aliases and `<<`. Each mapping is indexed once, when the first path goes through it. */
export class Locator {
  readonly #file: SourceFile;
  readonly #document: Document;
  readonly #indexes = new WeakMap<YAMLMap, ReadonlyMap<string, NodePair>>();

  constructor(file: SourceFile, document: Document) {
    this.#file = file;
    this.#document = document;
  }

  /** The deepest part of the path that there is: a missing key is shown at the mapping that lacks it. */
  find(path: Path): Found {
    let found: Found = { node: this.#document.root };
    for (const step of path) {
      const next = this.#step(found.node, step);
      if (!next) break;
      found = next;
    }
    return found;
  }

  /** The node that a path leads to, through aliases; undefined where the path ends before. */
  target(path: Path): Node | undefined {
    let node: Node | null | undefined = this.#document.root;
    for (const step of path) node = this.#step(node ?? null, step)?.node;
    return this.#target(node ?? null);
  }

  at(path: Path, part: Part = "value"): Location {
    return { file: this.#file, range: this.#range(this.find(path), part) };
  }

  #range({ node, key }: Found, part: Part): Range {
    const { text } = this.#file;
    if (part === "key") return rangeOf(key ?? this.#firstKey(node) ?? node ?? this.#document.root, text);
    if (typeof part === "object" && node) return spanIn(this.#target(node) ?? node, part, text);
    const range = node ? rangeOf(node, text) : undefined;
    // An empty value has no extent: its key is what the reader sees.
    if (key && (!range || range.start === range.end)) return rangeOf(key, text);
    return range ?? rangeOf(this.#document.root, text);
  }

  /** The file itself has no key, and an item of a list neither: what is missing there is shown at the first key. */
  #firstKey(node: Node | null): Node | undefined {
    const target = this.#target(node);
    return isMap(target) ? pairsOf(target)[0]?.key : undefined;
  }

  #target(node: Node | null): Node | undefined {
    if (node === null) return undefined;
    return isAlias(node) ? this.#document.targets.get(node) : node;
  }

  #step(node: Node | null, step: string | number): Found | undefined {
    const target = this.#target(node);
    if (isSeq(target)) {
      const item = target.items[Number(step)];
      return item === undefined ? undefined : { node: item as Node | null };
    }
    const pair = isMap(target) ? this.#index(target).get(String(step)) : undefined;
    return pair && { node: pair.value, key: pair.key };
  }

  #index(map: YAMLMap): ReadonlyMap<string, NodePair> {
    const known = this.#indexes.get(map);
    if (known) return known;
    const index = new Map<string, NodePair>();
    for (const pair of pairsOf(map)) {
      const key = keyText(pair.key);
      if (key !== undefined && !index.has(key) && !isMergeKey(pair.key)) index.set(key, pair);
    }
    for (const source of this.#merged(map)) {
      for (const [key, pair] of this.#index(source)) if (!index.has(key)) index.set(key, pair);
    }
    this.#indexes.set(map, index);
    return index;
  }

  #merged(map: YAMLMap): readonly YAMLMap[] {
    const values = pairsOf(map).flatMap(({ key, value }) => (isMergeKey(key) ? [this.#target(value)] : []));
    const sources = values.flatMap((value) =>
      isSeq(value) ? value.items.map((item) => this.#target(item as Node)) : [value],
    );
    return sources.filter((source) => isMap(source));
  }
}
