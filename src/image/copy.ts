import type { Engine } from "../container/engine.ts";
import type { Host } from "../host/host.ts";
import { isLoopback } from "../host/http.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { sha256Of } from "../run/sha256.ts";
import type { DigestOf } from "./base-digests.ts";
import { type LendLogins, type Lent, lendNothing, noted } from "./client-logins.ts";
import { type ClientRun, followClient } from "./client-run.ts";
import { contentTag } from "./content-tag.ts";
import { parseJson, textOf } from "./json.ts";
import { pullImage } from "./pull.ts";
import { type PullFault, pullFault } from "./pull-fault.ts";
import { pushImage } from "./push.ts";
import { type PushFault, pushFault, stoppedPush } from "./push-fault.ts";
import type { OnLines } from "./ready-image.ts";
import { parseReference } from "./reference.ts";

export interface CopyRequest {
  readonly engine: Engine;
  readonly host: Pick<Host, "spawn" | "clock">;
  /** Of skopeo: PATH, HOME, DOCKER_CONFIG, proxies. */
  readonly env: Mapping<string>;
  readonly cwd: string;
  /** `name@sha256:…`. */
  readonly from: string;
  /** Registry and repository, without a tag. */
  readonly toRepository: string;
  /** `copyTag`'s. */
  readonly tag: string;
  /** What the copy is for, where Docker has to make it: it takes one platform only. */
  readonly platform?: string;
  readonly digestOf: DigestOf;
  /** Registries, beside those of this machine, that are talked to without TLS: `registry.lab:5000`. */
  readonly insecure: readonly string[];
  readonly onLines: OnLines;
  readonly lend?: LendLogins;
  readonly signal: AbortSignal;
}

export interface Copied {
  /** `toRepository@sha256:…`. */
  readonly reference: string;
  readonly digest: string;
  /** False where it was there already. */
  readonly copied: boolean;
}

/** What a run of the domain calls its copy of a digest: nobody outside the domain can put something else in its place. */
export const copyTag = (digest: string, trustDomain: string): string =>
  contentTag(sha256Of(digest).slice(0, 32), trustDomain);

/**
 * Brings an image from one registry to another: by skopeo with nothing stored here, all platforms and the same digest; where
 * there is no skopeo that can, by Docker, with one platform and maybe another digest.
 */
export async function copyImage(request: CopyRequest): Promise<Result<Copied, PushFault>> {
  const { from, toRepository, tag, digestOf, signal } = request;
  const { digest } = parseReference(from);
  if (digest === undefined) throw new Error(`${from} has no digest`);
  if ((await digestOf(`${toRepository}:${tag}`)) === digest) return ok(copied(toRepository, digest, false));
  const { lend = lendNothing } = request;
  const borrowing = { client: "skopeo", reads: [from], writes: [toRepository], signal } as const;
  const { run, lent } = await lend(borrowing, async (lent) => ({
    lent,
    run: await runSkopeo(request, lent),
  }));
  if (signal.aborted) return err(stoppedPush(toRepository));
  if (run.isDone) return afterSkopeo(request, digest);
  if (isUnusable(run)) return copyByDocker(request);
  const fault = skopeoFault(request, run.errors);
  return err(fault.reason === "login" ? { ...fault, message: noted(fault.message, lent) } : fault);
}

function skopeoFault({ from, toRepository }: CopyRequest, errors: readonly string[]): PushFault {
  const words = errors.map(unwrapped).join("\n");
  return /initializing source|(?:reading|parsing) manifest/i.test(words)
    ? sourceFault(pullFault(words, from, "skopeo"))
    : pushFault(words, toRepository, "skopeo");
}

function sourceFault({ reason, message, hint }: PullFault): PushFault {
  if (reason === "denied") return { reason: "login", message, hint };
  return { reason: reason === "aborted" || reason === "unreachable" ? reason : "other", message, hint };
}

/** Of `time="…" level=fatal msg="…"`, with quotes escaped. */
function unwrapped(line: string): string {
  const quoted = /^time="[^"]*" level=\w+ msg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  return quoted === undefined ? line : (textOf(parseJson(quoted)) ?? line);
}

const copied = (repository: string, digest: string, isCopied: boolean): Copied => ({
  reference: `${repository}@${digest}`,
  digest,
  copied: isCopied,
});

function runSkopeo(request: CopyRequest, lent: Lent): Promise<ClientRun> {
  const { host, env, cwd, from, toRepository, tag, onLines, signal } = request;
  const tls = (side: "src" | "dest", reference: string): readonly string[] =>
    isInsecure(request, reference) ? [`--${side}-tls-verify=false`] : [];
  const args = [
    ...["copy", "--all", "--preserve-digests"],
    ...tls("src", from),
    ...tls("dest", toRepository),
    `docker://${withoutTag(from)}`,
    `docker://${toRepository}:${tag}`,
  ];
  const child = host.spawn({ file: "skopeo", args, cwd, env: { ...env, ...lent.env } });
  return followClient({ child, clock: host.clock, onLines, secrets: lent.secrets, signal });
}

/** skopeo takes a tag or a digest. */
const withoutTag = (reference: string): string => reference.replace(/:[^:/@]+@/, "@");

/** As Docker has it, whatever listens on this machine needs no TLS. */
function isInsecure({ insecure }: CopyRequest, reference: string): boolean {
  const { registry } = parseReference(reference);
  return insecure.includes(registry) || isLoopback(registry.replace(/:\d+$/, ""));
}

/** Not there, or older than 1.6, which has no --preserve-digests. */
const isUnusable = ({ end, errors }: ClientRun): boolean =>
  end?.kind === "not-started" || /unknown flag/.test(errors.join("\n"));

async function afterSkopeo(
  { toRepository, tag, digestOf }: CopyRequest,
  digest: string,
): Promise<Result<Copied, PushFault>> {
  const there = (await digestOf(`${toRepository}:${tag}`)) ?? digest;
  if (there === digest) return ok(copied(toRepository, digest, true));
  const message = `${toRepository}:${tag} is ${there}, not the ${digest} that was copied there`;
  return err({ reason: "other", message, hint: "See who else pushes to that tag" });
}

async function copyByDocker(request: CopyRequest): Promise<Result<Copied, PushFault>> {
  const { from, toRepository, platform, digestOf } = request;
  const tag = platform === undefined ? request.tag : `${request.tag}-${platform.replaceAll("/", "-")}`;
  // Its digest may be another than the source's, but only a copy bears the tag.
  const there = await digestOf(`${toRepository}:${tag}`);
  if (there !== undefined) return ok(copied(toRepository, there, false));
  const pulled = await pullImage({ ...request, reference: from, ...optional("platform", platform) });
  if (!pulled.ok) return err(sourceFault(pulled.error));
  const pushed = await pushImage({ ...request, tag, image: withoutTag(from), repository: toRepository });
  return pushed.ok ? ok(copied(toRepository, pushed.value, true)) : pushed;
}
