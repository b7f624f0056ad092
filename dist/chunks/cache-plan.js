import { n as lazyBuckets, r as withUsableStore } from "./executors.js";
import { t as hashFiles } from "./hash-files.js";
import { n as trustOf } from "./obstacles.js";
import { B as optional } from "./check.js";
import { t as identify } from "./identity.js";

// src/cache-plan.ts
/** What a run would do at this place, by what earlier runs have done. */
async function planByCache(input, host) {
	const { request, place, pipeline, trustDomain } = input;
	const { env, selection } = request;
	const { root, checkout, pipelinePath, github, remote } = place;
	const { operatorsRefused } = trustOf(place, env);
	const refused = optional("refused", operatorsRefused);
	const buckets = lazyBuckets({
		host,
		checkout,
		env,
		pipeline,
		...refused
	});
	const { repositoryId } = identify({
		env,
		host,
		runKey: "",
		pipelinePath,
		checkout,
		remote
	});
	const { planWithCache } = await import("./plan2.js");
	const planned = await planWithCache({
		...input,
		host,
		env,
		root,
		checkout,
		github,
		buckets,
		pipeline: withUsableStore(pipeline, operatorsRefused),
		run: {
			id: "",
			pipelinePath,
			trustDomain,
			repositoryId,
			selection
		},
		hashFiles: (patterns) => hashFiles(root, patterns),
		signal: new AbortController().signal
	});
	await buckets.close();
	return planned;
}

export { planByCache };