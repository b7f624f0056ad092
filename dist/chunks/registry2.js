import { B as optional, V as own, ht as ok, mt as err } from "./check.js";
import { c as parseJson, l as textOf, n as dockerHub, o as fieldsOf, r as parseReference, s as itemsOf, t as apiHost, u as textsOf } from "./reference.js";
import { i as request, n as isLoopback } from "./http.js";
import { createHash } from "node:crypto";
import { join } from "node:path";

// src/image/credential-helper.ts
/** A helper may ask its user through a window; nobody answers on a runner. */
const patienceMs = 1e4;
/** Not through `Host.spawn`, whose children have an empty stdin. */
const runCredentialHelper = async ({ file, input, env, clock }) => {
	const { spawn } = await import("node:child_process");
	const child = spawn(file, ["get"], {
		env,
		detached: true,
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	const over = new AbortController();
	clock.sleep(patienceMs, over.signal).then(() => killGroup(child), () => {});
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const reply = await ended(child);
	over.abort();
	return reply;
};
/** The whole group: whatever else holds the pipe open would keep us waiting. */
function killGroup({ pid }) {
	try {
		if (pid !== void 0) process.kill(-pid, "SIGKILL");
	} catch {}
}
function ended(child) {
	const chunks = [];
	child.stdout?.on("data", (chunk) => chunks.push(chunk));
	return new Promise((resolve) => {
		child.once("error", () => resolve({
			code: void 0,
			stdout: ""
		}));
		child.once("close", (code) => resolve({
			code: code ?? void 0,
			stdout: Buffer.concat(chunks).toString("utf8")
		}));
	});
}

// src/image/credentials.ts
/** What a cloud gave where Docker had nothing. */
function fromCloud(kept, given) {
	const messages = [kept.message, given.message].filter((message) => message !== void 0);
	return given.login ? given : optional("message", messages.join("; ") || void 0);
}
/** For the message of a registry that refuses. */
const loginNote = ({ cloud, message }) => cloud === void 0 ? message : `it was asked with the login of the ${cloud} identity`;
/** The login that `docker login` left for a registry. A broken config or helper is no login. */
async function findLogin(search) {
	const folder = configFolder(search.env);
	const path = folder === void 0 ? void 0 : join(folder, "config.json");
	const config = path === void 0 ? {} : await readConfig$1(search.files, path);
	if (typeof config === "string") return { message: `${path} ${config}, so no login is used` };
	const key = keyOf(search.registry);
	const helper = textOf(own(fieldsOf(config.credHelpers), key)) ?? textOf(config.credsStore);
	if (helper !== void 0) return askHelper(search, helper, key);
	const login = loginOf(fieldsOf(entryFor(fieldsOf(config.auths), key)));
	if (login === "damaged") return { message: `the login for ${search.registry} in ${path} is damaged, so no login is used` };
	return login ? { login } : {};
}
/** Under which the config keeps a registry's login. */
const keyOf = (registry) => registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
/** Where `config.json` lies. */
function configFolder({ DOCKER_CONFIG, HOME }) {
	if (DOCKER_CONFIG) return DOCKER_CONFIG;
	return HOME ? join(HOME, ".docker") : void 0;
}
/** What is wrong with it, where it is there and no use. */
async function readConfig$1(files, path) {
	const text = await files.read(path).catch(() => null);
	if (text === null) return "cannot be read";
	if (text === void 0) return {};
	const config = parseJson(text);
	return config === void 0 ? "is not JSON" : fieldsOf(config);
}
/** By its very name, else by its host name: old entries are URLs. */
function entryFor(auths, key) {
	const alike = Object.keys(auths).find((name) => hostOf(name) === hostOf(key));
	return own(auths, key) ?? (alike === void 0 ? void 0 : own(auths, alike));
}
/** An entry's registry: old ones are URLs. */
const hostOf = (name) => name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
function loginOf(entry) {
	const token = textOf(entry.identitytoken);
	if (token !== void 0) return {
		kind: "identity",
		token
	};
	const auth = textOf(entry.auth);
	if (auth !== void 0) return decoded(auth) ?? "damaged";
	return basic(textOf(entry.username), textOf(entry.password));
}
function decoded(auth) {
	const text = Buffer.from(auth, "base64").toString("utf8");
	const colon = text.indexOf(":");
	return colon > 0 ? basic(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, "")) : void 0;
}
const basic = (username, password) => username && password ? {
	kind: "basic",
	username,
	password
} : void 0;
async function askHelper(search, name, key) {
	const { env, clock, runHelper = runCredentialHelper } = search;
	const file = `docker-credential-${name}`;
	if (!/^[\w.-]+$/.test(name)) return { message: "the Docker config names a credential helper that is none" };
	const { code, stdout } = await runHelper({
		file,
		input: key,
		env,
		clock
	});
	if (code === void 0) return { message: `${file} cannot be run, or does not answer, so no login is used` };
	if (code !== 0) return /not found/i.test(stdout) ? {} : { message: `${file} fails with exit code ${code}, so no login is used` };
	const answer = parseJson(stdout);
	return answer === void 0 ? { message: `${file} prints no login, so none is used` } : helpersLogin(fieldsOf(answer));
}
function helpersLogin({ Username, Secret }) {
	const secret = textOf(Secret);
	if (Username === "<token>" && secret !== void 0) return { login: {
		kind: "identity",
		token: secret
	} };
	const login = basic(textOf(Username), secret);
	return login ? { login } : {};
}

// src/image/manifest.ts
/** For Accept: OCI's and Docker's forms, of an index and of one image. */
const manifestTypes = [
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json"
];
/** A digest whose bytes can be checked. */
const isDigest = (text) => /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
function digestOf(bytes, algorithm = "sha256") {
	return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}
const fits = (bytes, digest) => isDigest(digest) && digestOf(bytes, digest.slice(0, digest.indexOf(":"))) === digest;
/** By its shape: the media type is optional in OCI's forms. Undefined for Docker's first schema and what is no manifest. */
function readManifest(bytes) {
	const { manifests, config } = fieldsOf(parseJson(bytes.toString("utf8")));
	if (Array.isArray(manifests)) return {
		kind: "index",
		images: manifests.flatMap(indexEntry)
	};
	const digest = textOf(fieldsOf(config).digest);
	return digest === void 0 ? void 0 : {
		kind: "image",
		config: digest
	};
}
/** Attestations stand among the images, for the platform `unknown`. */
function indexEntry(value) {
	const { digest, platform } = fieldsOf(value);
	const { os, architecture, variant } = fieldsOf(platform);
	const text = {
		digest: textOf(digest),
		os: textOf(os),
		architecture: textOf(architecture)
	};
	if (!text.digest || !text.os || !text.architecture || text.os === "unknown") return [];
	const named = {
		os: text.os,
		architecture: text.architecture,
		...optional("variant", textOf(variant))
	};
	return [{
		digest: text.digest,
		platform: named
	}];
}
const imageFor = (images, wanted) => images.find(({ platform }) => suits(platform, wanted))?.digest;
const suits = (given, wanted) => given.os === wanted.os && given.architecture === wanted.architecture && (given.variant === void 0 || wanted.variant === void 0 || given.variant === wanted.variant);
const platformText = ({ os, architecture, variant }) => [
	os,
	architecture,
	variant
].filter((each) => each !== void 0).join("/");
/** Undefined for what is no configuration of an image. */
function readConfig(bytes) {
	const whole = parseJson(bytes.toString("utf8"));
	if (typeof whole !== "object" || whole === null) return void 0;
	const { os, architecture, config } = fieldsOf(whole);
	const { Env, Labels, User, WorkingDir, Entrypoint, Cmd } = fieldsOf(config);
	const labels = Object.entries(fieldsOf(Labels)).map(([name, value]) => [name, String(value)]);
	return {
		...optional("os", textOf(os)),
		...optional("architecture", textOf(architecture)),
		env: Object.fromEntries(textsOf(Env).map(variable)),
		labels: Object.fromEntries(labels),
		...optional("user", textOf(User)),
		...optional("workingDirectory", textOf(WorkingDir)),
		entrypoint: textsOf(Entrypoint),
		command: textsOf(Cmd)
	};
}
function variable(text) {
	const at = text.indexOf("=");
	return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

// src/image/registry-fault.ts
function httpFault({ name }, { reason, message }) {
	const about = `${name}: ${message}`;
	if (reason === "too-large") return {
		reason: "refused",
		message: about,
		hint: "Check that it is an image"
	};
	return {
		reason: "unreachable",
		message: about,
		hint: reason === "certificate" ? "Set NODE_EXTRA_CA_CERTS to a file with the certificate of the authority that signed it" : "Check the name of the registry, the network, and HTTPS_PROXY where there is a proxy"
	};
}
const denied = ({ registry, name }, note) => ({
	reason: "denied",
	message: `${registry} does not give out ${name}: it may not exist, or it may need docker login${note === void 0 ? "" : `; ${note}`}`,
	hint: `Check its spelling, or run docker login${registry === "docker.io" ? "" : ` ${registry}`} as a user who may read it`
});
const refused = ({ name }, why) => ({
	reason: "refused",
	message: `${name}: ${why}`,
	hint: "Try docker pull with the same name, and mend what it says"
});
/** Of a status that is no success. */
function statusFault(subject, response, note) {
	const { registry, name } = subject;
	const { status } = response;
	if (status === 401 || status === 403) return denied(subject, note);
	if (status === 404) return {
		reason: "missing",
		message: `${registry} has no image ${name}`,
		hint: "Correct its name or its tag"
	};
	const message = `${name}: ${registry} answers ${status}${wordsOf(response)}`;
	if (status === 429) return {
		reason: "refused",
		message,
		hint: "Wait until it takes requests again, or raise its limit by docker login"
	};
	return status >= 500 ? {
		reason: "unreachable",
		message,
		hint: "Try again when the registry works again"
	} : {
		reason: "refused",
		message,
		hint: "Try docker pull with the same name, and mend what it says"
	};
}
/** The first error of a registry's answer, in its own words. */
function wordsOf({ body }) {
	const [first] = itemsOf(fieldsOf(parseJson(body.toString("utf8"))).errors);
	const { code, message } = fieldsOf(first);
	const text = textOf(message) ?? textOf(code);
	return text === void 0 ? "" : ` (${text.replaceAll(/[\x00-\x1f\x7f-\x9f]+/g, " ").slice(0, 200)})`;
}

// src/image/authorization.ts
/** The Authorization header that answers a 401 (distribution's spec/auth/token and spec/auth/oauth). */
async function authorize(header, asking) {
	const challenges = parseChallenges(header);
	const bearer = challenges.find(({ scheme }) => scheme === "bearer");
	if (bearer) return askToken(bearer.params, asking);
	const { login, message } = asking.found;
	if (challenges.length > 0 && challenges.every(({ scheme }) => scheme !== "basic")) return err(refused(asking, `${asking.registry} asks for a kind of login that stepops does not know`));
	return login?.kind === "basic" ? ok(basicHeader(login)) : err(denied(asking, message));
}
const part = /[\s,]*(?:([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([\w-]+))/y;
/** `Bearer realm="…",service="…", Basic realm="…"`: names with a value belong to the scheme before them. */
function parseChallenges(header) {
	const challenges = [];
	part.lastIndex = 0;
	for (let found = part.exec(header); found; found = part.exec(header)) {
		const [, name, quoted, plain, scheme] = found;
		const last = challenges.at(-1);
		if (scheme !== void 0) challenges.push({
			scheme: scheme.toLowerCase(),
			params: {}
		});
		else if (last && name) last.params[name.toLowerCase()] = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "";
	}
	return challenges;
}
async function askToken(params, asking) {
	const realm = URL.parse(params.realm ?? "");
	if (realm === null || !/^https?:$/.test(realm.protocol)) return err(refused(asking, `${asking.registry} does not say where to get a token`));
	const login = realm.protocol === "https:" || asking.isInsecure ? asking.found.login : void 0;
	const scope = params.scope || `repository:${asking.repository}:pull`;
	const reply = await asking.send(tokenCall(realm, {
		service: params.service ?? "",
		scope
	}, login));
	return reply.ok ? tokenOf(reply.value, asking, login) : reply;
}
function tokenCall(realm, query, login) {
	const asked = Object.entries(query).filter(([, value]) => value !== "");
	if (login?.kind === "identity") {
		const form = {
			grant_type: "refresh_token",
			refresh_token: login.token,
			client_id: "stepops"
		};
		const body = new URLSearchParams([...Object.entries(form), ...asked]).toString();
		return {
			url: realm.href,
			method: "POST",
			headers: { "content-type": "application/x-www-form-urlencoded" },
			body
		};
	}
	const url = new URL(realm);
	for (const [name, value] of asked) url.searchParams.append(name, value);
	return {
		url: url.href,
		...login && { headers: { authorization: basicHeader(login) } }
	};
}
const basicHeader = ({ username, password }) => `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
function tokenOf(response, asking, login) {
	const { status, body } = response;
	const { found } = asking;
	if (status !== 200) {
		const note = login && !found.cloud ? `the login that Docker keeps for ${asking.registry} is not accepted` : loginNote(found);
		return err(status < 500 && status !== 429 ? denied(asking, note) : statusFault(asking, response));
	}
	const { token, access_token } = fieldsOf(parseJson(body.toString("utf8")));
	const text = textOf(token) ?? textOf(access_token);
	if (text === void 0 || !/^[\x21-\x7e]+$/.test(text)) return err(refused(asking, `the token server of ${asking.registry} sends no token`));
	return ok(`Bearer ${text}`);
}

// src/image/transport.ts
const timeoutMs = 5e3;
/** What the specification sets as the limit of a manifest; a configuration is far smaller. */
const maxBytes = 4194304;
const tries = 3;
const longestPauseMs = 1e4;
const firstPauseMs = 1e3;
function openTransport(around) {
	const { env, clock, insecure, signal } = around;
	const inTheClear = /* @__PURE__ */ new Set();
	const isInsecure = (host) => insecure.includes(host) || isLoopback(hostname(host));
	const anywhere = (url, call, acceptsAnyCertificate) => patiently(around, () => request({
		...call,
		...optional("signal", signal),
		url,
		env,
		clock,
		timeoutMs,
		maxBytes,
		acceptsAnyCertificate
	}));
	const plain = (host, path, call) => anywhere(`http://${host}${path}`, call, false);
	return {
		isInsecure,
		anywhere,
		async api(host, path, call) {
			if (inTheClear.has(host)) return plain(host, path, call);
			const reply = await anywhere(`https://${host}${path}`, call, isInsecure(host));
			if (reply.ok || reply.error.reason === "aborted" || !isInsecure(host)) return reply;
			const second = await plain(host, path, call);
			if (second.ok) inTheClear.add(host);
			return second;
		}
	};
}
const hostname = (host) => host.replace(/:\d+$/, "");
/** Asks a server that is busy or ails again, after what it asks for or else a random time that grows. */
async function patiently(around, act) {
	const { clock, signal } = around;
	for (let attempt = 1;; attempt += 1) {
		const reply = await act();
		if (!reply.ok || !isBusy(reply.value) || attempt === tries) return reply;
		if (await clock.sleep(pauseMs(around, reply.value, attempt), signal).then(() => false, () => true)) return err({
			reason: "aborted",
			message: "the request was stopped"
		});
	}
}
const isBusy = ({ status }) => status === 429 || status >= 500;
function pauseMs({ clock, random }, { headers }, attempt) {
	const asked = retryAfterMs(headers["retry-after"] ?? "", clock.now());
	return Math.min(asked ?? random.float() * firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
}
/** Seconds, or a date. */
function retryAfterMs(text, now) {
	if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1e3;
	const at = Date.parse(text);
	return Number.isNaN(at) ? void 0 : Math.max(0, at - now);
}

// src/image/registry-client.ts
const placeOf = ({ registry, repository }) => `${registry}/${repository}`;
function openRegistryClient(input) {
	const transport = openTransport(input);
	const logins = /* @__PURE__ */ new Map();
	/** Authorization headers by repository: a token is good for one. */
	const known = /* @__PURE__ */ new Map();
	function login(registry) {
		const found = logins.get(registry) ?? findLogin({
			...input,
			registry
		});
		logins.set(registry, found);
		return found;
	}
	async function send(wanted, path, call, authorization) {
		const headers = {
			...call.headers,
			...authorization !== void 0 && { authorization }
		};
		const place = `/v2/${wanted.repository}/${path}`;
		const reply = await transport.api(apiHost(wanted.registry), place, {
			...call,
			headers
		});
		return reply.ok ? reply : err(httpFault(wanted, reply.error));
	}
	function asking(wanted, found) {
		const isInsecure = transport.isInsecure(apiHost(wanted.registry));
		return {
			...wanted,
			found,
			isInsecure,
			async send({ url, ...call }) {
				const reply = await transport.anywhere(url, call, isInsecure);
				return reply.ok ? reply : err(httpFault(wanted, reply.error));
			}
		};
	}
	async function answer(question, challenge, found) {
		const { wanted, path, call } = question;
		const authorization = await authorize(challenge, asking(wanted, found));
		if (!authorization.ok) return authorization;
		known.set(placeOf(wanted), authorization.value);
		const reply = await send(wanted, path, call, authorization.value);
		return reply.ok && [401, 403].includes(reply.value.status) ? err(denied(wanted, loginNote(found))) : reply;
	}
	/** A token may be too old, so that what was known counts as nothing once it was refused. */
	async function ask(wanted, path, call) {
		const first = await send(wanted, path, call, known.get(placeOf(wanted)));
		if (!first.ok || first.value.status !== 401) return first;
		const question = {
			wanted,
			path,
			call
		};
		const challenge = first.value.headers["www-authenticate"] ?? "";
		const kept = await login(wanted.registry);
		const reply = await answer(question, challenge, kept);
		if (kept.login || reply.ok || reply.error.reason !== "denied") return reply;
		const { cloudLogins, signal } = input;
		if (!cloudLogins?.covers(wanted.registry)) return reply;
		const given = fromCloud(kept, await cloudLogins.find(wanted.registry, signal));
		return given.login ? answer(question, challenge, given) : err(denied(wanted, given.message));
	}
	async function bytes(wanted, path, call, digest) {
		const reply = await ask(wanted, path, call);
		if (!reply.ok) return reply;
		const { status, body } = reply.value;
		if (status !== 200) return err(statusFault(wanted, reply.value));
		if (digest === void 0 || fits(body, digest)) return ok(body);
		return err(refused(wanted, `what ${wanted.registry} sends does not have the digest ${digest}`));
	}
	return {
		ask,
		bytes
	};
}

// src/image/registry.ts
function openRegistry(input) {
	const client = openRegistryClient(input);
	const digests = /* @__PURE__ */ new Map();
	return {
		digest(name) {
			const known = digests.get(name) ?? askDigest(client, wantedOf(name));
			digests.set(name, known);
			return known;
		},
		has: (name) => askWhether(client, wantedOf(name)),
		config: (name, platform) => askConfig(client, wantedOf(name), platform)
	};
}
const wantedOf = (name) => ({
	name,
	...parseReference(name)
});
const manifestPath = ({ tag = "latest", digest }) => `manifests/${digest ?? tag}`;
const manifestCall = (method) => ({
	method,
	headers: { accept: manifestTypes.join(", ") }
});
async function askDigest(client, wanted) {
	if (wanted.digest !== void 0) return ok(wanted.digest);
	const head = await client.ask(wanted, manifestPath(wanted), manifestCall("HEAD"));
	if (!head.ok) return head;
	const told = head.value.headers["docker-content-digest"] ?? "";
	if (head.value.status === 200 && isDigest(told)) return ok(told);
	if (!mayKnowByGet(head.value)) return err(statusFault(wanted, head.value));
	const whole = await client.bytes(wanted, manifestPath(wanted), manifestCall("GET"));
	return whole.ok ? ok(digestOf(whole.value)) : whole;
}
/** The header is optional in the specification; 405 comes from proxies that take nothing but GET. */
const mayKnowByGet = ({ status }) => status === 200 || status === 405;
async function askWhether(client, wanted) {
	const reply = await client.ask(wanted, manifestPath(wanted), manifestCall("HEAD"));
	if (!reply.ok) return reply;
	if (reply.value.status === 404) return ok(false);
	return reply.value.status === 200 ? ok(true) : err(statusFault(wanted, reply.value));
}
async function askConfig(client, wanted, platform) {
	const digest = await askConfigDigest(client, wanted, platform);
	if (!digest.ok) return digest;
	const bytes = await client.bytes(wanted, `blobs/${digest.value}`, {}, digest.value);
	if (!bytes.ok) return bytes;
	const config = readConfig(bytes.value);
	return config ? ok(config) : err(refused(wanted, "its configuration is not one of an image"));
}
async function askConfigDigest(client, wanted, platform) {
	const first = await askManifest(client, wanted);
	if (!first.ok) return first;
	if (first.value.kind === "image") return ok(first.value.config);
	const { images } = first.value;
	const digest = imageFor(images, platform);
	const offered = images.map((image) => platformText(image.platform)).join(", ") || "none";
	if (digest === void 0) return err(refused(wanted, `it is not made for ${platformText(platform)}; it is for ${offered}`));
	const second = await askManifest(client, {
		...wanted,
		digest
	});
	if (!second.ok) return second;
	return second.value.kind === "image" ? ok(second.value.config) : err(refused(wanted, "its index leads to another index"));
}
async function askManifest(client, wanted) {
	const bytes = await client.bytes(wanted, manifestPath(wanted), manifestCall("GET"), wanted.digest);
	if (!bytes.ok) return bytes;
	const manifest = readManifest(bytes.value);
	return manifest ? ok(manifest) : err(refused(wanted, "its manifest is of a form that stepops does not know"));
}

export { hostOf as a, readConfig$1 as c, fromCloud as i, configFolder as n, keyOf as o, findLogin as r, loginNote as s, openRegistry as t };