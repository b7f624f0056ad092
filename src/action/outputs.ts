import type { ArtifactLink, ArtifactList } from "../report/artifact-list.ts";
import type { RunRecord } from "../run/record.ts";
import type { Toolkit } from "./toolkit.ts";

/** GitHub keeps 1 MB of outputs a job, and other steps have theirs. */
const mostCharacters = 800_000;
const mostArtifactCharacters = 100_000;

/** The values that steps wrote, as JSON: `{"train[lr=0.1]": {"accuracy": "0.9"}}`. */
function valuesOutput(record: RunRecord): string {
  const legs = [...record.steps.values()].filter(({ values }) => Object.keys(values).length > 0);
  return JSON.stringify(Object.fromEntries(legs.map(({ planned, values }) => [planned.id, values])));
}

/** What was uploaded, as JSON; a list that GitHub would not keep is left to the manifest. */
export function setArtifactsOutput(
  toolkit: Toolkit,
  uploaded: { readonly list: ArtifactList; readonly link: ArtifactLink } | undefined,
): void {
  const artifacts = (uploaded?.list.artifacts ?? []).map(({ name, id, size, digest, outputs }) => ({
    name,
    id,
    url: uploaded?.link(id),
    size,
    digest,
    outputs,
  }));
  const text = JSON.stringify(artifacts);
  toolkit.setOutput("artifacts", text.length <= mostArtifactCharacters ? text : "[]");
}

/** Sets the outputs of action.yml. The returned message says what had to be left out. */
export function setOutputs(
  toolkit: Toolkit,
  result: string,
  record: RunRecord | undefined,
): string | undefined {
  toolkit.setOutput("result", result);
  toolkit.setOutput("run-id", record?.run.id ?? "");
  const values = record ? valuesOutput(record) : "{}";
  const fits = values.length <= mostCharacters;
  toolkit.setOutput("values", fits ? values : "{}");
  return fits
    ? undefined
    : `the output values is left empty: ${values.length} characters are more than GitHub keeps for a job`;
}
