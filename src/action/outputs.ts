import type { RunRecord } from "../run/record.ts";
import type { Toolkit } from "./toolkit.ts";

/** GitHub keeps 1 MB of outputs a job, and other steps have theirs. */
const mostCharacters = 900_000;

/** The values that steps wrote, as JSON: `{"train[lr=0.1]": {"accuracy": "0.9"}}`. */
function valuesOutput(record: RunRecord): string {
  const legs = [...record.steps.values()].filter(({ values }) => Object.keys(values).length > 0);
  return JSON.stringify(Object.fromEntries(legs.map(({ planned, values }) => [planned.id, values])));
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
