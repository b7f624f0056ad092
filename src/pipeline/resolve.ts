import type { SettingsFiles } from "../operator/custom/settings-file.ts";
import { Complaints, locate } from "./complaints.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Draft, Json, Mapping, PipelineDraft, StacksDraft } from "./draft.ts";
import { checkEntries, checkLiteralSecrets, checkSecretNames } from "./environment.ts";
import type { Context, Scope } from "./expression.ts";
import { checkIds } from "./ids.ts";
import { linkSteps } from "./links.ts";
import { readNeeds } from "./needs.ts";
import { type Params, resolveParams } from "./params.ts";
import type { Group, Pipeline, StepId } from "./pipeline.ts";
import { SlotReader } from "./slot.ts";
import { type ChosenStack, chooseStack } from "./stacks.ts";
import { readStep, type UnlinkedStep } from "./step.ts";
import { type OpenParts, readOpenParts, type Scopes, scopesOf } from "./step-scope.ts";
import { fileEnv, type StepSource, stepSources } from "./step-source.ts";
import { readStrategy, type Strategy } from "./strategy.ts";

/** Most legs that one pipeline may have. */
const maximumSteps = 10_000;

export interface Resolve {
  readonly draft: Draft<PipelineDraft>;
  /** Of `stacks.yaml` beside the file; `faulty` where there is one that could not be read. */
  readonly stacks?: Draft<StacksDraft> | "faulty";
  /** `--stack` or the action's input. */
  readonly stackName?: string;
  /** What `settings_schema` of the stacks' operators names; without it what they say is not checked. */
  readonly settingsFiles?: SettingsFiles;
  /** Param → text of `--param`. */
  readonly params: Mapping<string>;
  /** Required params without a value get one, so that `validate` and `graph` need none. */
  readonly standIns: boolean;
  readonly github: Mapping<Json>;
  /** The pipeline's name where the file gives none. */
  readonly folderName: string;
}

export interface Resolved {
  /** Present when nothing is wrong. */
  readonly pipeline?: Pipeline;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Draft → pipeline: params, env, stack, matrix legs and every value that shapes the graph are settled, edges found and
 * ordered. All faults are found in one pass; what an earlier stage removed from the draft is not complained about again.
 */
export function resolve(input: Resolve): Resolved {
  const { draft } = input;
  const complaints = new Complaints();
  const params = resolveParams({ draft, given: input.params, standIns: input.standIns, complaints });
  const file = readFile({ ...input, params, complaints });
  const sources = stepSources(draft);
  checkSources(sources, draft, complaints);
  const strategies = expand(sources, file.reader);
  const { stacks, stackName, settingsFiles } = input;
  const chosen = chooseStack({ draft, stacks, stackName, settingsFiles, complaints });
  if (!strategies) return { diagnostics: complaints.all };
  const world: World = {
    ...file,
    draft,
    chosen,
    sources,
    strategies,
    needs: needsScope(sources, strategies),
  };
  const partsOf = new Map<StepId, OpenParts>();
  const legs = sources.flatMap((source) => readLegs(source, world, partsOf));
  const stepNeeds = readNeeds(sources, partsOf, complaints);
  const steps = linkSteps({ sources, legs, stepNeeds, complaints });
  if (!complaints.isSound || !chosen || sources.length === 0) return { diagnostics: complaints.all };
  const { value } = draft;
  const maxParallel = file.maxParallel;
  const pipeline: Pipeline = {
    name: value.name ?? input.folderName,
    ...(value.description !== undefined && { description: value.description }),
    file: draft.file,
    params: params.values,
    env: file.context.env,
    stack: chosen.stack,
    ...(maxParallel !== undefined && { maxParallel }),
    onFailure: value.on_failure ?? "finish",
    groups: groupsOf(legs, sources, strategies),
    steps,
  };
  return { pipeline, diagnostics: complaints.all };
}

interface FileLevel {
  readonly complaints: Complaints;
  readonly context: Context;
  /** Knows params, github and the file's env, but no matrix. */
  readonly reader: SlotReader;
  readonly maxParallel?: number;
}

interface World extends FileLevel {
  readonly draft: Draft<PipelineDraft>;
  readonly chosen: ChosenStack | undefined;
  readonly sources: readonly StepSource[];
  readonly strategies: ReadonlyMap<StepId, Strategy>;
  readonly needs: NonNullable<Scope["needs"]>;
}

/** The file's own env sees params and github only, everything after it sees that env too. */
function readFile(input: {
  readonly draft: Draft<PipelineDraft>;
  readonly params: Params;
  readonly github: Mapping<Json>;
  readonly complaints: Complaints;
}): FileLevel {
  const { draft, params, github, complaints } = input;
  const { values } = params;
  const bare: Context = { params: values, matrix: {}, github, env: {} };
  const isLost = (name: string, [first = ""]: readonly string[]): boolean => draft.isLost([name, first]);
  const scope: Scope = { params: Object.keys(values), matrix: [], env: [], status: false, isLost };
  const written = draft.value.env ?? {};
  const openParams = openNames("params", params.open);
  const envReader = new SlotReader(complaints, scope, bare, openParams);
  const env = envReader.strings(written, { draft, path: ["env"] });
  const openEnv = Object.keys(written).filter((name) => envReader.isOpen(written[name] ?? ""));
  const context = { ...bare, env };
  const open = new Set([...openParams, ...openNames("env", openEnv)]);
  const reader = new SlotReader(complaints, { ...scope, env: Object.keys(env) }, context, open);
  const given = draft.value.max_parallel;
  const maxParallel =
    given === undefined ? undefined : reader.integer(given, { draft, path: ["max_parallel"] }, 1);
  return { complaints, context, reader, ...(maxParallel !== undefined && { maxParallel }) };
}

const openNames = (context: string, names: Iterable<string>): ReadonlySet<string> =>
  new Set([...names].map((name) => `${context}.${name.toLowerCase()}`));

/** What can be said of the steps before their legs are known. */
function checkSources(
  sources: readonly StepSource[],
  draft: Draft<PipelineDraft>,
  complaints: Complaints,
): void {
  if (sources.length === 0) complaints.gap();
  checkIds(sources, complaints);
  // Entries of the file and of `defaults` are shared by all steps and looked at once.
  checkEntries(new Set([...fileEnv(draft), ...sources.flatMap(({ env }) => env)]), complaints);
  const remote = sources.filter(({ value }) => value.step_operator !== undefined);
  checkLiteralSecrets(new Set(remote.flatMap(({ env }) => env)), complaints);
  for (const source of sources) checkSecretNames(source, complaints);
}

/** Undefined when there are too many legs; it stops there, so that no file can make it expand more. */
function expand(
  sources: readonly StepSource[],
  reader: SlotReader,
): ReadonlyMap<StepId, Strategy> | undefined {
  const strategies = new Map<StepId, Strategy>();
  let count = sources.length > maximumSteps ? sources.length : 0;
  for (const source of sources) {
    if (count <= maximumSteps) {
      const strategy = readStrategy(source, reader);
      strategies.set(source.id, strategy);
      count += strategy.combinations.length;
    }
    if (count <= maximumSteps) continue;
    const message = `The pipeline has more than ${maximumSteps.toLocaleString("en")} steps, legs of matrices included`;
    const hint = "Do more in one step, or split the pipeline in two";
    reader.complaints.add("too-many-steps", locate(source.place, "key"), { message, hint });
    return undefined;
  }
  return strategies;
}

const needsScope = (sources: readonly StepSource[], strategies: World["strategies"]): World["needs"] =>
  new Map(
    sources.map(({ id, value }) => {
      return [id, { values: value.values ?? [], isMatrix: strategies.get(id)?.isMatrix ?? false }];
    }),
  );

function readLegs(
  source: StepSource,
  world: World,
  partsOf: Map<StepId, OpenParts>,
): readonly UnlinkedStep[] {
  const { complaints, context, chosen, strategies } = world;
  const strategy = strategies.get(source.id);
  const scopes = scopesFor(source, strategy?.axes ?? [], world);
  const parts = readOpenParts(source, scopes, complaints);
  partsOf.set(source.id, parts);
  const { open: known } = world.reader;
  const open = strategy?.isOpen ? new Set([...known, ...openNames("matrix", strategy.axes)]) : known;
  const reader = new SlotReader(complaints, scopes.settled, context, open);
  return (strategy?.combinations ?? []).map((matrix) =>
    readStep({ source, matrix, parts, chosen, reader: reader.with({ ...context, matrix: matrix ?? {} }) }),
  );
}

const scopesFor = (source: StepSource, axes: readonly string[], world: World): Scopes =>
  scopesOf({
    params: world.reader.scope.params,
    axes,
    fileEnv: world.reader.scope.env,
    stepEnv: source.env.map(({ name }) => name),
    needs: world.needs,
    isLost: (context, names) => isLost(source, context, names, world),
  });

/** Whether a fault elsewhere, which has its diagnostic, took away the name that this step misses. */
function isLost(
  source: StepSource,
  context: string,
  names: readonly string[],
  { draft, sources }: World,
): boolean {
  const [first = ""] = names;
  switch (context) {
    case "params":
      return draft.isLost(["params", first]);
    case "env":
      return draft.isLost(["env", first]) || draft.isLost(["defaults", "env", first]) || source.isTorn("env");
    case "matrix":
      return source.isTorn("strategy");
    case "needs": {
      const needed = sources.find(({ id }) => id === first);
      if (!needed) return draft.isLost(["steps", first]) || draft.isLost(["finally", first]);
      return needed.isTorn("values") || needed.isTorn("strategy");
    }
    default:
      return false;
  }
}

function groupsOf(
  legs: readonly UnlinkedStep[],
  sources: readonly StepSource[],
  strategies: World["strategies"],
): Pipeline["groups"] {
  const legsOf = Map.groupBy(legs, ({ step }) => step);
  return new Map(
    sources.map(({ id }): [StepId, Group] => {
      const { isMatrix = false, failFast = true, maxParallel } = strategies.get(id) ?? {};
      const ids = (legsOf.get(id) ?? []).map((leg) => leg.id);
      return [id, { id, legs: ids, isMatrix, failFast, ...(maxParallel !== undefined && { maxParallel }) }];
    }),
  );
}
