import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { jobPaths, type Job as StepJob } from "../job/job.ts";
import { controlFiles } from "../job/start-script.ts";
import type { Mapping } from "../pipeline/draft.ts";

/** What lies in the step's working directory when it starts. */
export type Input =
  | { readonly kind: "file"; readonly text: string; readonly mode?: number }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "folder" };

export interface FolderRequest {
  readonly files: Host["files"];
  /** Absolute; made anew. */
  readonly directory: string;
  /** A script of `sh -e`. */
  readonly script: string;
  readonly secrets: Mapping<string>;
  readonly inputs: Mapping<Input>;
  readonly marker: string;
}

/** A job's folder as stepops stages it. */
export async function makeJobFolder(request: FolderRequest): Promise<void> {
  const { files, directory, inputs } = request;
  for (const path of [".", jobPaths.control, jobPaths.work, jobPaths.home, jobPaths.results])
    await files.makeDirectory(join(directory, path), 0o755);
  for (const [path, text] of Object.entries(controlFiles(stepJob(request))))
    await files.write(join(directory, path), text, path === jobPaths.secrets ? 0o600 : 0o644);
  for (const [path, input] of Object.entries(inputs))
    await place(files, join(directory, jobPaths.work, path), input);
}

const stepJob = ({ script, secrets, marker }: FolderRequest): StepJob => ({
  command: { kind: "script", shell: "sh", text: script, bindings: {} },
  env: {},
  secrets,
  setsHome: true,
  workingDirectory: ".",
  accelerators: 0,
  requireGpu: false,
  marker,
  ownsProcesses: false,
});

async function place(files: Host["files"], path: string, input: Input): Promise<void> {
  switch (input.kind) {
    case "folder":
      return files.makeDirectory(path);
    case "link":
      return files.symlink(input.target, path);
    default:
      return files.write(path, input.text, input.mode ?? 0o644);
  }
}
