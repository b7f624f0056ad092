import { posix } from "node:path";
import type { Engine } from "../container/engine.ts";
import type { Host } from "../host/host.ts";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type Base, baseDigests, type DigestOf } from "./base-digests.ts";
import { baseImages } from "./base-images.ts";
import { type Builder, builderOf } from "./build-client.ts";
import type { BuildFault } from "./build-fault.ts";
import { type BuildFiles, type BuildImage, findBuildFiles } from "./build-files.ts";
import { contentHash, contentTag, reusableTags } from "./content-tag.ts";
import { contextDigest, readContext } from "./context.ts";
import { type Dockerfile, readDockerfile } from "./dockerfile.ts";
import { type Dockerignore, parseDockerignore } from "./dockerignore.ts";

export interface PlanRequest {
  readonly host: Pick<Host, "files" | "clock">;
  readonly engine: Engine;
  readonly image: BuildImage;
  /** The pipeline's folder. */
  readonly root: string;
  /** Of the repository whose runs share images. */
  readonly repositoryId: string;
  readonly trustDomain: string;
  /** Outputs and checkpoints of the pipeline's steps, relative to its folder: they change with every run. */
  readonly written: readonly string[];
  readonly digestOf: DigestOf;
  readonly onNotice: (message: string) => void;
  readonly signal: AbortSignal;
}

/** What would be built, without building it. */
export interface BuildPlan {
  /** The same in every trust domain: what a fingerprint goes by. */
  readonly hash: string;
  /** Under which this run keeps the image, here and in a registry. */
  readonly tag: string;
  /** Tags of images that this run may take instead of building, the best first. */
  readonly tags: readonly string[];
  readonly builder: Builder;
  readonly files: BuildFiles;
  readonly dockerfile: Dockerfile;
  readonly bases: readonly Base[];
  /** The ignore file that the builder goes by, with what stepops keeps back. */
  readonly ignore: string;
  /** Paths of the context that Docker by itself would send. */
  readonly leftOut: readonly string[];
  /** Undefined where the context is still what it was; else why an image of it is none of the tag's. */
  recheck(): Promise<BuildFault | undefined>;
}

/** Reads Dockerfile and context, and asks what the base images are now. What is missing is found before Docker is asked anything. */
export async function planBuild(request: PlanRequest): Promise<Result<BuildPlan, BuildFault>> {
  const { host, engine, image, root } = request;
  const files = await findBuildFiles(host.files, root, image);
  if (!files.ok) return files;
  const info = await engine.info();
  if (!info.ok) return err({ message: info.error.message, hint: info.error.hint });
  const sources = await readSources(request, files.value);
  if (!sources.ok) return sources;
  const buildPlatform = `${info.value.os}/${info.value.architecture}`;
  const platforms = { buildPlatform, platform: image.platform ?? buildPlatform };
  return ok(await planOf(request, { ...sources.value, ...platforms }));
}

interface Sources
  extends Pick<BuildPlan, "builder" | "files" | "dockerfile" | "ignore" | "leftOut" | "recheck"> {
  readonly contextDigest: string;
}

async function readSources(request: PlanRequest, files: BuildFiles): Promise<Result<Sources, BuildFault>> {
  const { host, engine, image, signal, onNotice } = request;
  const builder = await builderOf(engine);
  const dockerfile = readDockerfile(files.text);
  const text = [ignoreText(files, builder, onNotice), ...writtenRules(request, dockerfile)].join("\n");
  const ignore = parseDockerignore(text);
  const countsGit = namesGit(dockerfile, ignore);
  const read = () => readContext({ ...host, folder: files.folder, ignore, countsGit, signal });
  const context = await read();
  if (!context.ok) return err(unreadable(image, context.error));
  const before = contextDigest(context.value);
  return ok({
    ...{ builder, files, dockerfile },
    ignore: `${text}\n**/.stepops\n${countsGit ? "" : "**/.git\n"}`,
    leftOut: context.value.leftOut,
    contextDigest: before,
    recheck: async () => {
      const after = await read();
      if (!after.ok) return unreadable(image, after.error);
      return contextDigest(after.value) === before ? undefined : changed(image);
    },
  });
}

interface Platforms {
  readonly platform: string;
  readonly buildPlatform: string;
}

async function planOf(request: PlanRequest, sources: Sources & Platforms): Promise<BuildPlan> {
  const { image, repositoryId, trustDomain } = request;
  const { platform, buildPlatform, contextDigest, ...rest } = sources;
  const choice = { args: image.args, platform, ...optional("target", image.target) };
  const references = baseImages(rest.dockerfile, { ...choice, buildPlatform });
  const bases = await baseDigests(references, request);
  const hash = contentHash({
    ...{ ...choice, repositoryId, contextDigest },
    dockerfile: rest.files.text,
    bases: Object.fromEntries(bases.map(({ reference, digest }) => [reference, digest ?? "unknown"])),
  });
  return { ...rest, bases, hash, tag: contentTag(hash, trustDomain), tags: reusableTags(hash, trustDomain) };
}

/**
 * Lines that leave out what steps write into the context: with it no image would be the same in two runs. What an instruction
 * names is meant to be there.
 */
function writtenRules({ written, image }: PlanRequest, { instructions }: Dockerfile): readonly string[] {
  const inside = written
    .map((path) => posix.relative(image.context, path))
    .filter((path) => path !== "" && !path.startsWith(".."));
  const copying = instructions.filter(
    ({ keyword, text }) => keyword === "COPY" || keyword === "ADD" || text.includes("--mount="),
  );
  const isNamed = (path: string): boolean =>
    copying.some(({ text }) => text.split(/[\s"',[\]]+/).some((word) => meets(posix.normalize(word), path)));
  return inside.filter((path) => !isNamed(path)).map((path) => path.replaceAll(/[\\*?[\]!#]/g, "\\$&"));
}

/** `COPY . .` names nothing. */
const meets = (word: string, path: string): boolean =>
  word !== "." && `${path}/`.startsWith(`${word.replace(/^\/|\/$/g, "")}/`);

/** The builder from before BuildKit knows the context's ignore file only, and sends by that. */
function ignoreText(
  { path, ignore = "", ownIgnore }: BuildFiles,
  builder: Builder,
  onNotice: (message: string) => void,
): string {
  if (ownIgnore === undefined) return ignore;
  if (builder === "buildx") return ownIgnore;
  onNotice(
    `${path}.dockerignore has no effect, because this docker client has no buildx: install that plugin`,
  );
  return ignore;
}

/** A path `.git` in an instruction, or a `!` for it in the ignore file: then the build is meant to see it. */
const namesGit = ({ instructions }: Dockerfile, ignore: Dockerignore): boolean =>
  ignore.bringsName(".git") ||
  instructions.some(({ text }) => /(?:^|[\s"'=/,])\.git(?:$|[\s"'/,])/.test(text));

const unreadable = ({ context }: BuildImage, why: string): BuildFault => ({
  message: `the build context ${context} cannot be read: ${why}`,
  hint: steady,
});

const changed = ({ context }: BuildImage): BuildFault => ({
  message: `files of the build context ${context} changed while the image was built`,
  hint: steady,
});

const steady =
  "Give the image a folder of its own as context, or leave out with a .dockerignore what steps write";
