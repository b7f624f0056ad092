import { err, ok, type Result } from "./result.ts";

/** What a reference pins: a digest never moves, `latest` (also where no tag is given) moves all the time. */
export type Pinned = "digest" | "tag" | "latest";

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const domainName =
  /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::\d{1,5})?$/;
const tagName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestName = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

export interface ImageFault {
  readonly message: string;
  readonly hint: string;
}

/** Checks `[domain/]path[:tag][@digest]` by the grammar of github.com/distribution/reference, in Docker's short forms. */
export function parseImage(reference: string): Result<Pinned, ImageFault> {
  const refuse = (why: string, hint = "Write it as docker pull takes it, such as python:3.13-slim") =>
    err({ message: `"${reference.slice(0, 100)}" is not an image reference: ${why}`, hint });
  if (reference === "")
    return err({ message: "The image is empty", hint: "Name an image, or write null to run without one" });
  if (/^[a-z]+:\/\//i.test(reference))
    return refuse("it has a scheme", `Leave out "${reference.split("//")[0]}//"`);
  const { name, tag, digest } = split(reference);
  if (name.length > 255) return refuse("its name is longer than 255 characters");
  if (digest !== undefined && !isDigest(digest))
    return refuse(
      `"${digest}" is not a digest`,
      "Write sha256: and 64 hex digits, as docker images --digests shows",
    );
  if (tag !== undefined && !tagName.test(tag)) return refuse(`"${tag}" is not a tag`);
  const { domain, path } = splitDomain(name);
  if (domain !== undefined && !domainName.test(domain))
    return refuse(`"${domain}" is not the name of a registry`);
  if (/[A-Z]/.test(path))
    return refuse("its name has capital letters", `Write it in lower case: ${lowered(reference, path)}`);
  if (path.split("/").some((part) => !component.test(part)))
    return refuse(`"${path}" is not a repository name`);
  if (domain === undefined && /^[0-9a-f]{64}$/.test(path))
    return refuse("it is an image id, which no registry knows", "Name the image by its repository and tag");
  return ok(digest !== undefined ? "digest" : tag === undefined || tag === "latest" ? "latest" : "tag");
}

function split(reference: string): { name: string; tag?: string; digest?: string } {
  const at = reference.indexOf("@");
  const rest = at < 0 ? reference : reference.slice(0, at);
  const colon = rest.indexOf(":", rest.lastIndexOf("/") + 1);
  return {
    name: colon < 0 ? rest : rest.slice(0, colon),
    ...(colon >= 0 && { tag: rest.slice(colon + 1) }),
    ...(at >= 0 && { digest: reference.slice(at + 1) }),
  };
}

/**
 * The first part is a registry where it has a dot or a colon, or is `localhost`. Docker takes one with capitals for a
 * registry too, but such a name is a slip: `PyTorch/pytorch`.
 */
function splitDomain(name: string): { domain?: string; path: string } {
  const slash = name.indexOf("/");
  const first = name.slice(0, slash);
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === "localhost");
  return isDomain ? { domain: first, path: name.slice(slash + 1) } : { path: name };
}

const isDigest = (digest: string): boolean =>
  digestName.test(digest) && (!digest.startsWith("sha256:") || digest.length === "sha256:".length + 64);

const lowered = (reference: string, path: string): string => reference.replace(path, path.toLowerCase());

/** `linux/amd64`, `linux/arm64/v8`. */
export const isPlatform = (text: string): boolean => /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/.test(text);
