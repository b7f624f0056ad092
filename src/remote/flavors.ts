import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import type { Operator } from "../pipeline/pipeline.ts";
import { runMark } from "../run/leftovers.ts";
import { createMasker } from "../run/mask.ts";
import { version } from "../version.ts";
import type { OpeningInput, OpenOperator } from "./opening.ts";

/** Each flavor's own code, and its SDK, is loaded with the first step that runs on it. */
export const flavorsToOpen: Mapping<() => Promise<OpenOperator>> = {
  custom: async () => {
    const { openCustomOperator } = await import("../operator/custom/operator.ts");
    const { readCustomOperator } = await import("../operator/custom/settings.ts");
    return (operator, input, signal) => {
      const secrets = secretsOf(readCustomOperator(operator).secrets, input);
      const { host, env, root, directory, scratch } = input;
      return openCustomOperator(
        {
          ...{ operator, scratch, env, secrets, host, version },
          directory: root,
          marks: { [runMark(directory)]: directory },
          masker: createMasker([...Object.values(input.secrets), ...Object.values(secrets)]),
          onDiagnostic: diagnostics(operator, input),
        },
        signal,
      );
    };
  },
};

const secretsOf = (names: readonly string[], { env }: OpeningInput): Mapping<string> =>
  Object.fromEntries(names.flatMap((name) => [[name, own(env, name) ?? ""] as const]));

/** A program that complains without end must not fill the journal. */
const mostLines = 100;

function diagnostics({ name }: Operator, { onNotice }: OpeningInput): (line: string) => void {
  let lines = 0;
  return (line) => {
    lines += 1;
    if (lines <= mostLines) onNotice("notice", `the operator ${name} says: ${line}`);
    else if (lines === mostLines + 1)
      onNotice("notice", `the operator ${name} says more, which is not shown`);
  };
}
