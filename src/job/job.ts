import type { Mapping } from "../pipeline/draft.ts";
import type { ResolvedCommand } from "../run/executor.ts";

/**
 * One attempt of a step as whatever runs it is given it: with no path of this machine in it, so that it means the same in a
 * container here and on an operator.
 */
export interface Job {
  readonly setup?: ResolvedCommand;
  readonly command: ResolvedCommand;
  /** The step's own, rendered, and what a step is told of itself. */
  readonly env: Mapping<string>;
  readonly secrets: Mapping<string>;
  /** Whether HOME is the folder `home` of the job's, unless `env` says otherwise; else it is the image's own. */
  readonly setsHome?: boolean;
  /** Relative to the step's folder. */
  readonly workingDirectory: string;
  /** How many accelerators the step asked for. */
  readonly accelerators: number;
  /** Whether a step that sees none of them fails. */
  readonly requireGpu: boolean;
  /** Where there is more than one: the environment says which of them this is, and who the others are. */
  readonly numNodes?: number;
  /** Printed on both streams where setup ends and the command begins; random, so that no step prints it by chance. */
  readonly marker: string;
  /** Whether all processes that the start script can signal are the step's: true in a container of its own. */
  readonly ownsProcesses: boolean;
}

/** Folders and files below a job's folder, wherever that is. */
export const jobPaths = {
  control: "control",
  start: "control/start.sh",
  secrets: "control/secrets.sh",
  work: "work",
  home: "home",
  results: "results",
  values: "results/values",
} as const;
