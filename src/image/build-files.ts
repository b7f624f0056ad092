import { join } from "node:path";
import type { Files } from "../host/host.ts";
import { optional } from "../pipeline/own.ts";
import type { Image } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BuildFault } from "./build-fault.ts";

/** An image that the pipeline builds. */
export type BuildImage = Extract<Image, { readonly kind: "build" }>;

/** What a build is made of on this disk. */
export interface BuildFiles {
  /** The context's folder, absolute, links followed. */
  readonly folder: string;
  /** Relative to the pipeline's folder. */
  readonly path: string;
  readonly text: string;
  /** `.dockerignore` of the context. */
  readonly ignore?: string;
  /** `<Dockerfile>.dockerignore` beside the Dockerfile, which wins with a builder that knows it. */
  readonly ownIgnore?: string;
}

/** Finds the context's folder and the Dockerfile, with no Docker about. */
export async function findBuildFiles(
  files: Files,
  root: string,
  image: BuildImage,
): Promise<Result<BuildFiles, BuildFault>> {
  const folder = await findContext(files, root, image.context);
  if (!folder.ok) return folder;
  const path = image.dockerfile ?? join(image.context, "Dockerfile");
  const text = await readDockerfileAt(files, root, path);
  if (!text.ok) return err({ message: text.error, hint: await whereItIs(files, root, { ...image, path }) });
  const ignores = [join(folder.value, ".dockerignore"), join(root, `${path}.dockerignore`)];
  for (const each of ignores) {
    const real = await files.realpath(each);
    if (real !== undefined && (await files.stat(real))?.kind !== "file")
      return err({ message: `${each} is no file`, hint: "Make it a file, or remove it" });
  }
  const [ignore, ownIgnore] = await Promise.all(ignores.map((each) => files.read(each)));
  return ok({
    folder: folder.value,
    path,
    text: text.value,
    ...optional("ignore", ignore),
    ...optional("ownIgnore", ownIgnore),
  });
}

async function findContext(files: Files, root: string, context: string): Promise<Result<string, BuildFault>> {
  const folder = await files.realpath(join(root, context));
  if (folder !== undefined && (await files.stat(folder))?.kind === "directory") return ok(folder);
  const message = `the build context ${context} is ${folder === undefined ? "not there" : "no folder"}`;
  return err({ message, hint: "Correct image.build.context: it is relative to the pipeline's folder" });
}

async function readDockerfileAt(files: Files, root: string, path: string): Promise<Result<string, string>> {
  const real = await files.realpath(join(root, path));
  if (real === undefined) return err(`the Dockerfile ${path} is not there`);
  if ((await files.stat(real))?.kind !== "file") return err(`the Dockerfile ${path} is no file`);
  const text = await files.read(real);
  return text === undefined ? err(`the Dockerfile ${path} is not there`) : ok(text);
}

/** Docker Compose takes the path relative to the context, so that is what many write. */
async function whereItIs(
  files: Files,
  root: string,
  { context, path }: { readonly context: string; readonly path: string },
): Promise<string> {
  const inside = join(context, path);
  return (await files.stat(join(root, inside)))?.kind === "file"
    ? `Write dockerfile: ${inside}, since it is relative to the pipeline's folder`
    : "Write one there, or name another with image.build.dockerfile, relative to the pipeline's folder";
}
