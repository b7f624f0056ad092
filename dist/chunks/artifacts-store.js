import { B as optional, p as open, pt as isOnActions } from "./check.js";
import { n as trustOf } from "./obstacles.js";
import { t as identify } from "./identity.js";
import { t as openStore } from "./open-store.js";
import { o as usageError, s as writeDiagnostics, u as exitCodes } from "./program.js";

// src/cli/artifacts-store.ts
/** Opens the store of the pipeline's stack; where that cannot be done it says why, and the exit code is what is left to do. */
async function openStoreHere(asked, io, host) {
	const { cwd, env } = io;
	const { file, stack } = asked;
	const request = {
		file,
		cwd,
		env,
		params: {},
		standIns: true,
		...optional("stack", stack)
	};
	const { pipeline, place, diagnostics } = await open(request, host);
	if (!pipeline) {
		await writeDiagnostics(diagnostics, io.stderr);
		return exitCodes.badInput;
	}
	const trust = trustOf(place, env);
	const store = await storeOf({
		pipeline,
		place,
		trust,
		env
	}, host);
	if (!store.ok) {
		usageError(`the artifact store cannot be used: ${store.error}`, io, "log in to its cloud, or choose another stack with --stack NAME");
		return exitCodes.ourFault;
	}
	const { repositoryId } = identify({
		env,
		host,
		runKey: "",
		...place,
		remote: place.remote
	});
	const folder = pipeline.stack.artifactStore?.kind === "bucket" ? void 0 : store.value.uriOf("");
	const isConfined = isOnActions(env) && !trust.trusted;
	return {
		store: store.value,
		trust,
		repositoryId,
		folder,
		isConfined
	};
}
function storeOf(input, host) {
	const { pipeline, place, trust, env } = input;
	const { artifactStore: address, auth } = pipeline.stack;
	const { root, checkout } = place;
	return openStore({
		host,
		env,
		address,
		checkout,
		root,
		onSecret: () => {},
		...optional("auth", auth),
		...optional("refused", trust.operatorsRefused)
	});
}

export { openStoreHere as t };