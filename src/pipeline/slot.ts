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
  readonly #parsed: Map<string, Parsed>;

  constructor(
    complaints: Complaints,
    scope: Scope,
    context: Context,
    parsed: Map<string, Parsed> = new Map(),
  ) {
    this.complaints = complaints;
    this.scope = scope;
    this.context = context;
    this.#parsed = parsed;
  }

  with(context: Context): SlotReader {
    return new SlotReader(this.complaints, this.scope, context, this.#parsed);
  }

  text(given: string, place: Place): string | undefined {
    if (!given.includes("${{")) return given;
    return this.#settle(given, place, (template) => render(template, this.context));
  }

  /** A value of any kind: a string that is one `${{ }}` keeps the type of what it gives, at any depth. */
  json(given: Json, place: Place): Json | undefined {
    if (typeof given === "string") return this.#scalar(given, place);
    if (given === null || typeof given !== "object") return given;
    if (isList(given)) return given.map((item, index) => this.json(item, below(place, index)) ?? null);
    const entries = Object.entries(given).map(([key, item]) => [
      key,
      this.json(item, below(place, key)) ?? null,
    ]);
    return Object.fromEntries(entries);
  }

  integer(given: number | string, place: Place, least: number): number | undefined {
    const value = this.json(given, place);
    if (value === undefined) return undefined;
    const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number) && number >= least) return number;
    return this.#refuse(place, value, `a whole number of at least ${least}`);
  }

  boolean(given: boolean | string, place: Place): boolean | undefined {
    const value = this.json(given, place);
    if (value === undefined || typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    return this.#refuse(place, value, "true or false");
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
    const settled = use(parsed.value);
    if (settled.ok) return settled.value;
    this.complaints.add("invalid-value", locate(place), {
      message: `The expression cannot be evaluated: ${settled.error}`,
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

  #refuse(place: Place, value: Json, wanted: string): undefined {
    const message = `This must be ${wanted}, not ${describe(value)}`;
    this.complaints.add("invalid-value", locate(place), { message });
    return undefined;
  }
}

/** The one expression that makes up a whole string, if it is just that. */
export function soleExpression(template: Template): Expression | undefined {
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
