import { descend, type Glob, type GlobCursor, globCursor } from "./glob.ts";

/** An output's place in the tree, in the order of the file. */
export interface TreeOutput {
  /** Position of its leg among the legs. */
  readonly leg: number;
  /** Position among the leg's outputs. */
  readonly output: number;
  readonly path: string;
  readonly isDirectory: boolean;
}

interface Node {
  readonly children: Map<string, Node>;
  readonly outputs: TreeOutput[];
  /** The first output here whose leg is not that of `outputs[0]`. */
  foreign?: TreeOutput;
}

const emptyNode = (): Node => ({ children: new Map(), outputs: [] });

/** Path `.` is the top folder. */
const namesOf = (path: string): readonly string[] => (path === "." ? [] : path.split("/"));

/** Outputs by the names of their paths, so that `out` and `out2` never meet and a look-up costs the path's depth. */
export class OutputTree {
  readonly #root = emptyNode();

  add(output: TreeOutput): void {
    let node = this.#root;
    for (const name of namesOf(output.path)) {
      const child = node.children.get(name) ?? emptyNode();
      node.children.set(name, child);
      node = child;
    }
    node.outputs.push(output);
    if (node.outputs[0]?.leg !== output.leg) node.foreign ??= output;
  }

  /** Outputs that are the path, hold it, or lie in it. */
  touching(path: string): readonly TreeOutput[] {
    const found: TreeOutput[] = [];
    let node: Node | undefined = this.#root;
    for (const name of namesOf(path)) {
      for (const output of node.outputs) found.push(output);
      node = node.children.get(name);
      if (!node) return found;
    }
    return collect(node, found);
  }

  /** Outputs that belong to the glob, and folders in which something could. */
  matching(glob: Glob): readonly TreeOutput[] {
    const found: TreeOutput[] = [];
    const stack: [Node, GlobCursor][] = [[this.#root, globCursor(glob)]];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const [node, cursor] = top;
      for (const output of node.outputs) if (output.isDirectory || cursor.matchesFile) found.push(output);
      for (const [name, child] of node.children) {
        const below = descend(cursor, name);
        if (below) stack.push([child, below]);
      }
    }
    return found;
  }

  /** The output of another leg that is the deepest to hold this one, or that named the same path before it. */
  conflict(output: TreeOutput): TreeOutput | undefined {
    let deepest: TreeOutput | undefined;
    let node: Node | undefined = this.#root;
    for (const name of namesOf(output.path)) {
      deepest = foreignIn(node, output.leg) ?? deepest;
      node = node.children.get(name) ?? emptyNode();
    }
    const same = foreignIn(node, output.leg);
    return same && same.leg < output.leg ? same : deepest;
  }
}

function foreignIn(node: Node, leg: number): TreeOutput | undefined {
  const first = node.outputs[0];
  return first && first.leg !== leg ? first : node.foreign;
}

function collect(top: Node, found: TreeOutput[]): readonly TreeOutput[] {
  const stack = [top];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const output of node.outputs) found.push(output);
    for (const child of node.children.values()) stack.push(child);
  }
  return found;
}
