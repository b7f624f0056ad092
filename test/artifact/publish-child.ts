import { join } from "node:path";
import { artifactDomain } from "../../src/artifact/domain.ts";
import { publish } from "../../src/artifact/publish.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { LegId } from "../../src/pipeline/pipeline.ts";
import { openLocalStore } from "../../src/store/local.ts";
import { plainDigests } from "./rig.ts";

/** One of several processes that publish under the same keys at once: prints for each key whether it was first. */
const [folder = "", root = "", count = "0"] = process.argv.slice(2);
for (let at = 0; at < Number(count); at++) {
  const done = await publish({
    ...{ host: nodeHost, store: openLocalStore(join(folder, "store"), nodeHost), root, key: `k${at}` },
    domain: artifactDomain("", { trustDomain: "trusted", repositoryId: "42" }),
    digests: plainDigests(),
    manifest: {
      step: "train" as LegId,
      run: { id: root, pipeline: "p.yaml", trustDomain: "trusted" },
      ...{ durationMs: 1, values: {} },
    },
    outputs: [{ path: "out", isDirectory: true, size: 0, files: 0 }],
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  });
  console.log(done.ok ? done.value.won : done.error.message);
}
