import { basename, join } from "node:path";
import type { Engine } from "../container/engine.ts";
import type { Child, Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { BuildImage } from "./build-files.ts";

/** What the docker client builds with: the plugin that drives BuildKit, or the builder from before it. */
export type Builder = "buildx" | "legacy";

const builders = new WeakMap<Engine, Promise<Builder>>();

/** Asked once an engine. */
export function builderOf(engine: Engine): Promise<Builder> {
  const known = builders.get(engine) ?? askBuilder(engine);
  builders.set(engine, known);
  return known;
}

async function askBuilder(engine: Engine): Promise<Builder> {
  const { code } = await engine.call(["buildx", "version"]);
  return code === 0 ? "buildx" : "legacy";
}

export interface BuildCommand {
  readonly engine: Engine;
  readonly builder: Builder;
  readonly image: BuildImage;
  /** The context's folder, absolute. */
  readonly folder: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** Of the image: `name:tag`. */
  readonly name: string;
  readonly label: string;
  /** Laid over the client's environment. */
  readonly env?: Mapping<string>;
}

/** Starts the client; the image is there under its name once it has ended well. */
export function startBuild({ engine, builder, env: lent, ...command }: BuildCommand): Child {
  const args = [...commonArguments(command), command.folder];
  if (builder === "legacy") {
    // Also what a failing instruction ran in is removed.
    return engine.start(["build", "--force-rm", ...args], { ...lent, DOCKER_BUILDKIT: "0" });
  }
  // Attestations would make an index of every image, which several clouds refuse; what git says would only go into those.
  const env = { ...lent, BUILDX_NO_DEFAULT_ATTESTATIONS: "1", BUILDX_GIT_INFO: "0" };
  return engine.start(["buildx", "build", "--load", "--progress", "plain", ...args], env);
}

/** Build arguments are in the pipeline file and stay in the image's history: nothing is lost by showing them here. */
function commonArguments({
  image: { target, platform, args },
  dockerfile,
  name,
  label,
}: Omit<BuildCommand, "engine" | "builder">): readonly string[] {
  return [
    ...["--file", dockerfile, "--tag", name, "--label", label],
    ...(target === undefined ? [] : ["--target", target]),
    ...(platform === undefined ? [] : ["--platform", platform]),
    ...Object.entries(args).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]),
  ];
}

/**
 * Lays Dockerfile and ignore file side by side in a folder of ours, where BuildKit takes both: so what is sent is what was
 * read and what counts, and `.stepops` and a `.git` with a token in it stay out of images without a line in the user's files.
 */
export async function stageDockerfile(
  files: Files,
  folder: string,
  { path, text, ignore }: { readonly path: string; readonly text: string; readonly ignore: string },
): Promise<string> {
  const staged = join(folder, basename(path));
  await files.write(staged, text);
  await files.write(`${staged}.dockerignore`, ignore);
  return staged;
}
