import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping } from "./draft.ts";
import {
  asText,
  type Context,
  type Expression,
  type ExpressionFault,
  evaluate,
  parseTemplate,
  render,
  type Scope,
  type Template,
  uses,
} from "./expression.ts";
import type { Result } from "./result.ts";

type Parsed = Result<Template, ExpressionFault[]>;

/**
 * Reads values whose `${{ }}` are settled before anything runs. One reader serves a step; `with` gives it the
 * context of a leg, so that a template is parsed once however many legs the step has.
 * Every method answers undefined after a complaint, so that the caller goes on with the next value.
 */
export class SlotReader {
  readonly complaints: Complaints;
  readonly scope: Scope;
  readonly context: Context;
  /** `params.name` and the like, in lower case, whose values only stand in for what is not known. */
  readonly open: ReadonlySet<string>;
  readonly #parsed: Map<string, Parsed>;

  constructor(
    complaints: Complaints,
    scope: Scope,
    context: Context,
    open: ReadonlySet<string> = new Set(),
    parsed: Map<string, Parsed> = new Map(),
  ) {
    this.complaints = complaints;
    this.scope = scope;
    this.context = context;
    this.open = open;
    this.#parsed = parsed;
  }

  with(context: Context): SlotReader {
    return new SlotReader(this.complaints, this.scope, context, this.open, this.#parsed);
  }

  /** Whether a value is faulty, or made of one that is not known; at any depth. */
  isOpen(given: Json): boolean {
    if (typeof given === "string") {
      const parsed = given.includes("${{") ? this.#parse(given) : undefined;
      return parsed !== undefined && (!parsed.ok || this.#isMadeOfOpen(parsed.value));
    }
    return (
      given !== null && typeof given === "object" && Object.values(given).some((each) => this.isOpen(each))
    );
  }

  #isMadeOfOpen(template: Template): boolean {
    return this.open.size > 0 && uses(template, this.open);
  }

  text(given: string, place: Place): string | undefined {
    if (!given.includes("${{")) return given;
    return this.#settle(given, place, (template) => render(template, this.context));
  }

  /** A value of any kind: a string that is one `${{ }}` keeps the type of what it gives, at any depth. */
  json(given: Json, place: Place): Json | undefined {
    if (typeof given === "string") return this.#scalar(given, place);
    if (given === null || typeof given !== "object") return given;
    if (isList(given)) {
      const items = given.map((item, index) => this.json(item, below(place, index)));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    const entries = Object.entries(given).map(
      ([key, item]) => [key, this.json(item, below(place, key))] as const,
    );
    return entries.every(isSettled) ? Object.fromEntries(entries) : undefined;
  }

  integer(given: number | string, place: Place, least: number): number | undefined {
    const value = this.json(given, place);
    if (value === undefined) return undefined;
    const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number) && number >= least) return number;
    return this.#refuse(place, value, `a whole number of at least ${least}`, `Write ${least} or more`);
  }

  boolean(given: boolean | string, place: Place): boolean | undefined {
    const value = this.json(given, place);
    if (value === undefined || typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    return this.#refuse(place, value, "true or false", "Write true, or false");
  }

  strings(given: Mapping<string | number | boolean>, place: Place): Mapping<string> {
    const entries = Object.entries(given).map(([name, value]) => {
      const text = typeof value === "string" ? this.text(value, below(place, name)) : asText(value);
      return [name, text ?? ""] as const;
    });
    return Object.fromEntries(entries);
  }

  #scalar(given: string, place: Place): Json | undefined {
    if (!given.includes("${{")) return given;
    return this.#settle(given, place, (template): Result<Json, string> => {
      const only = soleExpression(template);
      return only ? evaluate(only, this.context) : render(template, this.context);
    });
  }

  #settle<T>(given: string, place: Place, use: (template: Template) => Result<T, string>): T | undefined {
    const parsed = this.#parse(given);
    if (!parsed.ok) {
      this.complaints.addExpression(place, parsed.error);
      return undefined;
    }
    if (this.#isMadeOfOpen(parsed.value)) this.complaints.excuse(locate(place));
    const settled = use(parsed.value);
    if (settled.ok) return settled.value;
    this.complaints.add("invalid-value", locate(place), {
      message: `The expression cannot be evaluated: ${settled.error}`,
      hint: "Give the values in it what it takes, or write the result out",
    });
    return undefined;
  }

  #parse(given: string): Parsed {
    const known = this.#parsed.get(given);
    if (known) return known;
    const parsed = parseTemplate(given, this.scope);
    this.#parsed.set(given, parsed);
    return parsed;
  }

  #refuse(place: Place, value: Json, wanted: string, hint: string): undefined {
    const message = `This must be ${wanted}, not ${describe(value)}`;
    this.complaints.add("invalid-value", locate(place), { message, hint });
    return undefined;
  }
}

const isSettled = (entry: readonly [string, Json | undefined]): entry is readonly [string, Json] =>
  entry[1] !== undefined;

/** The one expression that makes up a whole string, if it is just that. */
function soleExpression(template: Template): Expression | undefined {
  const parts = template.filter((part) => part !== "");
  const [only] = parts;
  return parts.length === 1 && typeof only === "object" ? only : undefined;
}

/** A value as messages show it: JSON, cut short. */
export function describe(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
