import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { checkAvailability } from "./operator/availability.ts";
import { findFlavor } from "./operator/registry.ts";
import type { Diagnostic } from "./pipeline/diagnostic.ts";
import type { Json, Mapping } from "./pipeline/draft.ts";
import { checkMachine } from "./pipeline/machine.ts";
import { optional } from "./pipeline/own.ts";
import type { Pipeline, Step } from "./pipeline/pipeline.ts";
import { checkSecrets } from "./pipeline/secrets.ts";
import { localName } from "./pipeline/stacks.ts";
import { checkTrust, type Trust, trustDomain } from "./pipeline/trust.ts";
import type { Place } from "./place.ts";
import type { OperatorChecks } from "./remote/check-verdicts.ts";
import { isOnActions } from "./run/github.ts";
import { checkWorkspace } from "./run/workspace.ts";

/** What keeps a right file from running at this place, and what the user should know before it does. */
export interface Obstacles {
  readonly diagnostics: readonly Diagnostic[];
  readonly notices: readonly string[];
  readonly trustDomain: string;
  /** What operators said, where they were asked. */
  readonly operators: OperatorChecks | undefined;
}

export async function findObstacles(
  input: {
    /** What runs. */
    readonly pipeline: Pipeline;
    /** With all steps, where that is a part. */
    readonly whole?: Pipeline;
    readonly place: Place;
    readonly machine: Machine;
    readonly env: Mapping<string>;
    /**
     * A plan starts no step, so it needs no secrets; offline it asks git nothing and starts no operator either. What a resume takes
     * up may be at work on an operator, so nothing that this one says may keep it from that.
     */
    readonly purpose: "run" | "resume" | "plan" | "offline-plan";
    /** Ends the wait for operators. */
    readonly signal?: AbortSignal;
  },
  host: Host,
): Promise<Obstacles> {
  const { pipeline, whole, place, machine, env, purpose } = input;
  const trust = trustOf(place, env);
  const fit = checkMachine(pipeline, machine);
  const { root, checkout } = place;
  const online = purpose !== "offline-plan";
  const [workspace, containers, operators] = await Promise.all([
    checkWorkspace({ pipeline, ...optional("whole", whole), root, checkout, host, git: online }),
    checkContainers(input, host),
    trust.operatorsRefused === undefined ? askOperators(input, host) : undefined,
  ]);
  const starts = purpose === "run" || purpose === "resume";
  const secrets = starts ? checkSecrets(pipeline, env) : [];
  const diagnostics = [
    ...workspace,
    ...checkAvailability(pipeline),
    ...checkTrust(pipeline, trust),
    ...fit.diagnostics,
    ...containers,
    ...(operators?.diagnostics ?? []),
    ...secrets,
  ];
  const notices = [...localNotices(pipeline), ...storeNotices(pipeline, trust), ...fit.notices];
  const told = operators?.notices ?? [];
  return { diagnostics, notices: [...notices, ...told], trustDomain: trust.domain, operators };
}

/** Loaded here, because most of what it brings is of no use to a pipeline without images. */
async function checkContainers(
  { pipeline, place, env, purpose }: Parameters<typeof findObstacles>[0],
  host: Host,
): Promise<readonly Diagnostic[]> {
  if (!pipeline.steps.some(({ image }) => image)) return [];
  const { root } = place;
  const { checkBuilds, checkCuda, checkEngines } = await import("./image-checks.ts");
  const found = await Promise.all([
    checkBuilds(pipeline, { files: host.files, root }),
    purpose === "offline-plan" ? [] : checkEngines({ pipeline, host, env, cwd: root }),
    purpose === "plan" ? checkCuda(pipeline, { host, env, root }) : [],
  ]);
  return found.flat();
}

/** Loaded here, because it is of no use to a pipeline without operators. Steps in containers have been looked at by then. */
async function askOperators(
  { pipeline, place, env, purpose, signal }: Parameters<typeof findObstacles>[0],
  host: Host,
): Promise<OperatorChecks | undefined> {
  const isAsked = ({ operator }: Step): boolean =>
    operator !== undefined && operator.flavor !== "docker" && findFlavor(operator.flavor)?.available === true;
  const steps = pipeline.steps.filter(isAsked);
  if (steps.length === 0 || purpose === "offline-plan" || purpose === "resume") return undefined;
  const { checkOperators } = await import("./remote/check-operators.ts");
  return checkOperators({ host, env, root: place.root, pipeline: { ...pipeline, steps }, signal });
}

/** How far the code that runs is trusted. */
export function trustOf({ github, head }: Pick<Place, "github" | "head">, env: Mapping<string>): Trust {
  const text = (value: Json | undefined) => (typeof value === "string" ? value : undefined);
  return trustDomain({
    onActions: isOnActions(env),
    eventName: text(github.event_name),
    event: github.event,
    ref: text(github.ref),
    refProtected: github.ref_protected === true,
    sha: text(github.sha),
    checkedOutCommit: head?.commit,
    gitBranch: head?.branch,
  });
}

function storeNotices({ stack }: Pipeline, { operatorsRefused: why }: Trust): readonly string[] {
  if (why === undefined || stack.artifactStore?.kind !== "bucket") return [];
  return [`the stack's artifact store is not used, outputs stay in the checkout: ${why}`];
}

function localNotices({ stack, steps }: Pipeline): readonly string[] {
  if (stack.name !== localName) return [];
  const moved = new Map(
    steps.filter(({ operatorName }) => operatorName !== undefined).map((step) => [step.step, step]),
  );
  return [...moved.values()].map(
    (step: Step) =>
      `${step.step} runs on this machine, not on ${step.operatorName}: the stack is local${lost(step)}`,
  );
}

/** What only a container keeps, and a step without an image goes without. */
function lost({ image, network, user }: Step): string {
  const without = [
    ...(network === "none" ? ["network: none"] : []),
    ...(user === undefined ? [] : [`user: ${user}`]),
  ];
  return image || without.length === 0 ? "" : `, and without ${without.join(" and ")}, as it has no image`;
}
