import { optional } from "../pipeline/own.ts";

/** An image reference with Docker's short forms made explicit. */
export interface ImageReference {
  /** As people and the Docker config write it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  /** With `library/` where Docker Hub's short names leave it out. */
  readonly repository: string;
  /** Of tag and digest at least one is there; the digest is what counts. */
  readonly tag?: string;
  readonly digest?: string;
}

export const dockerHub = "docker.io";

/** Of a reference that `parseImage` found right. */
export function parseReference(text: string): ImageReference {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  return {
    ...splitRegistry(colon < 0 ? name : name.slice(0, colon)),
    ...optional("tag", tag ?? (digest === undefined ? "latest" : undefined)),
    ...optional("digest", digest),
  };
}

function splitRegistry(name: string): Pick<ImageReference, "registry" | "repository"> {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  if (!/[.:]/.test(first) && first !== "localhost") return onDockerHub(name);
  const rest = name.slice(slash + 1);
  return first === dockerHub || first === "index.docker.io"
    ? onDockerHub(rest)
    : { registry: first, repository: rest };
}

const onDockerHub = (repository: string) => ({
  registry: dockerHub,
  repository: repository.includes("/") ? repository : `library/${repository}`,
});

/** In the long form, which every engine and operator takes for the same image. */
export const referenceText = ({ registry, repository, tag, digest }: ImageReference): string =>
  `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;

/** The same repository at one digest. */
export const pinnedText = ({ registry, repository }: ImageReference, digest: string): string =>
  referenceText({ registry, repository, digest });

/** Where a registry's API is; Docker Hub's is not under its own name. */
export const apiHost = (registry: string): string =>
  registry === dockerHub ? "registry-1.docker.io" : registry;
