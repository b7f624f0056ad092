import { posix } from "node:path";
import type { FileStat, Files } from "../../src/host/host.ts";

interface Node {
  readonly kind: "file" | "directory";
  bytes: Buffer;
  mode: number;
  mtimeMs: number;
  ctimeMs: number;
  readonly ino: number;
}

const fault = (code: string, path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: ${path}`), { code, path });

/** A file system in memory: absolute POSIX paths, no links. `now` stamps the files. */
export function memoryFiles(now: () => number = () => 0): Files {
  const nodes = new Map<string, Node>();
  let inodes = 1;
  const make = (kind: Node["kind"], mode: number): Node => ({
    kind,
    bytes: Buffer.alloc(0),
    mode,
    mtimeMs: now(),
    ctimeMs: now(),
    ino: inodes++,
  });
  nodes.set("/", make("directory", 0o755));

  function directory(path: string): void {
    const known = nodes.get(path);
    if (known?.kind === "directory") return;
    if (known) throw fault("ENOTDIR", path);
    directory(posix.dirname(path));
    nodes.set(path, make("directory", 0o755));
  }

  function put(path: string, bytes: Buffer, mode = 0o644): void {
    if (nodes.get(path)?.kind === "directory") throw fault("EISDIR", path);
    directory(posix.dirname(path));
    const node = nodes.get(path) ?? make("file", mode);
    node.bytes = bytes;
    node.mtimeMs = now();
    node.ctimeMs = node.mtimeMs;
    nodes.set(path, node);
  }

  function file(path: string): Node | undefined {
    const node = nodes.get(path);
    if (node?.kind === "directory") throw fault("EISDIR", path);
    return node;
  }

  function below(path: string): string[] {
    const prefix = path === "/" ? "/" : `${path}/`;
    return [...nodes.keys()].filter((name) => name !== "/" && name.startsWith(prefix));
  }

  function describe(node: Node): FileStat {
    return {
      kind: node.kind,
      size: node.bytes.length,
      mtimeMs: node.mtimeMs,
      ctimeMs: node.ctimeMs,
      mode: node.mode,
      ino: node.ino,
    };
  }

  function rename(from: string, to: string): void {
    const moved = [from, ...below(from)].map((path) => [path, nodes.get(path)] as const);
    if (!nodes.has(from)) throw fault("ENOENT", from);
    for (const path of below(to)) nodes.delete(path);
    for (const [path] of moved) nodes.delete(path);
    for (const [path, node] of moved) if (node) nodes.set(to + path.slice(from.length), node);
    const top = nodes.get(to);
    if (top) top.ctimeMs = now();
  }

  function duplicate(from: string, to: string, mode: number | undefined): void {
    const node = file(from);
    if (!node) throw fault("ENOENT", from);
    if (nodes.has(to)) throw fault("EEXIST", to);
    put(to, node.bytes, mode);
  }

  return {
    read: async (path) => file(path)?.bytes.toString("utf8"),
    write: async (path, text, mode) => put(path, Buffer.from(text), mode),
    replace: async (path, text) => {
      nodes.delete(path);
      put(path, Buffer.from(text));
    },
    create: async (path, text) => {
      if (nodes.has(path)) return false;
      put(path, Buffer.from(text));
      return true;
    },
    appender(path, truncateTo) {
      const kept = file(path)?.bytes ?? Buffer.alloc(0);
      put(path, truncateTo === undefined ? kept : kept.subarray(0, truncateTo));
      return {
        write: (text) => put(path, Buffer.concat([file(path)?.bytes ?? Buffer.alloc(0), Buffer.from(text)])),
        sync: () => {},
        isRemoved: () => !nodes.has(path),
        close: () => {},
      };
    },
    writer: async (path, mode) => {
      if (nodes.has(path)) throw fault("EEXIST", path);
      if (nodes.get(posix.dirname(path))?.kind !== "directory") throw fault("ENOENT", path);
      put(path, Buffer.alloc(0), mode);
      return {
        write: async (bytes) => put(path, Buffer.concat([file(path)?.bytes ?? Buffer.alloc(0), bytes])),
        close: async () => {},
      };
    },
    reader: async (path) => {
      const node = nodes.get(path);
      if (node?.kind !== "file") return undefined;
      const read = async (offset: number, limit: number) => node.bytes.subarray(offset, offset + limit);
      return { read, close: async () => {} };
    },
    readFrom: async (path, offset, limit) => file(path)?.bytes.subarray(offset, offset + limit),
    stat: async (path) => {
      const node = nodes.get(path);
      return node && describe(node);
    },
    realpath: async (path) => (nodes.has(path) ? path : undefined),
    list: async (path) => {
      const node = nodes.get(path);
      if (!node) return undefined;
      if (node.kind !== "directory") throw fault("ENOTDIR", path);
      const skip = path === "/" ? 1 : path.length + 1;
      const names = below(path).map((name) => name.slice(skip));
      return names
        .filter((name) => !name.includes("/"))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
    makeDirectory: async (path) => directory(path),
    rename: async (from, to) => rename(from, to),
    move: async (from, to) => rename(from, to),
    link: async (from, to) => duplicate(from, to, nodes.get(from)?.mode),
    copy: async (from, to, mode) => duplicate(from, to, mode),
    setMode: async (path, mode) => {
      const node = nodes.get(path);
      if (!node) throw fault("ENOENT", path);
      node.mode = mode;
      node.ctimeMs = now();
    },
    symlink: async (_target, path) => {
      throw fault("ENOTSUP", path);
    },
    readlink: async () => undefined,
    remove: async (path) => {
      for (const name of [path, ...below(path)]) nodes.delete(name);
    },
  };
}
