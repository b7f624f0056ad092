import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/pipeline/draft.ts";
import { checkTrust, type TrustFacts, trustDomain } from "../../src/pipeline/trust.ts";
import { marked, pipelineOf, shown } from "./resolving.ts";

const repository = { id: 1, full_name: "acme/ml", default_branch: "main" };
const fork = { id: 2, full_name: "eve/ml" };
const sha = "a".repeat(40);

const facts = (rest: Partial<TrustFacts>): TrustFacts => ({
  onActions: true,
  eventName: "push",
  event: { repository },
  ref: "refs/heads/main",
  refProtected: false,
  sha,
  checkedOutCommit: sha,
  ...rest,
});

const pull = (head: Json): Json => ({
  repository,
  pull_request: { number: 12, head: { repo: head }, base: { repo: repository } },
});

describe("trusted", () => {
  test.each<[string, Partial<TrustFacts>]>([
    ["a push to the default branch", {}],
    ["a push to a protected branch", { ref: "refs/heads/release/1", refProtected: true }],
    ["a schedule", { eventName: "schedule" }],
    ["a dispatch on the default branch", { eventName: "workflow_dispatch" }],
    ["the default branch told otherwise", { event: {}, defaultBranch: "main" }],
    [
      "a merge queue",
      {
        eventName: "merge_group",
        ref: "refs/heads/gh-readonly-queue/main/pr-1-x",
        event: { repository, merge_group: { head_sha: sha } },
      },
    ],
  ])("%s", (_, rest) => {
    expect(trustDomain(facts(rest))).toEqual({ domain: "trusted", trusted: true });
  });
});

describe("untrusted, with operators", () => {
  test.each<[string, Partial<TrustFacts>, string]>([
    ["another branch", { ref: "refs/heads/feature" }, "branch-feature"],
    ["a protected tag", { ref: "refs/tags/v1", refProtected: true }, "ref-refs-tags-v1"],
    ["another commit than the event's", { checkedOutCommit: "b".repeat(40) }, "branch-main"],
    ["no commit known", { checkedOutCommit: undefined }, "branch-main"],
    ["no event", { eventName: undefined }, "branch-main"],
    ["an event that anybody can cause", { eventName: "release" }, "branch-main"],
    [
      "a pull request of the repository's own",
      { eventName: "pull_request", event: pull(repository), ref: "refs/pull/12/merge" },
      "pr-12",
    ],
    [
      "a privileged event that checked out the base",
      { eventName: "pull_request_target", event: pull(repository) },
      "pr-12",
    ],
    [
      "a comment, the base checked out",
      { eventName: "issue_comment", event: { repository, issue: { number: 7, pull_request: {} } } },
      "pr-7",
    ],
    ["a dispatch on a branch", { eventName: "workflow_dispatch", ref: "refs/heads/x" }, "branch-x"],
    ["nothing at all", { eventName: undefined, event: undefined, ref: undefined }, "unknown"],
    ["a laptop", { onActions: false, eventName: undefined, gitBranch: "main" }, "branch-main"],
    ["a laptop without git", { onActions: false, eventName: undefined, gitBranch: undefined }, "local"],
  ])("%s", (_, rest, domain) => {
    const trust = trustDomain(facts(rest));
    expect([trust.trusted, trust.operatorsRefused]).toEqual([false, undefined]);
    expect(trust.domain.replace(/-[0-9a-f]{16}$/, "")).toBe(domain);
  });
});

describe("untrusted, operators refused", () => {
  const other = { checkedOutCommit: "b".repeat(40) };
  test.each<[string, Partial<TrustFacts>, string]>([
    ["a pull request from a fork", { eventName: "pull_request", event: pull(fork) }, "pr-12"],
    ["a fork that is gone", { eventName: "pull_request", event: pull(null) }, "pr-12"],
    ["a review on a fork's pull request", { eventName: "pull_request_review", event: pull(fork) }, "pr-12"],
    [
      "a pull request whose event is unreadable",
      { eventName: "pull_request", event: null, ref: "refs/pull/3/merge" },
      "pr-3",
    ],
    [
      "pull_request_target with the head checked out",
      { eventName: "pull_request_target", event: pull(repository), ...other },
      "pr-12",
    ],
    ["pull_request_target from a fork", { eventName: "pull_request_target", event: pull(fork) }, "pr-12"],
    [
      "a comment with the head checked out",
      { eventName: "issue_comment", event: { issue: { number: 7, pull_request: {} } }, ...other },
      "pr-7",
    ],
    [
      "a comment with an unknown checkout",
      { eventName: "issue_comment", event: {}, checkedOutCommit: undefined },
      "branch-main",
    ],
    [
      "a workflow run of a fork, whose branch is called main",
      {
        eventName: "workflow_run",
        event: {
          repository,
          workflow_run: { head_branch: "main", head_repository: fork, pull_requests: [] },
        },
      },
      "fork-eve-ml-main",
    ],
    ["a workflow run without a payload", { eventName: "workflow_run", event: null }, "branch-main"],
  ])("%s", (_, rest, domain) => {
    const trust = trustDomain(facts(rest));
    expect(trust.trusted).toBe(false);
    expect(trust.operatorsRefused).toMatch(/^[a-z].*[^.]$/);
    expect(trust.domain.replace(/-[0-9a-f]{16}$/, "")).toBe(domain);
  });
});

test("a domain is a safe part of a path, and no two branches share one, nor one with a pull request", () => {
  const domain = (gitBranch: string) => trustDomain({ onActions: false, gitBranch }).domain;
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, two) => {
      expect(domain(one)).toMatch(/^branch-[a-z0-9._-]*$/);
      expect(domain(one)).not.toContain("..");
      expect(domain(one) === domain(two)).toBe(one === two);
    }),
  );
  expect(new Set(["a/b", "a-b", "A-b", "trusted", "pr-12", "local"].map(domain)).size).toBe(6);
});

test("any payload whatever is untrusted rather than a crash", () => {
  const events = fc.constantFrom(
    "push",
    "pull_request",
    "workflow_run",
    "issue_comment",
    "pull_request_target",
    "release",
  );
  fc.assert(
    fc.property(fc.jsonValue(), events, (event, eventName) => {
      const trust = trustDomain({
        onActions: true,
        event: event as Json,
        eventName,
        ref: "refs/heads/x",
        sha,
        checkedOutCommit: sha,
      });
      expect(trust.trusted).toBe(false);
    }),
  );
});

test("a run that may not use operators is refused at each step that would", () => {
  const { text, places } =
    marked(`stacks: {aws: {secrets: {K: "arn:x"}, step_operators: {gpu: {type: sagemaker}}}}
stack: aws
steps:
  a: {command: [x], step_operator: ▸gpu, strategy: {matrix: {i: [1, 2]}}}
  b: {command: [x], secrets: [OWN, ▸K]}
  c: {command: [x], secrets: [OWN]}
`);
  const refused = { domain: "pr-1", trusted: false, operatorsRefused: "the pull request comes from a fork" };
  expect(checkTrust(pipelineOf(text), refused).map(shown)).toEqual(places.map((at) => `trust-refused ${at}`));
  expect(checkTrust(pipelineOf(text), { domain: "trusted", trusted: true })).toEqual([]);
});
