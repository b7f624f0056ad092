import { $ as ok, Q as err, T as own, w as optional } from "./check.js";
import { i as request, n as isLoopback } from "./http.js";
import { t as createMasker } from "./mask.js";
import { createHash } from "node:crypto";
import { join } from "node:path";

// src/auth/registry-login.ts
const clouds = [
	{
		name: "AWS",
		pattern: /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/,
		open: async (identity) => (await import("./aws2.js")).openAws(identity)
	},
	{
		name: "Google",
		pattern: /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
		open: async (identity) => (await import("./google2.js")).openGoogle(identity)
	},
	{
		name: "Azure",
		pattern: /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/,
		open: async (identity) => (await import("./azure2.js")).openAzure(identity)
	}
];
const cloudOf = (registry) => clouds.find(({ pattern }) => pattern.test(registry));
/** A push may take its time. */
const marginMs = 3e5;
/** A run looks at registries often, and each look would wait for the same refusal. */
const refusalMs = 6e4;
/** An SDK tries one source of credentials after the other. */
const patienceMs$1 = 3e4;
/** The logins that clouds give the stack's identity, each for its own registries. */
function openRegistryLogins(input) {
	const { clock, open } = input;
	const secrets = /* @__PURE__ */ new Set();
	const identity = {
		...input,
		onSecret: (secret) => secrets.add(secret)
	};
	const opened = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	async function ask(cloud, registry) {
		try {
			const opening = opened.get(cloud.name) ?? (open ? open(cloud.name, identity) : cloud.open(identity));
			opened.set(cloud.name, opening);
			const asking = await opening;
			return asking.ok ? ok(await asking.value(registry)) : asking;
		} catch (error) {
			return err(wordsOf$1(error, secrets));
		}
	}
	function remember(cloud, registry) {
		const asked = inTime(ask(cloud, registry), clock);
		const entry = {
			found: asked.then((login) => foundOf(cloud, login)),
			until: Number.POSITIVE_INFINITY
		};
		known.set(registry, entry);
		asked.then((login) => {
			entry.until = login.ok ? login.value.expiresAt - marginMs : clock.now() + refusalMs;
		});
		return entry.found;
	}
	return {
		covers: (registry) => cloudOf(registry) !== void 0,
		async find(registry, signal) {
			const cloud = cloudOf(registry);
			if (!cloud) return {};
			const entry = known.get(registry);
			const found = entry && clock.now() < entry.until ? entry.found : remember(cloud, registry);
			return signal ? unlessAborted(found, signal) : found;
		}
	};
}
function foundOf({ name }, login) {
	if (!login.ok) return { message: `the ${name} identity gave no login: ${login.error}` };
	const { username, password } = login.value;
	return {
		login: {
			kind: "basic",
			username,
			password
		},
		cloud: name
	};
}
async function inTime(work, clock) {
	const over = new AbortController();
	const late = clock.sleep(patienceMs$1, over.signal).then(() => err("it does not answer in time"), () => err("it was stopped"));
	const first = await Promise.race([work, late]);
	over.abort();
	return first;
}
async function unlessAborted(work, signal) {
	if (signal.aborted) return {};
	const aborted = Promise.withResolvers();
	const onAbort = () => aborted.resolve({});
	signal.addEventListener("abort", onAbort, { once: true });
	const first = await Promise.race([work, aborted.promise]);
	signal.removeEventListener("abort", onAbort);
	return first;
}
/** The first words, since SDKs write pages. Masked before anything is cut, which might cut through a secret. */
function wordsOf$1(error, secrets) {
	return createMasker(secrets).mask(error instanceof Error ? error.message : String(error)).replaceAll(/[\x00-\x20\x7f-\x9f]+/g, " ").trim().slice(0, 300).replace(/\.$/, "");
}

// src/image/json.ts
/** Undefined for what is no JSON. The parser's own message quotes the text, which may hold a secret, so nobody gets it. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The fields of an object that somebody else wrote; none where it is something else. */
const fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const itemsOf = (value) => Array.isArray(value) ? value : [];
/** Undefined for an empty text too: Go programs write one for what they do not have. */
const textOf = (value) => typeof value === "string" && value !== "" ? value : void 0;
const textsOf = (value) => itemsOf(value).filter((item) => typeof item === "string");

// src/image/reference.ts
const dockerHub = "docker.io";
/** Of a reference that `parseImage` found right. */
function parseReference(text) {
	const at = text.indexOf("@");
	const name = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? void 0 : text.slice(at + 1);
	const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
	const tag = colon < 0 ? void 0 : name.slice(colon + 1);
	return {
		...splitRegistry(colon < 0 ? name : name.slice(0, colon)),
		...optional("tag", tag ?? (digest === void 0 ? "latest" : void 0)),
		...optional("digest", digest)
	};
}
function splitRegistry(name) {
	const slash = name.indexOf("/");
	const first = name.slice(0, Math.max(slash, 0));
	if (!/[.:]/.test(first) && first !== "localhost") return onDockerHub(name);
	const rest = name.slice(slash + 1);
	return first === "docker.io" || first === "index.docker.io" ? onDockerHub(rest) : {
		registry: first,
		repository: rest
	};
}
const onDockerHub = (repository) => ({
	registry: dockerHub,
	repository: repository.includes("/") ? repository : `library/${repository}`
});
/** In the long form, which every engine and operator takes for the same image. */
const referenceText = ({ registry, repository, tag, digest }) => `${registry}/${repository}${tag === void 0 ? "" : `:${tag}`}${digest === void 0 ? "" : `@${digest}`}`;
/** The same repository at one digest. */
const pinnedText = ({ registry, repository }, digest) => referenceText({
	registry,
	repository,
	digest
});
/** Where a registry's API is; Docker Hub's is not under its own name. */
const apiHost = (registry) => registry === "docker.io" ? "registry-1.docker.io" : registry;

// src/image/dockerfile.ts
/** Splits the text into instructions as Docker does: by lines, continued ones joined, here-documents left alone. */
function readDockerfile(text) {
	const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
	const { directives, count } = readDirectives(lines);
	const escaping = directives.get("escape") === "`" ? "`" : "\\";
	const frontend = directives.get("syntax");
	const instructions = [];
	for (let at = count; at < lines.length;) {
		const { instruction, next } = readInstruction(lines, at, escaping);
		if (instruction) instructions.push(instruction);
		at = next;
	}
	return {
		...frontend !== void 0 && { frontend },
		instructions
	};
}
/** Where the legacy builder's "Step N/M" stands; undefined where it added the instruction itself. */
const lineOfInstruction = ({ instructions }, step) => instructions[step - 1]?.line;
/** Where an instruction stands that a builder quotes, with its blanks as it likes. */
function lineOfText({ instructions }, quoted) {
	const wanted = squeezed(quoted);
	return instructions.find(({ keyword, text }) => squeezed(`${keyword} ${text}`) === wanted)?.line;
}
const squeezed = (text) => text.replaceAll(/\s+/g, " ").trim();
/** They end at the first line that is none, be it a comment or empty. */
function readDirectives(lines) {
	const directives = /* @__PURE__ */ new Map();
	for (const [count, line] of lines.entries()) {
		const [, name, value] = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
		if (name === void 0 || value === void 0) return {
			directives,
			count
		};
		directives.set(name.toLowerCase(), value);
	}
	return {
		directives,
		count: lines.length
	};
}
const isComment = (line) => /^\s*#/.test(line);
const isBlank = (line) => line.trim() === "";
function readInstruction(lines, start, escaping) {
	const first = lines[start] ?? "";
	if (isComment(first) || isBlank(first)) return { next: start + 1 };
	const { text, next } = joinLines(lines, start, escaping);
	const [, keyword = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
	const instruction = {
		keyword: keyword.toUpperCase(),
		text: rest.trim(),
		line: start + 1
	};
	return {
		instruction,
		next: afterHereDocuments(lines, next, instruction)
	};
}
function joinLines(lines, start, escaping) {
	const continued = escaping === "`" ? /(?<!`)`[ \t]*$/ : /(?<!\\)\\[ \t]*$/;
	let text = "";
	for (let at = start; at < lines.length; at++) {
		const line = lines[at] ?? "";
		if (at > start && (isComment(line) || isBlank(line))) continue;
		text += line.replace(continued, "");
		if (!continued.test(line)) return {
			text,
			next: at + 1
		};
	}
	return {
		text,
		next: lines.length
	};
}
/** Their lines are a script's or a file's: a Python `from` in one is no FROM. */
function afterHereDocuments(lines, start, instruction) {
	let next = start;
	for (const { name, stripsTabs } of hereDocuments(instruction)) {
		const isEnd = (line) => (stripsTabs ? line.replace(/^\t+/, "") : line) === name;
		const end = lines.findIndex((line, at) => at >= next && isEnd(line));
		if (end === -1) return lines.length;
		next = end + 1;
	}
	return next;
}
/** Words as a shell parts them, quotes and escapes left in: `"a b"` is one. */
const words = (text) => [...text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|["'])+/g)].map(([each]) => each);
function hereDocuments({ keyword, text }) {
	const subject = keyword === "ONBUILD" ? text : `${keyword} ${text}`;
	if (!/^(ADD|COPY|RUN)\s/i.test(subject)) return [];
	return words(subject).flatMap((each) => {
		const [, dash, name = ""] = /^\d*<<(-?)([^<]+)$/.exec(each) ?? [];
		return dash === void 0 ? [] : [{
			name: name.replaceAll(/["'\\]/g, ""),
			stripsTabs: dash === "-"
		}];
	});
}

// src/image/dockerfile-variables.ts
/** A word of a Dockerfile as plain text: `$NAME`, `${NAME}`, `${NAME:-text}` and its kin, quotes and escapes are done with. */
function expand(text, variables) {
	let result = "";
	for (let at = 0; at < text.length;) {
		const { value, end } = readPiece(text, at, variables);
		result += value;
		at = end;
	}
	return result;
}
function readPiece(text, at, variables) {
	const character = text[at] ?? "";
	if (character === "'") return quoted(text, at);
	if (character === "\"") return {
		value: "",
		end: at + 1
	};
	if (character === "\\") return {
		value: text[at + 1] ?? "",
		end: at + 2
	};
	if (character !== "$") return {
		value: character,
		end: at + 1
	};
	const [name] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at + 1)) ?? [];
	if (name !== void 0) return {
		value: own(variables, name) ?? "",
		end: at + 1 + name.length
	};
	return text[at + 1] === "{" ? braced(text, at, variables) : {
		value: "$",
		end: at + 1
	};
}
function quoted(text, at) {
	const end = text.indexOf("'", at + 1);
	return end === -1 ? {
		value: text.slice(at + 1),
		end: text.length
	} : {
		value: text.slice(at + 1, end),
		end: end + 1
	};
}
function braced(text, at, variables) {
	const close = closing(text, at + 2);
	const [, name = "", operator = "", rest = ""] = /^(\w*)(:?[-+?])?([\s\S]*)$/.exec(text.slice(at + 2, close)) ?? [];
	const value = own(variables, name);
	const isThere = operator.startsWith(":") ? Boolean(value) : value !== void 0;
	const end = close + 1;
	if (operator.endsWith("-")) return {
		value: isThere ? value ?? "" : expand(rest, variables),
		end
	};
	if (operator.endsWith("+")) return {
		value: isThere ? expand(rest, variables) : "",
		end
	};
	return {
		value: rest === "" ? value ?? "" : text.slice(at, end),
		end
	};
}
/** Of the `}` that ends what was opened just before `start`. */
function closing(text, start) {
	let depth = 1;
	for (let at = start; at < text.length; at++) if (text[at] === "\\") at++;
	else if (text.startsWith("${", at)) depth++;
	else if (text[at] === "}" && --depth === 0) return at;
	return text.length;
}

// src/image/base-images.ts
/**
* The images of registries that a build takes something from, each once: bases of the stages that the target needs, what COPY
* --from and RUN --mount=from name, and the frontend. A name with a variable that has no value is left as it stands.
*/
function baseImages(dockerfile, choice) {
	const stages = readStages(dockerfile, choice);
	const images = new Set(dockerfile.frontend === void 0 ? [] : [dockerfile.frontend]);
	const pending = [targetOf(stages, choice.target)];
	const seen = /* @__PURE__ */ new Set();
	for (let at = pending.pop(); at !== void 0; at = pending.pop()) {
		if (seen.has(at)) continue;
		seen.add(at);
		for (const use of stages[at]?.uses ?? []) {
			const stage = stageOf(stages, use, at);
			if (stage !== void 0) pending.push(stage);
			else if (use !== "" && use !== "scratch") images.add(use);
		}
	}
	return [...images];
}
/** A target that is not there is for the builder to complain of. */
function targetOf(stages, target) {
	const last = stages.length - 1;
	return target === void 0 ? last : stageOf(stages, target, stages.length) ?? last;
}
/** By name in whatever case, or by number; only earlier stages can be used. */
function stageOf(stages, use, before) {
	const found = stages.slice(0, before).findLastIndex(({ name }) => name === use.toLowerCase());
	if (found !== -1) return found;
	return /^\d+$/.test(use) && Number(use) < before ? Number(use) : void 0;
}
function readStages({ instructions }, choice) {
	const stages = [];
	let variables = platformVariables(choice);
	for (const each of instructions) {
		const stage = stages.at(-1);
		if (each.keyword === "FROM") stages.push(readFrom(each, variables));
		else if (stage) stage.uses.push(...usesOf(each));
		else if (each.keyword === "ARG") variables = withArguments(variables, each, choice.args);
	}
	return stages;
}
function readFrom({ text }, variables) {
	const [image = "", as, name] = words(text).filter((each) => !each.startsWith("--"));
	return {
		name: as?.toLowerCase() === "as" ? name?.toLowerCase() : void 0,
		uses: [expand(image, variables)]
	};
}
/** Docker takes no variable there, so whatever has one is none of ours. */
function usesOf({ keyword, text }) {
	const all = words(text);
	const end = all.findIndex((each) => !each.startsWith("--"));
	const flags = all.slice(0, end === -1 ? all.length : end).map((each) => expand(each, {}));
	const key = keyword === "RUN" ? /^--mount=(?:.*,)?from=([^,]+)/ : /^--from=(.+)/;
	if (keyword !== "RUN" && keyword !== "COPY") return [];
	return flags.flatMap((flag) => key.exec(flag)?.[1] ?? []);
}
/** `ARG A=1 B`: a build argument wins over the default, and each default sees those before it. */
function withArguments(variables, { text }, args) {
	let known = variables;
	for (const each of words(text)) {
		const [name = "", ...rest] = each.split("=");
		const value = own(args, name) ?? (rest.length > 0 ? expand(rest.join("="), known) : void 0);
		if (value !== void 0) known = {
			...known,
			[name]: value
		};
	}
	return known;
}
function platformVariables({ platform, buildPlatform }) {
	return {
		...platformParts("TARGET", platform),
		...platformParts("BUILD", buildPlatform)
	};
}
function platformParts(prefix, platform) {
	const [os = "", architecture = "", variant = ""] = platform.split("/");
	return {
		[`${prefix}PLATFORM`]: platform,
		[`${prefix}OS`]: os,
		[`${prefix}ARCH`]: architecture,
		[`${prefix}VARIANT`]: variant
	};
}

// src/image/build-files.ts
/** Finds the context's folder and the Dockerfile, with no Docker about. */
async function findBuildFiles(files, root, image) {
	const folder = await findContext(files, root, image.context);
	if (!folder.ok) return folder;
	const path = image.dockerfile ?? join(image.context, "Dockerfile");
	const text = await readDockerfileAt(files, root, path);
	if (!text.ok) return err({
		message: text.error,
		hint: await whereItIs(files, root, {
			...image,
			path
		})
	});
	const ignores = [join(folder.value, ".dockerignore"), join(root, `${path}.dockerignore`)];
	for (const each of ignores) {
		const real = await files.realpath(each);
		if (real !== void 0 && (await files.stat(real))?.kind !== "file") return err({
			message: `${each} is no file`,
			hint: "Make it a file, or remove it"
		});
	}
	const [ignore, ownIgnore] = await Promise.all(ignores.map((each) => files.read(each)));
	return ok({
		folder: folder.value,
		path,
		text: text.value,
		...optional("ignore", ignore),
		...optional("ownIgnore", ownIgnore)
	});
}
async function findContext(files, root, context) {
	const folder = await files.realpath(join(root, context));
	if (folder !== void 0 && (await files.stat(folder))?.kind === "directory") return ok(folder);
	const message = `the build context ${context} is ${folder === void 0 ? "not there" : "no folder"}`;
	return err({
		message,
		hint: "Correct image.build.context: it is relative to the pipeline's folder"
	});
}
async function readDockerfileAt(files, root, path) {
	const real = await files.realpath(join(root, path));
	if (real === void 0) return err(`the Dockerfile ${path} is not there`);
	if ((await files.stat(real))?.kind !== "file") return err(`the Dockerfile ${path} is no file`);
	const text = await files.read(real);
	return text === void 0 ? err(`the Dockerfile ${path} is not there`) : ok(text);
}
/** Docker Compose takes the path relative to the context, so that is what many write. */
async function whereItIs(files, root, { context, path }) {
	const inside = join(context, path);
	return (await files.stat(join(root, inside)))?.kind === "file" ? `Write dockerfile: ${inside}, since it is relative to the pipeline's folder` : "Write one there, or name another with image.build.dockerfile, relative to the pipeline's folder";
}

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

export { openRegistryLogins as S, referenceText as _, hostOf as a, textOf as b, readConfig$1 as c, lineOfInstruction as d, lineOfText as f, pinnedText as g, parseReference as h, fromCloud as i, findBuildFiles as l, words as m, configFolder as n, keyOf as o, readDockerfile as p, findLogin as r, loginNote as s, openRegistry as t, baseImages as u, fieldsOf as v, textsOf as x, parseJson as y };