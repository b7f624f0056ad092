import { join } from "node:path";
import type { Appender, Files } from "../host/host.ts";
import { type Ledger, type LedgerEntry, ledgerLine, readLedger } from "../report/artifact-ledger.ts";
import type { Artifact, ArtifactList, NotUploaded } from "../report/artifact-list.ts";
import type { Parcel } from "../report/artifact-parcels.ts";

/** A run's `artifacts.jsonl`, beside its journal: the journal tells what there is to upload, this what was. */
export class ArtifactBook implements ArtifactList {
  readonly parcels: readonly Parcel[];
  readonly artifacts: Artifact[];
  readonly missing: NotUploaded[];
  readonly #appender: Appender;

  private constructor(appender: Appender, { parcels, artifacts, missing }: Omit<Ledger, "isFinished">) {
    this.#appender = appender;
    this.parcels = parcels;
    this.artifacts = [...artifacts];
    this.missing = [...missing];
  }

  /** Before any step starts, so that `post` knows what main meant to do. */
  static begin(files: Files, directory: string, parcels: readonly Parcel[]): ArtifactBook {
    const book = new ArtifactBook(files.appender(pathOf(directory)), { parcels, artifacts: [], missing: [] });
    book.#write({ type: "planned", parcels });
    return book;
  }

  /** What an earlier process left open; undefined when it left nothing. */
  static async reopen(files: Files, directory: string): Promise<ArtifactBook | undefined> {
    const text = await files.read(pathOf(directory));
    if (text === undefined) return undefined;
    const ledger = readLedger(text);
    if (ledger.isFinished || !text.includes("\n")) return undefined;
    const whole = Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1));
    return new ArtifactBook(files.appender(pathOf(directory), whole), ledger);
  }

  uploaded(artifact: Artifact): void {
    this.artifacts.push(artifact);
    this.#write({ type: "uploaded", ...artifact });
  }

  failed(missing: NotUploaded): void {
    this.missing.push(missing);
    this.#write({ type: "failed", ...missing });
  }

  finish(): void {
    this.#write({ type: "finished" });
    this.#appender.close();
  }

  leave(): void {
    this.#appender.close();
  }

  #write(entry: LedgerEntry): void {
    this.#appender.write(ledgerLine(entry));
  }
}

const pathOf = (directory: string): string => join(directory, "artifacts.jsonl");
