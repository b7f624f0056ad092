import type { Path } from "./draft.ts";
import type { Site } from "./shape.ts";
import type { Explanation, ShapeFault } from "./shape-fault.ts";
import { suggestionHint } from "./suggest.ts";
import { describeValue, nameOf, quote, shorten } from "./wording.ts";
import { wrongType } from "./wrong-type.ts";

/** An error of the validator in our words. */
export function explain(fault: ShapeFault): Explanation {
  const { error, path, value } = fault;
  const name = nameOf(path);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(String(error.params.additionalProperty), fault);
    case "required":
      return missingKey(String(error.params.missingProperty), path);
    case "type":
      return wrongType(fault);
    case "enum":
      return notAllowed(fault, (error.params.allowedValues ?? []) as readonly string[]);
    case "propertyNames":
      return badId(String(error.params.propertyName));
    case "pattern":
      return badText(fault);
    case "minimum":
    case "exclusiveMinimum":
    case "maximum":
      return outOfRange(fault);
    case "minItems":
    case "minProperties":
      return { code: "invalid-value", message: `${name} is empty`, hint: emptyHint(path) };
    default:
      return {
        code: "invalid-value",
        message: `${name} cannot be ${describeValue(value)}`,
        hint: "Look up its values in the reference",
      };
  }
}

function unknownKey(key: string, { path, site, advice }: ShapeFault): Explanation {
  const where = path.length === 0 ? "" : ` in ${nameOf(path)}`;
  const keys = Object.keys(site.shape.keys ?? {});
  const hint = advice?.hint ?? `Use one of these keys: ${keys.join(", ")}`;
  return { code: "unknown-key", message: `There is no key ${quote(key)}${where}`, hint };
}

const missingHints: Readonly<Record<string, string>> = {
  command: "Say what the step runs: `command: python train.py`",
  steps: "Add at least one step: `steps: {train: {command: python train.py}}`",
  stacks: "Put the stacks under `stacks:`",
};

function missingKey(key: string, path: Path): Explanation {
  const who = path.length === 0 ? "The file" : nameOf(path);
  return {
    code: "missing-key",
    message: `${who} has no "${key}"`,
    hint: missingHints[key] ?? `Add "${key}"`,
  };
}

function notAllowed({ path, value }: ShapeFault, allowed: readonly string[]): Explanation {
  const name = nameOf(path);
  const message = `${name} cannot be ${describeValue(value)}`;
  if (path.at(-2) === "on" && (value === "user" || value === "failure")) {
    return {
      code: "invalid-value",
      message,
      hint: "List exit codes in `exit_codes`: a failure of the step's own code is retried by them only",
    };
  }
  return { code: "invalid-value", message, hint: suggestionHint(shorten(String(value)), allowed, "values") };
}

const idHint = "Use letters, digits, _ and -, start with a letter or _, and stay within 64 characters";

const badId = (id: string): Explanation => ({
  code: "invalid-id",
  message: `${quote(id)} is not a valid name`,
  hint: idHint,
});

const sizeHint = "Write a number of GB, without a unit: 16, or 16+ for at least 16";
const durationHint = "Write a number of seconds, or a text such as 30s, 10m, 1h30m or 2d";

function badText({ path, site, value }: ShapeFault): Explanation {
  const name = nameOf(path);
  const given = describeValue(value);
  switch (site.definition) {
    case "id":
      return badId(String(value));
    case "duration":
    case "delay":
      return { code: "invalid-duration", message: `${given} is not a duration`, hint: durationHint };
    case "size":
    case "amount":
      return {
        code: "invalid-size",
        message: `${given} is not ${site.definition === "size" ? "a size" : "an amount"}`,
        hint: amountHint(path, site),
      };
    case "user":
      return {
        code: "invalid-value",
        message: `${name} cannot be ${given}`,
        hint: "Write UID, UID:GID or image",
      };
    case "flag":
    case "count":
    case "axis":
    case "matrix":
    case "combinations":
      return wrongType({ path, site, value });
    default:
      return { code: "invalid-value", message: `${name} is empty`, hint: emptyHint(path) };
  }
}

function amountHint(path: Path, { definition }: Site): string {
  if (path.at(-1) === "cpus") return "Write a number of CPUs: 8, or 8+ for at least 8";
  return definition === "size" ? "Write a number of GB, without a unit: 100" : sizeHint;
}

function outOfRange({ error, path, site, value }: ShapeFault): Explanation {
  const name = nameOf(path);
  const given = describeValue(value);
  switch (site.definition) {
    case "duration":
    case "delay":
      return { code: "invalid-duration", message: `${given} is not a duration`, hint: durationHint };
    case "size":
    case "amount":
      return {
        code: "invalid-size",
        message: `${given} is not ${site.definition === "size" ? "a size" : "an amount"}`,
        hint: amountHint(path, site),
      };
    default: {
      const bound = error.keyword === "maximum" ? "most" : "least";
      const limit = Number(error.params.limit);
      return {
        code: "number-range",
        message: `${name} must be at ${bound} ${limit}, not ${String(value)}`,
        hint: `Write ${limit} or ${bound === "most" ? "less" : "more"}`,
      };
    }
  }
}

function emptyHint(path: Path): string {
  if (path.length === 1 && path[0] === "steps") return "Add a step";
  return typeof path.at(-1) === "number"
    ? "Give it a value, or remove it"
    : "Give it a value, or remove the key";
}
