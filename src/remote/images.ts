import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Images } from "../image/images.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Image, Pipeline } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { Failure, RunIdentity } from "../run/event.ts";
import type { Masker } from "../run/mask.ts";

export interface ImagesInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
  readonly pipeline: Pick<Pipeline, "steps" | "stack">;
  /** Of the run, absolute. */
  readonly directory: string;
  readonly masker: Masker;
}

/** What operators are given of images: a name with a digest, which means the same to whoever pulls it. */
export interface OperatorImages {
  resolve(image: Image, frame: AttemptFrame): Promise<Result<string, Failure>>;
}

type Ready = Result<string, Failure>;

/** Registries are asked once a run for each name, so that all legs of a step run the same; Docker is needed for builds only. */
export function openOperatorImages(input: ImagesInput): OperatorImages {
  const known = new Map<string, Promise<Ready>>();
  let images: Promise<Images> | undefined;

  function look(reference: string): Promise<Ready> {
    const found = known.get(reference) ?? lookUp(input, reference);
    known.set(reference, found);
    // Whoever comes later, as a next attempt does, asks anew.
    void found.then(({ ok: isThere }) => isThere || known.delete(reference));
    return found;
  }

  return {
    resolve: (image, frame) =>
      frame.whilePending("image", async (signal) => {
        if (image.kind === "reference") return unlessAborted(look(image.reference), signal);
        images ??= openBuilds(input);
        return built(input, { images: await images, image, frame, signal });
      }),
  };
}

async function unlessAborted(ready: Promise<Ready>, signal: AbortSignal): Promise<Ready> {
  const given = Promise.withResolvers<Ready>();
  const onAbort = () => given.resolve(err(imageFailure("the look-up of the image was stopped")));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const found = await Promise.race([ready, given.promise]);
  signal.removeEventListener("abort", onAbort);
  return found;
}

async function lookUp({ host, env, pipeline }: ImagesInput, reference: string): Promise<Ready> {
  const { openRegistry } = await import("../image/registry.ts");
  const { resolveForOperator } = await import("../image/resolve.ts");
  const { openRegistryLogins } = await import("../auth/registry-login.ts");
  const { auth } = pipeline.stack;
  const cloudLogins = openRegistryLogins({ clock: host.clock, env, ...optional("auth", auth) });
  const registry = openRegistry({ ...host, env, insecure: [], cloudLogins });
  const found = await resolveForOperator({ reference, registry });
  if (found.ok) return ok(found.value.reference);
  const { message, hint } = found.error;
  return err(imageFailure(`${message}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`));
}

const imageFailure = (message: string): Failure => ({ cause: "image", phase: "image", message });

async function openBuilds({ directory, pipeline, ...input }: ImagesInput): Promise<Images> {
  const { openImages } = await import("../image/images.ts");
  const { containerRegistry, auth } = pipeline.stack;
  return openImages({
    ...{ ...input, pipeline, scratch: join(directory, "images"), logins: join(directory, "containers") },
    ...optional("containerRegistry", containerRegistry),
    ...optional("auth", auth),
  });
}

async function built(
  { host, env, root, masker }: ImagesInput,
  work: {
    readonly images: Images;
    readonly image: Image;
    readonly frame: AttemptFrame;
    readonly signal: AbortSignal;
  },
): Promise<Ready> {
  const { openEngine } = await import("../container/engine.ts");
  const { images, image, frame, signal } = work;
  const masked = (lines: readonly string[]) => lines.map((line) => masker.mask(line));
  const made = await images.published({
    ...{ image, signal, copies: false, publishes: true },
    engine: openEngine({ host, env, cwd: root, place: {} }),
    onLines: (stream, lines) => frame.output("image", stream, masked(lines)),
    onNotice: (message) => frame.notice("notice", message),
  });
  if (made.ok) return ok(made.value.reference);
  return err({ ...imageFailure(made.error.message), ...optional("at", made.error.at) });
}
