import { collectStore } from "../artifact/collect.ts";
import { leastMs } from "../artifact/collect-decision.ts";
import { collectPartials } from "../artifact/collect-partials.ts";
import type { StoreCollection } from "../artifact/collect-removal.ts";
import { ownScope, repositoryScope, type Scope } from "../artifact/collect-scope.ts";
import { artifactDomain } from "../artifact/domain.ts";
import type { Host } from "../host/host.ts";
import { durationHint, parseDuration } from "../pipeline/duration.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "../store/source.ts";
import { type OpenedHere, openStoreHere } from "./artifacts-store.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import { writeStoreCollection } from "./gc-store-view.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";
import { usageError, writeJson } from "./output.ts";
import { listenForSignals } from "./signals.ts";

/** `stepops gc --store`. */
export async function executeStore(args: Args, io: Io): Promise<number> {
  const age = parseAge(args.text("older-than") ?? "30d");
  if (!age.ok) return usageError(age.error.message, io, age.error.hint);
  const host = await io.host();
  const asked = { file: args.text("file") ?? defaultFile, stack: args.text("stack") };
  const opened = await openStoreHere(asked, io, host);
  if (typeof opened === "number") return opened;
  const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
  const options = { olderThanMs: age.value, dryRun: args.flag("dry-run"), signal: signals.signal };
  try {
    const collected = await collect(opened, options, host);
    const code = tell(collected, { ...options, args, io, opened, now: host.clock.now() });
    return signals.signal.aborted ? exitCodes.cancelled : code;
  } finally {
    signals.dispose();
    opened.store.close();
  }
}

interface Options {
  readonly olderThanMs: number;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

async function collect(
  opened: OpenedHere,
  options: Options,
  host: Host,
): Promise<Result<StoreCollection, SourceFault>> {
  const { store, folder } = opened;
  const collected = await collectStore({ ...host, ...options, store, scope: scopeOf(opened) });
  if (!collected.ok || collected.value.fault || folder === undefined) return collected;
  const partials = await collectPartials(folder, { ...host, dryRun: options.dryRun });
  return ok({ items: [...collected.value.items, ...partials] });
}

function scopeOf({ store: { prefix }, trust, repositoryId, isConfined }: OpenedHere): Scope {
  if (!isConfined) return repositoryScope(prefix, repositoryId);
  return ownScope(artifactDomain(prefix, { trustDomain: trust.domain, repositoryId }));
}

function tell(
  collected: Result<StoreCollection, SourceFault>,
  shown: Options & {
    readonly args: Args;
    readonly io: Io;
    readonly opened: OpenedHere;
    readonly now: number;
  },
): number {
  const { args, io, opened, dryRun } = shown;
  if (!collected.ok) {
    usageError(`${collected.error.message}; nothing was removed`, io);
    return exitCodes.ourFault;
  }
  const { items, fault } = collected.value;
  if (args.flag("json")) {
    const store = opened.store.uriOf(opened.store.prefix);
    writeJson({ dryRun, store, items, ...(fault && { error: fault.message }) }, io);
  } else writeStoreCollection(items, { ...shown, stdout: io.stdout });
  if (!fault) return exitCodes.done;
  usageError(fault.message, io, "what was not removed is still whole: the same command goes on from there");
  return exitCodes.ourFault;
}

/** As durations of a pipeline, and longer. */
export function parseAge(text: string): Result<number, { readonly message: string; readonly hint: string }> {
  const [, days = "0", rest = text] = /^(\d+(?:\.\d+)?)d(.*)$/.exec(text.trim()) ?? [];
  const parsed = rest === "" ? ok(0) : parseDuration(rest);
  if (!parsed.ok) return err({ message: `--older-than: ${parsed.error}`, hint: `${durationHint}, or 90d` });
  const ms = Number(days) * 86_400_000 + parsed.value;
  if (ms >= leastMs) return ok(ms);
  const hint = "write a time that is longer than your longest run, such as 30d";
  return err({
    message: "--older-than is 1d or more: what a run that goes on needs may be as old as that",
    hint,
  });
}
