import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import { type Dockerfile, type Instruction, words } from "./dockerfile.ts";
import { expand } from "./dockerfile-variables.ts";

interface Stage {
  readonly name: string | undefined;
  /** What it and its instructions begin with, as the file says once variables are put in; the first is its FROM. */
  readonly uses: readonly string[];
}

export interface BuildChoice {
  readonly args: Mapping<string>;
  /** The last stage by default. */
  readonly target?: string;
  /** That of the image: `linux/amd64`. */
  readonly platform: string;
  /** That of the machine which builds. */
  readonly buildPlatform: string;
}

/**
 * The images of registries that a build takes something from, each once: bases of the stages that the target needs, what COPY
 * --from and RUN --mount=from name, and the frontend. A name with a variable that has no value is left as it stands.
 */
export function baseImages(dockerfile: Dockerfile, choice: BuildChoice): readonly string[] {
  const stages = readStages(dockerfile, choice);
  const images = new Set<string>(dockerfile.frontend === undefined ? [] : [dockerfile.frontend]);
  const pending = [targetOf(stages, choice.target)];
  const seen = new Set<number>();
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const use of stages[at]?.uses ?? []) {
      const stage = stageOf(stages, use, at);
      if (stage !== undefined) pending.push(stage);
      else if (use !== "" && use !== "scratch") images.add(use);
    }
  }
  return [...images];
}

/** A target that is not there is for the builder to complain of. */
function targetOf(stages: readonly Stage[], target: string | undefined): number {
  const last = stages.length - 1;
  return target === undefined ? last : (stageOf(stages, target, stages.length) ?? last);
}

/** By name in whatever case, or by number; only earlier stages can be used. */
function stageOf(stages: readonly Stage[], use: string, before: number): number | undefined {
  const found = stages.slice(0, before).findLastIndex(({ name }) => name === use.toLowerCase());
  if (found !== -1) return found;
  return /^\d+$/.test(use) && Number(use) < before ? Number(use) : undefined;
}

function readStages({ instructions }: Dockerfile, choice: BuildChoice): readonly Stage[] {
  const stages: { name: string | undefined; uses: string[] }[] = [];
  let variables: Mapping<string> = platformVariables(choice);
  for (const each of instructions) {
    const stage = stages.at(-1);
    if (each.keyword === "FROM") stages.push(readFrom(each, variables));
    else if (stage) stage.uses.push(...usesOf(each));
    else if (each.keyword === "ARG") variables = withArguments(variables, each, choice.args);
  }
  return stages;
}

function readFrom(
  { text }: Instruction,
  variables: Mapping<string>,
): { name: string | undefined; uses: string[] } {
  const [image = "", as, name] = words(text).filter((each) => !each.startsWith("--"));
  const isNamed = as?.toLowerCase() === "as";
  return { name: isNamed ? name?.toLowerCase() : undefined, uses: [expand(image, variables)] };
}

/** Docker takes no variable there, so whatever has one is none of ours. */
function usesOf({ keyword, text }: Instruction): readonly string[] {
  const all = words(text);
  const end = all.findIndex((each) => !each.startsWith("--"));
  const flags = all.slice(0, end === -1 ? all.length : end).map((each) => expand(each, {}));
  const key = keyword === "RUN" ? /^--mount=(?:.*,)?from=([^,]+)/ : /^--from=(.+)/;
  if (keyword !== "RUN" && keyword !== "COPY") return [];
  return flags.flatMap((flag) => key.exec(flag)?.[1] ?? []);
}

/** `ARG A=1 B`: a build argument wins over the default, and each default sees those before it. */
function withArguments(
  variables: Mapping<string>,
  { text }: Instruction,
  args: Mapping<string>,
): Mapping<string> {
  let known = variables;
  for (const each of words(text)) {
    const [name = "", ...rest] = each.split("=");
    const value = own(args, name) ?? (rest.length > 0 ? expand(rest.join("="), known) : undefined);
    if (value !== undefined) known = { ...known, [name]: value };
  }
  return known;
}

function platformVariables({ platform, buildPlatform }: BuildChoice): Mapping<string> {
  return { ...platformParts("TARGET", platform), ...platformParts("BUILD", buildPlatform) };
}

function platformParts(prefix: string, platform: string): Mapping<string> {
  const [os = "", architecture = "", variant = ""] = platform.split("/");
  return {
    [`${prefix}PLATFORM`]: platform,
    [`${prefix}OS`]: os,
    [`${prefix}ARCH`]: architecture,
    [`${prefix}VARIANT`]: variant,
  };
}
