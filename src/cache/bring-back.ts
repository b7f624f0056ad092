import { join } from "node:path";
import type { Manifest } from "../artifact/manifest.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Failure, Published } from "../run/event.ts";
import type { CacheShared } from "./cache-shared.ts";
import type { Found, StoreFault } from "./step-store.ts";

type Shared = Pick<CacheShared, "host" | "outputs" | "store" | "scratch" | "root">;

export interface BringBack {
  readonly step: Step;
  readonly manifest: Manifest;
  readonly onLine: (line: string) => void;
  /** What the store holds for this work turned out to be no good. */
  readonly onDamage: () => void;
  readonly signal: AbortSignal;
}

/** `isHere`: it is the checkout that refuses, so that running the step would be refused too. */
export interface BackFault {
  readonly failure: Failure;
  readonly isHere: boolean;
}

const here = (failure: Failure): BackFault => ({ failure, isHere: true });
const there = (failure: Failure): BackFault => ({ failure, isHere: false });

/** The outputs of an earlier run in their places here; fetched whole before anything there is touched. */
export async function bringBack(
  shared: Shared,
  wanted: BringBack,
): Promise<Result<readonly Published[], BackFault>> {
  const { store, outputs } = shared;
  const { step, manifest, signal } = wanted;
  try {
    // Looked at as if it had just run: its metrics may be asked for in another way by now.
    if (await store.isHere(manifest, signal)) return failedWith(there, await outputs.publish(step, 0));
    return await fetchBack(shared, wanted);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return err(there({ cause: "infrastructure", message: `this machine refused: ${error.message}` }));
  }
}

async function fetchBack(
  shared: Shared,
  { step, manifest, onLine, onDamage, signal }: BringBack,
): Promise<Result<readonly Published[], BackFault>> {
  const { store, outputs, host, scratch } = shared;
  const from = join(scratch, host.random.hex(16));
  try {
    await host.files.makeDirectory(from);
    const restored = await store.restore({ manifest, to: from, onLine }, signal);
    if (!restored.ok && restored.error.reason === "damaged") onDamage();
    if (!restored.ok) return err(there(failureOf(restored.error)));
    const prepared = await outputs.prepare(step);
    if (!prepared.ok) return err(here(prepared.error));
    return failedWith(there, await adopt(shared, { step, manifest, from }));
  } finally {
    await host.files.remove(from);
  }
}

const failedWith = <T>(
  how: (failure: Failure) => BackFault,
  done: Result<T, Failure>,
): Result<T, BackFault> => (done.ok ? done : err(how(done.error)));

/** A folder that its owner may not write to cannot be moved: it is opened for that long. */
async function adopt(
  { outputs, host, root }: Shared,
  { step, manifest, from }: Pick<BringBack, "step" | "manifest"> & { readonly from: string },
): Promise<Result<readonly Published[], Failure>> {
  const closed = manifest.outputs.flatMap(({ path, entries: [top] }) =>
    top?.kind === "directory" && (top.mode & 0o700) !== 0o700 ? [{ path, mode: top.mode }] : [],
  );
  for (const { path, mode } of closed) await host.files.setMode(join(from, path), mode | 0o700);
  const adopted = await outputs.adopt(step, from, 0);
  if (adopted.ok) for (const { path, mode } of closed) await host.files.setMode(join(root, path), mode);
  return adopted;
}

/** A manifest tells what it likes. */
export const isWhole = ({ manifest }: Found, { outputs, values }: Step): boolean =>
  outputs.every(({ path, isDirectory }) =>
    manifest.outputs.some((stored) => stored.path === path && stored.isDirectory === isDirectory),
  ) && Object.keys(manifest.values).every((name) => values.includes(name));

const causes: Partial<Record<StoreFault["reason"], Failure["cause"]>> = {
  denied: "permission",
  missing: "config",
  // It would be so each time.
  unkeepable: "config",
};

export const failureOf = ({ reason, message }: StoreFault): Failure => ({
  cause: causes[reason] ?? "infrastructure",
  phase: "outputs",
  message,
});

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;
