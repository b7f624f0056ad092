import type { ErrorObject } from "ajv";
import type { Code } from "./diagnostic.ts";
import type { Path } from "./draft.ts";
import type { Advice } from "./foreign.ts";
import type { Site } from "./shape.ts";

/** One error of the validator, with all that is known about its place. */
export interface ShapeFault {
  readonly error: ErrorObject;
  readonly path: Path;
  readonly site: Site;
  readonly value: unknown;
  /** Of an unknown key. */
  readonly advice?: Advice;
}

export interface Explanation {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}
