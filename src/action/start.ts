import { listenForSignals } from "../cli/signals.ts";
import { keepYoungGenerationSmall } from "../host/young-generation.ts";
import type { ActionIo } from "./action-io.ts";

/** Runs one part of the action in this process. */
export async function start(
  process: NodeJS.Process,
  load: () => Promise<(io: ActionIo) => Promise<number | undefined>>,
): Promise<void> {
  keepYoungGenerationSmall();
  // Before all else: a cancel that comes while modules load must not kill us unheard.
  const { signal, kill } = listenForSignals(() => undefined, process);
  // The toolkit brings an HTTP client along, which takes longer to load than all the rest.
  const [toolkit, { nodeHost: host }, part] = await Promise.all([
    import("@actions/core"),
    import("../host/node-host.ts"),
    load(),
  ]);
  const io: ActionIo = {
    env: Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
    cwd: process.cwd(),
    platform: process.platform,
    host,
    toolkit,
    write: (text) => void process.stdout.write(text),
    signal,
    kill,
  };
  process.exitCode = (await part(io)) ?? 0;
}
