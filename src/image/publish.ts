import type { Engine } from "../container/engine.ts";
import type { Host } from "../host/host.ts";
import { ok, type Result } from "../pipeline/result.ts";
import type { DigestOf } from "./base-digests.ts";
import type { LendLogins } from "./client-logins.ts";
import { pushImage } from "./push.ts";
import type { PushFault } from "./push-fault.ts";
import type { OnLines } from "./ready-image.ts";

export interface Published {
  /** `uri@sha256:…`. */
  readonly reference: string;
  readonly digest: string;
  /** Under which it was found or pushed. */
  readonly tag: string;
  /** False where the registry had it. */
  readonly pushed: boolean;
}

export interface PublishRequest {
  readonly engine: Engine;
  readonly host: Pick<Host, "clock">;
  /** Of the image in the engine. */
  readonly id: string;
  /** Of the run's own trust domain. */
  readonly tag: string;
  /** The stack's `container_registry.uri`: registry and repository. */
  readonly registryUri: string;
  readonly digestOf: DigestOf;
  readonly onLines: OnLines;
  readonly lend?: LendLogins;
  readonly signal: AbortSignal;
}

/** Brings an image into the stack's registry, unless it is there. A tag names content, so what bears it needs no second look. */
export async function publishImage(request: PublishRequest): Promise<Result<Published, PushFault>> {
  const { id, tag, registryUri, digestOf } = request;
  const found = await findPublished([tag], registryUri, digestOf);
  if (found) return ok(found);
  const repository = repositoryOf(registryUri);
  const digest = await pushImage({ ...request, image: id, repository });
  return digest.ok ? ok(published(repository, tag, digest.value, true)) : digest;
}

/** The first of the tags that the registry has; without any copy in an engine that is all an operator needs. */
export async function findPublished(
  tags: readonly string[],
  registryUri: string,
  digestOf: DigestOf,
): Promise<Published | undefined> {
  const repository = repositoryOf(registryUri);
  for (const tag of tags) {
    const digest = await digestOf(`${repository}:${tag}`);
    if (digest !== undefined) return published(repository, tag, digest, false);
  }
  return undefined;
}

const repositoryOf = (uri: string): string => uri.replace(/\/+$/, "");

const published = (repository: string, tag: string, digest: string, pushed: boolean): Published => ({
  reference: `${repository}@${digest}`,
  digest,
  tag,
  pushed,
});
