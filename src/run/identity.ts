import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { sha256Of } from "./sha256.ts";

/** Which run of which repository this is. */
export interface Identity {
  /** GITHUB_RUN_ID wherever it is set, else generated: date, time and four digits by chance, so that names sort. */
  readonly runId: string;
  /** Name of the run's folder: two uses in one workflow, told apart by run key and pipeline, never share one. */
  readonly id: string;
  readonly repositoryId: string;
}

export function identify(input: {
  readonly env: Mapping<string>;
  readonly host: Pick<Host, "clock" | "random">;
  readonly runKey: string;
  readonly pipelinePath: string;
  readonly checkout: string;
  /** URL of the remote `origin`. */
  readonly remote: string | undefined;
}): Identity {
  const { env, host, runKey, pipelinePath, checkout, remote } = input;
  const repositoryId =
    env.GITHUB_REPOSITORY_ID || env.GITHUB_REPOSITORY || (remote && placeOfRemote(remote)) || checkout;
  const workflowRun = env.GITHUB_RUN_ID;
  if (!workflowRun) {
    const runId = generateId(host);
    return { runId, id: runId, repositoryId };
  }
  return { runId: workflowRun, id: `${workflowRun}-${digest(`${runKey}\0${pipelinePath}`)}`, repositoryId };
}

/** The same for `https://host/owner/name.git` and `git@host:owner/name`, since colleagues differ in how they cloned. */
export function placeOfRemote(url: string): string {
  const [, host, path] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/+(.+)$/i.exec(url) ??
    /^(?:[^@/:]+@)?([^/:@]{2,}):(?!\/\/)\/*(.+)$/.exec(url) ??
    [];
  if (host === undefined || path === undefined) return url;
  return `${host.toLowerCase()}/${path.replace(/\/+$/, "").replace(/\.git$/, "")}`;
}

function generateId({ clock, random }: Pick<Host, "clock" | "random">): string {
  const [day, time] = new Date(clock.now())
    .toISOString()
    .replaceAll(/[-:]|\..*/g, "")
    .split("T");
  return `${day}-${time}-${random.hex(4)}`;
}

const digest = (text: string): string => sha256Of(text).slice(0, 8);
