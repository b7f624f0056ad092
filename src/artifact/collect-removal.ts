import { ok, type Result } from "../pipeline/result.ts";
import { patiently } from "../store/patience.ts";
import type { SourceFault } from "../store/source.ts";
import { type Decision, type Doomed, decide } from "./collect-decision.ts";
import {
  type CollectedItem,
  type Fate,
  type Item,
  type ItemKind,
  identityOf,
  itemOf,
} from "./collect-item.ts";
import { type Listed, type ListedUpload, listBelow, type SurveyRequest, stopped } from "./collect-listing.ts";
import { type ListedTree, type Survey, survey } from "./collect-survey.ts";
import { readable } from "./domain.ts";
import { inParallel } from "./in-parallel.ts";

export interface CollectRequest extends SurveyRequest {
  /** Runs and manifests that are older are not kept for their own sake. */
  readonly olderThanMs: number;
  readonly dryRun: boolean;
}

export interface StoreCollection {
  readonly items: readonly CollectedItem[];
  /** What ended it before it was through. */
  readonly fault?: SourceFault;
}

/** What was found to be of no use. */
export interface Judged {
  readonly found: Survey;
  readonly decision: Decision;
  readonly trees: readonly Doomed<ListedTree>[];
}

export const decideNow = ({ scope, clock, olderThanMs }: CollectRequest, found: Survey): Decision =>
  decide({ found, scope, now: clock.now(), olderThanMs });

/**
 * The order is what keeps a run whole that publishes at the same time. It may count on a tree that is about to go, so trees go
 * first: who has not yet written its manifest misses the tree when it looks again after that, and sends copies of its own.
 * Who has written it is found by another look at the manifests, and what these name stays.
 */
export class Removal {
  readonly #request: CollectRequest;
  readonly #judged: Judged;
  readonly #items: CollectedItem[] = [];
  /** Domains whose objects a manifest may name that changed since it was read. */
  readonly #changed = new Set<string>();
  #fault: SourceFault | undefined;

  constructor(request: CollectRequest, judged: Judged) {
    this.#request = request;
    this.#judged = judged;
  }

  async run(): Promise<StoreCollection> {
    const { decision: first, trees } = this.#judged;
    for (const one of first.unclear) this.#note(itemOf(kindOf(one.what), one), "unclear");
    await this.#removeEach("tree", trees, (one) => this.#removeKeys([one.key]));
    const last = await this.#lookAgain();
    const ifSame = (one: Listed) => this.#removeIfSame(one);
    await this.#removeEach("manifest", this.#still("manifest", first.manifests, last.manifests), ifSame);
    await this.#removeUploads(this.#still("outputs", first.uploads, last.uploads));
    await this.#removeEach("run", this.#still("run", first.runs, last.runs), ifSame);
    await this.#removeEach("latest", first.latest, ifSame);
    return { items: this.#items, ...(this.#fault && { fault: this.#fault }) };
  }

  /** What is to go by all that is there now. */
  async #lookAgain(): Promise<Decision> {
    const { found, decision } = this.#judged;
    const { manifests, uploads, runs } = decision;
    const isIdle = manifests.length + uploads.length + runs.length === 0;
    if (this.#request.dryRun || isIdle || this.#fault) return decision;
    const now = await survey(this.#request);
    if (now.ok)
      return decideNow(this.#request, { ...found, manifests: now.value.manifests, runs: now.value.runs });
    this.#fault = now.error;
    return decision;
  }

  #still<T extends Listed | ListedUpload>(
    kind: ItemKind,
    first: readonly Doomed<T>[],
    last: readonly Doomed<T>[],
  ): readonly Doomed<T>[] {
    const doomed = new Set(last.map(({ what }) => identityOf(what)));
    const isStill = ({ what }: Doomed<T>): boolean => doomed.has(identityOf(what));
    for (const one of first)
      if (!isStill(one))
        this.#note({ ...itemOf(kind, one), why: "it was needed again meanwhile" }, "rescued");
    return first.filter(isStill);
  }

  async #removeEach<T extends Listed>(
    kind: ItemKind,
    doomed: readonly Doomed<T>[],
    removeOne: (one: T) => Promise<Removed>,
  ): Promise<void> {
    // Not a signal that ends it: whatever is left is named.
    await inParallel(doomed, new AbortController().signal, async (one) => {
      await this.#remove(itemOf(kind, one), () => removeOne(one.what));
      return ok(undefined);
    });
  }

  /** Another object may have got its name since it was listed: that one stays. */
  async #removeIfSame({ key, version, domain }: Listed): Promise<Removed> {
    const { store, scope, signal } = this.#request;
    const now = await patiently(this.#request, () => store.source.look(key, signal));
    if (!now.ok) return now.error.reason === "missing" ? ok("removed") : now;
    if (isSameVersion(now.value.version, version)) return this.#removeKeys([key]);
    for (const prefix of readable(scope.readersOf(domain))) this.#changed.add(prefix);
    return ok("rescued");
  }

  async #removeKeys(keys: readonly string[]): Promise<Removed> {
    const { store, signal } = this.#request;
    const removed = await patiently(this.#request, () => store.sink.remove(keys, signal));
    return removed.ok ? ok("removed") : removed;
  }

  /** What a manifest names that has just changed is not known, so all that it might name stays. */
  async #removeUploads(doomed: readonly Doomed<ListedUpload>[]): Promise<void> {
    for (const one of doomed) {
      const item = itemOf("outputs", one);
      const { domain, prefix } = one.what;
      if (this.#changed.has(domain))
        this.#note({ ...item, why: "a manifest changed meanwhile that may name it" }, "rescued");
      else
        await this.#remove(item, async () => {
          const removed = await listBelow(this.#request, prefix, async (page) => {
            const gone = await this.#removeKeys(page.map(({ key }) => key));
            return gone.ok ? ok(undefined) : gone;
          });
          return removed.ok ? ok("removed") : removed;
        });
    }
  }

  /** After a fault nothing is removed any more: what comes later stands on what went before. */
  async #remove(item: Item, act: () => Promise<Removed>): Promise<void> {
    const { dryRun, signal } = this.#request;
    if (dryRun) return this.#note(item, "removable");
    if (signal.aborted) this.#fault ??= stopped;
    if (this.#fault) return this.#note(item, "left");
    const done = await act();
    if (!done.ok) this.#fault ??= signal.aborted ? stopped : done.error;
    this.#note(item, done.ok ? done.value : "failed");
  }

  #note({ key, ...item }: Item, fate: Fate): void {
    this.#items.push({ ...item, uri: this.#request.store.uriOf(key), fate });
  }
}

type Removed = Result<Fate, SourceFault>;

/** Azure's listing leaves away the quotes that stand around the same ETag in its headers. */
const isSameVersion = (one: string, other: string): boolean =>
  one.replaceAll('"', "") === other.replaceAll('"', "");

const kindOf = ({ key, domain }: Listed): ItemKind =>
  key.startsWith("runs/", domain.length) ? "run" : "manifest";
