import type { Digests } from "../cache/digests.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { upload } from "../store/upload.ts";
import { UploadBudget } from "../store/upload-budget.ts";
import { type Arrangement, arrange } from "./arrangement.ts";
import { claim } from "./claim.ts";
import { type ArtifactDomain, manifestKey } from "./domain.ts";
import { inParallel } from "./in-parallel.ts";
import type { Manifest, StoredEntry } from "./manifest.ts";
import { manifestFault } from "./manifest-fault.ts";
import { Placement } from "./placement.ts";
import { type ReadOutput, readOutputs } from "./read-outputs.ts";
import { findTree, keepTree, lookAt, type TreePlace } from "./stored-tree.ts";
import {
  atBest,
  onThisDisk,
  progressOf,
  stopped,
  type TransferFault,
  type TransferHost,
  type TransferProgress,
} from "./transfer.ts";

export interface PublishRequest {
  readonly host: TransferHost;
  readonly store: ObjectStore;
  readonly domain: ArtifactDomain;
  readonly digests: Digests;
  /** What the manifest is found by: the hash of what the step was made of. */
  readonly key: string;
  readonly manifest: Omit<Manifest, "version" | "at" | "nonce" | "outputs">;
  readonly outputs: readonly ReadOutput["output"][];
  /** The pipeline's folder, absolute. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TransferProgress) => void;
  /** Takes the place of what another run left for the key. */
  readonly force?: boolean;
  /** The same, and makes use of nothing that the store has: some of it turned out to be no good. */
  readonly afresh?: boolean;
}

export interface Publication {
  /** What is in the store now. */
  readonly manifest: Manifest;
  /** Its key there. */
  readonly at: string;
  /** False where another run was first: then what this one left is found by this run alone. */
  readonly won: boolean;
}

/** Keeps all outputs of a step, or nothing of them. A manifest that is there names only what is there. */
export async function publish(request: PublishRequest): Promise<Result<Publication, TransferFault>> {
  const read = await readOutputs({ ...request, ...request.host });
  if (!read.ok) return read;
  return new Publishing(request, read.value).run();
}

/** Bytes of files in memory at once. */
const memory = 128 * 1024 * 1024;

class Publishing {
  readonly #request: PublishRequest;
  readonly #read: readonly ReadOutput[];
  #at: string;
  #won = true;
  readonly #placement: Placement;
  readonly #known = new Map<string, readonly StoredEntry[]>();
  /** By digest, the version of what says that the own domain holds the tree already. */
  readonly #reused = new Map<string, string>();

  constructor(request: PublishRequest, read: readonly ReadOutput[]) {
    const { host, domain, key } = request;
    this.#request = request;
    this.#read = read;
    this.#at = manifestKey(domain.own, key);
    this.#placement = new Placement(domain.own, host.random);
  }

  async run(): Promise<Result<Publication, TransferFault>> {
    const found = await this.#findTrees();
    if (!found.ok) return found;
    const sent = await this.#send();
    if (!sent.ok) return sent;
    const manifest = this.#manifestOf(sent.value);
    const { domain, store, afresh = false } = this.#request;
    const force = afresh || this.#request.force === true;
    const claimed = await claim({ ...this.#patience, store, domain, at: this.#at, manifest, force });
    if (!claimed.ok) {
      if (!claimed.error.isUnsure) await this.#takeBack(sent.value);
      return err(claimed.error.fault);
    }
    if (claimed.value.nonce === manifest.nonce) return this.#settle(manifest, sent.value);
    this.#won = false;
    if (!isSame(claimed.value, manifest)) return this.#keepApart(manifest, sent.value);
    await this.#takeBack(sent.value);
    return ok({ manifest: claimed.value, at: this.#at, won: false });
  }

  /** Another run was first and came to something else, which later runs will go by. This run's own steps go by its own. */
  async #keepApart(manifest: Manifest, sent: Arrangement): Promise<Result<Publication, TransferFault>> {
    const { domain, store, key } = this.#request;
    this.#at = manifestKey(domain.own, `${key}-${manifest.nonce}`);
    const claimed = await claim({ ...this.#patience, store, domain, at: this.#at, manifest, force: true });
    if (claimed.ok) return this.#settle(manifest, sent);
    if (!claimed.error.isUnsure) await this.#takeBack(sent);
    return err(claimed.error.fault);
  }

  get #patience() {
    const { host, signal } = this.#request;
    return { ...host, signal };
  }

  #place(digest: string): TreePlace {
    const { store, domain } = this.#request;
    return { ...this.#patience, store, own: domain.own, digest };
  }

  #manifestOf({ outputs }: Arrangement): Manifest {
    const { manifest, host } = this.#request;
    return { version: 1, ...manifest, at: host.clock.now(), nonce: host.random.hex(32), outputs };
  }

  async #findTrees(): Promise<Result<void, TransferFault>> {
    if (this.#request.afresh) return ok(undefined);
    for (const digest of new Set(this.#read.map(({ tree }) => tree.digest))) {
      const found = await findTree(this.#place(digest));
      if (!found.ok) return found;
      if (!found.value) continue;
      this.#known.set(digest, found.value.entries);
      this.#reused.set(digest, found.value.version);
    }
    return ok(undefined);
  }

  /** What the store does not have. Of what cannot be sent whole nothing stays there. */
  async #send(): Promise<Result<Arrangement, TransferFault>> {
    const arranged = arrange(this.#read, this.#known, this.#placement);
    if (!arranged.ok) return err({ reason: "changed", message: arranged.error });
    // Whatever nobody may read back later is refused now.
    const fault = manifestFault(this.#manifestOf(arranged.value), [this.#request.domain.own]);
    if (fault !== undefined)
      return err({ reason: "unreadable", message: `the outputs cannot be kept: ${fault}` });
    const sent = await onThisDisk(() => this.#upload(arranged.value));
    if (sent.ok) return ok(arranged.value);
    await this.#takeBack(arranged.value);
    return sent;
  }

  async #upload({ uploads }: Arrangement): Promise<Result<void, TransferFault>> {
    const { host, store, signal, onProgress } = this.#request;
    const onBytes = progressOf(
      uploads.reduce((sum, { expected }) => sum + expected.size, 0),
      onProgress,
    );
    const shared = { ...host, sink: store.sink, onBytes, budget: new UploadBudget(memory) };
    // The largest first, so that none of them is still on its way when all others are done.
    const queue = uploads.toSorted((one, other) => other.expected.size - one.expected.size);
    const done = await inParallel(queue, signal, (one, both) => upload({ ...shared, ...one, signal: both }));
    return done ?? err(stopped);
  }

  async #takeBack({ uploads }: Arrangement): Promise<void> {
    const keys = uploads.map(({ key }) => key);
    if (keys.length > 0) await this.#remove(keys);
  }

  #remove(keys: readonly string[]): Promise<void> {
    const { host, store, signal: stop } = this.#request;
    return atBest({ ...host, stop }, (signal) => store.sink.remove(keys, signal));
  }

  /** The manifest is there. From here on no object is removed, since others may make use of its trees. */
  async #settle(manifest: Manifest, sent: Arrangement): Promise<Result<Publication, TransferFault>> {
    // Before its trees are noted: one that lies in a reused one stands or falls with that.
    const lost = await this.#lostTrees();
    if (lost.length === 0) {
      await this.#keepTrees(sent);
      return ok({ manifest, at: this.#at, won: this.#won });
    }
    // Somebody clears up, and may not have seen the manifest before its trees were judged to be of no use.
    const own = ownTrees(sent);
    await this.#keepTrees({ fresh: own });
    for (const [digest, entries] of own) this.#known.set(digest, entries);
    for (const digest of lost) this.#known.delete(digest);
    const again = await this.#replace();
    if (again.ok) return again;
    await this.#remove([this.#at]);
    return again;
  }

  async #replace(): Promise<Result<Publication, TransferFault>> {
    const { domain, store } = this.#request;
    const sent = await this.#send();
    if (!sent.ok) return sent;
    const manifest = this.#manifestOf(sent.value);
    const claimed = await claim({ ...this.#patience, store, domain, at: this.#at, manifest, force: true });
    if (!claimed.ok) return err(claimed.error.fault);
    await this.#keepTrees(sent.value);
    return ok({ manifest, at: this.#at, won: this.#won });
  }

  /** Without them the next run only sends more than it had to. */
  async #keepTrees({ fresh }: Pick<Arrangement, "fresh">): Promise<void> {
    for (const [digest, entries] of fresh) await keepTree(this.#place(digest), entries);
  }

  async #lostTrees(): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const [digest, version] of this.#reused) {
      const now = await lookAt(this.#place(digest));
      if (!now.ok || now.value !== version) lost.push(digest);
    }
    return lost;
  }
}

/** By content: where it lies in the store, and when it was made, is no difference. */
const isSame = (one: Manifest, other: Manifest): boolean =>
  JSON.stringify([one.values, one.outputs.map(contentOf)]) ===
  JSON.stringify([other.values, other.outputs.map(contentOf)]);

const contentOf = ({ path, digest }: Manifest["outputs"][number]) => [path, digest];

/** Those whose files were all sent just now. */
function ownTrees({ fresh, uploads }: Arrangement): Arrangement["fresh"] {
  const sent = new Set(uploads.map(({ key }) => key));
  return new Map(
    [...fresh].filter(([, entries]) =>
      entries.every((entry) => entry.kind !== "file" || sent.has(entry.key)),
    ),
  );
}
