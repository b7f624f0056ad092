import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Need, StepId } from "./pipeline.ts";
import type { OpenParts } from "./step-scope.ts";
import type { StepSource } from "./step-source.ts";
import { suggest, suggestionHint } from "./suggest.ts";

/** Why one step waits for another, and where the file says so. */
export interface Reason {
  readonly via: Need["via"];
  readonly place: Place;
}

/** Step → the steps that it waits for as a whole: those of `needs`, then those that its expressions name. */
export type StepNeeds = ReadonlyMap<StepId, ReadonlyMap<StepId, Reason>>;

interface Known {
  readonly source: StepSource;
  readonly index: number;
}

/** Checks every name in `needs` and in expressions; a name that is refused makes no edge. */
export function readNeeds(
  sources: readonly StepSource[],
  partsOf: ReadonlyMap<StepId, OpenParts>,
  complaints: Complaints,
): StepNeeds {
  const known = new Map(sources.map((source, index) => [source.id as string, { source, index }]));
  const ids = [...known.keys()];
  return new Map(
    [...known.values()].map((step) => {
      const found = new Map<StepId, Reason>();
      const add = (id: string, reason: Reason): void => {
        const other = known.get(id);
        if (!other) reportUnknown({ id, place: reason.place, known, ids, complaints });
        else if (mayNeed({ step, other, reason, complaints }) && !found.has(other.source.id))
          found.set(other.source.id, reason);
      };
      for (const { id, place } of namedNeeds(step.source)) add(id, { via: "needs", place });
      for (const { id, place } of partsOf.get(step.source.id)?.references ?? []) {
        // An unknown name has its fault from the expression already.
        if (known.has(id)) add(id, { via: "expression", place });
      }
      return [step.source.id, found];
    }),
  );
}

function namedNeeds(source: StepSource): readonly { readonly id: string; readonly place: Place }[] {
  const { needs } = source.value;
  const place = source.placeOf("needs");
  if (typeof needs === "string") return [{ id: needs, place }];
  return (needs ?? []).map((id, index) => ({ id, place: below(place, index) }));
}

function reportUnknown(input: {
  readonly id: string;
  readonly place: Place;
  readonly known: ReadonlyMap<string, Known>;
  readonly ids: readonly string[];
  readonly complaints: Complaints;
}): void {
  const { id, place, known, ids, complaints } = input;
  if (place.draft.isLost(["steps", id]) || place.draft.isLost(["finally", id])) {
    complaints.gap();
    return;
  }
  const [step = id] = id.split("[");
  const isLeg = step !== id && known.has(step);
  const near = known.get(isLeg ? step : (suggest(id, ids) ?? ""))?.source;
  complaints.add("unknown-need", locate(place), {
    message: `There is no step "${id}"`,
    hint: isLeg
      ? `Name the step, "${step}": needs joins all legs of a matrix`
      : suggestionHint(id, ids, "steps"),
    ...(near && { related: [{ location: locate(near.place, "key"), message: `"${near.id}" is here` }] }),
  });
}

/** Whether the order allows it: no step waits for itself, main waits for nothing in `finally`, nothing there for what follows. */
export function mayNeed(input: {
  readonly step: Known;
  readonly other: Known;
  readonly reason: Reason;
  readonly complaints: Complaints;
}): boolean {
  const { step, other, reason, complaints } = input;
  const related = [{ location: locate(other.source.place, "key"), message: `"${other.source.id}" is here` }];
  if (step.index === other.index) {
    const message = `The step "${step.source.id}" needs itself`;
    const isShared = reason.place.path[0] === "defaults";
    const hint = isShared ? `Write "needs: []" in the step "${step.source.id}"` : "Remove it";
    complaints.add("self-need", locate(reason.place), { message, hint, related });
    return false;
  }
  if (!other.source.isFinally) return true;
  if (!step.source.isFinally) {
    const message = `"${step.source.id}" cannot need "${other.source.id}": what stands under finally runs after all other steps`;
    complaints.add("unknown-need", locate(reason.place), { message, hint: "Move one of the two", related });
    return false;
  }
  // Only names are bound to the order of the file; a path says by itself who writes first.
  if (other.index < step.index || reason.via === "path") return true;
  const message = `"${step.source.id}" cannot need "${other.source.id}", which comes after it under finally`;
  complaints.add("unknown-need", locate(reason.place), {
    message,
    hint: `Move "${step.source.id}" below it`,
    related,
  });
  return false;
}
