import { type ArtifactDomain, artifactDomain } from "./domain.ts";

/** What of a store somebody who clears up looks at. */
export interface Scope {
  /** Everything of it lies below these. */
  readonly prefixes: readonly string[];
  /** The prefix of the domain that a key belongs to; undefined for what is somebody else's. */
  domainOf(key: string): string | undefined;
  /** What runs of a domain write to and read, as `readable` has it. */
  readersOf(domain: string): ArtifactDomain;
}

/** All domains of a repository. `prefix`: the store's own. */
export function repositoryScope(prefix: string, repositoryId: string): Scope {
  const { trusted } = artifactDomain(prefix, { trustDomain: "trusted", repositoryId });
  const repository = trusted.slice(`${prefix}trusted/`.length);
  const others = `${prefix}untrusted/`;
  return {
    // No listing can tell the domains apart before it has them all.
    prefixes: [trusted, others],
    domainOf(key) {
      if (key.startsWith(trusted)) return trusted;
      if (!key.startsWith(others)) return undefined;
      const end = key.indexOf("/", others.length) + 1;
      return end > 0 && key.startsWith(repository, end) ? key.slice(0, end + repository.length) : undefined;
    },
    readersOf: (own) => ({ own, trusted }),
  };
}

/** For a run that may not touch what others left. Nobody but its domain's runs reads what lies there. */
export const ownScope = ({ own }: ArtifactDomain): Scope => ({
  prefixes: [own],
  domainOf: (key) => (key.startsWith(own) ? own : undefined),
  readersOf: () => ({ own, trusted: own }),
});
