import type { Json, Mapping } from "../pipeline/draft.ts";
import type { Template } from "../pipeline/expression.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import type { Command, Step } from "../pipeline/pipeline.ts";
import type { Attempt, ResolvedCommand } from "../run/executor.ts";
import { sha256Of } from "../run/sha256.ts";

/**
 * All that decides what a step leaves, and nothing else. Two attempts with equal fingerprints are the same work. Texts that a
 * user wrote or passed are kept as digests: a fingerprint lies in a store that many may read.
 */
export interface Fingerprint {
  readonly schema: 1;
  /** As the file has it. */
  readonly setup?: string;
  readonly command: string;
  /** With all values filled in. */
  readonly filled: string;
  readonly workingDirectory: string;
  /** Digest of an image's content; of a build, of all that it is made of. */
  readonly image?: string;
  /** Of a step without an image: the operating system and architecture that it runs on. */
  readonly machine?: string;
  readonly user?: string;
  readonly network?: "none";
  /** What the step gets, `A10G:1`; undefined: none. */
  readonly accelerators?: string;
  readonly numNodes?: number;
  /** Name → digest of the value. */
  readonly env: Mapping<string>;
  readonly params: Mapping<string>;
  /** Names alone. */
  readonly secrets: readonly string[];
  /** Path → what is there: `sha256`, with `+x` where it may be run, or where a link leads. */
  readonly inputs: Mapping<string>;
  /** Path → digest of what the bucket lists. */
  readonly buckets: Mapping<string>;
  readonly outputs: readonly string[];
  readonly values: readonly string[];
}

export interface FingerprintParts {
  /** Of the repository: with it, nobody has one table of digests for all of them. */
  readonly repositoryId: string;
  readonly attempt: Attempt;
  readonly image: string | undefined;
  /** `linux/x64`. */
  readonly machine: string;
  readonly accelerators: string | undefined;
  readonly params: Mapping<Json>;
  readonly inputs: Mapping<string>;
  readonly buckets: Mapping<string>;
}

/** Pure. */
export function fingerprintOf(around: FingerprintParts): Fingerprint {
  const { attempt, image, machine, accelerators, inputs, buckets, repositoryId } = around;
  const digest = (value: Json): string => sha256Of(canonical([repositoryId, value])).slice(0, 32);
  const digests = (values: Mapping<Json>): Mapping<string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));
  const { step, setup, command, env } = attempt;
  const [{ numNodes }] = step.resources;
  return {
    schema: 1,
    ...(step.setup && { setup: digest(written(step.setup)) }),
    command: digest(written(step.command)),
    filled: digest([setup && filled(setup), filled(command)] as Json),
    workingDirectory: step.workingDirectory,
    ...(image === undefined ? { machine } : { image }),
    ...(step.user !== undefined && { user: step.user }),
    ...(step.network === "none" && { network: "none" as const }),
    ...(accelerators !== undefined && { accelerators }),
    ...(numNodes > 1 && { numNodes }),
    env: digests(env),
    params: digests(usedParams(step, around.params)),
    secrets: [...step.secrets].sort(compareCodePoints),
    inputs,
    buckets,
    outputs: step.outputs
      .map(({ path, isDirectory }) => (isDirectory ? `${path}/` : path))
      .sort(compareCodePoints),
    values: [...step.values].sort(compareCodePoints),
  };
}

/** Under which a store keeps what such a step left: 64 hexadecimal digits. */
export const keyOf = (fingerprint: Fingerprint): string =>
  sha256Of(canonical(fingerprint as unknown as Json));

/** One text for one value, whatever the order of its keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).filter(([, each]) => each !== undefined);
  pairs.sort(([left], [right]) => compareCodePoints(left, right));
  return `{${pairs.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
}

const written = (command: Command): Json =>
  command.kind === "argv"
    ? command.args.map((arg) => sourcesOf(arg))
    : [command.shell, command.text, Object.values(command.bindings).map(({ source }) => source)];

const sourcesOf = (template: Template): Json =>
  template.map((part) => (typeof part === "string" ? part : { expression: part.source }));

const filled = (command: ResolvedCommand): Json =>
  command.kind === "argv" ? [...command.args] : [command.shell, command.text, { ...command.bindings }];

/** Params that some expression of the step names; what they come to is in the commands and the environment anyway. */
function usedParams({ setup, command, env }: Step, params: Mapping<Json>): Mapping<Json> {
  const commands = [command, ...(setup ? [setup] : [])];
  const templates = commands.flatMap((each) =>
    each.kind === "argv" ? each.args : Object.values(each.bindings).map((expression) => [expression]),
  );
  const sources = [...templates, ...Object.values(env)].flatMap((template) =>
    template.flatMap((part) => (typeof part === "string" ? [] : [part.source])),
  );
  const text = sources.join("\n");
  const used = Object.entries(params).filter(([name]) => namesParam(text, name));
  return Object.fromEntries(used);
}

const namesParam = (text: string, name: string): boolean =>
  new RegExp(`\\bparams\\s*(\\.\\s*${name}\\b|\\[\\s*'${name}'\\s*\\])`, "i").test(text);
