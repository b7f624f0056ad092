import type { Engine } from "../container/engine.ts";
import { missingClient } from "../container/engine-fault.ts";
import type { Child, ChildEnd } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { listen } from "../run/listen.ts";
import { createMasker } from "../run/mask.ts";
import { type LendLogins, type Lent, lendNothing, noted } from "./client-logins.ts";
import { findLocalImage } from "./local-image.ts";
import { type PullFault, pullFault } from "./pull-fault.ts";
import type { OnLines, ReadyImage } from "./ready-image.ts";
import { parseReference, pinnedText } from "./reference.ts";

interface Pull {
  readonly engine: Pick<Engine, "call" | "start" | "name">;
  readonly reference: string;
  /** `linux/arm64`; the engine's own by default. */
  readonly platform?: string;
  /** Gets the client's progress. */
  readonly onLines: OnLines;
  readonly lend?: LendLogins;
  readonly signal?: AbortSignal;
}

/** Of the client's errors; what a registry says fits into far less. */
const keptLines = 20;

/** Pulls an image, and tells what was pulled. */
export async function pullImage(pull: Pull): Promise<Result<ReadyImage, PullFault>> {
  const { reference, lend = lendNothing, signal } = pull;
  if (signal?.aborted) return err(stopped(reference));
  return lend({ client: "docker", reads: [reference], signal }, (lent) => pullWith(lent, pull));
}

async function pullWith(lent: Lent, pull: Pull): Promise<Result<ReadyImage, PullFault>> {
  const { engine, reference, platform, signal } = pull;
  const wish = platform === undefined ? [] : ["--platform", platform];
  if (signal?.aborted) return err(stopped(reference));
  const { end, errors } = await follow(engine.start(["pull", ...wish, reference], lent.env), lent, pull);
  if (signal?.aborted) return err(stopped(reference));
  if (end.kind === "exited" && end.code === 0) return pulled(pull);
  const fault = pullFault(wordsOf(end, errors), reference, engine.name);
  return err(fault.reason === "denied" ? { ...fault, message: noted(fault.message, lent) } : fault);
}

const stopped = (reference: string): PullFault => ({
  reason: "aborted",
  message: `the pull of ${reference} was stopped`,
  hint: "Run it again",
});

async function follow(child: Child, { secrets }: Lent, { onLines, signal }: Pull) {
  const errors: string[] = [];
  const finish = listen(child, createMasker(secrets), (stream, lines) => {
    if (stream === "stderr") errors.splice(0, errors.length, ...[...errors, ...lines].slice(-keptLines));
    onLines(stream, lines);
  });
  // The engine gives a pull up when its client goes.
  const stop = () => void child.signal("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  const end = await child.ended;
  signal?.removeEventListener("abort", stop);
  finish();
  return { end, errors };
}

function wordsOf(end: ChildEnd, errors: readonly string[]): string {
  if (end.kind !== "not-started") return errors.join("\n");
  return end.error.code === "ENOENT" ? missingClient : end.error.message;
}

async function pulled({ engine, reference, signal }: Pull): Promise<Result<ReadyImage, PullFault>> {
  const wanted = parseReference(reference);
  if (wanted.digest !== undefined) return ok({ reference, digest: wanted.digest });
  const found = await findLocalImage({ engine, reference, signal });
  if (!found.ok) return err({ ...found.error, reason: "engine" });
  if (found.value === undefined) return err(pullFault("", reference, engine.name));
  const { id, digests } = found.value;
  // Several where a repository has an image twice; any of them is the image.
  const [digest] = digests;
  return ok(
    digest === undefined ? { reference: id, digest: id } : { reference: pinnedText(wanted, digest), digest },
  );
}
