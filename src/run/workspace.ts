import { relative, sep } from "node:path";
import type { Host } from "../host/host.ts";
import type { Diagnostic } from "../pipeline/diagnostic.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { findCheckout, type RunGit, runGit, trackedFiles } from "./git.ts";
import { checkInputs } from "./workspace-inputs.ts";
import { checkLinks } from "./workspace-links.ts";
import { checkStateDirectory, trackedOutputs, trackedState } from "./workspace-state.ts";

export interface WorkspaceCheck {
  readonly pipeline: Pipeline;
  /** With the steps that do not run now, where `pipeline` is a part. */
  readonly whole?: Pipeline;
  /** The pipeline file's folder, absolute. */
  readonly root: string;
  /** Top of the checkout, which holds `.stepops`. */
  readonly checkout: string;
  readonly host: Pick<Host, "files">;
  /** Whether git may be asked, with one process; without it what only git knows goes unsaid. */
  readonly git: boolean;
  readonly runGit?: RunGit;
}

/** What only the disk and git know to be wrong with a pipeline: links, missing inputs, tracked outputs, `.stepops`. */
export async function checkWorkspace(check: WorkspaceCheck): Promise<Diagnostic[]> {
  const found = await Promise.all([
    checkStateDirectory(check),
    checkLinks(check),
    checkInputs(check),
    check.git ? checkTracked(check) : [],
  ]);
  return unique(found.flat());
}

async function checkTracked(check: WorkspaceCheck): Promise<readonly Diagnostic[]> {
  const { pipeline, root, checkout, host } = check;
  const prefix = relative(checkout, root).replaceAll(sep, "/");
  const fromCheckout = (path: string): string => (prefix === "" ? path : `${prefix}/${path}`);
  const paths = new Set(
    pipeline.steps.flatMap(({ outputs }) => outputs.map(({ path }) => fromCheckout(path))),
  );
  const place = await findCheckout(host.files, checkout);
  const tracked = await trackedFiles(place, [".stepops", ...paths], check.runGit ?? runGit);
  if (!tracked) return [];
  return [...trackedState(pipeline, tracked), ...trackedOutputs(pipeline, tracked, fromCheckout)];
}

/** The legs of a matrix share one place in the file, and often one fault. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const keyOf = ({ code, message, location }: Diagnostic): string =>
    `${code} ${location.file.path} ${location.range.start} ${message}`;
  return [...new Map(diagnostics.map((each) => [keyOf(each), each])).values()];
}
