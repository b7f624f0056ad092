import type { SettingsFiles } from "../operator/custom/settings-file.ts";
import { readArtifactStore } from "./artifact-store.ts";
import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { AuthDraft, Draft, Mapping, PipelineDraft, StackDraft, StacksDraft } from "./draft.ts";
import { checkStack } from "./flavor-settings.ts";
import { optional, own } from "./own.ts";
import type { Operator, Stack, StackAuth } from "./pipeline.ts";
import { suggestionHint } from "./suggest.ts";

/** The built-in stack: every step runs on this machine. */
export const localName = "local";

export interface ChosenStack {
  readonly stack: Stack;
  /** Undefined for the built-in one. */
  readonly place?: Place;
  readonly settingsFiles?: SettingsFiles;
}

interface Defined {
  readonly stack: StackDraft;
  readonly place: Place;
}

/**
 * The stack that a flag or input names, else the one of the file's `stack`, else `local` where no stack is defined.
 * Undefined after a complaint: then nothing that depends on the stack is looked at.
 */
export function chooseStack(input: {
  readonly draft: Draft<PipelineDraft>;
  readonly stacks: Draft<StacksDraft> | "faulty" | undefined;
  readonly stackName: string | undefined;
  readonly settingsFiles: SettingsFiles | undefined;
  readonly complaints: Complaints;
}): ChosenStack | undefined {
  const { draft, stacks, stackName, settingsFiles, complaints } = input;
  const defined = definedStacks(draft, stacks === "faulty" ? undefined : stacks, complaints);
  for (const { stack, place } of defined.values()) checkStack(stack, place, complaints, settingsFiles);
  const name = stackName ?? draft.value.stack;
  const isLost = (stack: string): boolean =>
    stacks === "faulty" || draft.isLost(["stacks", stack]) || stacks?.isLost(["stacks", stack]) === true;
  if (name === undefined) {
    if (draft.isLost(["stack"]) || (defined.size === 0 && isLost(""))) return lost(complaints);
    return defined.size === 0 ? builtIn(false) : notChosen({ draft, defined, complaints });
  }
  if (name === localName) return builtIn(true);
  const found = defined.get(name);
  if (found)
    return {
      stack: readStack(name, found.stack),
      place: found.place,
      ...optional("settingsFiles", settingsFiles),
    };
  if (isLost(name)) return lost(complaints);
  const location = stackName === undefined ? draft.at(["stack"]) : placeOfStacks(draft);
  const message = `There is no stack "${name}"`;
  complaints.add("unknown-stack", location, {
    message,
    hint: suggestionHint(name, [...defined.keys(), localName], "stacks"),
  });
  return undefined;
}

/** Another fault took away what would say which stack is meant. */
function lost(complaints: Complaints): undefined {
  complaints.gap();
}

function definedStacks(
  draft: Draft<PipelineDraft>,
  stacks: Draft<StacksDraft> | undefined,
  complaints: Complaints,
): ReadonlyMap<string, Defined> {
  const here = entriesOf(draft.value.stacks, { draft, path: ["stacks"] });
  const beside = stacks ? entriesOf(stacks.value.stacks, { draft: stacks, path: ["stacks"] }) : [];
  const defined = new Map<string, Defined>();
  for (const [name, entry] of [...here, ...beside]) {
    const first = defined.get(name);
    if (name === localName) reportLocal(entry.place, complaints);
    else if (first) reportTwice({ name, first: first.place, second: entry.place, complaints });
    else defined.set(name, entry);
  }
  return defined;
}

const entriesOf = (
  stacks: Mapping<StackDraft> | undefined,
  place: Place,
): readonly (readonly [string, Defined])[] =>
  Object.entries(stacks ?? {}).map(([name, stack]) => [name, { stack, place: below(place, name) }]);

function reportLocal(place: Place, complaints: Complaints): void {
  const message = `"${localName}" is the built-in stack, which runs every step on this machine`;
  complaints.add("invalid-id", locate(place, "key"), { message, hint: "Give this stack another name" });
}

function reportTwice(input: {
  readonly name: string;
  readonly first: Place;
  readonly second: Place;
  readonly complaints: Complaints;
}): void {
  const { name, first, second, complaints } = input;
  const message = `The stack "${name}" is defined in both files`;
  complaints.add("duplicate-key", locate(second, "key"), {
    message,
    hint: "Keep one of the two",
    related: [{ location: locate(first, "key"), message: "The other one is here" }],
  });
}

function notChosen(input: {
  readonly draft: Draft<PipelineDraft>;
  readonly defined: ReadonlyMap<string, Defined>;
  readonly complaints: Complaints;
}): undefined {
  const { draft, defined, complaints } = input;
  const names = [...defined.keys()].join(", ");
  complaints.add("stack-not-chosen", placeOfStacks(draft), {
    message: `Stacks are defined (${names}), but none is chosen`,
    hint: `Choose one with --stack NAME, the action's input stack, or a line such as "stack: ${[...defined.keys()][0]}"; --stack local runs everything here`,
  });
  return undefined;
}

const placeOfStacks = (draft: Draft<PipelineDraft>) =>
  draft.value.stacks ? draft.at(["stacks"], "key") : draft.at([]);

const builtIn = (chosen: boolean): ChosenStack => ({
  stack: { name: localName, chosen, operators: {}, secrets: {} },
});

function readStack(name: string, draft: StackDraft): Stack {
  const operators = Object.entries(draft.step_operators ?? {}).map(
    ([id, { type, ...settings }]): [string, Operator] => [id, { name: id, flavor: type, settings }],
  );
  const registry = draft.container_registry?.uri;
  return {
    name,
    chosen: true,
    operators: Object.fromEntries(operators),
    secrets: draft.secrets ?? {},
    ...(registry !== undefined && { containerRegistry: registry }),
    ...optional("auth", draft.auth && readAuth(draft.auth)),
    ...optional("artifactStore", readArtifactStore(draft.artifact_store)),
  };
}

const readAuth = (draft: AuthDraft): StackAuth => ({
  oidc: draft.oidc ?? false,
  ...optional("role", draft.role),
  ...optional("clientId", draft.client_id),
  ...optional("tenantId", draft.tenant_id),
  ...optional("workloadIdentityProvider", draft.workload_identity_provider),
  ...optional("audience", draft.audience),
});

/** The operator that a step names, undefined where it runs on this machine; under `local` every step does. */
export function readOperator(input: {
  readonly name: string | undefined;
  readonly place: Place;
  readonly chosen: ChosenStack | undefined;
  readonly complaints: Complaints;
}): Operator | undefined {
  const { name, place, chosen, complaints } = input;
  if (name === undefined || !chosen || chosen.stack.name === localName) return undefined;
  const { stack } = chosen;
  const operator = own(stack.operators, name);
  if (operator) return operator;
  const defined = chosen.place;
  if (defined?.draft.isLost([...defined.path, "step_operators", name])) return lost(complaints);
  complaints.add("unknown-operator", locate(place), {
    message: `The stack "${stack.name}" has no step operator "${name}"`,
    hint: suggestionHint(name, Object.keys(stack.operators), `step operators of "${stack.name}"`),
    ...(chosen.place && {
      related: [{ location: locate(chosen.place, "key"), message: `The stack "${stack.name}" is here` }],
    }),
  });
  return undefined;
}
