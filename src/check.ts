import type { Host } from "./host/host.ts";
import { keepYoungGenerationSmall } from "./host/young-generation.ts";
import { loadPipeline, readSources, type Sources } from "./load.ts";
import type { Diagnostic } from "./pipeline/diagnostic.ts";
import type { Mapping } from "./pipeline/draft.ts";
import type { Pipeline } from "./pipeline/pipeline.ts";
import type { SourceFile } from "./pipeline/source.ts";
import { findPlace, type Place } from "./place.ts";
import { readSettingsFiles } from "./settings-files.ts";

/** Characters from which what a check throws away is counted in tens of megabytes. */
const largeText = 100_000;

export interface Request {
  /** Path of the pipeline file, as the user typed it. */
  readonly file: string;
  /** `--stack`; wins over the file's `stack`. */
  readonly stack?: string;
  /** `--param`: name → text. */
  readonly params: Mapping<string>;
  readonly cwd: string;
  readonly env: Mapping<string>;
}

export interface Checked {
  /** Its text is empty when it could not be read. */
  readonly file: SourceFile;
  /** Of all files, by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when there is an error among the diagnostics. */
  readonly pipeline?: Pipeline;
}

/** A checked file with where it lies and its text, for what comes after the check. */
export interface Opened extends Checked {
  readonly place: Place;
  readonly sources?: Sources;
}

/**
 * Checks the file and the `stacks.yaml` beside it; starts no process. With `standIns` a required param that has no
 * value does not hide what else is wrong.
 */
export async function check(
  request: Request & { readonly standIns?: boolean },
  host: Pick<Host, "files">,
): Promise<Checked> {
  const { file, diagnostics, pipeline } = await open(request, host);
  return { file, diagnostics, ...(pipeline && { pipeline }) };
}

export async function open(
  request: Request & { readonly standIns?: boolean },
  host: Pick<Host, "files">,
): Promise<Opened> {
  const place = await findPlace(request, host);
  const sources = await readSources(host.files, request.file, request.cwd);
  if (!sources.ok) return { place, file: { path: request.file, text: "" }, diagnostics: [sources.error] };
  if (sources.value.pipeline.text.length > largeText) keepYoungGenerationSmall();
  const settingsFiles = await readSettingsFiles(sources.value, place.root, host.files);
  const { stack, params, standIns = false } = request;
  const { github, folderName } = place;
  const bindings = { params, standIns, github, folderName, ...(stack !== undefined && { stack }) };
  const loaded = loadPipeline({ ...sources.value, ...(settingsFiles && { settingsFiles }) }, bindings);
  return { place, sources: sources.value, file: sources.value.pipeline, ...loaded };
}
