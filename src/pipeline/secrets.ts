import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { Mapping } from "./draft.ts";
import { own } from "./own.ts";
import type { Pipeline } from "./pipeline.ts";

/**
 * Secrets that neither the stack nor the environment has. An empty one counts as missing: that is what a workflow
 * passes for a secret that the repository does not have. Legs of a step complain once.
 */
export function checkSecrets(pipeline: Pipeline, env: Mapping<string>): readonly Diagnostic[] {
  const seen = new Set<string>();
  return pipeline.steps.flatMap((step) =>
    step.secrets.flatMap((name, index) => {
      const key = `${step.step} ${name}`;
      const isKnown = Object.hasOwn(pipeline.stack.secrets, name) || (own(env, name) ?? "") !== "";
      if (isKnown || seen.has(key)) return [];
      seen.add(key);
      return [
        missing({
          name,
          stack: pipeline.stack.name,
          isEmpty: own(env, name) === "",
          location: step.at?.("secrets", index) ?? step.location,
        }),
      ];
    }),
  );
}

function missing(input: {
  readonly name: string;
  readonly stack: string;
  readonly isEmpty: boolean;
  readonly location: Diagnostic["location"];
}): Diagnostic {
  const { name, stack, isEmpty, location } = input;
  const state = isEmpty ? "is empty in the environment" : "is not in the environment";
  return diagnostic("secret-missing", {
    message: `The secret ${name} ${state}, and the stack "${stack}" does not name it`,
    location,
    hint: `On Actions, write env: {${name}: "\${{ secrets.${name} }}"} at the step that uses stepops; elsewhere export ${name}`,
  });
}
