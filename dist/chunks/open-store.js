import { t as openTransport } from "./transport.js";
import { $ as ok, w as optional } from "./check.js";
import { t as idleMs } from "./silence.js";
import { isAbsolute, join } from "node:path";

// src/store/open-store.ts
/** A stack's artifact store; the SDK of its cloud is loaded here. The error says why the identity gets no credentials. */
async function openStore(input) {
	const { address, checkout, root, host } = input;
	if (address?.kind === "bucket") return openBucketStore(input, address.uri);
	const { openLocalStore } = await import("./local2.js");
	if (address) return ok(openLocalStore(isAbsolute(address.path) ? address.path : join(root, address.path), host));
	return ok(openLocalStore(join(checkout, ".stepops", "store"), host));
}
async function openBucketStore(input, uri) {
	const { host, env, auth, onSecret } = input;
	const transport = openTransport({
		env,
		idleMs
	});
	const opened = await openBucket(uri, {
		identity: {
			env,
			clock: host.clock,
			onSecret,
			...optional("auth", auth)
		},
		transport,
		asNobody: false
	});
	if (!opened.ok) {
		transport.close();
		return opened;
	}
	return ok({
		...opened.value,
		prefix: uri.key,
		uriOf: (key) => addressOf({
			...uri,
			key
		}),
		close: () => transport.close()
	});
}
async function openBucket(uri, access) {
	switch (uri.kind) {
		case "s3": return (await import("./s3.js")).openS3Store(uri, access);
		case "gcs": return (await import("./gcs.js")).openGcsStore(uri, access);
		case "azure": return (await import("./azure3.js")).openAzureStore(uri, access);
		default: return uri.kind;
	}
}
function addressOf({ kind, host, bucket, key }) {
	if (kind === "azure") return `https://${host}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
	return `${kind === "gcs" ? "gs" : "s3"}://${bucket}/${key}`;
}

export { openStore as t };