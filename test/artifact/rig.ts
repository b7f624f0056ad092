import { createHash } from "node:crypto";
import {
  chmodSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ArtifactDomain, artifactDomain } from "../../src/artifact/domain.ts";
import type { Manifest } from "../../src/artifact/manifest.ts";
import { type PublishRequest, publish } from "../../src/artifact/publish.ts";
import { readManifest } from "../../src/artifact/read-manifest.ts";
import { restore } from "../../src/artifact/restore.ts";
import type { Digests } from "../../src/cache/digests.ts";
import type { Clock, Files } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { LegId } from "../../src/pipeline/pipeline.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { openLocalStore } from "../../src/store/local.ts";
import type { ObjectStore } from "../../src/store/object-store.ts";

export const { signal } = new AbortController();

/** Pauses between tries take no time; limits never come, since everything here answers. */
const sleep: Clock["sleep"] = async (ms, end) => {
  if (ms === 0) return;
  await new Promise((_, reject) => {
    end?.addEventListener("abort", () => reject(end.reason), { once: true });
    if (end?.aborted) reject(end.reason);
  });
};

const random = { ...nodeHost.random, float: () => 0 };

export const host = { ...nodeHost, random, clock: { ...nodeHost.clock, sleep } };

export async function sha256File(path: string): Promise<string> {
  const hash = createHash("sha256");
  // A stream costs a thousand times more than what a small file holds.
  if (statSync(path).size < 1024 * 1024) return hash.update(readFileSync(path)).digest("hex");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest("hex");
}

/** Reads all of each file every time. */
export const plainDigests = (files: Files = host.files): Digests => ({
  async of(paths) {
    const found = [];
    for (const path of paths) {
      const stat = await files.stat(path);
      if (stat?.kind !== "file") return err(`${path} vanished while it was read`);
      found.push({ sha256: await sha256File(path), stat });
    }
    return ok(found);
  },
  learn: () => {},
  save: async () => {},
});

/** By path: content, `{ link }`, `{ folder: mode }`, or content with a mode. */
export type Plan = Readonly<
  Record<
    string,
    | string
    | Uint8Array
    | { readonly link: string }
    | { readonly folder: number }
    | { readonly content: string | Uint8Array; readonly mode: number }
  >
>;

export function lay(folder: string, plan: Plan): void {
  const modes: (readonly [path: string, mode: number])[] = [];
  for (const [name, what] of Object.entries(plan)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof what === "string" || what instanceof Uint8Array) writeFileSync(path, what);
    else if ("link" in what) symlinkSync(what.link, path);
    else if ("folder" in what) {
      mkdirSync(path, { recursive: true });
      modes.unshift([path, what.folder]);
    } else {
      writeFileSync(path, what.content);
      modes.unshift([path, what.mode]);
    }
  }
  for (const [path, mode] of modes) chmodSync(path, mode);
}

/** All that lies at and below a path, in words. */
export function snapshot(top: string, path = ""): Record<string, string> {
  const at = join(top, path);
  const stat = lstatSync(at);
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isSymbolicLink()) return { [path]: `link ${readlinkSync(at)}` };
  if (stat.isFile())
    return { [path]: `file ${mode} ${createHash("sha256").update(readFileSync(at)).digest("hex")}` };
  const inner = readdirSync(at).map((name) => snapshot(top, join(path, name)));
  return Object.assign({ [path]: `folder ${mode}` }, ...inner);
}

/** Blocks of 512 bytes that a file really has. */
export const blocksOf = (path: string): number => statSync(path).blocks;

export class Rig {
  readonly folder = mkdtempSync(join(tmpdir(), "stepops-artifact-"));
  readonly root = join(this.folder, "work");
  readonly store = openLocalStore(join(this.folder, "store"), host);
  readonly domain = this.domainOf("trusted");

  constructor() {
    mkdirSync(this.root);
  }

  domainOf(trustDomain: string): ArtifactDomain {
    return artifactDomain("", { trustDomain, repositoryId: "42" });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  publish(outputs: readonly string[], options: Partial<PublishRequest> = {}) {
    return publish({
      ...{ host, store: this.store, domain: this.domain, digests: plainDigests(), key: "k", signal },
      manifest: {
        step: "train" as LegId,
        run: { id: "r1", pipeline: "pipeline.yaml", trustDomain: "trusted" },
        ...{ durationMs: 5, values: { accuracy: "0.9" } },
      },
      outputs: outputs.map((path) => {
        const isDirectory =
          existsSync(join(this.root, path)) && statSync(join(this.root, path)).isDirectory();
        return { path, isDirectory, size: 0, files: 0 };
      }),
      ...{ root: this.root, onProgress: () => {} },
      ...options,
    });
  }

  read(key = "k", domain = this.domain, store: ObjectStore = this.store) {
    return readManifest({ ...host, signal, store, domain, key });
  }

  restore(manifest: Manifest, options: Partial<Parameters<typeof restore>[0]> = {}) {
    const to = join(this.folder, "back");
    return restore({ host, store: this.store, manifest, to, signal, onProgress: () => {}, ...options });
  }

  get back(): string {
    return join(this.folder, "back");
  }

  /** The manifest of a key, which has to be there. */
  async found(key = "k"): Promise<Manifest> {
    const found = await this.read(key);
    if (!found.ok) throw new Error(found.error.message);
    if (!found.value) throw new Error(`there is no manifest ${key}`);
    return found.value.manifest;
  }

  /** Every key of the store, with the objects' content shortened. */
  async keys(): Promise<readonly string[]> {
    const page = await this.store.source.list("", undefined, signal);
    if (!page.ok) throw new Error(page.error.message);
    return page.value.objects.map(({ key }) => key);
  }
}

/** Everything of a result, or the fault as an error. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
