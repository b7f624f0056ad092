import type { Files } from "../host/host.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import type { Head } from "./git.ts";

/** GITHUB_* variables that become properties of the `github` context; no token and no file command is among them. */
const properties = [
  "action",
  "action_path",
  "action_ref",
  "action_repository",
  "actor",
  "actor_id",
  "api_url",
  "base_ref",
  "event_name",
  "graphql_url",
  "head_ref",
  "job",
  "ref",
  "ref_name",
  "ref_protected",
  "ref_type",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "retention_days",
  "run_attempt",
  "run_id",
  "run_number",
  "server_url",
  "sha",
  "triggering_actor",
  "workflow",
  "workflow_ref",
  "workflow_sha",
  "workspace",
] as const;

export const isOnActions = (env: Mapping<string>): boolean => env.GITHUB_ACTIONS === "true";

/** The `github` context: of the workflow on Actions, elsewhere what git alone tells (commit and branch). */
export async function githubContext(input: {
  readonly env: Mapping<string>;
  readonly files: Files;
  readonly head: Head | undefined;
}): Promise<Mapping<Json>> {
  const { env, files, head } = input;
  if (!isOnActions(env)) return fromGit(head);
  const known = properties.map(
    (name) => [name, propertyValue(name, env[`GITHUB_${name.toUpperCase()}`])] as const,
  );
  return {
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
    event: await eventOf(files, env),
  };
}

function propertyValue(name: (typeof properties)[number], text: string | undefined): Json | undefined {
  return name === "ref_protected" && text !== undefined ? text === "true" : text;
}

function fromGit(head: Head | undefined): Mapping<Json> {
  const branch = head?.branch !== undefined && {
    ref: `refs/heads/${head.branch}`,
    ref_name: head.branch,
    ref_type: "branch",
  };
  return { ...(head?.commit !== undefined && { sha: head.commit }), ...branch };
}

/** An event that cannot be read is no event: the trust rules then say untrusted. */
async function eventOf(files: Files, env: Mapping<string>): Promise<Json> {
  const path = env.GITHUB_EVENT_PATH;
  const text = path ? await files.read(path) : undefined;
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
