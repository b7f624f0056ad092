import type { Files } from "../host/host.ts";

/**
 * Tells processes apart that share a host name but not the folders they see, as job containers do: for one of them the folder of
 * another's run is not there. Empty on systems without such a thing.
 */
export async function viewOf(files: Pick<Files, "readlink">): Promise<string> {
  return (await files.readlink("/proc/self/ns/mnt").catch(() => undefined)) ?? "";
}
