import { t as openRegistryLogins } from "./registry-login2.js";
import { B as optional, ht as ok, mt as err, r as writtenBy } from "./check.js";
import { a as staleBases, i as startBuild, n as contentTag, r as stageDockerfile, t as planBuild } from "./build-plan.js";
import { n as missingClient, t as engineFault } from "./engine-fault.js";
import { i as lineOfText, o as words, r as lineOfInstruction } from "./build-files.js";
import { a as referenceText, c as parseJson, i as pinnedText, l as textOf, o as fieldsOf, r as parseReference } from "./reference.js";
import { a as hostOf$1, c as readConfig, i as fromCloud, n as configFolder, o as keyOf, r as findLogin, s as loginNote, t as openRegistry } from "./registry2.js";
import { t as listen } from "./listen.js";
import { t as createMasker } from "./mask.js";
import { t as supervise } from "./supervise.js";
import { n as resolveForOperator, r as findLocalImage, t as resolveForEngine } from "./resolve.js";
import { n as isLoopback } from "./http.js";
import { t as sha256Of } from "./sha256.js";
import { t as shareWork } from "./shared-work.js";
import { basename, join } from "node:path";

// src/image/build-hint.ts
const known$2 = [
	{
		pattern: /^(?:COPY|ADD) failed|^"\/.*":? not found/,
		hint: ({ context, instruction = "" }) => /^(--\S+\s+)*--from=/.test(instruction) ? "Correct the path: it is not in what --from names" : `Correct the path: it is relative to the build context, which is ${context}, and no .dockerignore may leave it out`
	},
	{
		pattern: /requires BuildKit|unknown flag: (?:mount|link|chmod|exclude|parents)|unknown instruction: <</i,
		hint: () => "Install buildx, the plugin with which the docker client builds by BuildKit"
	},
	{
		pattern: /target stage .* could not be found|failed to reach build target/i,
		hint: () => "Correct image.build.target: it is none of the names after AS in the Dockerfile"
	},
	{
		pattern: /access denied|unauthorized|authentication required|no basic auth credentials|403 Forbidden/i,
		hint: () => "Correct the name of the base image, or log in to its registry with docker login"
	},
	{
		pattern: /manifest unknown|manifest for .* not found|: not found$/i,
		hint: () => "Correct the name or tag of the base image"
	},
	{
		pattern: /dial tcp|failed to do request|i\/o timeout|TLS handshake|x509/i,
		hint: () => "See that the registry of the base image can be reached from where Docker runs"
	},
	{
		pattern: /no space left on device/i,
		hint: () => "Free some of it with docker system prune"
	}
];
/** What to do about a build that failed, in the imperative; undefined where only the Dockerfile's author can know. */
function buildHint(failure) {
	if (failure.leftOut.some(isGit) && failure.lines.some(missesGit)) return "Write !.git into the .dockerignore: it is not sent otherwise, since every commit would make another image of it";
	return known$2.find(({ pattern }) => pattern.test(failure.reason))?.hint(failure);
}
const isGit = (path) => /(^|\/)\.git$/.test(path);
const missesGit = (line) => /not a git repository|setuptools[-_]scm was unable/i.test(line);

// src/image/build-fault.ts
/** Says what failed and where, from what either builder prints. */
function buildFault(failed) {
	const reason = reasonOf(failed.errors.map(plain));
	const line = lineOf(failed, failed.lines.map(plain));
	return line === void 0 ? faultAnywhere(failed, reason) : faultAt(failed, line, reason);
}
function faultAnywhere(failed, reason) {
	const { message, hint, reason: known } = engineFault(reason, failed.engineName);
	if (known !== "other" && !/dial tcp/.test(reason)) return {
		message,
		hint
	};
	const advice = buildHint({
		...failed,
		reason,
		instruction: void 0
	});
	return {
		message: `the image does not build: ${reason}`,
		hint: advice ?? "Read the end of the log"
	};
}
function faultAt(failed, line, reason) {
	const { dockerfile, path } = failed;
	const instruction = dockerfile.instructions.find((each) => each.line === line);
	const code = exitCodeIn(reason);
	const isCommand = code !== void 0;
	const what = isCommand ? `${instruction?.keyword ?? "RUN"} ended with exit code ${code}` : withoutLine(reason);
	const advice = buildHint({
		...failed,
		reason: isCommand ? "" : reason,
		instruction: instruction?.text
	});
	return {
		message: `the image does not build: ${what} (${path}:${line})`,
		hint: advice ?? `Mend ${path}:${line}; the log has what it printed`,
		at: {
			path,
			line
		}
	};
}
const withoutLine = (reason) => reason.replace(/^dockerfile parse error (on )?line \d+: /i, "");
/** Without the colours in which the legacy builder wraps a command's stderr. */
const plain = (line) => line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "").trimEnd();
/** BuildKit wraps a reason in the names of all that handed it on. */
const wrapping = /^(ERROR: |failed to (?:solve|solve with frontend dockerfile\.v0|create LLB definition|build LLB|compute cache key): |failed to calculate checksum of ref \S+: |rpc error: code = \w+ desc = |Error response from daemon: )+/;
function reasonOf(errors) {
	const telling = errors.filter((line) => line !== "" && !/^(-+|View build details: .*)$/.test(line));
	return (telling.findLast((line) => line.startsWith("ERROR: ")) ?? telling.at(-1))?.replace(wrapping, "").slice(0, 500) ?? "the client gives no reason";
}
/** Of what a RUN ran; its words are the command's, and say nothing of Docker. */
const exitCodeIn = (reason) => /(?:exit code: |non-zero code: )(\d+)/.exec(reason)?.[1];
function lineOf(failed, lines) {
	const { dockerfile, step } = failed;
	return lineOfExcerpt(failed, lines) ?? lineOfParseError(lines) ?? lineOfVertex(dockerfile, lines) ?? lineOfInstruction(dockerfile, step);
}
/** `Dockerfile:12` over a rule and the lines around it, the guilty one marked with `>>>`. */
function lineOfExcerpt({ path }, lines) {
	const head = lines.findLastIndex((line, at) => line.startsWith(`${basename(path)}:`) && /^-{4,}$/.test(lines[at + 1] ?? ""));
	const line = /:(\d+)$/.exec(lines[head] ?? "")?.[1];
	return line === void 0 ? void 0 : Number(line);
}
function lineOfParseError(lines) {
	const line = lines.map((line) => /dockerfile parse error (?:on )?line (\d+)/i.exec(line)?.[1]).findLast((each) => each !== void 0);
	return line === void 0 ? void 0 : Number(line);
}
/** Older engines quote the instruction and no line: ` > [build 2/3] RUN false:`. */
function lineOfVertex(dockerfile, lines) {
	const vertex = lines.map((line) => /^ > \[[^\]]*\] (.+):$/.exec(line)?.[1]).findLast((each) => each !== void 0);
	if (vertex === void 0) return void 0;
	const image = /^load metadata for (.+)$/.exec(vertex)?.[1];
	return image === void 0 ? lineOfText(dockerfile, vertex) : lineOfBase(dockerfile, image);
}
/** BuildKit names an image in full: `docker.io/library/python:3`. */
function lineOfBase({ instructions }, image) {
	const full = (name) => referenceText(parseReference(name));
	const isIt = (word) => full(word) === full(image);
	return instructions.find(({ keyword, text }) => keyword === "FROM" && words(text).some(isIt))?.line;
}

// src/image/build-steps.ts
/**
* Hands lines on and follows the legacy builder's "Step 3/7 : RUN …": a failing step may print more than anybody keeps. Only the
* next number counts, since what a step runs may build images too.
*/
function stepWatch(onLines) {
	let last = 0;
	return {
		last: () => last,
		onLines(stream, lines) {
			for (const line of lines) if (stepIn(line) === last + 1) last += 1;
			onLines(stream, lines);
		}
	};
}
/** The builder's own colours may stand before it. */
function stepIn(line) {
	const number = /(?:^|m)Step (\d+)\/\d+ : /.exec(line)?.[1];
	return number === void 0 ? void 0 : Number(number);
}

// src/image/docker-config.ts
/** Contexts, plug-ins and builders lie beside the user's config, and stay the user's own. Only he may look into the copy. */
async function copyConfig(copy, around) {
	const { files, env } = around;
	const { folder } = copy;
	await files.makeDirectory(folder, 448);
	const users = configFolder(env);
	const from = users === void 0 ? void 0 : await files.realpath(users);
	const names = from === void 0 ? [] : await files.list(from) ?? [];
	for (const name of names.filter((each) => each !== "config.json")) await files.symlink(join(from ?? "", name), join(folder, name));
	const text = JSON.stringify(withLogins(await userConfig(around), copy));
	await files.write(join(folder, "config.json"), text, 384);
}
/** Empty where it cannot be read: the client says so by itself where it matters. */
async function userConfig({ files, env }) {
	const folder = configFolder(env);
	const config = folder === void 0 ? {} : await readConfig(files, join(folder, "config.json"));
	return typeof config === "string" ? {} : config;
}
/** Whether a helper has the logins of all registries. */
const keepsStore = async (around) => hasStore(await userConfig(around));
const hasStore = ({ credsStore }) => textOf(credsStore) !== void 0;
/** Helpers would win over what stands in the config, so that these registries get none. */
function withLogins(config, { logins, client }) {
	const keys = [...logins].map(([registry, login]) => [keyOf(registry), login]);
	const ours = new Set(keys.map(([key]) => hostOf$1(key)));
	const others = (entries) => Object.fromEntries(Object.entries(fieldsOf(entries)).filter(([name]) => !ours.has(hostOf$1(name))));
	const entries = keys.map(([key, login]) => [key, entryOf(login)]);
	const without = client === "docker" && hasStore(config) ? keys.map(([key]) => [key, ""]) : [];
	return {
		...config,
		auths: {
			...others(config.auths),
			...Object.fromEntries(entries)
		},
		credHelpers: {
			...others(config.credHelpers),
			...Object.fromEntries(without)
		}
	};
}
function entryOf(login) {
	const encoded = (text) => Buffer.from(text).toString("base64");
	return login.kind === "basic" ? { auth: encoded(`${login.username}:${login.password}`) } : {
		auth: encoded("<token>:"),
		identitytoken: login.token
	};
}

// src/image/client-logins.ts
const nothing = {
	env: {},
	secrets: []
};
/** For clients that need no login but their own. */
const lendNothing = (_borrowing, act) => act(nothing);
/** A refusal's message with what it has to do with the login that was lent, or was not. */
const noted = (message, { note }) => note === void 0 ? message : `${message}; ${note}`;
/** Lends clients the logins that they cannot find by themselves, in a Docker config that goes when the client has ended. */
function openLogins(input) {
	return async (borrowing, act) => {
		const found = await foundLogins(input, borrowing);
		const logins = new Map([...found].flatMap(([registry, { login }]) => login ? [[registry, login]] : []));
		const notes = [...found.values()].map(loginNote).filter((note) => note !== void 0);
		const lent = {
			...nothing,
			...optional("note", notes.join("; ") || void 0)
		};
		if (logins.size === 0) return act(lent);
		const folder = join(input.folder, `login-${input.random.hex(16)}`);
		try {
			return await act(await handOver(lent, {
				folder,
				logins,
				client: borrowing.client
			}, input));
		} finally {
			await input.files.remove(folder).catch(() => {});
		}
	};
}
async function handOver(lent, copy, input) {
	try {
		await copyConfig(copy, input);
	} catch (error) {
		return {
			...nothing,
			note: `the login cannot be handed to ${copy.client}: ${error.message}`
		};
	}
	return {
		...lent,
		env: { DOCKER_CONFIG: copy.folder },
		secrets: [...copy.logins.values()].map(secretOf)
	};
}
const secretOf = (login) => login.kind === "basic" ? login.password : login.token;
/** Of the registries whose login, or the lack of one, the client cannot find out by itself. */
async function foundLogins(input, borrowing) {
	const { client, reads, writes = [] } = borrowing;
	const byRegistry = Map.groupBy([...reads, ...writes], (reference) => parseReference(reference).registry);
	const isStoreLost = client === "skopeo" && await keepsStore(input);
	const found = /* @__PURE__ */ new Map();
	for (const [registry, references] of byRegistry) {
		if (!isStoreLost && !input.cloudLogins?.covers(registry)) continue;
		const kept = await findLogin({
			...input,
			registry
		});
		const given = kept.login ? void 0 : await askCloud({
			registry,
			references,
			input,
			borrowing
		});
		if (given) found.set(registry, fromCloud(kept, given));
		else if (isStoreLost && kept.login) found.set(registry, kept);
	}
	return found;
}
/** Undefined where no cloud need be asked. */
async function askCloud(question) {
	const { registry, references, input, borrowing } = question;
	const { writes = [], signal } = borrowing;
	if (!input.cloudLogins?.covers(registry)) return void 0;
	return references.some((reference) => writes.includes(reference)) || !await areForAll(question) ? input.cloudLogins.find(registry, signal) : void 0;
}
/** Much of what clouds have is for everybody, so that nobody need say who he is. */
async function areForAll({ references, input, borrowing: { signal } }) {
	const { cloudLogins: _none, ...rest } = input;
	const registry = openRegistry({
		...rest,
		insecure: [],
		...optional("signal", signal)
	});
	return (await Promise.all(references.map((reference) => registry.has(reference)))).every((each) => each.ok);
}

// src/image/client-run.ts
/** Of a log of any length this is enough to say why it ended. */
const keptLines = 300;
/**
* Follows a client that works for minutes: its lines are handed on as they come. When `signal` is aborted its process group
* gets SIGTERM, which tells the engine to stop as well, then SIGKILL.
*/
async function followClient(input) {
	const { child, clock, onLines, secrets = [], signal } = input;
	const kept = {
		all: [],
		stderr: []
	};
	const close = listen(child, createMasker(secrets), (stream, lines) => {
		keep(kept.all, lines);
		if (stream === "stderr") keep(kept.stderr, lines);
		onLines(stream, lines);
	});
	const { end } = await supervise(child, clock, signal);
	close();
	return {
		end,
		isDone: end?.kind === "exited" && end.code === 0,
		lines: kept.all,
		errors: startError(end) ?? kept.stderr
	};
}
function startError(end) {
	if (end?.kind !== "not-started") return void 0;
	return [end.error.code === "ENOENT" ? missingClient : end.error.message];
}
function keep(kept, lines) {
	kept.push(...lines.slice(-300));
	if (kept.length > keptLines) kept.splice(0, kept.length - keptLines);
}

// src/image/pull-fault.ts
/** No registry is to blame. */
const noEngine = /^docker: not found|cannot connect to the docker daemon|failed to connect to the docker api|error during connect|permission denied while trying to connect|docker endpoint|context .* not found/i;
/** The engine's words, and those of registries that it passes on; the first that fits counts. */
const known$1 = [
	{
		reason: "no-space",
		pattern: /no space left on device/i,
		message: "the engine's disk is full",
		hint: "Free some with docker system prune"
	},
	{
		reason: "rate-limit",
		pattern: /toomanyrequests|rate limit|429 too many/i,
		message: "the registry takes no more requests for now",
		hint: "Wait, raise the limit by docker login, or use a mirror"
	},
	{
		reason: "platform",
		pattern: /no matching manifest|no match for platform|does not match the specified platform|does not provide the specified platform/i,
		message: "it is not made for this platform",
		hint: "Name an image that is made for it, or choose another machine"
	},
	{
		reason: "denied",
		pattern: /access denied|\bdenied:|unauthorized|authentication required|no basic auth credentials|insufficient_scope|incorrect username or password|\b40[13] (unauthorized|forbidden)/i,
		message: "it may not exist, or it may need docker login",
		hint: "Check its spelling, or run docker login as a user who may read it"
	},
	{
		reason: "unreachable",
		pattern: /dial tcp|no such host|i\/o timeout|tls handshake|tls: |x509:|connection re(fused|set)|client\.timeout|deadline exceeded|http response to https client|network is unreachable|proxyconnect|unexpected eof|: eof\b|\b50[0234] (internal|bad|service|gateway)/i,
		message: "its registry cannot be reached",
		hint: "Check the registry's name, and the engine's network, proxy and insecure-registries"
	},
	{
		reason: "missing",
		pattern: /manifest unknown|name unknown|not found|manifest invalid/i,
		message: "there is no such image",
		hint: "Correct its name or its tag"
	}
];
/** Why an image could not be pulled: by the words that the client printed, since it has one exit code for all. */
function pullFault(stderr, reference, engineName) {
	const found = noEngine.test(stderr.trim()) ? void 0 : known$1.find(({ pattern }) => pattern.test(stderr));
	if (!found) return {
		...engineFault(stderr, engineName),
		reason: "engine"
	};
	const { reason, message, hint } = found;
	return {
		reason,
		message: `${reference} cannot be pulled: ${message}${detail(stderr)}`,
		hint
	};
}
/** Its last line: what comes before is of layers that were tried again. */
function detail(stderr) {
	const text = (stderr.trim().split("\n").at(-1) ?? "").replace(/^Error response from daemon: /, "").trim();
	return text === "" ? "" : ` (${text.slice(0, 300)})`;
}

// src/image/pull.ts
/** Pulls an image, and tells what was pulled. */
async function pullImage(pull) {
	const { reference, lend = lendNothing, signal } = pull;
	if (signal?.aborted) return err(stopped$1(reference));
	return lend({
		client: "docker",
		reads: [reference],
		signal
	}, (lent) => pullWith(lent, pull));
}
async function pullWith(lent, pull) {
	const { engine, reference, platform, signal } = pull;
	const wish = platform === void 0 ? [] : ["--platform", platform];
	if (signal?.aborted) return err(stopped$1(reference));
	const { end, errors } = await follow(engine.start([
		"pull",
		...wish,
		reference
	], lent.env), lent, pull);
	if (signal?.aborted) return err(stopped$1(reference));
	if (end.kind === "exited" && end.code === 0) return pulled$1(pull);
	const fault = pullFault(wordsOf(end, errors), reference, engine.name);
	return err(fault.reason === "denied" ? {
		...fault,
		message: noted(fault.message, lent)
	} : fault);
}
const stopped$1 = (reference) => ({
	reason: "aborted",
	message: `the pull of ${reference} was stopped`,
	hint: "Run it again"
});
async function follow(child, { secrets }, { onLines, signal }) {
	const errors = [];
	const finish = listen(child, createMasker(secrets), (stream, lines) => {
		if (stream === "stderr") errors.splice(0, errors.length, ...[...errors, ...lines].slice(-20));
		onLines(stream, lines);
	});
	const stop = () => void child.signal("SIGKILL");
	signal?.addEventListener("abort", stop, { once: true });
	const end = await child.ended;
	signal?.removeEventListener("abort", stop);
	finish();
	return {
		end,
		errors
	};
}
function wordsOf(end, errors) {
	if (end.kind !== "not-started") return errors.join("\n");
	return end.error.code === "ENOENT" ? missingClient : end.error.message;
}
async function pulled$1({ engine, reference, signal }) {
	const wanted = parseReference(reference);
	if (wanted.digest !== void 0) return ok({
		reference,
		digest: wanted.digest
	});
	const found = await findLocalImage({
		engine,
		reference,
		signal
	});
	if (!found.ok) return err({
		...found.error,
		reason: "engine"
	});
	if (found.value === void 0) return err(pullFault("", reference, engine.name));
	const { id, digests } = found.value;
	const [digest] = digests;
	return ok(digest === void 0 ? {
		reference: id,
		digest: id
	} : {
		reference: pinnedText(wanted, digest),
		digest
	});
}

// src/image/reuse.ts
/** What a built image is called in the engine. */
const localName = (tag) => `stepops:${tag}`;
/** Kept under the run's own tag too: what it publishes may not bear the name of another domain. */
async function findBuilt(request, { tag, tags }) {
	for (const each of tags) {
		const found = await findLocal(request, localName(each));
		if (!found.ok) return found;
		if (found.value === void 0) continue;
		if (each !== tag) await request.engine.call([
			"tag",
			found.value,
			localName(tag)
		]);
		return found;
	}
	return ok(void 0);
}
/** The id of an image that the engine has. */
async function findLocal({ engine, signal }, reference) {
	const found = await findLocalImage({
		engine,
		reference,
		signal
	});
	signal.throwIfAborted();
	return found.ok ? ok(found.value?.id) : err({
		message: found.error.message,
		hint: found.error.hint
	});
}
/** Undefined where there is none, or where it is better built after all. */
async function pullPublished(request, { tag, tags }) {
	const { engine, image, published, onNotice, signal } = request;
	const reference = await published?.(tags);
	if (reference === void 0) return void 0;
	const pulled = await pullImage({
		...request,
		reference,
		...optional("platform", image.platform)
	});
	signal.throwIfAborted();
	const found = pulled.ok ? await findLocal(request, reference) : ok(void 0);
	const id = found.ok ? found.value : void 0;
	if (id === void 0) onNotice(pulled.ok ? `${reference} is gone again` : `${pulled.error.message}; it is built`);
	else await engine.call([
		"tag",
		id,
		localName(tag)
	]);
	return id;
}

// src/image/builder.ts
/** An image of the context as it is now: one that was built of the same before, else a new one. */
async function buildImage(request) {
	try {
		const plan = await planBuild(request);
		if (!plan.ok) return plan;
		const found = await findBuilt(request, plan.value);
		if (!found.ok) return found;
		const id = found.value ?? await pullPublished(request, plan.value);
		return id === void 0 ? await build(request, plan.value) : ok(ready(plan.value, id, false));
	} catch (error) {
		if (request.signal.aborted) return err(stopped);
		throw error;
	}
}
const stopped = {
	message: "the build was stopped",
	hint: "Run it again"
};
const ready = ({ tag, hash }, id, built) => ({
	image: {
		reference: id,
		digest: id
	},
	tag,
	hash,
	built
});
async function build(request, plan) {
	const { engine, host, image, root, signal } = request;
	warn(request, plan);
	const refreshed = await refreshBases(request, plan);
	if (!refreshed.ok) return refreshed;
	signal.throwIfAborted();
	const { tag, builder, dockerfile, files, leftOut } = plan;
	const steps = stepWatch(request.onLines);
	const command = {
		engine,
		builder,
		image,
		folder: files.folder,
		dockerfile: builder === "legacy" ? join(root, files.path) : await stage(request, plan),
		name: localName(tag),
		label: `stepops.image=${tag}`
	};
	const { lend = lendNothing } = request;
	const { run, lent } = await lend({
		client: "docker",
		reads: plan.bases.map(({ reference }) => reference),
		signal
	}, async (lent) => {
		const { onLines } = steps;
		const child = startBuild({
			...command,
			env: lent.env
		});
		return {
			run: await followClient({
				child,
				clock: host.clock,
				onLines,
				secrets: lent.secrets,
				signal
			}),
			lent
		};
	});
	signal.throwIfAborted();
	if (run.isDone) return checked(request, plan);
	const place = {
		dockerfile,
		path: files.path,
		context: image.context,
		engineName: engine.name
	};
	const missing = builder === "legacy" ? [] : leftOut;
	const said = {
		lines: run.lines,
		errors: run.errors,
		step: steps.last()
	};
	const fault = buildFault({
		...place,
		...said,
		leftOut: missing
	});
	return err(isAboutLogin(run.errors) ? {
		...fault,
		message: noted(fault.message, lent)
	} : fault);
}
/** What registries say of a base image, through either builder. */
const isAboutLogin = (errors) => /unauthorized|denied|no basic auth|failed to authorize|authorization failed|\b40[13]\b/i.test(errors.join("\n"));
/** What was sent after a change is not what the tag says, and would be taken for it for ever. */
async function checked(request, plan) {
	const name = localName(plan.tag);
	const changed = await plan.recheck();
	if (changed) {
		await request.engine.call([
			"image",
			"rm",
			name
		]);
		return err(changed);
	}
	const made = await findLocal(request, name);
	if (!made.ok) return made;
	return made.value === void 0 ? err(vanished) : ok(ready(plan, made.value, true));
}
const vanished = {
	message: "the image was built, and the engine does not have it",
	hint: "See that the builder that docker buildx ls marks loads its images into the engine"
};
/** A folder of its own for each content: two builds at once never write over each other's. */
const stage = ({ host, scratch }, { hash, files, ignore }) => stageDockerfile(host.files, join(scratch, hash), {
	path: files.path,
	text: files.text,
	ignore
});
function warn({ onNotice }, { bases, builder, leftOut }) {
	for (const { reference } of bases.filter(({ digest }) => digest === void 0)) onNotice(`the base image ${reference} cannot be looked up, so a newer one will not cause a new build`);
	if (builder === "buildx" || leftOut.length === 0) return;
	onNotice(`this docker client, which has no buildx, sends ${leftOut.join(" and ")} to the build, though no change there causes a new one: leave that out with a .dockerignore`);
}
/** An older copy in the engine would be built upon, under the tag of the newer. */
async function refreshBases(request, { bases }) {
	const { image, signal } = request;
	for (const reference of await staleBases(bases, request)) {
		const pulled = await pullImage({
			...request,
			reference,
			...optional("platform", image.platform)
		});
		signal.throwIfAborted();
		if (!pulled.ok) return err({
			message: `the base image ${pulled.error.message}`,
			hint: pulled.error.hint
		});
	}
	return ok(void 0);
}

// src/image/push-fault.ts
const hostOf = (repository) => repository.split("/")[0] ?? repository;
/** What registries and both clients say; the first that fits counts. */
const known = [
	{
		reason: "repository",
		pattern: /name unknown|name_unknown|repository .*(?:does not exist|not found)|project .* not found/i,
		message: (repository) => `there is no repository ${repository}`,
		hint: (repository) => `Create ${repository} in the registry, which makes none by itself, or correct container_registry.uri`
	},
	{
		reason: "login",
		pattern: /no basic auth credentials|unauthorized|authentication required|access denied|access to the resource is denied|denied:|no identity-based policy|incorrect username or password|\b40[13]\b/i,
		message: (repository) => `the registry does not let you write to ${repository}`,
		hint: (repository) => `Log in with docker login ${hostOf(repository)} as somebody who may push there`
	},
	{
		reason: "unreachable",
		pattern: /dial tcp|no such host|i\/o timeout|tls handshake|x509:|connection re(?:fused|set)|client\.timeout|deadline exceeded|http response to https client|pinging container registry|network is unreachable|\b50[0234]\b/i,
		message: (repository) => `the registry ${hostOf(repository)} cannot be reached`,
		hint: () => "Check container_registry.uri, the network, proxies, and the engine's insecure-registries"
	}
];
/** Of the last words of a client that pushes or copies. */
function pushFault(words, repository, engineName) {
	const engine = engineFault(words, engineName);
	if (engine.reason !== "other" && !/dial tcp|no such host/i.test(words.replace(/docker daemon|docker api/i, ""))) return {
		...engine,
		reason: "other"
	};
	const found = known.find(({ pattern }) => pattern.test(words));
	const detail = detailOf(words);
	if (!found) return {
		reason: "other",
		message: `${repository} does not take the image${detail || ", without a reason"}`,
		hint: "Try the same with docker push, and mend what it says"
	};
	const { reason, message, hint } = found;
	return {
		reason,
		message: `${message(repository)}${detail}`,
		hint: hint(repository)
	};
}
/** The last line: what comes before is of layers that were tried again. */
function detailOf(words) {
	const text = (words.trim().split("\n").at(-1) ?? "").replace(/^Error response from daemon: /, "").trim();
	return text === "" ? "" : ` (${text.slice(0, 300)})`;
}
const stoppedPush = (repository) => ({
	reason: "aborted",
	message: `the push to ${repository} was stopped`,
	hint: "Run it again"
});

// src/image/push.ts
/** Tags an image of the engine and pushes it; gives the digest by which the registry has it. */
async function pushImage(push) {
	const { engine, image, repository, tag, lend = lendNothing, signal } = push;
	const name = `${repository}:${tag}`;
	const tagged = await engine.call([
		"tag",
		image,
		name
	], { signal });
	if (signal.aborted) return err(stoppedPush(repository));
	if (tagged.code !== 0) return err(pushFault(tagged.stderr, repository, engine.name));
	return lend({
		client: "docker",
		reads: [],
		writes: [name],
		signal
	}, (lent) => pushWith(lent, name, push));
}
async function pushWith(lent, name, push) {
	const { engine, host, repository, digestOf, onLines, signal } = push;
	if (signal.aborted) return err(stoppedPush(repository));
	const child = engine.start(["push", name], lent.env);
	const run = await followClient({
		child,
		clock: host.clock,
		onLines,
		secrets: lent.secrets,
		signal
	});
	if (signal.aborted) return err(stoppedPush(repository));
	if (run.isDone) return digestAfter(push, run.lines);
	const there = /immutable|already exists/i.test(run.errors.join("\n")) ? await digestOf(name) : void 0;
	if (there !== void 0) return ok(there);
	const fault = pushFault(run.errors.join("\n"), repository, engine.name);
	return err(fault.reason === "login" ? {
		...fault,
		message: noted(fault.message, lent)
	} : fault);
}
async function digestAfter(push, lines) {
	const { engine, repository, tag, digestOf, signal } = push;
	const reference = `${repository}:${tag}`;
	const digest = pushedDigest(lines, tag) ?? await digestOf(reference) ?? await localDigest({
		engine,
		reference,
		signal
	});
	if (digest !== void 0) return ok(digest);
	const message = `nobody tells by which digest ${repository} has the image`;
	return err({
		reason: "other",
		message,
		hint: "Check that you may read what you push there"
	});
}
/** The client's last words, and surely of what it pushed: `1.0: digest: sha256:… size: 527`. */
function pushedDigest(lines, tag) {
	const own = lines.filter((line) => line.startsWith(`${tag}: digest: `));
	return /digest: (sha256:[0-9a-f]{64})\b/.exec(own.at(-1) ?? "")?.[1];
}
async function localDigest(question) {
	const found = await findLocalImage(question);
	return found.ok ? found.value?.digests.at(-1) : void 0;
}

// src/image/copy.ts
/** What a run of the domain calls its copy of a digest: nobody outside the domain can put something else in its place. */
const copyTag = (digest, trustDomain) => contentTag(sha256Of(digest).slice(0, 32), trustDomain);
/**
* Brings an image from one registry to another: by skopeo with nothing stored here, all platforms and the same digest; where
* there is no skopeo that can, by Docker, with one platform and maybe another digest.
*/
async function copyImage(request) {
	const { from, toRepository, tag, digestOf, signal } = request;
	const { digest } = parseReference(from);
	if (digest === void 0) throw new Error(`${from} has no digest`);
	if (await digestOf(`${toRepository}:${tag}`) === digest) return ok(copied$1(toRepository, digest, false));
	const { lend = lendNothing } = request;
	const { run, lent } = await lend({
		client: "skopeo",
		reads: [from],
		writes: [toRepository],
		signal
	}, async (lent) => ({
		lent,
		run: await runSkopeo(request, lent)
	}));
	if (signal.aborted) return err(stoppedPush(toRepository));
	if (run.isDone) return afterSkopeo(request, digest);
	if (isUnusable(run)) return copyByDocker(request);
	const fault = skopeoFault(request, run.errors);
	return err(fault.reason === "login" ? {
		...fault,
		message: noted(fault.message, lent)
	} : fault);
}
function skopeoFault({ from, toRepository }, errors) {
	const words = errors.map(unwrapped).join("\n");
	return /initializing source|(?:reading|parsing) manifest/i.test(words) ? sourceFault(pullFault(words, from, "skopeo")) : pushFault(words, toRepository, "skopeo");
}
function sourceFault({ reason, message, hint }) {
	if (reason === "denied") return {
		reason: "login",
		message,
		hint
	};
	return {
		reason: reason === "aborted" || reason === "unreachable" ? reason : "other",
		message,
		hint
	};
}
/** Of `time="…" level=fatal msg="…"`, with quotes escaped. */
function unwrapped(line) {
	const quoted = /^time="[^"]*" level=\w+ msg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
	return quoted === void 0 ? line : textOf(parseJson(quoted)) ?? line;
}
const copied$1 = (repository, digest, isCopied) => ({
	reference: `${repository}@${digest}`,
	digest,
	copied: isCopied
});
function runSkopeo(request, lent) {
	const { host, env, cwd, from, toRepository, tag, onLines, signal } = request;
	const tls = (side, reference) => isInsecure(request, reference) ? [`--${side}-tls-verify=false`] : [];
	const args = [
		...[
			"copy",
			"--all",
			"--preserve-digests"
		],
		...tls("src", from),
		...tls("dest", toRepository),
		`docker://${withoutTag(from)}`,
		`docker://${toRepository}:${tag}`
	];
	const child = host.spawn({
		file: "skopeo",
		args,
		cwd,
		env: {
			...env,
			...lent.env
		}
	});
	return followClient({
		child,
		clock: host.clock,
		onLines,
		secrets: lent.secrets,
		signal
	});
}
/** skopeo takes a tag or a digest. */
const withoutTag = (reference) => reference.replace(/:[^:/@]+@/, "@");
/** As Docker has it, whatever listens on this machine needs no TLS. */
function isInsecure({ insecure }, reference) {
	const { registry } = parseReference(reference);
	return insecure.includes(registry) || isLoopback(registry.replace(/:\d+$/, ""));
}
/** Not there, or older than 1.6, which has no --preserve-digests. */
const isUnusable = ({ end, errors }) => end?.kind === "not-started" || /unknown flag/.test(errors.join("\n"));
async function afterSkopeo({ toRepository, tag, digestOf }, digest) {
	const there = await digestOf(`${toRepository}:${tag}`) ?? digest;
	if (there === digest) return ok(copied$1(toRepository, digest, true));
	const message = `${toRepository}:${tag} is ${there}, not the ${digest} that was copied there`;
	return err({
		reason: "other",
		message,
		hint: "See who else pushes to that tag"
	});
}
async function copyByDocker(request) {
	const { from, toRepository, platform, digestOf } = request;
	const tag = platform === void 0 ? request.tag : `${request.tag}-${platform.replaceAll("/", "-")}`;
	const there = await digestOf(`${toRepository}:${tag}`);
	if (there !== void 0) return ok(copied$1(toRepository, there, false));
	const pulled = await pullImage({
		...request,
		reference: from,
		...optional("platform", platform)
	});
	if (!pulled.ok) return err(sourceFault(pulled.error));
	const pushed = await pushImage({
		...request,
		tag,
		image: withoutTag(from),
		repository: toRepository
	});
	return pushed.ok ? ok(copied$1(toRepository, pushed.value, true)) : pushed;
}

// src/image/publish.ts
/** Brings an image into the stack's registry, unless it is there. A tag names content, so what bears it needs no second look. */
async function publishImage(request) {
	const { id, tag, registryUri, digestOf } = request;
	const found = await findPublished([tag], registryUri, digestOf);
	if (found) return ok(found);
	const repository = repositoryOf(registryUri);
	const digest = await pushImage({
		...request,
		image: id,
		repository
	});
	return digest.ok ? ok(published(repository, tag, digest.value, true)) : digest;
}
/** The first of the tags that the registry has; without any copy in an engine that is all an operator needs. */
async function findPublished(tags, registryUri, digestOf) {
	const repository = repositoryOf(registryUri);
	for (const tag of tags) {
		const digest = await digestOf(`${repository}:${tag}`);
		if (digest !== void 0) return published(repository, tag, digest, false);
	}
}
const repositoryOf = (uri) => uri.replace(/\/+$/, "");
const published = (repository, tag, digest, pushed) => ({
	reference: `${repository}@${digest}`,
	digest,
	tag,
	pushed
});

// src/image/images.ts
function openImages(input) {
	const known = /* @__PURE__ */ new Map();
	const pushes = /* @__PURE__ */ new Map();
	const { host, env, auth, scratch, logins: folder = scratch } = input;
	const cloudLogins = openRegistryLogins({
		clock: host.clock,
		env,
		...optional("auth", auth)
	});
	const written = input.pipeline.steps.flatMap(writtenBy);
	const opened = {
		...input,
		written,
		cloudLogins,
		lend: openLogins({
			...host,
			env,
			folder,
			cloudLogins
		})
	};
	async function make(key, request) {
		const found = known.get(key);
		const work = found?.isAbandoned === false ? found : shareWork((end) => makeReady(opened, request, end));
		known.set(key, work);
		const made = await work.wait(request.signal).catch((error) => {
			known.delete(key);
			throw error;
		});
		if (made?.ok === false && known.get(key) === work) known.delete(key);
		return made ?? err({ message: "the wait for the image was stopped" });
	}
	async function push(key, request, built) {
		const { containerRegistry: uri } = input;
		if (!request.publishes || uri === void 0) return;
		const found = pushes.get(key);
		const start = async (signal) => publish(await workOf(opened, request, signal), uri, built);
		const work = found?.isAbandoned === false ? found : shareWork(start);
		pushes.set(key, work);
		await work.wait(request.signal);
	}
	const keyOf = ({ engine, image, copies }) => JSON.stringify([
		engine.place,
		image,
		copies
	]);
	return {
		async published(request) {
			const made = await make(keyOf(request), request);
			if (!made.ok || !made.value.built) return made.ok ? ok(made.value.image) : made;
			const { containerRegistry: uri } = input;
			if (uri === void 0) return err(nowhereToPublish);
			const pushed = await publishTo(await workOf(opened, request, request.signal), uri, made.value.built);
			return pushed.ok ? ok(pushed.value) : err(joined(pushed.error));
		},
		async ready(request) {
			const key = keyOf(request);
			const made = await make(key, request);
			if (!made.ok) return made;
			if (made.value.built) await push(key, request, made.value.built);
			return ok(made.value.image);
		}
	};
}
async function makeReady(input, request, signal) {
	const { image } = request;
	const work = await workOf(input, request, signal);
	if (image.kind === "build") return built(work, image);
	const ready = await (request.copies ? copied(work, image.reference) : pulled(work, image.reference));
	return ready.ok ? ok({ image: ready.value }) : ready;
}
async function workOf(input, request, signal) {
	const info = await request.engine.info();
	return {
		...input,
		...request,
		signal,
		insecure: info.ok ? info.value.insecureRegistries : []
	};
}
const registryOf = ({ host, env, insecure, cloudLogins, signal }) => openRegistry({
	...host,
	env,
	insecure,
	cloudLogins,
	signal
});
/** A registry remembers what it was asked, so each look at what may have been pushed meanwhile is a new one. */
const digestIn = (work) => async (reference) => {
	const told = await registryOf(work).digest(reference);
	return told.ok ? told.value : void 0;
};
async function pulled(work, reference) {
	const resolved = await resolveForEngine({
		...work,
		reference,
		registry: registryOf(work)
	});
	if (!resolved.ok) return err(joined(resolved.error));
	const { image, present } = resolved.value;
	if (present && image.digest !== void 0) return ok({
		reference: image.reference,
		digest: image.digest
	});
	const got = await pullImage({
		...work,
		reference: image.reference
	});
	if (!got.ok) return err(joined(got.error));
	if (!reference.includes("@")) await work.engine.call([
		"tag",
		got.value.reference,
		reference
	]);
	return got;
}
/** For an engine that can pull from the stack's registry only. */
async function copied(work, reference) {
	const { containerRegistry = "", run, root } = work;
	const pinned = await resolveForOperator({
		reference,
		registry: registryOf(work)
	});
	if (!pinned.ok) return err(joined(pinned.error));
	const copy = await copyImage({
		...work,
		cwd: root,
		from: pinned.value.reference,
		toRepository: containerRegistry,
		tag: copyTag(pinned.value.digest, run.trustDomain),
		digestOf: digestIn(work)
	});
	return copy.ok ? pulled(work, copy.value.reference) : err(joined(copy.error));
}
async function built(work, image) {
	const { run, containerRegistry: uri } = work;
	const digestOf = digestIn(work);
	const made = await buildImage({
		...work,
		...run,
		image,
		digestOf,
		...uri !== void 0 && { published: async (tags) => (await findPublished(tags, uri, digestOf))?.reference }
	});
	if (!made.ok) {
		const { at } = made.error;
		return err({
			...joined(made.error),
			...at && { at: {
				file: at.path,
				line: at.line
			} }
		});
	}
	return ok({
		image: made.value.image,
		built: made.value
	});
}
const nowhereToPublish = { message: "the image is built here and must be pulled elsewhere, but the stack names no container_registry: add one" };
function publishTo(work, registryUri, { image, tag }) {
	return publishImage({
		...work,
		id: image.reference,
		tag,
		registryUri,
		digestOf: digestIn(work)
	});
}
/** This engine has the image, so that a registry which refuses it costs other machines a build, and this step nothing. */
async function publish(work, registryUri, built) {
	const pushed = await publishTo(work, registryUri, built);
	if (!pushed.ok) work.onNotice(joined(pushed.error).message);
}
const joined = ({ message, hint }) => ({ message: `${message}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}` });

export { openImages as t };