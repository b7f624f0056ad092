import { sha256Of } from "../run/sha256.ts";

/** Where a run keeps what it leaves in a store, and whose it believes. Prefixes end in a slash. */
export interface ArtifactDomain {
  /** The only one that the run writes to. */
  readonly own: string;
  /** What trusted runs of the repository left; the same as `own` in one of them. */
  readonly trusted: string;
}

/** `prefix`: the store's own, empty or with a slash at its end. */
export function artifactDomain(
  prefix: string,
  { trustDomain, repositoryId }: { readonly trustDomain: string; readonly repositoryId: string },
): ArtifactDomain {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(trustDomain))
    throw new Error(`${trustDomain} is no trust domain's name`);
  const repository = repositoryName(repositoryId);
  const trusted = `${prefix}trusted/${repository}/`;
  return trustDomain === "trusted"
    ? { own: trusted, trusted }
    : { own: `${prefix}untrusted/${trustDomain}/${repository}/`, trusted };
}

/** GitHub's ids are numbers and never change; any other may hold whatever a path or a URL holds. */
const repositoryName = (id: string): string => (/^\d+$/.test(id) ? id : sha256Of(id).slice(0, 16));

/** The prefixes that a run of the domain may read, its own first. */
export const readable = ({ own, trusted }: ArtifactDomain): readonly string[] =>
  own === trusted ? [own] : [own, trusted];

/** Prefix of all objects that were uploaded together; plain files lie below, under their paths. */
export const outputsPrefix = (domain: string, nonce: string): string => `${domain}outputs/${nonce}/`;
export const treeKey = (domain: string, digest: string): string => `${domain}trees/${digest}.json`;
export const manifestKey = (domain: string, key: string): string => `${domain}manifests/${key}.json`;
export const runKey = (domain: string, id: string): string => `${domain}runs/${id}.json`;
/** What the last run of a pipeline left. */
export const latestKey = (domain: string, pipelinePath: string): string =>
  `${domain}latest/${sha256Of(pipelinePath)}.json`;

/** The part of an output's key up to the nonce; undefined for what is no such key below one of the prefixes. */
export function uploadOf(key: string, domains: readonly string[]): string | undefined {
  const domain = domains.find((prefix) => key.startsWith(prefix));
  if (domain === undefined) return undefined;
  const [nonce] = /^outputs\/[0-9a-f]{32}\/(?=.)/.exec(key.slice(domain.length)) ?? [];
  return nonce === undefined ? undefined : domain + nonce;
}
