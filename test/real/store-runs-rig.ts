import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Manifest } from "../../src/artifact/manifest.ts";
import { type Cloud, type Emulator, openEmulator } from "../rig/emulators.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

export type Kind = Cloud | "local";
export const kinds = ["s3", "gcs", "azure", "local"] as const satisfies readonly Kind[];

type Env = Readonly<Record<string, string>>;

/** Where stacks keep their outputs. Use with `using`. */
export interface TestStore extends Disposable {
  readonly kind: Kind;
  /** Undefined where it is a folder. */
  readonly emulator: Emulator | undefined;
  /** What a run needs in its environment; for one that asks at another port. */
  env(port?: number): Env;
  /** A new artifact store in it. */
  place(): Place;
}

/** An artifact store of a stack, looked at by other means than the product's. Keys are relative to it. */
export interface Place {
  /** The stack's `artifact_store`. */
  readonly address: Readonly<Record<string, string>>;
  /** Whatever a manifest puts before a key. */
  readonly prefix: string;
  objects(): Promise<ReadonlyMap<string, Buffer>>;
  put(key: string, content: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
}

/** One repository, whatever the checkout. */
export const repositoryId = { GITHUB_REPOSITORY_ID: "4711" };

let places = 0;

export async function openTestStore(kind: Kind): Promise<TestStore> {
  if (kind === "local") return openFolder();
  const emulator = await openEmulator(kind);
  const bucket = buckets[kind](emulator);
  return {
    ...{ kind, emulator },
    env: (port = emulator.port) => ({ ...repositoryId, ...emulator.env(port) }),
    place() {
      const prefix = `stores/${places++}/`;
      return {
        ...{ prefix, address: { type: kind, uri: emulator.uri + prefix } },
        async objects() {
          const keys = await bucket.list(prefix);
          const bytes = await Promise.all(keys.map((key) => bucket.get(key)));
          return new Map(keys.map((key, index) => [key.slice(prefix.length), bytes[index] as Buffer]));
        },
        put: (key, content) => emulator.put(prefix + key, content),
        remove: (key) => bucket.remove(prefix + key),
      };
    },
    [Symbol.dispose]: emulator.close,
  };
}

/** Outside of every checkout. */
export function openFolder(): TestStore {
  const folder = mkdtempSync(join(tmpdir(), "stepops-store-"));
  return {
    ...{ kind: "local", emulator: undefined },
    env: () => repositoryId,
    place: () => placeAt(join(folder, `${places++}`)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function placeAt(folder: string): Place {
  const at = (key: string): string => join(folder, key);
  return {
    ...{ prefix: "", address: { type: "local", path: folder } },
    async objects() {
      const files = walk(folder).filter(([, kind]) => kind === "file");
      return new Map(files.map(([path]) => [path, readFileSync(at(path))]));
    },
    async put(key, content) {
      rmSync(at(key), { force: true });
      mkdirSync(dirname(at(key)), { recursive: true });
      writeFileSync(at(key), content);
    },
    remove: async (key) => rmSync(at(key)),
  };
}

interface Bucket {
  list(prefix: string): Promise<readonly string[]>;
  get(key: string): Promise<Buffer>;
  remove(key: string): Promise<void>;
}

const name = "acme";
const encoded = (key: string): string => key.split("/").map(encodeURIComponent).join("/");

async function ask(url: string, init: RequestInit = {}): Promise<Buffer> {
  const reply = await fetch(url, init);
  const body = Buffer.from(await reply.arrayBuffer());
  if (!reply.ok) throw new Error(`${url}: ${body}`);
  return body;
}

const buckets: Readonly<Record<Cloud, (emulator: Emulator) => Bucket>> = {
  s3({ port }) {
    const at = `http://127.0.0.1:${port}/${name}`;
    // It takes every signature for a good one, and must see one.
    const authorization =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    const headers = { authorization };
    return {
      async list(prefix) {
        const query = `list-type=2&encoding-type=url&prefix=${encodeURIComponent(prefix)}`;
        const text = `${await ask(`${at}?${query}`, { headers })}`;
        const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
        return keys.map((key) => decodeURIComponent(key.replaceAll("+", " ")));
      },
      get: (key) => ask(`${at}/${encoded(key)}`, { headers }),
      remove: async (key) => void (await ask(`${at}/${encoded(key)}`, { headers, method: "DELETE" })),
    };
  },
  gcs({ port }) {
    const at = `http://127.0.0.1:${port}/storage/v1/b/${name}/o`;
    return {
      async list(prefix) {
        const told = JSON.parse(`${await ask(`${at}?prefix=${encodeURIComponent(prefix)}`)}`);
        return ((told.items ?? []) as readonly { name: string }[]).map((each) => each.name);
      },
      get: (key) => ask(`${at}/${encodeURIComponent(key)}?alt=media`),
      remove: async (key) => void (await ask(`${at}/${encodeURIComponent(key)}`, { method: "DELETE" })),
    };
  },
  azure({ port, env }) {
    const container = async () => {
      const { BlobServiceClient } = await import("@azure/storage-blob");
      const { AZURE_STORAGE_CONNECTION_STRING: connection = "" } = env(port);
      return BlobServiceClient.fromConnectionString(connection).getContainerClient(name);
    };
    return {
      async list(prefix) {
        const found: string[] = [];
        for await (const blob of (await container()).listBlobsFlat({ prefix })) found.push(blob.name);
        return found;
      },
      get: async (key) => (await container()).getBlobClient(key).downloadToBuffer(),
      remove: async (key) => void (await (await container()).deleteBlob(key)),
    };
  },
};

export const sumOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

const noises = new Map<string, Buffer>();

/** The same bytes at every run; no two blocks are alike. */
export function noise(seed: string, size: number): Buffer {
  const known = noises.get(`${seed} ${size}`);
  if (known) return known;
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 32) blocks.push(createHash("sha256").update(`${seed} ${at}`).digest());
  const bytes = Buffer.concat(blocks).subarray(0, size);
  noises.set(`${seed} ${size}`, bytes);
  return bytes;
}

/** Everything below a folder: path, kind, mode, and what is in it or where it leads. */
export function walk(folder: string, path = ""): readonly (readonly [string, ...unknown[]])[] {
  if (!existsSync(join(folder, path))) return [];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((entry): readonly (readonly [string, ...unknown[]])[] => {
      const at = path === "" ? entry : `${path}/${entry}`;
      const stat = lstatSync(join(folder, at));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return [[at, "link", readlinkSync(join(folder, at))]];
      if (stat.isDirectory()) return [[at, "folder", mode], ...walk(folder, at)];
      return [[at, "file", mode, sumOf(readFileSync(join(folder, at)))]];
    });
}

export interface SoundManifest extends Manifest {
  /** By their paths from the pipeline's folder on. */
  readonly files: ReadonlyMap<string, { readonly key: string; readonly content: Buffer }>;
}

/** Manifests of a store by their keys, each of whose files was found to be there as it says. */
export async function manifestsOf(place: Place): Promise<ReadonlyMap<string, SoundManifest>> {
  const objects = await place.objects();
  const found = new Map<string, SoundManifest>();
  for (const [at, content] of objects) {
    if (!/\/manifests\/[^/]+\.json$/.test(at)) continue;
    const manifest = JSON.parse(`${content}`) as Manifest;
    const files = new Map<string, { readonly key: string; readonly content: Buffer }>();
    for (const { path: output, entries } of manifest.outputs)
      for (const entry of entries) {
        if (entry.kind !== "file") continue;
        const key = entry.key.slice(place.prefix.length);
        const object = objects.get(key);
        if (!object) throw new Error(`${at} names ${key}, which is not there`);
        if (sumOf(object) !== entry.sha256) throw new Error(`${at} names ${key}, which is another`);
        files.set(entry.path === "" ? output : `${output}/${entry.path}`, { key, content: object });
      }
    found.set(at, { ...manifest, files });
  }
  return found;
}

/** Another checkout of the same repository. */
export function cloneOf(repo: Repo): Repo {
  const clone = createRepo();
  clone.git("clone", "-q", repo.path, ".");
  return clone;
}

/** A log that no step declares, outside of every checkout. Use with `using`. */
export interface Trace extends Disposable {
  /** For a command: adds a line. */
  say(line: string): string;
  /** What was added since the last call, sorted. */
  ran(): readonly string[];
}

export function openTrace(): Trace {
  const folder = mkdtempSync(join(tmpdir(), "stepops-trace-"));
  const file = join(folder, "trace");
  let seen = 0;
  return {
    say: (line) => `echo ${line} >> ${file}`,
    ran() {
      const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
      const fresh = lines.slice(seen);
      seen = lines.length;
      return fresh.sort();
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A pipeline file (JSON is YAML) on a stack with that store; without one on the checkout's own. */
export const pipelineOn = (
  address: Readonly<Record<string, string>> | undefined,
  steps: Readonly<Record<string, object>>,
  stack: object = {},
): string =>
  JSON.stringify({
    name: "stored",
    ...(address && { stack: "main", stacks: { main: { artifact_store: address, ...stack } } }),
    steps,
  });
