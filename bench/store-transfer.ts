// Publishes the folder `tree` of a folder to a store, or restores it from there: `store-transfer up|down FOLDER URI TO`.
import { join } from "node:path";
import { artifactDomain } from "../src/artifact/domain.ts";
import { publish } from "../src/artifact/publish.ts";
import { readManifest } from "../src/artifact/read-manifest.ts";
import { restore } from "../src/artifact/restore.ts";
import { openDigests } from "../src/cache/digests.ts";
import { nodeHost as host } from "../src/host/node-host.ts";
import { parseBucketUri } from "../src/pipeline/bucket.ts";
import { openStore } from "../src/store/open-store.ts";

const [way = "", root = "", uri = "", to = ""] = process.argv.slice(2);
const env = Object.fromEntries(
  Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
);
const address = parseBucketUri(uri);
if (!address.ok) throw new Error(address.error.message);
const bucket = { kind: "bucket", uri: address.value } as const;
const opened = await openStore({ host, env, address: bucket, checkout: root, root, onSecret: () => {} });
if (!opened.ok) throw new Error(opened.error);
const store = opened.value;
const run = { trustDomain: "trusted", repositoryId: "1" };
const domain = artifactDomain(store.prefix, run);
const key = "0".repeat(64);
const patience = { ...host, signal: new AbortController().signal };
const shared = { host, store, domain, key, signal: patience.signal, onProgress: () => {} };
const done = way === "up" ? await up() : await down();
if (!done.ok) throw new Error(done.error.message);
store.close();

/** With all that a step's outputs cost after it has ended: they are looked at and digested first. */
async function up() {
  const digests = openDigests({ host, file: join(root, `digests-${process.pid}.json`), root });
  const outputs = [{ path: "tree", isDirectory: true, size: 0, files: 0 }];
  const manifest = { step: "bench", run: { id: "1", pipeline: "p.yaml", ...run }, durationMs: 0, values: {} };
  const published = await publish({ ...shared, digests, root, outputs, manifest } as Parameters<
    typeof publish
  >[0]);
  await digests.close();
  return published;
}

async function down() {
  const found = await readManifest({ ...patience, store, domain, key });
  if (!found.ok || !found.value) return found.ok ? fail("there is no manifest") : found;
  return restore({ ...shared, manifest: found.value.manifest, to });
}

const fail = (message: string) => ({ ok: false, error: { message } }) as const;
