import { openRegistryLogins } from "../auth/registry-login.ts";
import type { Engine } from "../container/engine.ts";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Image, Pipeline, StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { writtenBy } from "../pipeline/written.ts";
import type { RunIdentity } from "../run/event.ts";
import { type Built, buildImage } from "./builder.ts";
import { type LendLogins, openLogins } from "./client-logins.ts";
import { copyImage, copyTag } from "./copy.ts";
import type { CloudLogins } from "./credentials.ts";
import { findPublished, publishImage } from "./publish.ts";
import { pullImage } from "./pull.ts";
import type { OnLines, ReadyImage } from "./ready-image.ts";
import { openRegistry, type Registry } from "./registry.ts";
import { resolveForEngine, resolveForOperator } from "./resolve.ts";
import { type SharedWork, shareWork } from "./shared-work.ts";

export interface ImageFailure {
  /** A sentence that says what is wrong and what to do. */
  readonly message: string;
  /** The line of a Dockerfile that failed. */
  readonly at?: { readonly file: string; readonly line: number };
}

export interface ImageRequest {
  readonly image: Image;
  readonly engine: Engine;
  /** Whether the engine can pull from the stack's own registry only. */
  readonly copies: boolean;
  /** Whether what is built goes to the stack's registry. */
  readonly publishes: boolean;
  /** What pulling or building prints goes to the step that wanted the image first. */
  readonly onLines: OnLines;
  readonly onNotice: (message: string) => void;
  /** Ends the waiting of this step; others may want the image still. */
  readonly signal: AbortSignal;
}

/** The images of a run: each is looked up, pulled or built once for an engine, however many steps share it. */
export interface Images {
  ready(request: ImageRequest): Promise<Result<ReadyImage, ImageFailure>>;
  /** By its name in the stack's registry, for who pulls it elsewhere. */
  published(request: ImageRequest): Promise<Result<ReadyImage, ImageFailure>>;
}

export interface ImagesInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
  /** What its steps write is no part of a build's context. */
  readonly pipeline: Pick<Pipeline, "steps">;
  /** The stack's `container_registry.uri`. */
  readonly containerRegistry?: string;
  /** Of the stack: who logs in to a cloud's registries where Docker has no login. */
  readonly auth?: StackAuth;
  /** Absolute; for small files that a build needs. */
  readonly scratch: string;
  /** Absolute; for logins that a client needs while it runs; `scratch` by default. */
  readonly logins?: string;
}

export function openImages(input: ImagesInput): Images {
  const known = new Map<string, SharedWork<Made>>();
  const pushes = new Map<string, SharedWork<void>>();
  const { host, env, auth, scratch, logins: folder = scratch } = input;
  const cloudLogins = openRegistryLogins({ clock: host.clock, env, ...optional("auth", auth) });
  const written = input.pipeline.steps.flatMap(writtenBy);
  const opened = { ...input, written, cloudLogins, lend: openLogins({ ...host, env, folder, cloudLogins }) };

  async function make(key: string, request: ImageRequest): Promise<Made> {
    const found = known.get(key);
    const work = found?.isAbandoned === false ? found : shareWork((end) => makeReady(opened, request, end));
    known.set(key, work);
    const made = await work.wait(request.signal).catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
    // All who waited share a failure; whoever comes after, as a next attempt does, tries anew.
    if (made?.ok === false && known.get(key) === work) known.delete(key);
    return made ?? err({ message: "the wait for the image was stopped" });
  }

  async function push(key: string, request: ImageRequest, built: Built): Promise<void> {
    const { containerRegistry: uri } = input;
    if (!request.publishes || uri === undefined) return;
    const found = pushes.get(key);
    const start = async (signal: AbortSignal) => publish(await workOf(opened, request, signal), uri, built);
    const work = found?.isAbandoned === false ? found : shareWork(start);
    pushes.set(key, work);
    await work.wait(request.signal);
  }

  const keyOf = ({ engine, image, copies }: ImageRequest): string =>
    JSON.stringify([engine.place, image, copies]);

  return {
    async published(request) {
      const made = await make(keyOf(request), request);
      if (!made.ok || !made.value.built) return made.ok ? ok(made.value.image) : made;
      const { containerRegistry: uri } = input;
      if (uri === undefined) return err(nowhereToPublish);
      const pushed = await publishTo(await workOf(opened, request, request.signal), uri, made.value.built);
      return pushed.ok ? ok(pushed.value) : err(joined(pushed.error));
    },
    async ready(request) {
      const key = keyOf(request);
      const made = await make(key, request);
      if (!made.ok) return made;
      if (made.value.built) await push(key, request, made.value.built);
      return ok(made.value.image);
    },
  };
}

/** `built`: what may be pushed. */
type Made = Result<{ readonly image: ReadyImage; readonly built?: Built }, ImageFailure>;

type Ready = Result<ReadyImage, ImageFailure>;

interface Opened extends ImagesInput {
  readonly written: readonly string[];
  readonly cloudLogins: CloudLogins;
  readonly lend: LendLogins;
}

async function makeReady(input: Opened, request: ImageRequest, signal: AbortSignal): Promise<Made> {
  const { image } = request;
  const work = await workOf(input, request, signal);
  if (image.kind === "build") return built(work, image);
  const ready = await (request.copies ? copied(work, image.reference) : pulled(work, image.reference));
  return ready.ok ? ok({ image: ready.value }) : ready;
}

async function workOf(input: Opened, request: ImageRequest, signal: AbortSignal): Promise<Work> {
  const info = await request.engine.info();
  return { ...input, ...request, signal, insecure: info.ok ? info.value.insecureRegistries : [] };
}

interface Work extends Opened, ImageRequest {
  readonly insecure: readonly string[];
}

const registryOf = ({ host, env, insecure, cloudLogins, signal }: Work): Registry =>
  openRegistry({ ...host, env, insecure, cloudLogins, signal });

/** A registry remembers what it was asked, so each look at what may have been pushed meanwhile is a new one. */
const digestIn = (work: Work) => async (reference: string) => {
  const told = await registryOf(work).digest(reference);
  return told.ok ? told.value : undefined;
};

async function pulled(work: Work, reference: string): Promise<Ready> {
  const resolved = await resolveForEngine({ ...work, reference, registry: registryOf(work) });
  if (!resolved.ok) return err(joined(resolved.error));
  const { image, present } = resolved.value;
  if (present && image.digest !== undefined) return ok({ reference: image.reference, digest: image.digest });
  const got = await pullImage({ ...work, reference: image.reference });
  if (!got.ok) return err(joined(got.error));
  // As a pull by the tag would: where its registry is away later, the tag is what is here of it.
  if (!reference.includes("@")) await work.engine.call(["tag", got.value.reference, reference]);
  return got;
}

/** For an engine that can pull from the stack's registry only. */
async function copied(work: Work, reference: string): Promise<Ready> {
  const { containerRegistry = "", run, root } = work;
  const pinned = await resolveForOperator({ reference, registry: registryOf(work) });
  if (!pinned.ok) return err(joined(pinned.error));
  const copy = await copyImage({
    ...work,
    cwd: root,
    from: pinned.value.reference,
    toRepository: containerRegistry,
    tag: copyTag(pinned.value.digest, run.trustDomain),
    digestOf: digestIn(work),
  });
  return copy.ok ? pulled(work, copy.value.reference) : err(joined(copy.error));
}

async function built(work: Work, image: Extract<Image, { kind: "build" }>): Promise<Made> {
  const { run, containerRegistry: uri } = work;
  const digestOf = digestIn(work);
  const made = await buildImage({
    ...work,
    ...run,
    image,
    digestOf,
    ...(uri !== undefined && {
      published: async (tags: readonly string[]) => (await findPublished(tags, uri, digestOf))?.reference,
    }),
  });
  if (!made.ok) {
    const { at } = made.error;
    return err({ ...joined(made.error), ...(at && { at: { file: at.path, line: at.line } }) });
  }
  return ok({ image: made.value.image, built: made.value });
}

const nowhereToPublish: ImageFailure = {
  message:
    "the image is built here and must be pulled elsewhere, but the stack names no container_registry: add one",
};

function publishTo(work: Work, registryUri: string, { image, tag }: Built): ReturnType<typeof publishImage> {
  return publishImage({ ...work, id: image.reference, tag, registryUri, digestOf: digestIn(work) });
}

/** This engine has the image, so that a registry which refuses it costs other machines a build, and this step nothing. */
async function publish(work: Work, registryUri: string, built: Built): Promise<void> {
  const pushed = await publishTo(work, registryUri, built);
  if (!pushed.ok) work.onNotice(joined(pushed.error).message);
}

const joined = ({ message, hint }: { readonly message: string; readonly hint: string }): ImageFailure => ({
  message: `${message}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`,
});
