import type { Files } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { findBuildFiles } from "./build-files.ts";

/** Builds whose context or Dockerfile is not on this disk. Steps that share a build complain once. */
export async function checkBuilds(
  { steps }: Pick<Pipeline, "steps">,
  { files, root }: { readonly files: Files; readonly root: string },
): Promise<readonly Diagnostic[]> {
  const builds = new Map<string, Step>();
  for (const step of steps) {
    const key = JSON.stringify(step.image);
    if (step.image?.kind === "build" && !builds.has(key)) builds.set(key, step);
  }
  const found = [...builds.values()].map(async (step) => {
    if (step.image?.kind !== "build") return [];
    const there = await findBuildFiles(files, root, step.image);
    return there.ok ? [] : [missing(step, there.error)];
  });
  return (await Promise.all(found)).flat();
}

const missing = (
  { step, at, location }: Step,
  { message, hint }: { readonly message: string; readonly hint: string },
): Diagnostic =>
  diagnostic("build-missing", {
    message: `The image of "${step}" cannot be built: ${message}`,
    location: at?.("image") ?? location,
    hint,
  });
