import { ht as ok, mt as err } from "./check.js";
import { n as isLoopback, r as proxies, t as faultOf } from "./http.js";
import http from "node:http";
import https from "node:https";

// src/host/transport.ts
function openTransport({ env, idleMs }) {
	const proxyEnv = proxies(env);
	const common = {
		keepAlive: true,
		timeout: idleMs
	};
	const agents = {
		"http:": {
			far: new http.Agent({
				...common,
				proxyEnv
			}),
			near: new http.Agent(common)
		},
		"https:": {
			far: new https.Agent({
				...common,
				proxyEnv
			}),
			near: new https.Agent(common)
		}
	};
	const agentFor = ({ protocol, hostname }) => agents[protocol]?.[isLoopback(hostname) ? "near" : "far"];
	return {
		async send(request) {
			const url = URL.parse(request.url);
			const agent = url ? agentFor(url) : void 0;
			if (!url || !agent) return err({
				reason: "unreachable",
				message: "its address is not a URL"
			});
			return exchange(request, {
				url,
				agent,
				idleMs
			});
		},
		close() {
			for (const { far, near } of Object.values(agents)) for (const agent of [far, near]) agent.destroy();
		}
	};
}
function exchange({ method, headers, body, signal }, { url, agent, idleMs }) {
	return new Promise((resolve) => {
		const fail = (error) => resolve(err(asFault(error, url, signal)));
		try {
			const sent = (url.protocol === "https:" ? https.request : http.request)(url, {
				method,
				headers: {
					"user-agent": "stepops",
					...headers
				},
				agent,
				timeout: idleMs,
				...signal && { signal }
			}, (reply) => resolve(ok(answer(reply))));
			sent.on("error", fail);
			sent.on("timeout", () => sent.destroy(new Silence(url.host)));
			sent.end(body);
		} catch (error) {
			fail(error);
		}
	});
}
var Silence = class extends Error {
	constructor(host) {
		super(`${host} does not answer in time`);
	}
};
function asFault(error, url, signal) {
	if (signal?.aborted) return {
		reason: "aborted",
		message: `the request to ${url.host} was stopped`
	};
	if (error instanceof Silence) return {
		reason: "timeout",
		message: error.message
	};
	return faultOf(error, url.host);
}
function answer(reply) {
	const entries = Object.entries(reply.headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]);
	reply.on("error", () => {});
	return {
		status: reply.statusCode ?? 0,
		headers: Object.fromEntries(entries),
		body: reply
	};
}

export { openTransport as t };