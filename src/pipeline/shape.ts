import type { Path } from "./draft.ts";
import { definitions, type Shape } from "./generated/shapes.js";

/** What may stand somewhere, with the name of the definition that says so, if one does. */
export interface Site {
  readonly definition?: string;
  readonly shape: Shape;
}

export function siteAt(root: Shape, path: Path): Site {
  let site: Site = { shape: root };
  for (const step of path) site = follow(below(site.shape, step));
  return site;
}

function below(shape: Shape, step: string | number): Shape {
  if (shape.keys && Object.hasOwn(shape.keys, step)) return shape.keys[step] as Shape;
  // A slot may take a list or a mapping; which of them it is the path does not say.
  return (isIndex(step) ? shape.items : undefined) ?? shape.others ?? shape.items ?? {};
}

const isIndex = (step: string | number): boolean => typeof step === "number";

function follow(shape: Shape): Site {
  if (shape.ref === undefined) return { shape };
  return { definition: shape.ref, shape: definitions[shape.ref] as Shape };
}

/** Definitions whose keys the user might have written one level too high or too low. */
export function ownersOf(key: string, among: readonly string[]): readonly string[] {
  return among.filter((name) => Object.hasOwn(definitions[name]?.keys ?? {}, key));
}
