import { ht as ok, mt as err } from "./check.js";
import http from "node:http";
import https from "node:https";

// src/host/http.ts
const mostRedirects = 5;
/**
* One HTTP request. Every status is an answer; only what came to no answer is a fault. GET and HEAD follow redirects,
* without their Authorization where these leave the host: registries and stores send clients on to signed URLs.
* A private CA comes with NODE_EXTRA_CA_CERTS, which Node reads by itself.
*/
async function request(asked) {
	const { clock, timeoutMs, signal } = asked;
	const url = URL.parse(asked.url);
	if (url === null) return fault("unreachable", "its address is not a URL");
	const over = new AbortController();
	const stopped = Promise.withResolvers();
	const onAbort = () => stopped.resolve(fault("aborted", `the request to ${url.host} was stopped`));
	const onTimeout = () => stopped.resolve(fault("timeout", `${url.host} does not answer in time`));
	signal?.addEventListener("abort", onAbort, { once: true });
	if (signal?.aborted) onAbort();
	clock.sleep(timeoutMs, over.signal).then(onTimeout, () => {});
	try {
		return await Promise.race([stopped.promise, follow(asked, url, over.signal)]);
	} finally {
		over.abort();
		signal?.removeEventListener("abort", onAbort);
	}
}
const fault = (reason, message) => err({
	reason,
	message
});
async function follow(asked, start, over) {
	let step = asked;
	let url = start;
	for (let hops = 0;; hops += 1) {
		const reply = await exchange(step, url, over);
		const next = reply.ok ? redirect(asked.method ?? "GET", reply.value, url) : void 0;
		if (next === void 0) return reply;
		if (hops === mostRedirects) return fault("unreachable", `${start.host} redirects without an end`);
		if (next.origin !== url.origin) step = asStranger(step);
		url = next;
	}
}
const redirects = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
function redirect(method, { status, headers }, from) {
	const { location } = headers;
	if (location === void 0 || !redirects.has(status) || !["GET", "HEAD"].includes(method)) return void 0;
	const next = URL.parse(location, from.href);
	return next !== null && /^https?:$/.test(next.protocol) ? next : void 0;
}
function asStranger(asked) {
	const { headers = {}, acceptsAnyCertificate: _any, ...rest } = asked;
	const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization");
	return {
		...rest,
		headers: Object.fromEntries(kept)
	};
}
function exchange(asked, url, over) {
	const { method = "GET", headers, body, maxBytes } = asked;
	return new Promise((resolve) => {
		const fail = (error) => resolve(err(faultOf(error, url.host)));
		const take = (response) => collect(response, maxBytes).then((bytes) => resolve(bytes ? ok(answer(response, bytes)) : fault("too-large", `${url.host} sends too much`)), fail);
		try {
			const options = {
				method,
				headers: {
					"user-agent": "stepops",
					...headers
				},
				signal: over
			};
			const sent = (isSecure(url) ? https.request : http.request)(url, {
				...options,
				...connection(asked, url)
			}, take);
			sent.on("error", fail);
			sent.end(body);
		} catch (error) {
			fail(error);
		}
	});
}
const isSecure = ({ protocol }) => protocol === "https:";
function connection(asked, url) {
	const { env, timeoutMs, acceptsAnyCertificate = false } = asked;
	const proxyEnv = isLoopback(url.hostname) ? {} : proxies(env);
	return {
		agent: isSecure(url) ? new https.Agent({ proxyEnv }) : new http.Agent({ proxyEnv }),
		timeout: timeoutMs,
		rejectUnauthorized: !acceptsAnyCertificate
	};
}
/** `localhost`, 127.0.0.0/8 and ::1, as a URL or a reference has them. */
const isLoopback = (hostname) => /^(localhost|(.+\.)localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
/** The variables that name proxies. Everybody else takes `proxy:3128` for a proxy; Node passes over it without a word. */
function proxies(env) {
	const names = Object.keys(env).filter((name) => /^(https?|no)_proxy$/i.test(name));
	const complete = (name, value) => /^no_/i.test(name) || value === "" || value.includes("://") ? value : `http://${value}`;
	return Object.fromEntries(names.map((name) => [name, complete(name, env[name] ?? "")]));
}
/** Undefined when there is more than `maxBytes`; leaving the loop closes the connection. */
async function collect(response, maxBytes) {
	const chunks = [];
	let size = 0;
	for await (const chunk of response) {
		size += chunk.length;
		if (size > maxBytes) return void 0;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function answer({ statusCode = 0, headers }, body) {
	const entries = Object.entries(headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]);
	return {
		status: statusCode,
		headers: Object.fromEntries(entries),
		body
	};
}
const certificateCodes = /CERT|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$|^PATH_LENGTH_EXCEEDED$/;
const words = /* @__PURE__ */ new Map([
	["ENOTFOUND", "there is no such host"],
	["EAI_AGAIN", "its name cannot be looked up"],
	["ECONNREFUSED", "nothing listens there"],
	["ECONNRESET", "it hung up"],
	["EPROTO", "it does not speak TLS"],
	["ERR_PROXY_TUNNEL", "the proxy does not let the request through"],
	["ERR_PROXY_INVALID_CONFIG", "the address of the proxy is not a URL"]
]);
/** What a request came to that got no answer. */
function faultOf(error, host) {
	const { code = "", message } = error;
	if (certificateCodes.test(code)) return {
		reason: "certificate",
		message: `the certificate of ${host} is not trusted: ${message}`
	};
	return {
		reason: "unreachable",
		message: `${host} cannot be reached: ${words.get(code) ?? message}`
	};
}

export { request as i, isLoopback as n, proxies as r, faultOf as t };