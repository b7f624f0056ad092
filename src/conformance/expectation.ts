/**
 * Thrown in a check where a promise is broken. A check is a long line of expectations, and each ends it: values would bury what
 * it says under how it ends.
 */
export class Broken extends Error {}

/** Thrown in a check that says nothing about this operator. */
export class Skipped extends Error {}

/** Ends the check unless `holds`. */
export function expect(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Broken(what());
}

/** What came, for people: cut where it is long. */
export function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
