import type { Json, Mapping } from "../../pipeline/draft.ts";
import type { SettingSchema } from "./schema-types.ts";

/** The keys that stepops itself reads of an operator of the flavor `custom`; the others are the program's own. */
export const customSettings = {
  type: "object",
  required: ["command"],
  additionalProperties: true,
  properties: {
    command: {
      type: "array",
      minItems: 1,
      items: { type: "string", minLength: 1, pattern: "^[^\\0]*$" },
      description:
        "The program and its arguments, without a shell; it is started in the pipeline's folder and speaks the operator protocol.",
      examples: [["./ops/slurm-operator"], ["python3", "ops/my_operator.py"]],
    },
    settings_schema: {
      type: "string",
      minLength: 1,
      description:
        "A JSON file, relative to the pipeline's folder, with the schemas of the operator's other keys and of a step's `settings`.",
      examples: ["ops/slurm.schema.json"],
    },
    secrets: {
      type: "array",
      uniqueItems: true,
      items: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
      description:
        "Secrets that the program itself needs; it gets them as environment variables of these names.",
      examples: [["SLURM_TOKEN"]],
    },
  },
} as const satisfies SettingSchema;

export interface CustomSettings {
  readonly command: readonly [string, ...string[]];
  readonly settingsSchema?: string;
  readonly secrets: readonly string[];
  /** The program's own keys. */
  readonly settings: Mapping<Json>;
}

/** Of an operator whose settings were checked by `customSettings`. */
export function readCustomOperator({
  settings: given,
}: {
  readonly settings: Mapping<Json>;
}): CustomSettings {
  const { command, settings_schema: schema, secrets } = given;
  const [file = "", ...args] = (command ?? []) as readonly string[];
  return {
    command: [file, ...args],
    ...(typeof schema === "string" && { settingsSchema: schema }),
    secrets: (secrets ?? []) as readonly string[],
    settings: programSettings(given),
  };
}

/** What the program is told, and its own schema checks. */
export const programSettings = (given: Mapping<Json>): Mapping<Json> =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([name]) =>
        !Object.hasOwn(customSettings.properties, name) && name !== "type" && !name.startsWith("x-"),
    ),
  );
