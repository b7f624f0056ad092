import { collectStore } from "../artifact/collect.ts";
import { ownScope } from "../artifact/collect-scope.ts";
import { artifactDomain } from "../artifact/domain.ts";
import type { Host } from "../host/host.ts";
import type { RunIdentity } from "../run/event.ts";
import { openLocalStore } from "../store/local.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** GitHub drops what nobody used for a week, so nobody misses what is older. */
const keptMs = 7 * dayMs;

/** Each save holds all that was restored, so without this it would only grow. `store`: absolute. */
export async function pruneStore(input: {
  readonly host: Host;
  readonly store: string;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
  readonly signal: AbortSignal;
  /** Whether what is left fits; otherwise no more is kept than the last day's runs need. */
  readonly fits: () => Promise<boolean>;
}): Promise<void> {
  const { host, run, signal, fits } = input;
  const store = openLocalStore(input.store, host);
  const scope = ownScope(artifactDomain(store.prefix, run));
  for (const olderThanMs of [keptMs, dayMs]) {
    await collectStore({ ...host, store, scope, olderThanMs, dryRun: false, signal });
    if (await fits()) return;
  }
}
