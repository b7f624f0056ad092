import { openRegistryLogins } from "../auth/registry-login.ts";
import { isNvidia } from "../catalog/accelerators.ts";
import type { Files, Host } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Image, Pipeline, Step } from "../pipeline/pipeline.ts";
import { baseImages } from "./base-images.ts";
import { findBuildFiles } from "./build-files.ts";
import { showsCuda } from "./cuda.ts";
import { readDockerfile } from "./dockerfile.ts";
import { openRegistry, type Registry } from "./registry.ts";

/** All registries together: a plan must not wait for one that does not answer. */
const patienceMs = 10_000;

/** What accelerators of every cloud's catalog are built for. */
const platform = { os: "linux", architecture: "amd64" };

/**
 * Steps that ask for an NVIDIA GPU with an image that shows no CUDA. Asked of registries, nothing is pulled; what cannot be found
 * out is not complained about.
 */
export async function checkCuda(
  { steps, stack }: Pick<Pipeline, "steps" | "stack">,
  { host, env, root }: { readonly host: Host; readonly env: Mapping<string>; readonly root: string },
): Promise<readonly Diagnostic[]> {
  const asking = steps.filter(({ image, resources }) => image && resources.some(asksForNvidia));
  if (asking.length === 0) return [];
  const over = new AbortController();
  const limit = new AbortController();
  host.clock.sleep(patienceMs, over.signal).then(
    () => limit.abort(),
    () => {},
  );
  const cloudLogins = openRegistryLogins({ clock: host.clock, env, ...optional("auth", stack.auth) });
  const registry = openRegistry({ ...host, env, insecure: [], cloudLogins, signal: limit.signal });
  const groups = [...Map.groupBy(asking, ({ image }) => JSON.stringify(image)).values()];
  const found = await Promise.all(groups.map((group) => judge(group, { registry, files: host.files, root })));
  over.abort();
  return found.flat();
}

const asksForNvidia = ({ accelerators }: Step["resources"][number]): boolean =>
  accelerators.some(({ name }) => isNvidia(name));

interface Surroundings {
  readonly registry: Pick<Registry, "config">;
  readonly files: Files;
  readonly root: string;
}

async function judge(steps: readonly Step[], around: Surroundings): Promise<readonly Diagnostic[]> {
  const [step] = steps;
  if (!step?.image) return [];
  const references = await referencesOf(step.image, around);
  const configs = await Promise.all(references.map((name) => around.registry.config(name, platform)));
  const isKnown = configs.length > 0 && configs.every(({ ok }) => ok);
  if (!isKnown || configs.some((config) => config.ok && showsCuda(config.value))) return [];
  return [withoutCuda(step, references)];
}

/** Of a build its base images: what it adds to them is known only once it is built. */
async function referencesOf(image: Image, { files, root }: Surroundings): Promise<readonly string[]> {
  if (image.kind === "reference") return [image.reference];
  const found = await findBuildFiles(files, root, image);
  if (!found.ok || /\b(cuda|nvidia)/i.test(found.value.text)) return [];
  const target = image.target === undefined ? {} : { target: image.target };
  const choice = { args: image.args, platform: "linux/amd64", buildPlatform: "linux/amd64", ...target };
  return baseImages(readDockerfile(found.value.text), choice);
}

function withoutCuda({ step, at, location }: Step, references: readonly string[]): Diagnostic {
  return diagnostic("image-without-cuda", {
    message: `"${step}" asks for a GPU, and its image (${references.join(", ")}) shows no CUDA`,
    location: at?.("image") ?? location,
    hint: "Use an image with CUDA, such as one of nvidia/cuda or pytorch/pytorch; where packages bring CUDA themselves, all is well",
  });
}
