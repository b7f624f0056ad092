import type { Host } from "../host/host.ts";
import type { Handle, LogLine, LogPage, StepOperator } from "../operator/operator.ts";
import { type LineStream, lineStream } from "../run/lines.ts";
import type { Masker } from "../run/mask.ts";
import type { JobRecord } from "../run/record.ts";
import { callOperator } from "./call.ts";

type Stream = "stdout" | "stderr";
type Phase = "setup" | "command";

export interface JobLogInput {
  readonly host: Host;
  readonly operator: Pick<StepOperator, "logs" | "capabilities">;
  readonly handle: Handle;
  readonly masker: Masker;
  /** Undefined where there is no setup, so that all of it is the command's. */
  readonly marker: string | undefined;
  /** How far an earlier attempt or process came. */
  readonly logged: JobRecord["logged"];
  readonly onLines: (phase: Phase, stream: Stream, lines: readonly string[]) => void;
  /** All up to here has been handed on. */
  readonly onMark: (mark: Mark) => Promise<void>;
}

export interface Mark {
  readonly cursor?: string;
  readonly pastSetup: readonly Stream[];
}

const tryMs = 60_000;
/** For the last of a log, when the job is over and the API is away. */
const lastMs = 60_000;

/** What a job prints, page by page: no line lost and none twice, whichever calls fail and whoever goes on with it. */
export class JobLog {
  readonly #input: JobLogInput;
  #cursor: string | undefined;
  readonly #pastSetup: Set<Stream>;
  readonly #streams: Readonly<Record<Phase, Readonly<Record<Stream, LineStream>>>>;
  #isMarked = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(input: JobLogInput) {
    this.#input = input;
    this.#cursor = input.logged?.cursor;
    this.#pastSetup = new Set(input.logged?.pastSetup);
    const open = (phase: Phase, stream: Stream): LineStream =>
      lineStream(input.masker, (lines) => input.onLines(phase, stream, lines));
    this.#streams = {
      setup: { stdout: open("setup", "stdout"), stderr: open("setup", "stderr") },
      command: { stdout: open("command", "stdout"), stderr: open("command", "stderr") },
    };
  }

  /** Milliseconds since it was asked for. */
  get age(): number {
    return this.#input.host.clock.monotonic() - this.#lastAt;
  }

  /** All that is there so far. False where the operator does not tell. `isLast`: the job is over, and nobody asks again. */
  async pull(signal: AbortSignal, isLast = false): Promise<boolean> {
    const { host, operator, handle } = this.#input;
    if (!operator.capabilities.logs) return true;
    await this.#begin();
    for (;;) {
      this.#lastAt = host.clock.monotonic();
      const cursor = this.#cursor;
      const make = (ended: AbortSignal) => operator.logs(handle, cursor, ended);
      const page = await callOperator({ host, signal, tryMs, limitMs: isLast ? lastMs : 0, make });
      if (!page.ok) return false;
      await this.#take(page.value);
      // One that says that there is more and gives nothing would be asked for ever.
      if (!page.value.hasMore || (page.value.cursor === cursor && page.value.lines.length === 0)) return true;
    }
  }

  /** Marks where its lines begin: what a crash leaves behind the last mark is cut off, and asked for again. */
  async #begin(): Promise<void> {
    if (this.#isMarked) return;
    this.#isMarked = true;
    await this.#mark();
  }

  async #take({ lines, cursor }: LogPage): Promise<void> {
    const runs: Run[] = [];
    for (const line of lines) for (const part of this.#sort(line)) addTo(runs, part);
    for (const { phase, stream, texts } of runs)
      this.#streams[phase][stream].write(Buffer.from(`${texts.join("\n")}\n`));
    if (cursor === this.#cursor && lines.length === 0) return;
    this.#cursor = cursor;
    await this.#mark();
  }

  /** Nothing is left of the marker itself. Where both streams come as one, so do both markers. */
  #sort({ stream, text }: LogLine): readonly Part[] {
    const { marker } = this.#input;
    if (marker === undefined) return [{ phase: "command", stream, text }];
    if (!text.endsWith(marker)) {
      const phase = this.#pastSetup.has(stream) ? "command" : "setup";
      return [{ phase, stream, text }];
    }
    this.#pastSetup.add(stream);
    // What setup printed last may have no line break.
    const rest = text.slice(0, -marker.length);
    return rest === "" ? [] : [{ phase: "setup", stream, text: rest }];
  }

  #mark(): Promise<void> {
    const pastSetup = [...this.#pastSetup];
    return this.#input.onMark({ pastSetup, ...(this.#cursor !== undefined && { cursor: this.#cursor }) });
  }
}

interface Part {
  readonly phase: Phase;
  readonly stream: Stream;
  readonly text: string;
}

interface Run extends Omit<Part, "text"> {
  readonly texts: string[];
}

/** Lines of one kind that follow each other go on together. */
function addTo(runs: Run[], { phase, stream, text }: Part): void {
  const last = runs.at(-1);
  if (last?.phase === phase && last.stream === stream) last.texts.push(text);
  else runs.push({ phase, stream, texts: [text] });
}
