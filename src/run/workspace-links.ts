import type { Host } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import { globBase } from "../pipeline/glob.ts";
import type { Input, Pipeline, Step } from "../pipeline/pipeline.ts";
import type { Location } from "../pipeline/source.ts";
import { type Destination, linkFollower } from "./links.ts";

interface Named {
  readonly noun: string;
  readonly path: string;
  readonly location: Location;
  /** Reading through a link to nothing only misses; that is `input-missing`. */
  readonly isWritten: boolean;
}

/** Every path that a step names has to stay in the pipeline's folder, also behind links. */
export async function checkLinks(input: {
  readonly pipeline: Pipeline;
  readonly root: string;
  readonly host: Pick<Host, "files">;
}): Promise<readonly Diagnostic[]> {
  const follow = linkFollower(input.host.files, input.root);
  const named = input.pipeline.steps.flatMap(pathsOf);
  const found = await Promise.all(named.map(async (each) => complain(each, await follow(each.path))));
  return found.flat();
}

function pathsOf(step: Step): readonly Named[] {
  const { location } = step;
  const written = { isWritten: true, location };
  return [
    ...(step.inputs ?? []).map((input) => inputPath(input, location)).filter((each) => each !== undefined),
    ...step.outputs.map(({ path, location }) => ({ noun: "The output", path, ...written, location })),
    { noun: "The working directory", path: step.workingDirectory, ...written },
    ...(step.checkpoint === undefined ? [] : [{ noun: "The checkpoint", path: step.checkpoint, ...written }]),
    ...imagePaths(step),
  ];
}

function inputPath(input: Input, fallback: Location): Named | undefined {
  const location = input.location ?? fallback;
  switch (input.kind) {
    case "path":
      return { noun: "The input", path: input.path, location, isWritten: false };
    case "glob":
      return { noun: "The input", path: globBase(input.pattern), location, isWritten: false };
    case "bucket":
      return { noun: "The input", path: input.path, location, isWritten: true };
    case "exclude":
      return undefined;
    default:
      return input satisfies never;
  }
}

function imagePaths({ image, location }: Step): readonly Named[] {
  if (image?.kind !== "build") return [];
  const read = { location, isWritten: false };
  const context = { noun: "The build context", path: image.context, ...read };
  return image.dockerfile === undefined
    ? [context]
    : [context, { noun: "The Dockerfile", path: image.dockerfile, ...read }];
}

function complain(
  { noun, path, location, isWritten }: Named,
  destination: Destination,
): readonly Diagnostic[] {
  switch (destination.kind) {
    case "inside":
      return [];
    case "outside": {
      const message = `${noun} "${path}" is behind a link that leads to ${destination.target}, outside of the pipeline file's folder`;
      const hint = "Replace the link by what it leads to, or name data elsewhere with {from: URI, path}";
      return [diagnostic("link-escapes", { message, location, hint })];
    }
    case "nowhere": {
      if (!isWritten) return [];
      const message = `${noun} "${path}" is behind the link "${destination.link}", which leads nowhere`;
      return [
        diagnostic("link-escapes", { message, location, hint: "Remove the link, or create its target" }),
      ];
    }
    default:
      return destination satisfies never;
  }
}
