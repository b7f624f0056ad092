import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { renderSummary } from "../report/summary.ts";
import type { RunRecord } from "../run/record.ts";
import type { Toolkit } from "./toolkit.ts";

/** What main and post may touch of the process. */
export interface ActionIo {
  readonly env: Mapping<string>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly host: Host;
  readonly toolkit: Toolkit;
  /** To stdout, which the runner reads. */
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  readonly kill: AbortSignal;
}

/** A path as typed → relative to the workspace, with slashes, as annotations want it. */
export function repositoryPath({ env, cwd }: Pick<ActionIo, "env" | "cwd">): (path: string) => string {
  const workspace = env.GITHUB_WORKSPACE || cwd;
  return (path) => {
    const inside = relative(workspace, resolve(cwd, path));
    return inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll(sep, "/");
  };
}

/** Appends to the job summary; false where the runner offers none. */
export function writeSummary(
  { env, host }: Pick<ActionIo, "env" | "host">,
  record: RunRecord,
  tail: (leg: string) => readonly string[],
  /** What comes behind it. */
  more = "",
): boolean {
  return appendSummary({ env, host }, () => renderSummary(record, { tail }) + more);
}

export function appendSummary({ env, host }: Pick<ActionIo, "env" | "host">, render: () => string): boolean {
  const path = env.GITHUB_STEP_SUMMARY;
  if (!path) return false;
  const file = host.files.appender(path);
  try {
    file.write(render());
  } finally {
    file.close();
  }
  return true;
}
