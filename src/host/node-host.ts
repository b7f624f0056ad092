import type { Host } from "./host.ts";
import { nodeClock, nodeRandom } from "./node-clock.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeProcesses } from "./node-processes.ts";
import { nodeSpawn } from "./node-spawn.ts";

/** The real machine. */
export const nodeHost: Host = {
  clock: nodeClock,
  random: nodeRandom,
  files: nodeFiles,
  spawn: nodeSpawn,
  processes: nodeProcesses,
};
