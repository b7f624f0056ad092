import { t as sha256Of } from "./sha256.js";

// src/run/identity.ts
function identify(input) {
	const { env, host, runKey, pipelinePath, checkout, remote } = input;
	const repositoryId = env.GITHUB_REPOSITORY_ID || env.GITHUB_REPOSITORY || remote && placeOfRemote(remote) || checkout;
	const workflowRun = env.GITHUB_RUN_ID;
	if (!workflowRun) {
		const runId = generateId(host);
		return {
			runId,
			id: runId,
			repositoryId
		};
	}
	return {
		runId: workflowRun,
		id: `${workflowRun}-${digest(`${runKey}\0${pipelinePath}`)}`,
		repositoryId
	};
}
/** The same for `https://host/owner/name.git` and `git@host:owner/name`, since colleagues differ in how they cloned. */
function placeOfRemote(url) {
	const [, host, path] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/+(.+)$/i.exec(url) ?? /^(?:[^@/:]+@)?([^/:@]{2,}):(?!\/\/)\/*(.+)$/.exec(url) ?? [];
	if (host === void 0 || path === void 0) return url;
	return `${host.toLowerCase()}/${path.replace(/\/+$/, "").replace(/\.git$/, "")}`;
}
function generateId({ clock, random }) {
	const [day, time] = new Date(clock.now()).toISOString().replaceAll(/[-:]|\..*/g, "").split("T");
	return `${day}-${time}-${random.hex(4)}`;
}
const digest = (text) => sha256Of(text).slice(0, 8);

export { identify as t };