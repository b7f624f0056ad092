import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { Json, Mapping } from "./draft.ts";
import { digest } from "./ids.ts";
import { own } from "./own.ts";
import type { Pipeline, Step } from "./pipeline.ts";

/** What is known of how a run came about. Whatever is missing counts against trust. */
export interface TrustFacts {
  readonly onActions: boolean;
  /** GITHUB_EVENT_NAME. */
  readonly eventName?: string | undefined;
  /** The payload at GITHUB_EVENT_PATH. */
  readonly event?: Json | undefined;
  /** GITHUB_REF, such as refs/heads/main. */
  readonly ref?: string | undefined;
  readonly refProtected?: boolean | undefined;
  /** Where the payload does not tell. */
  readonly defaultBranch?: string | undefined;
  /** GITHUB_SHA: of the base under privileged events. */
  readonly sha?: string | undefined;
  /** What HEAD of the checkout is. */
  readonly checkedOutCommit?: string | undefined;
  /** Branch of the checkout, where no event tells one. */
  readonly gitBranch?: string | undefined;
}

export interface Trust {
  /** `trusted`, or a name that is legal in a store's path: `pr-12`, `branch-feature-x-<digest>`, `local`. */
  readonly domain: string;
  readonly trusted: boolean;
  /** Why operators and stack secrets are refused. */
  readonly operatorsRefused?: string;
}

const trustedEvents: ReadonlySet<string> = new Set(["push", "schedule", "workflow_dispatch", "merge_group"]);

// They run with the base repository's secrets, whoever caused them.
const privilegedEvents: ReadonlySet<string> = new Set([
  "pull_request_target",
  "workflow_run",
  "issue_comment",
]);

/** Sorts a run into a trust domain, as SECURITY.md describes it. Unknown means untrusted. */
export function trustDomain(facts: TrustFacts): Trust {
  if (!facts.onActions)
    return { domain: facts.gitBranch ? branchDomain(facts.gitBranch) : "local", trusted: false };
  if (isTrusted(facts)) return { domain: "trusted", trusted: true };
  const operatorsRefused = refusal(facts);
  return {
    domain: domainOf(facts),
    trusted: false,
    ...(operatorsRefused !== undefined && { operatorsRefused }),
  };
}

/** A commit other than the event's may be anybody's, so what is checked out has to be the very one. */
function isTrusted(facts: TrustFacts): boolean {
  const { eventName = "", sha, checkedOutCommit } = facts;
  if (!trustedEvents.has(eventName) || !sha || sha !== checkedOutCommit) return false;
  return eventName === "merge_group" ? isMergeQueue(facts) : isOnTrustedBranch(facts);
}

function isOnTrustedBranch({ ref, refProtected, defaultBranch, event }: TrustFacts): boolean {
  const branch = branchOf(ref);
  if (branch === undefined) return false;
  const known = textAt(event, "repository", "default_branch") ?? defaultBranch;
  return refProtected === true || branch === known;
}

/** Only a protected branch has a merge queue, and what is in it has passed the reviews that the branch asks for. */
const isMergeQueue = ({ ref, sha, event }: TrustFacts): boolean =>
  branchOf(ref)?.startsWith("gh-readonly-queue/") === true &&
  textAt(event, "merge_group", "head_sha") === sha;

function refusal(facts: TrustFacts): string | undefined {
  const { eventName = "", sha, checkedOutCommit } = facts;
  const isPrivileged = privilegedEvents.has(eventName);
  if (isPrivileged && (!sha || sha !== checkedOutCommit)) {
    return `under ${eventName} the commit that is checked out is not the base's, so its author could spend your credentials`;
  }
  if (!comesFromFork(facts)) return undefined;
  return isPrivileged
    ? `the event ${eventName} was caused by a fork`
    : "the pull request comes from a fork, whose code must not use your credentials";
}

/** A head whose repository is gone, or cannot be told, is a fork's. */
function comesFromFork({ eventName = "", event }: TrustFacts): boolean {
  const pull = at(event, "pull_request");
  if (isMapping(pull) || eventName.startsWith("pull_request")) {
    return !sameRepository(at(pull, "head", "repo"), at(pull, "base", "repo"));
  }
  const run = at(event, "workflow_run");
  return (
    (isMapping(run) || eventName === "workflow_run") &&
    !sameRepository(at(run, "head_repository"), at(event, "repository"))
  );
}

function sameRepository(head: Json | undefined, base: Json | undefined): boolean {
  const id = at(head, "id");
  if (id !== undefined && id !== null) return id === at(base, "id");
  const name = textAt(head, "full_name");
  return name !== undefined && name === textAt(base, "full_name");
}

function domainOf(facts: TrustFacts): string {
  const { eventName, event, ref } = facts;
  const number = pullNumber(event);
  if (number !== undefined) return `pr-${number}`;
  const run = at(event, "workflow_run");
  // A fork may well call its branch main.
  if (isMapping(run) && comesFromFork(facts))
    return `fork-${named(`${textAt(run, "head_repository", "full_name")} ${textAt(run, "head_branch")}`)}`;
  const fromRun = eventName === "workflow_run" ? textAt(run, "head_branch") : undefined;
  const branch = fromRun ?? branchOf(ref);
  if (branch !== undefined) return branchDomain(branch);
  const pullRef = /^refs\/pull\/(\d+)\//.exec(ref ?? "")?.[1];
  return pullRef !== undefined ? `pr-${pullRef}` : ref ? `ref-${named(ref)}` : "unknown";
}

/** Of a pull request, of a comment on one, or of the only one that a workflow run belongs to. */
function pullNumber(event: Json | undefined): number | undefined {
  const isPullComment = isMapping(at(event, "issue", "pull_request"));
  const found = [
    at(event, "pull_request", "number"),
    isPullComment ? at(event, "issue", "number") : undefined,
    at(event, "workflow_run", "pull_requests", 0, "number"),
  ].find((number) => Number.isSafeInteger(number));
  return typeof found === "number" ? found : undefined;
}

const branchOf = (ref: string | undefined): string | undefined => /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];

const branchDomain = (branch: string): string => `branch-${named(branch)}`;

/** A name as part of a path; what is changed for that is told apart by a digest, and so is what differs in case only. */
function named(name: string): string {
  const safe = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .slice(0, 60);
  return safe === name && !name.includes("..") ? name : `${safe.replaceAll("..", "-")}-${digest(name)}`;
}

function at(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const key of keys) {
    found = Array.isArray(found)
      ? found[Number(key)]
      : isMapping(found)
        ? own(found, String(key))
        : undefined;
  }
  return found;
}

function textAt(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}

const isMapping = (value: Json | undefined): value is Mapping<Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Steps that would use operators or the stack's secrets in a run that may not; legs of a step complain once. */
export function checkTrust(pipeline: Pipeline, trust: Trust): readonly Diagnostic[] {
  const { operatorsRefused: why } = trust;
  if (why === undefined) return [];
  const steps = [...new Map(pipeline.steps.toReversed().map((leg) => [leg.step, leg])).values()].reverse();
  return steps.flatMap((step) => refused(step, pipeline.stack.secrets, why) ?? []);
}

function refused(step: Step, stackSecrets: Mapping<string>, why: string): Diagnostic | undefined {
  const secret = step.secrets.findIndex((name) => Object.hasOwn(stackSecrets, name));
  if (!step.operator && secret < 0) return undefined;
  const what = step.operator
    ? `run on "${step.operator.name}"`
    : `have the stack's secret ${step.secrets[secret]}`;
  const location = step.operator ? step.at?.("step_operator") : step.at?.("secrets", secret);
  return diagnostic("trust-refused", {
    message: `"${step.step}" may not ${what}: ${why}`,
    location: location ?? step.location,
    hint: "Use --stack local for such events, or run it from a branch of this repository",
  });
}
