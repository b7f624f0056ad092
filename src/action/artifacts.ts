import { dirname, join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import { openOutputs } from "../report/artifact-ledger.ts";
import type { ArtifactLink, ArtifactList, OutputName } from "../report/artifact-list.ts";
import { mostParcels, type NamedOutput, type Parcel } from "../report/artifact-parcels.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Event } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import type { ArtifactBook } from "./artifact-book.ts";
import type { ArtifactInputs } from "./artifact-inputs.ts";
import { type Depot, sendParcel } from "./artifact-parcel.ts";
import { sendReport } from "./artifact-report.ts";
import { ArtifactWorker } from "./artifact-worker.ts";

export interface ArtifactSetup {
  readonly host: Host;
  readonly env: Mapping<string>;
  readonly inputs: ArtifactInputs;
  readonly book: ArtifactBook;
  /** The run's folder. */
  readonly directory: string;
  readonly warn: (message: string) => void;
}

/** At once: each waits for the network most of its time, and may hold 40 MB. */
const width = 3;

/** Uploads a run's artifacts while the run goes on: it listens to the events, and nothing waits for it but the end. */
export class Artifacts implements Reporter {
  readonly #setup: ArtifactSetup;
  readonly #worker: ArtifactWorker;
  readonly #over = new AbortController();
  readonly #parcels: ReadonlyMap<LegId, readonly Parcel[]>;
  readonly #queued = new Set<Parcel>();
  readonly #queue: Parcel[] = [];
  readonly #active = new Set<Promise<void>>();
  readonly #large = { left: mostParcels / 2 };
  #depot: Depot | undefined;
  /** Why no upload of this job can succeed. */
  #hopeless: string | undefined;

  constructor(setup: ArtifactSetup) {
    this.#setup = setup;
    this.#worker = new ArtifactWorker(setup.env);
    const pairs = setup.book.parcels.flatMap((parcel) => parcel.outputs.map(({ leg }) => ({ leg, parcel })));
    const groups = Map.groupBy(pairs, ({ leg }) => leg);
    this.#parcels = new Map(
      [...groups].map(([leg, found]) => [leg, [...new Set(found.map(({ parcel }) => parcel))]]),
    );
  }

  get list(): ArtifactList {
    return this.#setup.book;
  }

  /** Where somebody who may see the run downloads an artifact. */
  get link(): ArtifactLink {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = this.#setup.env;
    return (id) => `${server || "https://github.com"}/${repository}/actions/runs/${run}/artifacts/${id}`;
  }

  handle(event: Event, record: RunRecord): void {
    if (event.type !== "step-ended") return;
    for (const parcel of this.#parcels.get(event.leg) ?? [])
      if (parcel.outputs.every(({ leg }) => record.steps.get(leg)?.state === "ended"))
        this.#add(parcel, record);
  }

  /**
   * Uploads the rest, the report and the manifest. When `signal` comes first, what is not done is left to a later
   * process. Never rejects.
   */
  async finish(
    record: RunRecord,
    signal: AbortSignal,
    /** Called once the outputs are uploaded. */
    summary: () => string,
  ): Promise<void> {
    const stop = (): void => this.#stop();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    try {
      for (const parcel of this.#setup.book.parcels) this.#add(parcel, record);
      await this.#idle();
      if (this.#hopeless !== undefined) this.#setup.warn(`artifacts are missing: ${this.#hopeless}`);
      else if (!this.#over.signal.aborted)
        await sendReport(this.#depotOf(record), { record, summary: summary(), link: this.link });
    } catch (error) {
      this.#setup.warn(`the report of this run is no artifact: ${messageOf(error)}`);
    } finally {
      signal.removeEventListener("abort", stop);
      await this.#close();
    }
  }

  /** What the steps left and nobody uploaded so far, nor told of. */
  left(record: RunRecord): readonly OutputName[] {
    return this.#setup.book.parcels.flatMap((parcel) => this.#open(parcel, record));
  }

  /** Ends what is under way; somebody else goes on with it. */
  async leave(): Promise<void> {
    this.#stop();
    await this.#idle();
    await this.#close();
  }

  #stop(): void {
    this.#over.abort();
    this.#queue.length = 0;
    void this.#worker.close();
  }

  async #close(): Promise<void> {
    try {
      if (this.#over.signal.aborted) this.#setup.book.leave();
      else this.#setup.book.finish();
    } catch (error) {
      this.#setup.warn(`what was uploaded could not be noted: ${messageOf(error)}`);
    }
    await this.#worker.close();
  }

  /** Outputs of legs that ended well, less those that an earlier process uploaded. */
  #open(parcel: Parcel, record: RunRecord): readonly NamedOutput[] {
    return openOutputs(parcel, this.#setup.book).outputs.filter(({ leg, path }) =>
      record.steps.get(leg)?.outputs.some((published) => published.path === path),
    );
  }

  #add(whole: Parcel, record: RunRecord): void {
    if (this.#queued.has(whole) || this.#over.signal.aborted) return;
    const outputs = this.#open(whole, record);
    if (outputs.length === 0) return;
    this.#queued.add(whole);
    this.#queue.push({ ...whole, outputs });
    this.#pump(record);
  }

  #pump(record: RunRecord): void {
    while (this.#active.size < width) {
      const parcel = this.#queue.shift();
      if (!parcel) return;
      const work = this.#send(parcel, record).finally(() => {
        this.#active.delete(work);
        this.#pump(record);
      });
      this.#active.add(work);
    }
  }

  async #send(parcel: Parcel, record: RunRecord): Promise<void> {
    const { book, warn } = this.#setup;
    const outputs = parcel.outputs.map(({ leg, path }) => ({ leg, path }));
    try {
      if (this.#hopeless !== undefined) return book.failed({ outputs, why: this.#hopeless });
      const fault = await sendParcel(parcel, this.#depotOf(record));
      if (fault?.kind !== "hopeless") return;
      this.#hopeless ??= fault.why;
      const open = openOutputs(parcel, book).outputs.map(({ leg, path }) => ({ leg, path }));
      book.failed({ outputs: open, why: fault.why });
    } catch (error) {
      warn(`artifact ${parcel.stem} is missing: ${messageOf(error)}`);
    }
  }

  async #idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active);
  }

  #depotOf({ run }: RunRecord): Depot {
    const { host, inputs, book, directory, warn } = this.#setup;
    this.#depot ??= {
      carrier: { host, worker: this.#worker, signal: this.#over.signal },
      inputs,
      book,
      directory,
      warn,
      space: { pipeline: run.pipelineName, runKey: run.runKey },
      root: join(run.checkout, dirname(run.pipelinePath)),
      large: this.#large,
    };
    return this.#depot;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
