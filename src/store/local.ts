import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { localSink } from "./local-sink.ts";
import { localSource } from "./local-source.ts";
import type { ObjectStore } from "./object-store.ts";

/**
 * A store in a folder, absolute; of this disk or of a server of files. It needs no lock: all that it does is whole or not at
 * all by names given once.
 */
export function openLocalStore(folder: string, host: Pick<Host, "clock" | "files" | "random">): ObjectStore {
  return {
    source: localSource(folder, host.files),
    sink: localSink(folder, host),
    prefix: "",
    uriOf: (key) => join(folder, key),
    close: () => {},
  };
}
