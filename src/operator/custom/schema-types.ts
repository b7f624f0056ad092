import type { Json, Mapping } from "../../pipeline/draft.ts";

export const typeNames = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
export type TypeName = (typeof typeNames)[number];

/** As much of JSON schema, draft 2020-12, as settings are checked by. */
export type SettingSchema = boolean | SchemaObject;

export interface SchemaObject {
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly properties?: Mapping<SettingSchema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SettingSchema;
  readonly items?: SettingSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly anyOf?: readonly SettingSchema[];
  readonly oneOf?: readonly SettingSchema[];
  readonly allOf?: readonly SettingSchema[];
  readonly not?: SettingSchema;
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
}

/** Where `$ref` leads: the file's own definitions. */
export const definitionPrefix = "#/$defs/";
