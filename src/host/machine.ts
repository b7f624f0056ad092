import { availableParallelism, totalmem } from "node:os";
import { fs } from "./builtin.ts";

export interface Machine {
  readonly cpus: number;
  /** 10⁹ bytes, as the file's `memory` counts. */
  readonly memoryGb: number;
  readonly accelerators: number;
}

export function thisMachine(): Machine {
  return { cpus: availableParallelism(), memoryGb: totalmem() / 1e9, accelerators: nvidiaDevices() };
}

/** Device files of NVIDIA's driver; none on systems without /dev. */
function nvidiaDevices(): number {
  try {
    return fs.readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
  } catch {
    return 0;
  }
}
