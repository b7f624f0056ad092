import { availableParallelism, totalmem } from "node:os";
import { fs } from "./builtin.ts";

export interface Machine {
  readonly cpus: number;
  /** 10⁹ bytes, as the file's `memory` counts. */
  readonly memoryGb: number;
  readonly accelerators: number;
  /** Free where steps work, in GB; undefined where the system does not tell. */
  readonly diskGb?: number;
  /** Of /dev/shm, in GB; undefined where there is none. */
  readonly shmGb?: number;
  /** Who runs stepops; undefined on systems without such numbers. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** `folder`: where steps work. */
export function thisMachine(folder: string): Machine {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  const [disk, shm] = [fileSystem(folder), fileSystem("/dev/shm")];
  return {
    cpus: availableParallelism(),
    memoryGb: totalmem() / 1e9,
    accelerators: nvidiaDevices(),
    ...(disk && { diskGb: disk.freeGb }),
    ...(shm && { shmGb: shm.sizeGb }),
    ...(uid !== undefined && gid !== undefined && { user: { uid, gid } }),
  };
}

/** Device files of NVIDIA's driver; none on systems without /dev. */
function nvidiaDevices(): number {
  try {
    return fs.readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
  } catch {
    return 0;
  }
}

function fileSystem(path: string): { readonly freeGb: number; readonly sizeGb: number } | undefined {
  try {
    const { bsize, bavail, blocks } = fs.statfsSync(path);
    return { freeGb: (bavail * bsize) / 1e9, sizeGb: (blocks * bsize) / 1e9 };
  } catch {
    return undefined;
  }
}

/** Undefined where the system does not tell. */
export const freeDiskGb = (folder: string): number | undefined => fileSystem(folder)?.freeGb;

/** Operating system and architecture, `linux/x64`, which decide what a program of this machine does elsewhere. */
export const thisPlatform = (): string => `${process.platform}/${process.arch}`;
