/**
 * What `github.` knows here: GitHub's context less its token, less what belongs to one step of a workflow and less
 * paths of the runner.
 */
export const githubProperties: readonly string[] = [
  ..."actor actor_id api_url base_ref event event_name graphql_url head_ref job ref ref_name ref_protected".split(
    " ",
  ),
  ..."ref_type repository repository_id repository_owner repository_owner_id retention_days run_attempt".split(
    " ",
  ),
  ..."run_id run_number server_url sha triggering_actor workflow workflow_ref workflow_sha workspace".split(
    " ",
  ),
];

/** Why a property of GitHub's own context is missing, and what to use. */
export const githubHint = (name: string): string | undefined =>
  name.toLowerCase() === "token"
    ? 'Pass the token as a secret: list it under the step\'s secrets and read it as an environment variable: "$GITHUB_TOKEN"'
    : undefined;
