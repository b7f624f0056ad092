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
  const force = flag("force", getInput("force"));
  if (!force.ok) return force;
  return ok({
    pipeline: pipelineInput(getInput),
    ...(stack === "" ? {} : { stack }),
    params: params.value,
    selection: {
      only: idsOf(getInput("only")),
      from: idsOf(getInput("from")),
      ...(force.value && { force: true }),
    },
    runKey: getInput("run-key"),
  });
}

export const readArtifactInputs = (getInput: (name: string) => string): Result<ArtifactInputs, string> =>
  parseArtifactInputs({
    upload: getInput("upload-artifacts"),
    sizeLimit: getInput("artifact-size-limit"),
    retentionDays: getInput("artifact-retention-days"),
  });

/** Whether the artifact store is kept in GitHub's cache. */
export const readCacheInput = (getInput: (name: string) => string): Result<boolean, string> =>
  flag("cache", getInput("cache"));

function flag(name: string, given: string): Result<boolean, string> {
  const text = given.trim().toLowerCase();
  if (!["", "true", "false"].includes(text)) return err(`the input ${name} is ${text}: write true or false`);
  return ok(text === "true");
}

export const pipelineInput = (getInput: (name: string) => string): string =>
  getInput("pipeline") || "pipeline.yaml";

/** Comma-separated, a line each, or both. */
const idsOf = (text: string): readonly string[] => stepList(text.split("\n"));
