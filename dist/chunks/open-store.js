import { t as openTransport } from "./transport.js";
import { B as optional, ht as ok, mt as err } from "./check.js";
import { n as idleMs } from "./silence.js";
import { dirname, isAbsolute, join } from "node:path";

// src/store/open-store.ts
/** A stack's artifact store; the SDK of its cloud is loaded here. The error says why the identity gets no credentials. */
async function openStore(input) {
	const { address, checkout, root, host } = input;
	if (address?.kind === "bucket") return openBucketStore(input, address.uri);
	if (!address) return openFolder({
		folder: join(checkout, ".stepops", "store"),
		isOwn: true,
		host
	});
	return openFolder({
		folder: isAbsolute(address.path) ? address.path : join(root, address.path),
		isOwn: false,
		host
	});
}
/** What is not mounted looks like a folder that is not there: it must not be made on this machine's own disk. */
async function openFolder({ folder, isOwn, host }) {
	const { files } = host;
	const kindOf = async (path) => {
		const real = await files.realpath(path);
		return real === void 0 ? void 0 : (await files.stat(real))?.kind;
	};
	const kind = await kindOf(folder);
	if (kind !== void 0 && kind !== "directory") return err(`${folder} is a file, not a folder: move it away`);
	if (kind === void 0 && !isOwn && await kindOf(dirname(folder)) !== "directory") return err(`${dirname(folder)} is not there: mount it, make it, or correct the artifact_store's path`);
	const { openLocalStore } = await import("./local2.js");
	return ok(openLocalStore(folder, host));
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