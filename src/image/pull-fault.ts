import { engineFault } from "../container/engine-fault.ts";

export interface PullFault {
  readonly reason:
    | "missing"
    | "denied"
    | "rate-limit"
    | "unreachable"
    | "platform"
    | "no-space"
    | "engine"
    | "aborted";
  /** A sentence without a full stop. */
  readonly message: string;
  /** What to do next, in the imperative. */
  readonly hint: string;
}

interface Known {
  readonly reason: PullFault["reason"];
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint: string;
}

/** No registry is to blame. */
const noEngine =
  /^docker: not found|cannot connect to the docker daemon|failed to connect to the docker api|error during connect|permission denied while trying to connect|docker endpoint|context .* not found/i;

/** The engine's words, and those of registries that it passes on; the first that fits counts. */
const known: readonly Known[] = [
  {
    reason: "no-space",
    pattern: /no space left on device/i,
    message: "the engine's disk is full",
    hint: "Free some with docker system prune",
  },
  {
    reason: "rate-limit",
    pattern: /toomanyrequests|rate limit|429 too many/i,
    message: "the registry takes no more requests for now",
    hint: "Wait, raise the limit by docker login, or use a mirror",
  },
  {
    reason: "platform",
    pattern:
      /no matching manifest|no match for platform|does not match the specified platform|does not provide the specified platform/i,
    message: "it is not made for this platform",
    hint: "Name an image that is made for it, or choose another machine",
  },
  {
    reason: "denied",
    pattern:
      /access denied|\bdenied:|unauthorized|authentication required|no basic auth credentials|insufficient_scope|incorrect username or password|\b40[13] (unauthorized|forbidden)/i,
    message: "it may not exist, or it may need docker login",
    hint: "Check its spelling, or run docker login as a user who may read it",
  },
  {
    reason: "unreachable",
    pattern:
      /dial tcp|no such host|i\/o timeout|tls handshake|tls: |x509:|connection re(fused|set)|client\.timeout|deadline exceeded|http response to https client|network is unreachable|proxyconnect|unexpected eof|: eof\b|\b50[0234] (internal|bad|service|gateway)/i,
    message: "its registry cannot be reached",
    hint: "Check the registry's name, and the engine's network, proxy and insecure-registries",
  },
  {
    reason: "missing",
    pattern: /manifest unknown|name unknown|not found|manifest invalid/i,
    message: "there is no such image",
    hint: "Correct its name or its tag",
  },
];

/** Why an image could not be pulled: by the words that the client printed, since it has one exit code for all. */
export function pullFault(stderr: string, reference: string, engineName: string): PullFault {
  const found = noEngine.test(stderr.trim()) ? undefined : known.find(({ pattern }) => pattern.test(stderr));
  if (!found) return { ...engineFault(stderr, engineName), reason: "engine" };
  const { reason, message, hint } = found;
  return { reason, message: `${reference} cannot be pulled: ${message}${detail(stderr)}`, hint };
}

/** Its last line: what comes before is of layers that were tried again. */
function detail(stderr: string): string {
  const last = stderr.trim().split("\n").at(-1) ?? "";
  const text = last.replace(/^Error response from daemon: /, "").trim();
  return text === "" ? "" : ` (${text.slice(0, 300)})`;
}
