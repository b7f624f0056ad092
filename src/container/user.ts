import type { Machine } from "../host/machine.ts";
import type { EngineInfo } from "./engine.ts";

/** Who works in a container. */
export interface ContainerUser {
  /** For `--user`; undefined: the image's own. */
  readonly option?: string;
  /** Whether what it writes into our folders is ours, and ours is its. */
  readonly isCaller: boolean;
}

/** `wanted`: the step's `user`. By default it is whoever runs stepops, so that outputs are theirs. */
export function containerUser(
  wanted: string | undefined,
  caller: Machine["user"],
  engine: Pick<EngineInfo, "isRootless" | "mapsUsers">,
): ContainerUser {
  if (wanted === "image" || (wanted === undefined && !caller)) return { isCaller: false };
  const isOurs = wanted === undefined || Number(wanted.split(":")[0]) === caller?.uid;
  if (wanted !== undefined)
    return { option: wanted, isCaller: isOurs && !engine.isRootless && !engine.mapsUsers };
  // Root of a rootless engine's containers is whoever runs the engine.
  const option = engine.isRootless ? "0:0" : `${caller?.uid}:${caller?.gid}`;
  return { option, isCaller: !engine.mapsUsers };
}
