import type { Engine } from "../container/engine.ts";
import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { DigestOf } from "./base-digests.ts";
import { type LendLogins, type Lent, lendNothing, noted } from "./client-logins.ts";
import { followClient } from "./client-run.ts";
import { findLocalImage } from "./local-image.ts";
import { type PushFault, pushFault, stoppedPush } from "./push-fault.ts";
import type { OnLines } from "./ready-image.ts";

export interface Push {
  readonly engine: Engine;
  readonly host: Pick<Host, "clock">;
  /** What the engine knows the image by. */
  readonly image: string;
  /** Registry and repository, without a tag. */
  readonly repository: string;
  readonly tag: string;
  readonly digestOf: DigestOf;
  readonly onLines: OnLines;
  readonly lend?: LendLogins;
  readonly signal: AbortSignal;
}

/** Tags an image of the engine and pushes it; gives the digest by which the registry has it. */
export async function pushImage(push: Push): Promise<Result<string, PushFault>> {
  const { engine, image, repository, tag, lend = lendNothing, signal } = push;
  const name = `${repository}:${tag}`;
  const tagged = await engine.call(["tag", image, name], { signal });
  if (signal.aborted) return err(stoppedPush(repository));
  if (tagged.code !== 0) return err(pushFault(tagged.stderr, repository, engine.name));
  return lend({ client: "docker", reads: [], writes: [name], signal }, (lent) => pushWith(lent, name, push));
}

async function pushWith(lent: Lent, name: string, push: Push): Promise<Result<string, PushFault>> {
  const { engine, host, repository, digestOf, onLines, signal } = push;
  if (signal.aborted) return err(stoppedPush(repository));
  const child = engine.start(["push", name], lent.env);
  const run = await followClient({ child, clock: host.clock, onLines, secrets: lent.secrets, signal });
  if (signal.aborted) return err(stoppedPush(repository));
  if (run.isDone) return digestAfter(push, run.lines);
  // Where tags cannot be moved, another run that pushed the same at the same time was first.
  const there = /immutable|already exists/i.test(run.errors.join("\n")) ? await digestOf(name) : undefined;
  if (there !== undefined) return ok(there);
  const fault = pushFault(run.errors.join("\n"), repository, engine.name);
  return err(fault.reason === "login" ? { ...fault, message: noted(fault.message, lent) } : fault);
}

async function digestAfter(push: Push, lines: readonly string[]): Promise<Result<string, PushFault>> {
  const { engine, repository, tag, digestOf, signal } = push;
  const reference = `${repository}:${tag}`;
  const digest =
    pushedDigest(lines, tag) ??
    (await digestOf(reference)) ??
    (await localDigest({ engine, reference, signal }));
  if (digest !== undefined) return ok(digest);
  const message = `nobody tells by which digest ${repository} has the image`;
  return err({ reason: "other", message, hint: "Check that you may read what you push there" });
}

/** The client's last words, and surely of what it pushed: `1.0: digest: sha256:… size: 527`. */
function pushedDigest(lines: readonly string[], tag: string): string | undefined {
  const own = lines.filter((line) => line.startsWith(`${tag}: digest: `));
  return /digest: (sha256:[0-9a-f]{64})\b/.exec(own.at(-1) ?? "")?.[1];
}

async function localDigest(question: Parameters<typeof findLocalImage>[0]): Promise<string | undefined> {
  const found = await findLocalImage(question);
  return found.ok ? found.value?.digests.at(-1) : undefined;
}
