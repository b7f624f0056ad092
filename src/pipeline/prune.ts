import type { Path } from "./draft.ts";

/** What happens to a faulty value: it goes, or an empty mapping takes its place. */
export type Cut = "remove" | "empty";

interface Branch {
  cut?: Cut;
  /** Nothing is here to be cut, but under another name it was meant to be. */
  isMeant?: boolean;
  readonly below: Map<string, Branch>;
}

/** Paths of values to cut away. */
export class Cuts {
  readonly root: Branch = { below: new Map() };

  add(path: Path, cut: Cut): void {
    this.#branch(path).cut = cut;
  }

  /** The key that a wrong one was meant to be. */
  addMeant(path: Path): void {
    this.#branch(path).isMeant = true;
  }

  #branch(path: Path): Branch {
    let branch = this.root;
    for (const step of path) {
      const key = String(step);
      const next: Branch = branch.below.get(key) ?? { below: new Map() };
      branch.below.set(key, next);
      branch = next;
    }
    return branch;
  }

  /** Whether a cut took what the path names: itself, or something that holds it. */
  has(path: Path): boolean {
    let branch: Branch | undefined = this.root;
    for (const [index, step] of path.entries()) {
      branch = branch.below.get(String(step));
      if (!branch) return false;
      const isLast = index === path.length - 1;
      if (branch.isMeant || branch.cut === "remove" || (branch.cut && !isLast)) return true;
    }
    return false;
  }

  /** Whether a cut took something from inside the value at the path. */
  hasBelow(path: Path): boolean {
    let branch: Branch | undefined = this.root;
    for (const step of path) branch = branch?.below.get(String(step));
    return branch !== undefined && branch.below.size > 0;
  }
}

/** Pruned list → each item's index in the file. */
export type Indexes = WeakMap<readonly unknown[], readonly number[]>;

/** A copy without the cut values. What no cut touches is shared, since aliases may share it already. */
export function prune(value: unknown, cuts: Cuts, indexes: Indexes): unknown {
  return copy(value, cuts.root, indexes);
}

function copy(value: unknown, branch: Branch, indexes: Indexes): unknown {
  if (branch.below.size === 0 || typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? copyList(value, branch, indexes) : copyMapping(value, branch, indexes);
}

function copyList(list: readonly unknown[], branch: Branch, indexes: Indexes): readonly unknown[] {
  const kept = list
    .map((_, index) => index)
    .filter((index) => branch.below.get(String(index))?.cut !== "remove");
  const items = kept.map((index) => copyItem(list[index], branch.below.get(String(index)), indexes));
  indexes.set(items, kept);
  return items;
}

function copyMapping(mapping: object, branch: Branch, indexes: Indexes): object {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(mapping)) {
    const below = branch.below.get(key);
    if (below?.cut !== "remove") result[key] = copyItem(item, below, indexes);
  }
  return result;
}

function copyItem(item: unknown, branch: Branch | undefined, indexes: Indexes): unknown {
  if (branch === undefined) return item;
  return branch.cut === "empty" ? Object.create(null) : copy(item, branch, indexes);
}

/** A path in a pruned value → the path in the file, where lists may hold more. */
export function inFile(path: Path, pruned: unknown, indexes: Indexes): Path {
  let value = pruned;
  return path.map((step) => {
    const holder = value;
    value =
      typeof holder === "object" && holder !== null
        ? (holder as Record<string | number, unknown>)[step]
        : undefined;
    return Array.isArray(holder) ? (indexes.get(holder)?.[Number(step)] ?? step) : step;
  });
}
