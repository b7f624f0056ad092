import { below, type Place } from "./complaints.ts";
import type { Draft, Mapping, PipelineDraft, Scalar, StepDraft } from "./draft.ts";
import type { StepId } from "./pipeline.ts";

/** A step as the file means it: its own keys over those of `defaults`, each with the place where it is written. */
export interface StepSource {
  readonly id: StepId;
  readonly isFinally: boolean;
  readonly place: Place;
  readonly value: StepDraft;
  readonly env: readonly EnvEntry[];
  placeOf(key: keyof StepDraft): Place;
  /** Whether a fault took the key away, or something in its value; see `Draft.isTorn`. */
  isTorn(key: keyof StepDraft): boolean;
}

export interface EnvEntry {
  readonly name: string;
  readonly value: Scalar;
  readonly place: Place;
}

/**
 * The steps in file order, those of `finally` last. A step's key replaces the whole key of `defaults`, whatever it
 * holds; only `env` is merged name by name (the file's, then that of `defaults`, then the step's own).
 */
export function stepSources(draft: Draft<PipelineDraft>): readonly StepSource[] {
  const shared = [
    ...fileEnv(draft),
    ...envEntries(draft.value.defaults?.env, { draft, path: ["defaults", "env"] }),
  ];
  const sources = (section: "steps" | "finally", steps: Mapping<StepDraft> | undefined) =>
    Object.entries(steps ?? {}).map(([id, step]) => stepSource({ draft, section, id, step, shared }));
  return [...sources("steps", draft.value.steps), ...sources("finally", draft.value.finally)];
}

function stepSource(input: {
  readonly draft: Draft<PipelineDraft>;
  readonly section: "steps" | "finally";
  readonly id: string;
  readonly step: StepDraft;
  /** Env of the file and of `defaults`. */
  readonly shared: readonly EnvEntry[];
}): StepSource {
  const { draft, section, id, step, shared } = input;
  const { defaults } = draft.value;
  const place: Place = { draft, path: [section, id] };
  const defaultsPlace: Place = { draft, path: ["defaults"] };
  const placeOf = (key: keyof StepDraft) =>
    below(
      Object.hasOwn(step, key) || !defaults || !Object.hasOwn(defaults, key) ? place : defaultsPlace,
      key,
    );
  const entries = [...shared, ...envEntries(step.env, below(place, "env"))];
  const env = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  return {
    id: id as StepId,
    isFinally: section === "finally",
    place,
    value: { ...defaults, ...step },
    env,
    placeOf,
    isTorn: (key) =>
      draft.isTorn([...place.path, key]) || (!Object.hasOwn(step, key) && draft.isTorn(["defaults", key])),
  };
}

export const fileEnv = (draft: Draft<PipelineDraft>): readonly EnvEntry[] =>
  envEntries(draft.value.env, { draft, path: ["env"] });

const envEntries = (env: Mapping<Scalar> | undefined, place: Place): readonly EnvEntry[] =>
  Object.entries(env ?? {}).map(([name, value]) => ({ name, value, place: below(place, name) }));
