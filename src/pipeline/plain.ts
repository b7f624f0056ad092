import { type Code, type Diagnostic, diagnostic } from "./diagnostic.ts";
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
  type Scalar,
  type YAMLMap,
} from "./node.ts";
import { type Location, positionAt, type SourceFile } from "./source.ts";
import { shorten } from "./wording.ts";

/**
 * Values that aliases may add, in nodes, where 32 characters of a text weigh as much as a node. Honest files with
 * thousands of aliases stay far below it; an alias bomb passes it within microseconds.
 */
const mostAliased = 250_000;

/** Names that mean something to every JavaScript object: as keys of plain data they would be traps further on. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly weight: number;
}

type Mapping = Record<string, unknown>;

/** Nodes → plain data: aliases shared, `<<` merged, duplicate keys, bad aliases and impossible numbers complained about. */
export class PlainReader {
  readonly targets = new Map<Node, Node>();
  readonly faulty = new Set<Node>();
  readonly incomplete = new Set<Node>();
  readonly #file: SourceFile;
  readonly #complain: (found: Diagnostic) => void;
  readonly #anchors = new Map<string, Anchored | "open">();
  #weight = 0;
  #aliased = 0;

  constructor(file: SourceFile, complain: (found: Diagnostic) => void) {
    this.#file = file;
    this.#complain = complain;
  }

  read(node: Node | null): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node);
    const { anchor, tag } = node as Node & { readonly tag?: string };
    if (tag !== undefined) this.faulty.add(node);
    if (anchor === undefined) return this.#content(node);
    this.#anchors.set(anchor, "open");
    const before = this.#weight;
    const value = this.#content(node);
    this.#anchors.set(anchor, { node, value, weight: this.#weight - before });
    return value;
  }

  #content(node: Node): unknown {
    this.#weight += 1;
    if (isMap(node)) return this.#mapping(node);
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node | null));
    return this.#scalar(node as Scalar);
  }

  #scalar(node: Scalar): unknown {
    const { value } = node;
    if (typeof value === "string") this.#weight += value.length >> 5;
    if (typeof value !== "number") return value;
    if (!Number.isFinite(value))
      this.#refuse(node, "number-range", `${node.source} is not a number that can be used`, numberHint);
    else if (Number.isInteger(value) && !Number.isSafeInteger(value))
      this.#refuse(node, "number-range", tooBig(node), numberHint);
    else return value;
    return 0;
  }

  #alias(alias: Node & { readonly source: string }): unknown {
    const found = this.#anchors.get(alias.source);
    if (found === undefined)
      return this.#refuse(
        alias,
        "yaml-alias",
        `There is no anchor &${alias.source} before this alias`,
        "Check the name of the anchor, or write the value out; put a text that starts with * in quotes",
      );
    if (found === "open")
      return this.#refuse(
        alias,
        "yaml-alias",
        `The alias *${alias.source} stands inside its own anchor`,
        "Write the value out: an anchor cannot hold itself",
      );
    this.#aliased += found.weight;
    if (this.#aliased > mostAliased) return this.#bomb(alias);
    this.targets.set(alias, found.node);
    this.#weight += found.weight;
    return found.value;
  }

  #bomb(alias: Node): null {
    const isFirst = this.#aliased < Number.POSITIVE_INFINITY;
    // One complaint is enough: every alias from here on would repeat it.
    this.#aliased = Number.POSITIVE_INFINITY;
    this.faulty.add(alias);
    if (isFirst)
      this.#refuse(
        alias,
        "yaml-alias",
        "Aliases multiply the file beyond what is read",
        "Write less through aliases of aliases",
      );
    return null;
  }

  #mapping(map: YAMLMap): Mapping {
    // No prototype: a key named `toString` is then absent unless the file has it.
    const mapping = Object.create(null) as Mapping;
    const written = new Map<string, NodePair>();
    for (const pair of pairsOf(map)) {
      const key = this.#key(pair, map, written);
      const value = this.read(pair.value);
      if (key === undefined) continue;
      if (isMergeKey(pair.key)) this.#merge(mapping, value, { map, pair });
      else mapping[key] = value;
    }
    return mapping;
  }

  /** Keys of the mapping itself win over merged ones, and earlier merges over later ones. */
  #merge(mapping: Mapping, value: unknown, at: { readonly map: YAMLMap; readonly pair: NodePair }): void {
    const sources = Array.isArray(value) ? value : [value];
    for (const source of sources) {
      if (typeof source !== "object" || source === null || Array.isArray(source)) {
        this.incomplete.add(at.map);
        this.#refuseMerge(at.pair);
        continue;
      }
      for (const [key, item] of Object.entries(source)) if (!(key in mapping)) mapping[key] = item;
    }
  }

  #refuseMerge({ key, value }: NodePair): void {
    // A bad alias has its complaint already.
    if (value && this.faulty.has(value)) return;
    this.#refuse(key, "wrong-type", "<< takes an alias of a mapping, or a list of them", "Write `<<: *name`");
  }

  /** Undefined when the pair is left out, after a complaint. */
  #key(pair: NodePair, map: YAMLMap, written: Map<string, NodePair>): string | undefined {
    const { key } = pair;
    const text = keyText(key);
    if (text === undefined || reserved.has(text)) this.incomplete.add(map);
    if (text === undefined) {
      // `{{ x }}` without quotes: that it is no text either goes without saying.
      this.faulty.add(map);
      return this.#refuseKey(
        key,
        "wrong-type",
        "A key must be a text",
        "Put a text that starts with { or [ in quotes",
      );
    }
    if (key.anchor !== undefined) this.read(key);
    if (reserved.has(text))
      return this.#refuseKey(key, "invalid-id", `"${text}" is a reserved name`, "Choose another name");
    const first = written.get(text);
    if (!first) {
      written.set(text, pair);
      return text;
    }
    // What stands under the second one is not in the first.
    if (first.value) this.incomplete.add(this.targets.get(first.value) ?? first.value);
    return this.#duplicate(text, key, first.key);
  }

  #duplicate(text: string, key: Node, first: Node): undefined {
    const location = this.#locate(first);
    const { line } = positionAt(this.#file, location.range.start);
    const related = [{ location, message: "The first one is here" }];
    this.#complain(
      diagnostic("duplicate-key", {
        message: `The key "${shorten(text)}" is given twice, first on line ${line}`,
        location: this.#locate(key),
        hint: "Remove or rename one of the two",
        related,
      }),
    );
  }

  #refuseKey(key: Node, code: Code, message: string, hint: string): undefined {
    this.#refuse(key, code, message, hint);
  }

  #refuse(node: Node, code: Code, message: string, hint: string): null {
    this.faulty.add(node);
    this.#complain(diagnostic(code, { message, location: this.#locate(node), hint }));
    return null;
  }

  #locate(node: Node): Location {
    return { file: this.#file, range: rangeOf(node, this.#file.text) };
  }
}

const numberHint = "Put it in quotes if it is a text, such as an id";

const tooBig = ({ source }: Scalar): string =>
  `${shorten(source ?? "")} is too large to be kept exactly as a number`;
