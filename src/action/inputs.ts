import { paramsOf, stepList } from "../cli/options.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Selection } from "../run/event.ts";
import { type ArtifactInputs, parseArtifactInputs } from "./artifact-inputs.ts";

/** The inputs of action.yml, read and checked. */
export interface Inputs {
  readonly pipeline: string;
  readonly stack?: string;
  readonly params: Mapping<string>;
  readonly selection: Selection;
  readonly runKey: string;
}

/** Error: a message. An empty input is one that was not given: the runner hands both over alike. */
export function readInputs(getInput: (name: string) => string): Result<Inputs, string> {
  const stack = getInput("stack");
  const lines = getInput("params")
    .split("\n")
    .map((line) => line.trim());
  const params = paramsOf(lines.filter((line) => line !== "" && !line.startsWith("#")));
  if (!params.ok) return err(`the input params has a line that is no name=value: ${params.error}`);
  return ok({
    pipeline: pipelineInput(getInput),
    ...(stack === "" ? {} : { stack }),
    params: params.value,
    selection: { only: idsOf(getInput("only")), from: idsOf(getInput("from")) },
    runKey: getInput("run-key"),
  });
}

export const readArtifactInputs = (getInput: (name: string) => string): Result<ArtifactInputs, string> =>
  parseArtifactInputs({
    upload: getInput("upload-artifacts"),
    sizeLimit: getInput("artifact-size-limit"),
    retentionDays: getInput("artifact-retention-days"),
  });

export const pipelineInput = (getInput: (name: string) => string): string =>
  getInput("pipeline") || "pipeline.yaml";

/** Comma-separated, a line each, or both. */
const idsOf = (text: string): readonly string[] => stepList(text.split("\n"));
