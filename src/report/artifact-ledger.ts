import type { LegId } from "../pipeline/pipeline.ts";
import type { Artifact, ArtifactList, NotUploaded, OutputName } from "./artifact-list.ts";
import type { Parcel } from "./artifact-parcels.ts";

/** A line of a run's `artifacts.jsonl`: what is to be uploaded, and what became of it. */
export type LedgerEntry =
  | { readonly type: "planned"; readonly parcels: readonly Parcel[] }
  | ({ readonly type: "uploaded" } & Artifact)
  | ({ readonly type: "failed" } & NotUploaded)
  | { readonly type: "finished" };

export const ledgerLine = (entry: LedgerEntry): string => `${JSON.stringify(entry)}\n`;

/** The fold of those lines. */
export interface Ledger extends ArtifactList {
  readonly parcels: readonly Parcel[];
  readonly isFinished: boolean;
}

/** A line that a kill tore is none: what it told of is uploaded once more, under another name. */
export function readLedger(text: string): Ledger {
  const entries = text.split("\n").flatMap(entryOf);
  return {
    parcels: entries.flatMap((entry) => (entry.type === "planned" ? entry.parcels : [])),
    artifacts: entries.flatMap((entry) => (entry.type === "uploaded" ? [withoutType(entry)] : [])),
    missing: entries.flatMap((entry) => (entry.type === "failed" ? [withoutType(entry)] : [])),
    isFinished: entries.some(({ type }) => type === "finished"),
  };
}

function withoutType<T extends LedgerEntry>({ type: _, ...rest }: T): Omit<T, "type"> {
  return rest;
}

function entryOf(line: string): LedgerEntry[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === "object" && entry !== null && "type" in entry ? [entry as LedgerEntry] : [];
  } catch {
    return [];
  }
}

/** Those outputs of a parcel of which nothing is known yet. */
export function openOutputs(parcel: Parcel, { artifacts, missing }: ArtifactList): Parcel {
  const done = new Set([...artifacts, ...missing].flatMap(({ outputs }) => outputs.map(keyOf)));
  return { ...parcel, outputs: parcel.outputs.filter((output) => !done.has(keyOf(output))) };
}

const keyOf = ({ leg, path }: OutputName): string => `${leg satisfies LegId}\0${path}`;
