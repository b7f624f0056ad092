import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Range } from "./source.ts";

export type { Node, Pair, YAMLMap, YAMLSeq };
export { isAlias, isMap, isScalar, isSeq, Scalar };

/** What a pair of the composer holds: a value may be missing altogether, as in `{a}`. */
export type NodePair = Pair<Node, Node | null>;

export const pairsOf = (map: YAMLMap): readonly NodePair[] => map.items as readonly NodePair[];

/** A key as it is written: `1:` and `"1":` are the same key. Undefined for a list or a mapping. */
export function keyText(key: Node): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.type === Scalar.PLAIN ? (key.source ?? "") : String(key.value);
}

export const isMergeKey = (key: Node): boolean =>
  isScalar(key) && key.type === Scalar.PLAIN && key.source === "<<";

/** Start to end of the value itself, without the comments and line breaks behind it. */
export function rangeOf(node: Node, text: string): Range {
  const [start, valueEnd] = node.range ?? [0, 0];
  let end = valueEnd;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}
