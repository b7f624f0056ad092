import { type Code, type Diagnostic, diagnostic } from "./diagnostic.ts";
import type { Draft, Path } from "./draft.ts";
import type { ExpressionFault } from "./expression.ts";
import type { Location } from "./source.ts";

/** Where a value stands: which file, which value. A step's keys may come from `defaults`, a stack from a second file. */
export interface Place {
  readonly draft: Draft<unknown>;
  readonly path: Path;
  /** The text in question is the key itself, as of an output in the form path → {artifact}. */
  readonly isKey?: boolean;
}

export type Part = "value" | "key" | { readonly start: number; readonly end: number };

export const below = ({ draft, path }: Place, ...keys: Path): Place => ({ draft, path: [...path, ...keys] });

export const keyBelow = (place: Place, key: string): Place => ({ ...below(place, key), isKey: true });

export const locate = ({ draft, path, isKey }: Place, part?: Part): Location =>
  draft.at(path, isKey ? "key" : part);

const keyOf = ({ file, range }: Location): string => `${file.path} ${range.start} ${range.end}`;

type Rest = Omit<Diagnostic, "code" | "severity" | "location">;

/**
 * Collects the faults of one pass. It keeps the first of each code at each place, so that the 256 legs of a step,
 * or all steps under one `defaults`, complain once.
 */
export class Complaints {
  readonly #found = new Map<string, Diagnostic>();
  readonly #excused = new Set<string>();
  #isSound = true;

  add(code: Code, location: Location, rest: Rest): void {
    if (this.#excused.has(keyOf(location))) return;
    const found = diagnostic(code, { location, ...rest });
    const key = `${code} ${keyOf(location)}`;
    if (!this.#found.has(key)) this.#found.set(key, found);
    if (found.severity === "error") this.#isSound = false;
  }

  /** Each fault lies inside the string at `place`, so that the caret lands inside `${{ }}`. */
  addExpression(place: Place, faults: readonly ExpressionFault[]): void {
    for (const { code, message, span, hint, isFollowOn } of faults) {
      if (isFollowOn) this.gap();
      else this.add(code, locate(place, span), { message, hint });
    }
  }

  /** What stands there is made of a value that is not known yet: nothing that is found about it counts. */
  excuse(location: Location): void {
    this.#excused.add(keyOf(location));
  }

  /** A required value is missing because an earlier stage complained about it: no new fault, but no pipeline either. */
  gap(): void {
    this.#isSound = false;
  }

  get isSound(): boolean {
    return this.#isSound;
  }

  get all(): readonly Diagnostic[] {
    return [...this.#found.values()];
  }
}
