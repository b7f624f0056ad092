import { createHash } from "node:crypto";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import { fieldsOf, parseJson, textOf, textsOf } from "./json.ts";

export interface Platform {
  /** `linux`. */
  readonly os: string;
  /** As images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** `v8`; without it any fits. */
  readonly variant?: string;
}

/** What an image's configuration says of the containers made of it. */
export interface ImageConfig {
  readonly os?: string;
  readonly architecture?: string;
  readonly env: Mapping<string>;
  readonly labels: Mapping<string>;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

export type Manifest =
  | { readonly kind: "index"; readonly images: readonly IndexEntry[] }
  | { readonly kind: "image"; readonly config: string };

export interface IndexEntry {
  readonly digest: string;
  readonly platform: Platform;
}

/** For Accept: OCI's and Docker's forms, of an index and of one image. */
export const manifestTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** A digest whose bytes can be checked. */
export const isDigest = (text: string): boolean => /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);

export function digestOf(bytes: Buffer, algorithm = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

export const fits = (bytes: Buffer, digest: string): boolean =>
  isDigest(digest) && digestOf(bytes, digest.slice(0, digest.indexOf(":"))) === digest;

/** By its shape: the media type is optional in OCI's forms. Undefined for Docker's first schema and what is no manifest. */
export function readManifest(bytes: Buffer): Manifest | undefined {
  const { manifests, config } = fieldsOf(parseJson(bytes.toString("utf8")));
  if (Array.isArray(manifests)) return { kind: "index", images: manifests.flatMap(indexEntry) };
  const digest = textOf(fieldsOf(config).digest);
  return digest === undefined ? undefined : { kind: "image", config: digest };
}

/** Attestations stand among the images, for the platform `unknown`. */
function indexEntry(value: unknown): readonly IndexEntry[] {
  const { digest, platform } = fieldsOf(value);
  const { os, architecture, variant } = fieldsOf(platform);
  const text = { digest: textOf(digest), os: textOf(os), architecture: textOf(architecture) };
  if (!text.digest || !text.os || !text.architecture || text.os === "unknown") return [];
  const named = { os: text.os, architecture: text.architecture, ...optional("variant", textOf(variant)) };
  return [{ digest: text.digest, platform: named }];
}

export const imageFor = (images: readonly IndexEntry[], wanted: Platform): string | undefined =>
  images.find(({ platform }) => suits(platform, wanted))?.digest;

const suits = (given: Platform, wanted: Platform): boolean =>
  given.os === wanted.os &&
  given.architecture === wanted.architecture &&
  (given.variant === undefined || wanted.variant === undefined || given.variant === wanted.variant);

export const platformText = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, variant].filter((each) => each !== undefined).join("/");

/** Undefined for what is no configuration of an image. */
export function readConfig(bytes: Buffer): ImageConfig | undefined {
  const whole = parseJson(bytes.toString("utf8"));
  if (typeof whole !== "object" || whole === null) return undefined;
  const { os, architecture, config } = fieldsOf(whole);
  const { Env, Labels, User, WorkingDir, Entrypoint, Cmd } = fieldsOf(config);
  const labels = Object.entries(fieldsOf(Labels)).map(([name, value]) => [name, String(value)] as const);
  return {
    ...optional("os", textOf(os)),
    ...optional("architecture", textOf(architecture)),
    env: Object.fromEntries(textsOf(Env).map(variable)),
    labels: Object.fromEntries(labels),
    ...optional("user", textOf(User)),
    ...optional("workingDirectory", textOf(WorkingDir)),
    entrypoint: textsOf(Entrypoint),
    command: textsOf(Cmd),
  };
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
