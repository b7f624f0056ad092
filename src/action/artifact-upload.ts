import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { firstLine, uploadFault } from "./artifact-fault.ts";
import type { Listing } from "./artifact-files.ts";
import type { Staged } from "./artifact-stage.ts";
import type { ArtifactWorker, Uploaded } from "./artifact-worker.ts";

export interface Shipment {
  /** Names to try, best first. */
  readonly names: Iterator<string, never>;
  /** Asked before and after: an archive of what changed meanwhile is of no use. */
  readonly list: () => Promise<Listing>;
  readonly stage: (listing: Listing) => Promise<Staged>;
  readonly retentionDays?: number;
}

export interface Shipped extends Uploaded {
  readonly name: string;
  readonly renamed?: Readonly<Record<string, string>>;
  readonly omitted: readonly string[];
}

export type NotShipped =
  /** This one failed. */
  | { readonly kind: "failed"; readonly why: string }
  /** All others will as well. */
  | { readonly kind: "hopeless"; readonly why: string }
  /** Its time was over: whoever comes later may try. */
  | { readonly kind: "ended" };

export interface Carrier {
  readonly host: Host;
  readonly worker: ArtifactWorker;
  readonly signal: AbortSignal;
}

const mostTries = 5;
/** A name that is taken costs one short request. */
const mostNames = 50;
const longestPauseMs = 30_000;

const failed = (why: string): NotShipped => ({ kind: "failed", why });

/**
 * One artifact, over what a network does in the meantime. GitHub's package tries again after some answers, but never
 * after a connection that was reset, and a name whose upload was not brought to its end is gone for good.
 */
export async function ship(shipment: Shipment, carrier: Carrier): Promise<Result<Shipped, NotShipped>> {
  const { host, signal } = carrier;
  const { names } = shipment;
  const first = await shipment.list();
  if (first.paths.length === 0) return err(failed(first.omitted[0] ?? "its files are gone"));
  let name = names.next().value;
  let tries = 0;
  for (let used = 0; used < mostNames; used++) {
    const listing = used === 0 ? first : await shipment.list();
    const result = await attempt(shipment, carrier, { name, first, listing });
    if (signal.aborted) return err({ kind: "ended" });
    if (result.ok) return result;
    const { vanished, error } = result.error;
    const fault = uploadFault(error);
    if (fault.kind === "hopeless") return err(fault);
    if (vanished) return err(failed(error));
    if (fault.kind !== "again") name = names.next().value;
    if (fault.kind === "taken") continue;
    tries += 1;
    if (tries === mostTries) return err(failed(`${firstLine(error)} (${mostTries} times)`));
    if (!(await pause(host, tries, signal))) return err({ kind: "ended" });
  }
  return err(failed(`${mostNames} names for it were taken, the last of them ${name}`));
}

interface Attempted {
  readonly error: string;
  readonly vanished: boolean;
}

async function attempt(
  { list, stage, retentionDays }: Shipment,
  { worker }: Carrier,
  { name, first, listing }: { readonly name: string; readonly first: Listing; readonly listing: Listing },
): Promise<Result<Shipped, Attempted>> {
  const gone = vanished(first, listing);
  if (gone !== undefined) return err({ error: gone, vanished: true });
  const { root, paths, renamed } = await stage(listing);
  const options = retentionDays === undefined ? {} : { retentionDays };
  const result = await worker.upload({ name, root, paths, ...options });
  const after = await list();
  const lost = vanished(first, after);
  if (lost !== undefined) return err({ error: lost, vanished: true });
  if (!result.ok) return err({ error: result.error, vanished: false });
  if (after.fingerprint !== listing.fingerprint)
    return err({ error: "its files changed while they were read", vanished: false });
  return ok({ ...result.value, name, omitted: listing.omitted, ...(renamed && { renamed }) });
}

/** Where GitHub's package only warns and leaves the file out. */
function vanished(first: Listing, now: Listing): string | undefined {
  const left = new Set(now.paths);
  const gone = first.paths.find((path) => !left.has(path));
  return gone === undefined ? undefined : `${gone} vanished while it was uploaded`;
}

/** False when its time was over meanwhile. */
async function pause({ clock, random }: Host, tries: number, signal: AbortSignal): Promise<boolean> {
  const ms = Math.min(1000 * 2 ** tries, longestPauseMs) * (0.5 + random.float());
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}
