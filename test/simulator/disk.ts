import { posix } from "node:path";
import type { FileStat, Files, Random } from "../../src/host/host.ts";

interface FileNode {
  readonly kind: "file";
  chunks: Buffer[];
  size: number;
  /** Bytes that a power cut leaves; undefined: all, since only what is appended waits for the disk here. */
  synced: number | undefined;
  mode: number;
  mtimeMs: number;
  readonly ino: number;
  links: number;
}

interface FolderNode {
  readonly kind: "directory";
  readonly entries: Map<string, Node>;
  mode: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

type Node = FileNode | FolderNode;

const fault = (code: string, path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: ${path}`), { code, path, syscall: "simulated" });

const byCodePoint = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

/** The disk of a machine: it outlives processes, and a power cut takes from it what was appended and not synced. */
export class Disk {
  readonly #now: () => number;
  #inodes = 1;
  readonly #root: FolderNode;

  constructor(now: () => number) {
    this.#now = now;
    this.#root = this.#folder(0o755);
  }

  #folder(mode: number): FolderNode {
    return { kind: "directory", entries: new Map(), mode, mtimeMs: this.#now(), ino: this.#inodes++ };
  }

  #at(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const name of path.split("/")) {
      if (name === "" || name === ".") continue;
      if (node?.kind !== "directory") return undefined;
      node = node.entries.get(name);
    }
    return node;
  }

  makeDirectory(path: string, mode?: number): FolderNode {
    let node: FolderNode = this.#root;
    for (const name of path.split("/")) {
      if (name === "") continue;
      const next: Node = node.entries.get(name) ?? this.#folder(0o755);
      if (next.kind !== "directory") throw fault("ENOTDIR", path);
      node.entries.set(name, next);
      node = next;
    }
    if (mode !== undefined) node.mode = mode;
    return node;
  }

  #file(path: string): FileNode | undefined {
    const node = this.#at(path);
    if (node?.kind === "directory") throw fault("EISDIR", path);
    return node;
  }

  bytes(path: string): Buffer | undefined {
    const file = this.#file(path);
    return file && whole(file);
  }

  text(path: string): string | undefined {
    return this.bytes(path)?.toString("utf8");
  }

  /** A new file under a name, whatever was there: the old one goes on under its other names. */
  replace(path: string, bytes: Buffer, mode = 0o644): FileNode {
    const folder = this.makeDirectory(posix.dirname(path));
    const [mtimeMs, ino] = [this.#now(), this.#inodes++];
    const old = folder.entries.get(posix.basename(path));
    if (old?.kind === "directory") throw fault("EISDIR", path);
    if (old) old.links -= 1;
    const { length: size } = bytes;
    const file: FileNode = {
      ...{ kind: "file", chunks: [bytes], size, synced: undefined, mode, mtimeMs, ino, links: 1 },
    };
    folder.entries.set(posix.basename(path), file);
    return file;
  }

  write(path: string, bytes: Buffer, mode?: number): void {
    const file = this.#file(path);
    if (!file) {
      this.replace(path, bytes, mode);
      return;
    }
    Object.assign(file, { chunks: [bytes], size: bytes.length, mtimeMs: this.#now() });
    if (mode !== undefined) file.mode = mode;
  }

  list(path: string): readonly string[] | undefined {
    const node = this.#at(path);
    if (!node) return undefined;
    if (node.kind === "file") throw fault("ENOTDIR", path);
    return [...node.entries.keys()].sort(byCodePoint);
  }

  stat(path: string): FileStat | undefined {
    const node = this.#at(path);
    if (!node) return undefined;
    const { kind, mode, mtimeMs, ino } = node;
    return { kind, size: node.kind === "file" ? node.size : 0, mode, mtimeMs, ctimeMs: mtimeMs, ino };
  }

  remove(path: string): void {
    const folder = this.#at(posix.dirname(path));
    if (folder?.kind !== "directory") return;
    const node = folder.entries.get(posix.basename(path));
    if (node) unlink(node);
    folder.entries.delete(posix.basename(path));
  }

  rename(from: string, to: string): void {
    const node = this.#at(from);
    if (!node) throw fault("ENOENT", from);
    const target = this.#at(to);
    if (target?.kind === "directory" && target.entries.size > 0) throw fault("ENOTEMPTY", to);
    const folder = this.#at(posix.dirname(to));
    if (folder?.kind !== "directory") throw fault("ENOENT", to);
    const source = this.#at(posix.dirname(from)) as FolderNode;
    if (target?.kind === "file") target.links -= 1;
    source.entries.delete(posix.basename(from));
    folder.entries.set(posix.basename(to), node);
  }

  /** All files at and below a path, by path relative to it. */
  tree(path: string): ReadonlyMap<string, Buffer> {
    const found = new Map<string, Buffer>();
    const visit = (node: Node | undefined, at: string): void => {
      if (node?.kind === "file") found.set(at, whole(node));
      else for (const [name, inner] of node?.entries ?? []) visit(inner, at === "" ? name : `${at}/${name}`);
    };
    visit(this.#at(path), "");
    return found;
  }

  /** What was appended and never synced is there in part, or not at all. */
  powerCut(random: Random): void {
    const visit = (node: Node): void => {
      if (node.kind === "directory") for (const inner of node.entries.values()) visit(inner);
      else if (node.synced !== undefined && node.synced < node.size) {
        const length = node.synced + Math.floor(random.float() * (node.size - node.synced + 1));
        Object.assign(node, { chunks: [whole(node).subarray(0, length)], size: length, synced: length });
      }
    };
    visit(this.#root);
  }

  #appender(path: string, truncateTo: number | undefined): ReturnType<Files["appender"]> {
    const file = this.#file(path) ?? this.replace(path, Buffer.alloc(0));
    file.synced ??= file.size;
    if (truncateTo !== undefined && truncateTo < file.size) {
      Object.assign(file, { chunks: [whole(file).subarray(0, truncateTo)], size: truncateTo });
      file.synced = Math.min(file.synced, truncateTo);
    }
    return {
      write: (text) => {
        const bytes = Buffer.from(text);
        file.chunks.push(bytes);
        file.size += bytes.length;
        file.mtimeMs = this.#now();
      },
      sync: () => {
        file.synced = file.size;
      },
      isRemoved: () => file.links === 0,
      close: () => {},
    };
  }

  #link(from: string, to: string): void {
    const file = this.#file(from);
    if (!file) throw fault("ENOENT", from);
    if (this.#at(to)) throw fault("EEXIST", to);
    this.makeDirectory(posix.dirname(to)).entries.set(posix.basename(to), file);
    file.links += 1;
  }

  #copy(from: string, to: string, mode: number): void {
    const bytes = this.bytes(from);
    if (!bytes) throw fault("ENOENT", from);
    if (this.#at(to)) throw fault("EEXIST", to);
    this.replace(to, bytes, mode);
  }

  files(): Files {
    return {
      read: async (path) => this.text(path),
      reader: async (path) => {
        if (this.stat(path)?.kind !== "file") return undefined;
        const read = async (offset: number, limit: number) =>
          (this.bytes(path) ?? Buffer.alloc(0)).subarray(offset, offset + limit);
        return { read, close: async () => {} };
      },
      write: async (path, text, mode) => this.write(path, Buffer.from(text), mode),
      replace: async (path, text) => void this.replace(path, Buffer.from(text)),
      create: async (path, text) => {
        if (this.#at(path)) return false;
        this.replace(path, Buffer.from(text));
        return true;
      },
      appender: (path, truncateTo) => this.#appender(path, truncateTo),
      writer: async () => {
        throw fault("ENOTSUP", "writer");
      },
      readFrom: async (path, offset, limit) => this.bytes(path)?.subarray(offset, offset + limit),
      stat: async (path) => this.stat(path),
      realpath: async (path) => (this.#at(path) ? path : undefined),
      list: async (path) => this.list(path),
      makeDirectory: async (path, mode) => void this.makeDirectory(path, mode),
      rename: async (from, to) => this.rename(from, to),
      move: async (from, to) => this.rename(from, to),
      link: async (from, to) => this.#link(from, to),
      copy: async (from, to, mode) => this.#copy(from, to, mode),
      setMode: async (path, mode) => {
        const node = this.#at(path);
        if (!node) throw fault("ENOENT", path);
        node.mode = mode;
      },
      symlink: async (_target, path) => {
        throw fault("ENOTSUP", path);
      },
      readlink: async () => undefined,
      remove: async (path) => this.remove(path),
    };
  }
}

function whole(file: FileNode): Buffer {
  const [only] = file.chunks;
  if (only && file.chunks.length === 1) return only;
  const all = Buffer.concat(file.chunks);
  file.chunks = [all];
  return all;
}

function unlink(node: Node): void {
  if (node.kind === "file") node.links -= 1;
  else for (const inner of node.entries.values()) unlink(inner);
}
