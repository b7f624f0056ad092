import { below, locate } from "./complaints.ts";
import type { Json, Mapping } from "./draft.ts";
import { checkStepSettings } from "./flavor-settings.ts";
import { legId } from "./ids.ts";
import { optional } from "./own.ts";
import { parseCheckpoint, parseDirectory } from "./paths.ts";
import type { Image, Operator, Step } from "./pipeline.ts";
import { readResources } from "./resources.ts";
import { readDuration, readRetry } from "./retry.ts";
import type { SlotReader } from "./slot.ts";
import { type ChosenStack, readOperator } from "./stacks.ts";
import { readInputs, readOutputs, readPath } from "./step-files.ts";
import { readImage } from "./step-image.ts";
import type { OpenParts } from "./step-scope.ts";
import type { StepSource } from "./step-source.ts";
import { warnAbout } from "./step-warnings.ts";

/** A leg whose edges are not known yet. */
export type UnlinkedStep = Omit<Step, "needs">;

const hour = 3_600_000;
const operatorTimeoutMs = 6 * hour;
const pendingTimeoutMs = hour;

/** One leg: everything in it is settled but what its `if`, `env` and `command` leave open. */
export function readStep(input: {
  readonly source: StepSource;
  readonly matrix: Mapping<Json> | undefined;
  readonly parts: OpenParts;
  readonly chosen: ChosenStack | undefined;
  /** In the context of this leg. */
  readonly reader: SlotReader;
}): UnlinkedStep {
  const { source, matrix, parts, chosen, reader } = input;
  const { id, isFinally, value } = source;
  const { complaints } = reader;
  const { references: _, ...open } = parts;
  const operatorName =
    value.step_operator === undefined
      ? undefined
      : reader.text(value.step_operator, source.placeOf("step_operator"));
  const operator = readOperator({
    name: operatorName,
    place: source.placeOf("step_operator"),
    chosen,
    complaints,
  });
  const resources = readResources(value.resources, source.placeOf("resources"), reader);
  const leg: UnlinkedStep = {
    id: legId(id, matrix),
    step: id,
    isFinally,
    ...(value.description !== undefined && { description: value.description }),
    ...(matrix && { matrix }),
    ...open,
    ...optional("image", readStepImage(source, operator, reader)),
    workingDirectory: readDirectory(source, "working_directory", reader) ?? ".",
    ...optional("operatorName", operatorName),
    ...optional("operator", operator),
    resources,
    settings: readSettings({ source, operator, chosen, reader }),
    secrets: value.secrets ?? [],
    ...optional("inputs", readInputs(source, reader)),
    outputs: readOutputs(source, reader),
    values: value.values ?? [],
    ...optional("checkpoint", readDirectory(source, "checkpoint", reader)),
    ...readLimits({ source, operator, resources, reader }),
    ...readFlags(source, reader),
    ...optional("user", readUser(source, reader)),
    network: value.network ?? "default",
    location: locate(source.place, "key"),
    at: (key, ...path) =>
      Object.hasOwn(value, key) ? locate(below(source.placeOf(key), ...path)) : locate(source.place, "key"),
  };
  warnAbout({ leg, source, chosen, complaints });
  return leg;
}

function readDirectory(
  source: StepSource,
  key: "working_directory" | "checkpoint",
  reader: SlotReader,
): string | undefined {
  const text = source.value[key];
  const parse = key === "checkpoint" ? parseCheckpoint : parseDirectory;
  return text === undefined ? undefined : readPath({ text, place: source.placeOf(key), reader, parse });
}

function readSettings(input: {
  readonly source: StepSource;
  readonly operator: Operator | undefined;
  readonly chosen: ChosenStack | undefined;
  readonly reader: SlotReader;
}): Mapping<Json> {
  const { source, operator, chosen, reader } = input;
  const place = source.placeOf("settings");
  const given = (reader.json(source.value.settings ?? {}, place) ?? {}) as Mapping<Json>;
  const { complaints } = reader;
  checkStepSettings({ given, operator, place, complaints, files: chosen?.settingsFiles });
  return given;
}

/** A container needs an image: the step's, or the one that its operator gives to steps without. */
function readStepImage(
  source: StepSource,
  operator: Operator | undefined,
  reader: SlotReader,
): Image | undefined {
  const image = readImage(source.value.image, source.placeOf("image"), reader);
  if (image || operator?.flavor !== "docker" || source.value.image) return image;
  const { base_image: base } = operator.settings;
  if (typeof base === "string") return { kind: "reference", reference: base };
  reader.complaints.add("image-required", locate(source.placeOf("step_operator")), {
    message: `"${source.id}" runs in a container on "${operator.name}", but names no image`,
    hint: "Give the step an image, or the operator a base_image",
  });
  return undefined;
}

function readLimits(input: {
  readonly source: StepSource;
  readonly operator: Operator | undefined;
  readonly resources: Step["resources"];
  readonly reader: SlotReader;
}): Pick<Step, "retry" | "timeoutMs" | "pendingTimeoutMs"> {
  const { source, operator, resources, reader } = input;
  const { value } = source;
  const duration = (key: "timeout" | "pending_timeout") =>
    readDuration(value[key], { place: source.placeOf(key), least: 1, reader });
  return {
    retry: readRetry({
      draft: value.retry,
      place: source.placeOf("retry"),
      isRemote: operator !== undefined,
      hasAlternatives: resources.length > 1 || resources[0].accelerators.length > 1,
      reader,
    }),
    ...optional("timeoutMs", duration("timeout") ?? (operator && operatorTimeoutMs)),
    ...optional("pendingTimeoutMs", duration("pending_timeout") ?? (operator && pendingTimeoutMs)),
  };
}

function readFlags(source: StepSource, reader: SlotReader): Pick<Step, "cache" | "continueOnError"> {
  const flag = (key: "cache" | "continue_on_error", byDefault: boolean) => {
    const given = source.value[key];
    return given === undefined ? byDefault : (reader.boolean(given, source.placeOf(key)) ?? byDefault);
  };
  return { cache: flag("cache", true), continueOnError: flag("continue_on_error", false) };
}

function readUser(source: StepSource, reader: SlotReader): string | undefined {
  const given = source.value.user;
  const user = given === undefined ? undefined : reader.text(String(given), source.placeOf("user"));
  if (user === undefined || /^(?:image|\d{1,10}(?::\d{1,10})?)$/.test(user)) return user;
  const message = `"${user}" is not a user`;
  reader.complaints.add("invalid-value", locate(source.placeOf("user")), {
    message,
    hint: "Write UID, UID:GID, or image",
  });
  return undefined;
}
