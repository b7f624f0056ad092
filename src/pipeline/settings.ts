import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping } from "./draft.ts";
import { parseImage } from "./image.ts";
import { describe } from "./slot.ts";
import { suggestionHint } from "./suggest.ts";

/** A setting of a flavor, in the words of JSON schema. */
export interface Setting {
  readonly type: "string" | "boolean";
  readonly description: string;
  readonly examples: readonly Json[];
  /** Linear in the text's length. */
  readonly pattern?: string;
  /** `image`: a reference as `docker pull` takes it. */
  readonly format?: "image";
}

/** What one flavor of step operator understands: settings of the operator itself, and of a step that runs on it. */
export interface FlavorSettings {
  readonly operator: Mapping<Setting>;
  readonly step: Mapping<Setting>;
}

/** Complains about settings that a flavor does not have, or that are not what it takes. */
export function checkSettings(input: {
  readonly given: Mapping<Json>;
  readonly known: Mapping<Setting>;
  /** Whose they are, as messages begin: `The flavor docker`. */
  readonly owner: string;
  readonly place: Place;
  readonly complaints: Complaints;
}): void {
  const { given, known, owner, place, complaints } = input;
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("x-")) continue;
    const setting = Object.hasOwn(known, name) ? known[name] : undefined;
    if (setting) checkSetting({ name, value, setting, place: below(place, name), complaints });
    else
      complaints.add("unknown-setting", locate(below(place, name), "key"), {
        message: `${owner} has no setting "${name}"`,
        hint: suggestionHint(name, Object.keys(known), "settings"),
      });
  }
}

function checkSetting(input: {
  readonly name: string;
  readonly value: Json;
  readonly setting: Setting;
  readonly place: Place;
  readonly complaints: Complaints;
}): void {
  const { name, value, setting, place, complaints } = input;
  const hint = `Write it as in \`${name}: ${JSON.stringify(setting.examples[0])}\``;
  if (typeof value !== setting.type) {
    const noun = setting.type === "string" ? "a text" : "true or false";
    const message = `${name} is ${noun}, not ${describe(value)}`;
    complaints.add("wrong-type", locate(place), { message, hint });
    return;
  }
  const text = String(value);
  const image = setting.format === "image" ? parseImage(text) : undefined;
  if (image?.ok === false) complaints.add("invalid-image", locate(place), image.error);
  if (setting.pattern === undefined || new RegExp(setting.pattern).test(text)) return;
  const message = `"${text}" is not what ${name} takes`;
  complaints.add("invalid-value", locate(place), { message, hint });
}
