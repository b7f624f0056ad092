// Publishes the folder `tree` of a folder to a store, or restores it from there: `store-transfer up|down FOLDER URI TO`.
import module from "node:module";
import { join } from "node:path";
import { artifactDomain } from "../src/artifact/domain.ts";
import { type PublishRequest, publish } from "../src/artifact/publish.ts";
import { readManifest } from "../src/artifact/read-manifest.ts";
import { restore } from "../src/artifact/restore.ts";
import { openDigests } from "../src/cache/digests.ts";
import { nodeHost as host } from "../src/host/node-host.ts";
import { parseBucketUri } from "../src/pipeline/bucket.ts";
import type { LegId } from "../src/pipeline/pipeline.ts";
import { openStore } from "../src/store/open-store.ts";

// As the command line does, before the SDK is loaded.
module.enableCompileCache();
const [way = "", root = "", uri = "", to = ""] = process.argv.slice(2);
const env = Object.fromEntries(
  Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
);
const address = parseBucketUri(uri);
if (!address.ok) throw new Error(address.error.message);
const opened = await openStore({
  ...{ host, env, checkout: root, root, address: { kind: "bucket", uri: address.value } },
  onSecret: () => {},
});
if (!opened.ok) throw new Error(opened.error);
const store = opened.value;
const run = { trustDomain: "trusted", repositoryId: "1" };
const domain = artifactDomain(store.prefix, run);
const { signal } = new AbortController();
const shared = { host, store, domain, key: "0".repeat(64), signal, onProgress: () => {} };
const done = way === "up" ? await up() : await down();
if (!done.ok) throw new Error(done.error.message);
store.close();

/** With all that outputs cost after a step has ended: they are looked at and digested first. */
async function up() {
  const digests = openDigests({ host, file: join(root, "digests.json"), root });
  const outputs = [{ path: "tree", isDirectory: true, size: 0, files: 0 }];
  const step = "bench" as LegId;
  const manifest = { step, run: { id: "1", pipeline: "p.yaml", ...run }, durationMs: 0, values: {} };
  const request: PublishRequest = { ...shared, digests, root, outputs, manifest };
  const published = await publish(request);
  await digests.close();
  return published;
}

async function down() {
  const found = await readManifest({ ...host, ...shared });
  if (!found.ok) return found;
  if (!found.value) throw new Error("there is no manifest");
  return restore({ ...shared, manifest: found.value.manifest, to });
}
