import { engineFault } from "../container/engine-fault.ts";

/** Why a registry did not take an image. */
export interface PushFault {
  readonly reason: "login" | "repository" | "unreachable" | "other" | "aborted";
  /** A sentence without a full stop. */
  readonly message: string;
  /** What to do next, in the imperative. */
  readonly hint: string;
}

interface Known {
  readonly reason: PushFault["reason"];
  readonly pattern: RegExp;
  readonly message: (repository: string) => string;
  readonly hint: (repository: string) => string;
}

const hostOf = (repository: string): string => repository.split("/")[0] ?? repository;

/** What registries and both clients say; the first that fits counts. */
const known: readonly Known[] = [
  {
    reason: "repository",
    pattern: /name unknown|name_unknown|repository .*(?:does not exist|not found)|project .* not found/i,
    message: (repository) => `there is no repository ${repository}`,
    hint: (repository) =>
      `Create ${repository} in the registry, which makes none by itself, or correct container_registry.uri`,
  },
  {
    reason: "login",
    pattern:
      /no basic auth credentials|unauthorized|authentication required|access denied|access to the resource is denied|denied:|no identity-based policy|incorrect username or password|\b40[13]\b/i,
    message: (repository) => `the registry does not let you write to ${repository}`,
    hint: (repository) => `Log in with docker login ${hostOf(repository)} as somebody who may push there`,
  },
  {
    reason: "unreachable",
    pattern:
      /dial tcp|no such host|i\/o timeout|tls handshake|x509:|connection re(?:fused|set)|client\.timeout|deadline exceeded|http response to https client|pinging container registry|network is unreachable|\b50[0234]\b/i,
    message: (repository) => `the registry ${hostOf(repository)} cannot be reached`,
    hint: () => "Check container_registry.uri, the network, proxies, and the engine's insecure-registries",
  },
];

/** Of the last words of a client that pushes or copies. */
export function pushFault(words: string, repository: string, engineName: string): PushFault {
  const engine = engineFault(words, engineName);
  // Only what is said of the engine itself: a registry that refuses connections speaks much the same.
  if (
    engine.reason !== "other" &&
    !/dial tcp|no such host/i.test(words.replace(/docker daemon|docker api/i, ""))
  )
    return { ...engine, reason: "other" };
  const found = known.find(({ pattern }) => pattern.test(words));
  const detail = detailOf(words);
  if (!found) {
    const message = `${repository} does not take the image${detail || ", without a reason"}`;
    return { reason: "other", message, hint: "Try the same with docker push, and mend what it says" };
  }
  const { reason, message, hint } = found;
  return { reason, message: `${message(repository)}${detail}`, hint: hint(repository) };
}

/** The last line: what comes before is of layers that were tried again. */
function detailOf(words: string): string {
  const last = words.trim().split("\n").at(-1) ?? "";
  const text = last.replace(/^Error response from daemon: /, "").trim();
  return text === "" ? "" : ` (${text.slice(0, 300)})`;
}

export const stoppedPush = (repository: string): PushFault => ({
  reason: "aborted",
  message: `the push to ${repository} was stopped`,
  hint: "Run it again",
});
