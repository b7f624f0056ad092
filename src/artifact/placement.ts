import type { Random } from "../host/host.ts";
import { parentsOf } from "../store/bucket-tree.ts";
import { outputsPrefix } from "./domain.ts";

/**
 * Keys of files that are uploaded together, plain paths below a prefix that nobody had before. Where two paths would be one
 * on some disk or in some service, the second goes below another such prefix.
 */
export class Placement {
  readonly #domain: string;
  readonly #random: Pick<Random, "hex">;
  readonly #layers: { readonly prefix: string; readonly taken: Map<string, "file" | "folder"> }[] = [];

  constructor(domain: string, random: Pick<Random, "hex">) {
    this.#domain = domain;
    this.#random = random;
  }

  keyOf(path: string): string {
    const name = fold(path);
    const layer = this.#layers.find(({ taken }) => isFree(taken, name)) ?? this.#addLayer();
    layer.taken.set(name, "file");
    for (const folder of parentsOf(name)) layer.taken.set(folder, "folder");
    return layer.prefix + path;
  }

  #addLayer() {
    const prefix = outputsPrefix(this.#domain, this.#random.hex(32));
    const layer = { prefix, taken: new Map<string, "file" | "folder">() };
    this.#layers.push(layer);
    return layer;
  }
}

function isFree(taken: ReadonlyMap<string, "file" | "folder">, name: string): boolean {
  if (taken.has(name)) return false;
  for (const folder of parentsOf(name)) if (taken.get(folder) === "file") return false;
  return true;
}

/** Case, the two ways to write `é`, a backslash and dots or spaces at a name's end do not make another name everywhere. */
const fold = (path: string): string =>
  path
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFC")
    .replaceAll("\\", "/")
    .replaceAll(/[. ]+(?=\/|$)/g, "");
