// upload-child.ts JSON: sends one file to a bucket, in a process whose environment is the test's. Prints what came of it, as JSON.
import { stat } from "node:fs/promises";
import { nodeHost } from "../../src/host/node-host.ts";
import { openTransport } from "../../src/host/transport.ts";
import { parseBucketUri } from "../../src/pipeline/bucket.ts";
import { openS3Store } from "../../src/store/s3.ts";
import { upload } from "../../src/store/upload.ts";
import { UploadBudget } from "../../src/store/upload-budget.ts";

const { uri, path, key, sha256 } = JSON.parse(process.argv[2] ?? "") as {
  readonly uri: string;
  readonly path: string;
  readonly key: string;
  readonly sha256: string;
};
const env = Object.fromEntries(
  Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
);
const { clock, random, files } = nodeHost;
const transport = openTransport({ env, idleMs: 30_000 });
const parsed = parseBucketUri(uri);
if (!parsed.ok) throw new Error(parsed.error.message);
const identity = { env, clock, onSecret: () => {} };
const store = await openS3Store(parsed.value, { identity, transport, asNobody: false });
if (!store.ok) throw new Error(store.error);
const sent = await upload({
  ...{ clock, random, files, signal: new AbortController().signal, sink: store.value.sink, path, key },
  ...{ expected: { size: (await stat(path)).size, sha256 }, budget: new UploadBudget(2 ** 26) },
  onBytes: () => {},
});
console.log(JSON.stringify(sent));
transport.close();
