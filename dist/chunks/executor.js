import { S as openRegistryLogins, _ as referenceText, a as hostOf$1, b as textOf, c as readConfig, d as lineOfInstruction, f as lineOfText, g as pinnedText, h as parseReference, i as fromCloud, m as words, n as configFolder, o as keyOf, r as findLogin, s as loginNote, t as openRegistry, v as fieldsOf, y as parseJson } from "./registry2.js";
import { $ as ok, L as digest, O as isBucket, Q as err, R as logNames, et as findCheckout, l as isOnThisMachine, n as writtenBy, nt as runGit, tt as keptFiles, w as optional } from "./check.js";
import { a as stageDockerfile, c as findLocalImage, i as contentTag, n as resolveForOperator, o as startBuild, r as planBuild, s as staleBases, t as resolveForEngine } from "./resolve.js";
import { a as runLabel, l as engineFault, n as openEngines, u as missingClient } from "./run-engines.js";
import { d as unfit, f as AttemptFrame, i as lineStream, n as supervise, o as endFailure, p as openFrame, r as listen, s as carried, t as takeValues, u as stepVariables } from "./values.js";
import { t as createMasker } from "./mask.js";
import { n as isLoopback } from "./http.js";
import { t as sha256Of } from "./sha256.js";
import { t as shareWork } from "./shared-work.js";
import { a as walk, n as replaceTree, o as openLedger, t as openOutputs } from "./outputs.js";
import { r as jobPaths, t as controlFiles } from "./start-script.js";
import { n as stepData } from "./bucket-data.js";
import { a as isWithin, i as listInputs, r as listAll } from "./input-files.js";
import { t as breathe } from "./breathe.js";
import { t as viewOf } from "./view.js";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";

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
	const { end, errors } = await follow$1(engine.start([
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
async function follow$1(child, { secrets }, { onLines, signal }) {
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
		const start = async (signal) => publish(await workOf$1(opened, request, signal), uri, built);
		const work = found?.isAbandoned === false ? found : shareWork(start);
		pushes.set(key, work);
		await work.wait(request.signal);
	}
	return { async ready(request) {
		const { image, engine, copies } = request;
		const key = JSON.stringify([
			engine.place,
			image,
			copies
		]);
		const made = await make(key, request);
		if (!made.ok) return made;
		if (made.value.built) await push(key, request, made.value.built);
		return ok(made.value.image);
	} };
}
async function makeReady(input, request, signal) {
	const { image } = request;
	const work = await workOf$1(input, request, signal);
	if (image.kind === "build") return built(work, image);
	const ready = await (request.copies ? copied(work, image.reference) : pulled(work, image.reference));
	return ready.ok ? ok({ image: ready.value }) : ready;
}
async function workOf$1(input, request, signal) {
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
/** This engine has the image, so that a registry which refuses it costs other machines a build, and this step nothing. */
async function publish(work, registryUri, { image, tag }) {
	const pushed = await publishImage({
		...work,
		id: image.reference,
		tag,
		registryUri,
		digestOf: digestIn(work)
	});
	if (!pushed.ok) work.onNotice(joined(pushed.error).message);
}
const joined = ({ message, hint }) => ({ message: `${message}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}` });

// src/job/results.ts
/** Whether a job's folders are still folders: a step could put links in their place, and lead whoever reads there astray. */
async function isIntact(files, job) {
	const kinds = [jobPaths.results, jobPaths.work].map(async (path) => (await files.stat(join(job, path)))?.kind);
	return (await Promise.all(kinds)).every((kind) => kind === "directory");
}
/** `job`: the folder that the step saw, absolute. */
async function readResults(files, job) {
	if (!await isIntact(files, job)) return {
		started: true,
		seesNoGpu: false
	};
	const at = (name) => join(job, jobPaths.results, name);
	const text = async (name) => (await readSmall(files, at(name)))?.trim();
	const exists = async (name) => (await files.stat(at(name)))?.kind === "file";
	const [phase, code, fault] = [
		await text("phase"),
		await text("exit"),
		faultOf(await text("fault"))
	];
	return {
		started: await exists("started"),
		seesNoGpu: await exists("no-gpu"),
		...(phase === "setup" || phase === "command") && { phase },
		...code !== void 0 && /^\d{1,3}$/.test(code) && { exitCode: Number(code) },
		...await exists("oom") && { isOutOfMemory: true },
		...fault && { fault }
	};
}
const largest = 4096;
/** Never more than a little, and never through a link: the step may have put anything there. */
async function readSmall(files, path) {
	if ((await files.stat(path))?.kind !== "file") return void 0;
	const bytes = await files.readFrom(path, 0, largest);
	return bytes && Buffer.from(bytes).toString("utf8");
}
function faultOf(text) {
	const [cause, message] = text?.split("\n") ?? [];
	return (cause === "image" || cause === "config") && message ? {
		cause,
		message
	} : void 0;
}

// src/container/container-end.ts
/** What a container's end means; undefined when all went well. */
function containerFailure(end) {
	const { results } = end;
	if (!results.started) return isGone(end) ? cutOff(end) : endedUnseen(end) ?? neverStarted$1(end);
	if (results.fault) return {
		...results.fault,
		message: `${results.fault.message} (image ${end.image})`
	};
	const phase = results.phase ?? "command";
	const code = results.exitCode ?? end.clientCode;
	if (code === void 0 || results.exitCode === void 0 && !end.isOutOfMemory) return cutOff(end);
	const failure = endFailure({
		kind: "exited",
		code
	}, phase, end.isOutOfMemory);
	if (failure?.cause === "oom") return {
		...failure,
		message: outOfMemory(phase, end.memoryBytes)
	};
	return failure ?? uncopied(end);
}
function uncopied({ uncopied: paths = [] }) {
	if (paths.length === 0) return void 0;
	return {
		cause: "infrastructure",
		phase: "outputs",
		message: `the command ended well, but not all that it wrote could be copied out of its container (${paths.join("; ")})${advice(paths)}`
	};
}
const advice = (complaints) => complaints.some((each) => /permission denied/i.test(each)) ? ": where a folder is read-only, let the command make it writable again" : "";
/** Codes that the client gives of its own, and the start script's where it cannot begin. */
const isOwnCode = (code) => code === void 0 || code === 120 || code >= 125 && code <= 127;
/** The step removed the traces of its start, but the client still passes on how it ended. */
const endedUnseen = ({ clientCode, isOutOfMemory }) => clientCode === void 0 || isOwnCode(clientCode) ? void 0 : endFailure({
	kind: "exited",
	code: clientCode
}, "command", isOutOfMemory);
/** Somebody removed it, or is about to, with all that it could have told: its results were put there before it started. */
const isGone = ({ uncopied: paths = [] }) => paths.some((each) => each.startsWith(`${jobPaths.results}:`) || /no such container/i.test(each));
function outOfMemory(phase, memoryBytes) {
	if (memoryBytes === void 0) return `${phase} was killed because memory ran out`;
	return `${phase} was killed because it needed more than the step's ${memoryBytes / 1e9} GB: ask for more with resources.memory`;
}
/** The client's code and words are all there is. */
function neverStarted$1({ image, engine, complaint }) {
	if (/exec format error/i.test(complaint)) return {
		cause: "image",
		message: `the image ${image} is for another processor: name one for this machine, or set build.platform`
	};
	if (/exec: \\?"sh\\?": executable file not found|exec sh failed: no such file|executable file `sh` not found/i.test(complaint)) return {
		cause: "image",
		message: `the image ${image} has no sh, which runs a step's setup and command: use an image with a shell`
	};
	if (/E2BIG|argument list too long/i.test(complaint)) return {
		cause: "config",
		message: "too many inputs lie in folders that the step also writes to, and each of them would be mounted alone: give outputs and checkpoint a folder of their own"
	};
	if (/started: (?:permission denied|read-only file system|cannot create)|cannot create .*started/i.test(complaint)) return {
		cause: "image",
		message: `the user of the image ${image} cannot write in the step's folder: leave user out, or set user: image`
	};
	const fault = engineFault(complaint, engine);
	return {
		cause: fault.reason === "no-gpu" || fault.reason === "limits" ? "config" : "infrastructure",
		message: `${fault.message}: ${lowerFirst(fault.hint)}`
	};
}
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
/** The start script began and could not end: it was killed from outside, or the engine went away. */
function cutOff({ engine, complaint, results, clientCode }) {
	const fault = engineFault(isOwnCode(clientCode) ? complaint : "", engine);
	const why = fault.reason === "other" ? `${engine} ended the container` : fault.message;
	return {
		cause: "infrastructure",
		phase: results.phase ?? "command",
		message: `${why} before the step was done`
	};
}

// src/container/gpus.ts
/** On this machine by index, as the scheduler books them; an engine elsewhere deals out its own. */
function gpusFor({ machine, devices }, { runEngine, resources }) {
	const count = resources.accelerators[0]?.count ?? 0;
	const { host, context } = runEngine.engine.place;
	if (count === 0) return void 0;
	if (host !== void 0 || context !== void 0) return count;
	return machine.accelerators === 0 ? void 0 : devices.take(Math.min(count, machine.accelerators));
}

// src/container/image-name.ts
/** A step's image as people know it: as the pipeline has it. */
function imageName({ image }) {
	return image?.kind === "reference" ? image.reference : `built from ${image?.context ?? "."}`;
}

// src/container/request.ts
/** Where a container finds its job's folder, whatever its image's own working directory is. */
const jobRoot = "/stepops";
/** What is left of a step's resources on an engine with so many cores: `4+` bounds nothing, it only asks. */
function limitsOf({ cpus, memory, shmSize }, engine, gpus) {
	return {
		...cpus && !cpus.atLeast && { cpus: Math.min(cpus.value, engine.cpus) },
		...memory && !memory.atLeast && { memoryBytes: Math.round(memory.value * 1e9) },
		...shmSize !== void 0 && { shmBytes: Math.round(shmSize * 1e9) },
		...gpus !== void 0 && { gpus }
	};
}
/** `docker create` with these runs the start script in the image's own file system. */
function containerArguments(request) {
	const { name, labels, image, platform, user, network, limits, mounts, hasSelinux } = request;
	const { shell } = request;
	return [
		...["--name", name],
		...Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]),
		"--init",
		"--no-healthcheck",
		...["--log-driver", "none"],
		...["--pull", "never"],
		...platform === void 0 ? [] : ["--platform", platform],
		...user === void 0 ? [] : ["--user", user],
		...network === "none" ? ["--network", "none"] : [],
		...hasSelinux ? ["--security-opt", "label=disable"] : [],
		...limitOptions(limits),
		...mounts.flatMap((mount) => ["--mount", mountOption(mount)]),
		...["--workdir", "/"],
		...shell ? ["--interactive"] : [],
		...shell === "terminal" ? ["--tty"] : [],
		...["--entrypoint", "sh"],
		image,
		`${jobRoot}/control/start.sh`,
		jobRoot,
		...shell ? ["shell"] : []
	];
}
function limitOptions({ cpus, memoryBytes, shmBytes, gpus }) {
	return [
		...cpus === void 0 ? [] : ["--cpus", String(cpus)],
		...memoryBytes === void 0 ? [] : [
			"--memory",
			String(memoryBytes),
			"--memory-swap",
			String(memoryBytes)
		],
		...shmBytes === void 0 ? [] : ["--shm-size", String(shmBytes)],
		...gpus === void 0 ? [] : ["--gpus", gpuOption(gpus)]
	];
}
/** The option is read as CSV, so the list of devices is quoted. */
const gpuOption = (gpus) => typeof gpus === "number" ? String(gpus) : `"device=${gpus.join(",")}"`;
function mountOption({ source, target, isReadOnly }) {
	return [
		"type=bind",
		`source=${source}`,
		`target=${target}`,
		...isReadOnly ? ["readonly"] : []
	].map(csvField).join(",");
}
const csvField = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;

// src/container/container-job.ts
/** An attempt as a job for a container of its own. */
function containerJob(input) {
	const { attempt, secrets, carried, userName, marker, portKey } = input;
	const { step, setup, command, env } = attempt;
	const values = `${jobRoot}/${jobPaths.values}`;
	return {
		command,
		...setup && { setup },
		env: {
			...userName !== void 0 && {
				HOME: `${"/stepops"}/${jobPaths.home}`,
				USER: userName,
				LOGNAME: userName
			},
			...carried,
			...env,
			...stepVariables({
				step,
				attempt: attempt.attempt,
				valuesFile: values,
				portKey
			})
		},
		secrets,
		workingDirectory: step.workingDirectory,
		accelerators: step.resources[0].accelerators[0]?.count ?? 0,
		requireGpu: step.settings.require_gpu === true,
		marker,
		ownsProcesses: true
	};
}
/** Why no process could be started with what a job gives it; undefined when one could. */
function unfitJob({ env, secrets, setup, command }) {
	return (setup ? [setup, command] : [command]).map((each) => unfit({
		...env,
		...secrets,
		...bindingsOf(each)
	}, argumentsOf(each))).find((why) => why !== void 0);
}
const bindingsOf = (command) => command.kind === "script" ? command.bindings : {};
const argumentsOf = (command) => command.kind === "argv" ? command.args : [];

// src/container/data-inputs.ts
/** A step's inputs, with data of buckets at its paths; what else the checkout has there is not given. */
function withData(inputs, data) {
	return data.reduce(withOne, inputs);
}
function withOne(inputs, { path, data }) {
	const isBelow = (each) => each === path || each.startsWith(`${path}/`);
	const nameOf = (inner) => inner === "" ? path : `${path}/${inner}`;
	const around = new Set(parentsOf$1(path));
	const folders = [...inputs.folders].filter(([each]) => !isBelow(each)).map(([each, isWhole]) => [each, isWhole && !around.has(each)]);
	const own = data.files[0] === "" ? [] : ["", ...data.folders].map((inner) => [nameOf(inner), true]);
	return {
		files: [...inputs.files.filter((each) => !isBelow(each)), ...data.files.map(nameOf)],
		escaping: inputs.escaping.filter((each) => !isBelow(each)),
		followed: new Set([...inputs.followed].filter((each) => !isBelow(each))),
		folders: new Map([...folders, ...own]),
		elsewhere: new Map([...inputs.elsewhere ?? [], [path, data.at]])
	};
}
function* parentsOf$1(path) {
	for (let at = dirname(path);; at = dirname(at)) {
		yield at;
		if (at === ".") return;
	}
}
/** Where an input really lies, absolute. `root`: the pipeline's folder. */
function sourceOf({ elsewhere }, root, path) {
	for (const [place, at] of elsewhere ?? []) {
		if (path === place) return at;
		if (path.startsWith(`${place}/`)) return join(at, path.slice(place.length + 1));
	}
	return join(root, path);
}

// src/container/resources.ts
/** The first alternative of `any_of` that fits; else the first, which an explicit `local` runs with what there is. */
function fittingResources(alternatives, size) {
	const fits = ({ cpus, memory, accelerators }) => (cpus?.value ?? 0) <= size.cpus && (memory?.value ?? 0) <= size.memoryGb && (accelerators[0]?.count ?? 0) <= size.accelerators;
	return alternatives.find(fits) ?? alternatives[0];
}

// src/container/step-inputs.ts
/** What a step is given of this disk: its inputs; without the key all that git keeps, and what its needs wrote. */
async function stepInputs(source, step) {
	const { files, root, pipeline } = source;
	const needs = new Set(step.needs.map(({ leg }) => leg));
	const needed = pipeline.steps.filter(({ id }) => needs.has(id)).flatMap(outputsOf);
	const others = [...pipeline.steps.filter(({ id }) => !needs.has(id)).flatMap(writtenBy), ...pipeline.steps.flatMap(({ inputs = [] }) => inputs.filter(isBucket).map(({ path }) => path))];
	const listed = step.inputs ? await listInputs(files, root, step.inputs) : await listAll(files, root, isGiven({
		kept: await gitKeeps(source),
		needed,
		others
	}));
	return {
		...listed,
		folders: wholeAlways(listed.folders, others)
	};
}
const outputsOf = ({ outputs }) => outputs.map(({ path }) => path);
/** A folder that is given as it is would show what other steps write there while the step runs. */
function wholeAlways(folders, others) {
	const around = new Set(others.flatMap((path) => [".", ...parentsOf(path)]));
	return new Map([...folders].map(([path, isWhole]) => [path, isWhole && !around.has(path)]));
}
/** Another step's outputs come and go meanwhile, so only those of needs count, ignored by git or not. */
function isGiven(input) {
	const { kept, others } = input;
	const needed = new Set(input.needed);
	const onTheWay = new Set(input.needed.flatMap((path) => [...parentsOf(path)]));
	const excluded = new Set(others);
	return (path) => {
		if (needed.has(path) || onTheWay.has(path) || [...parentsOf(path)].some((each) => needed.has(each))) return true;
		return !excluded.has(path) && (kept?.(path) ?? true);
	};
}
function* parentsOf(path) {
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}
/** Undefined where git cannot tell: then everything counts. */
async function gitKeeps(source) {
	const { files, root } = source;
	const checkout = await findCheckout(files, root);
	const listed = await keptFiles(checkout, root, source.runGit ?? runGit);
	if (!listed) return void 0;
	const prefix = relative(checkout.root, root).split(sep).join("/");
	const own = listed.map((path) => prefix === "" ? path : path.slice(prefix.length + 1));
	const names = new Set(own);
	const folders = new Set(own.flatMap((path) => [...parentsOf(path)]));
	return (path) => names.has(path) || folders.has(path) || [...parentsOf(path)].some((each) => names.has(each));
}
/** Files that git tracks and a step was not given; for the hint of a step that failed for want of one. */
async function withheldFiles(source, given) {
	const checkout = await findCheckout(source.files, source.root);
	const listed = await keptFiles(checkout, source.root, source.runGit ?? runGit);
	const has = new Set(given.files);
	return (listed ?? []).map((path) => relative(source.root, join(checkout.root, path)).split(sep).join("/")).filter((path) => !has.has(path));
}

// src/container/user.ts
/** `wanted`: the step's `user`. By default it is whoever runs stepops, so that outputs are theirs. */
function containerUser(wanted, caller, engine) {
	if (wanted === "image" || wanted === void 0 && !caller) return { isCaller: false };
	const isOurs = wanted === void 0 || Number(wanted.split(":")[0]) === caller?.uid;
	if (wanted !== void 0) return {
		option: wanted,
		isCaller: isOurs && !engine.isRootless && !engine.mapsUsers
	};
	return {
		option: engine.isRootless ? "0:0" : `${caller?.uid}:${caller?.gid}`,
		isCaller: !engine.mapsUsers
	};
}

// src/container/preparation.ts
/** Finds the engine, gets the image there, and lists what the step is given; touches nothing of the checkout. */
async function prepare(shared, frame) {
	const { step } = frame.attempt;
	const missing = frame.missingSecret();
	if (missing) return err(missing);
	const runEngine = await shared.engines.get(step.operator);
	const info = await runEngine.engine.info();
	if (!info.ok) return err({
		cause: "infrastructure",
		message: `${info.error.message}: ${info.error.hint}`
	});
	const image = await readyImage(shared, frame, runEngine);
	if (!image.ok) return image;
	const data = await stepData(shared.buckets, frame);
	if (!data.ok) return data;
	const source = {
		...shared,
		files: shared.host.files
	};
	const inputs = withData(await stepInputs(source, step), data.value);
	const user = containerUser(step.user, shared.machine.user, info.value);
	const resources = resourcesOn(info.value, step, shared.machine);
	const job = jobOf(shared, {
		...frame.attempt,
		step: {
			...step,
			resources: [resources]
		}
	}, frame.secrets(), user);
	const unfit = escaping(inputs) ?? unfitJob(job);
	if (unfit !== void 0) return err({
		cause: "config",
		message: unfit
	});
	return ok({
		runEngine,
		info: info.value,
		image: image.value,
		user,
		resources,
		inputs,
		job
	});
}
function readyImage({ images, masker }, frame, { engine }) {
	const { image, operator } = frame.attempt.step;
	return frame.whilePending("image", async (signal) => {
		if (!image) return err({
			cause: "config",
			message: "the step names no image"
		});
		const ready = await images.ready({
			image,
			engine,
			copies: operator?.settings.copy_images === true,
			publishes: operator !== void 0,
			onLines: (stream, lines) => frame.output("image", stream, lines.map((line) => masker.mask(line))),
			onNotice: (message) => frame.notice("notice", message),
			signal
		});
		return ready.ok ? ready : err({
			cause: "image",
			phase: "image",
			...ready.error
		});
	});
}
function resourcesOn(info, step, machine) {
	const accelerators = isOnThisMachine(step) ? machine.accelerators : Number.POSITIVE_INFINITY;
	const size = {
		cpus: info.cpus,
		memoryGb: info.memoryBytes / 1e9,
		accelerators
	};
	return fittingResources(step.resources, size);
}
function jobOf({ host, carried, folder, userName }, attempt, secrets, { option, isCaller }) {
	return containerJob({
		attempt,
		secrets,
		carried,
		userName: option === void 0 ? void 0 : isCaller ? userName : "stepops",
		marker: `stepops-${host.random.hex(32)}`,
		portKey: join(folder.directory, attempt.step.id)
	});
}
function escaping({ escaping: paths }) {
	if (paths.length === 0) return void 0;
	return `${paths.slice(0, 5).join(", ")}: a link that leaves the pipeline's folder cannot be an input; copy what it leads to`;
}

// src/container/lost-links.ts
/**
* Sentences about links in outputs to what is there only as long as the step's own folder: taken over, they would lead nowhere.
* `checkpoint`: stays, too.
*/
async function lostLinks(place) {
	const { files, job, paths, inputs, checkpoint } = place;
	const stays = (path) => inputs.files.includes(path) || inputs.folders.has(path) || [...paths, checkpoint].some((each) => isBelow(each, path));
	const faults = [];
	for (const link of await linksIn(place)) {
		const target = await insideJob(place, link);
		if (target === void 0) continue;
		const path = posix.relative(jobPaths.work, target);
		if (stays(path) || await files.stat(join(job, target)) === void 0) continue;
		const shown = path.startsWith("../") ? `${jobRoot}/${target}` : path;
		faults.push(`output ${link} is a link to ${shown}, which is no output and goes with the step's folder: write the file itself there`);
	}
	return faults;
}
/**
* An output may be a link to an input or into the checkpoint, which are not in the step's folder once nothing is mounted there any
* more: what looks at the outputs finds the file itself there. `root`: the pipeline's folder.
*/
async function placeLinkTargets(place) {
	const { files, job, root, paths, inputs } = place;
	const top = await files.realpath(root) ?? root;
	const work = await files.realpath(join(job, jobPaths.work)) ?? join(job, jobPaths.work);
	for (const output of paths) {
		const target = await insideJob(place, output);
		if (target === void 0) continue;
		const path = posix.relative(jobPaths.work, target);
		if (await files.realpath(join(work, dirname(path))) !== join(work, dirname(path))) continue;
		const isKept = isBelow(place.checkpoint, path) && await files.realpath(join(top, path)) === join(top, path);
		const source = sourceOf(inputs, root, path);
		const kind = (await files.stat(source))?.kind;
		if (inputs.folders.has(path) || isKept && kind === "directory") await files.makeDirectory(join(work, path));
		else if (inputs.files.includes(path) || isKept && kind === "file") await placeFile(files, source, join(work, path));
	}
}
const isBelow = (folder, path) => folder !== void 0 && (path === folder || path.startsWith(`${folder}/`));
async function placeFile(files, from, to) {
	const source = await files.realpath(from);
	if (source === void 0) return;
	await files.remove(to);
	await files.link(source, to);
}
async function linksIn({ files, job, paths }) {
	const found = [];
	for (const path of paths) {
		const entries = await walk(files, join(job, jobPaths.work, path));
		found.push(...entries.filter(({ stat }) => stat.kind === "link").map((entry) => posix.join(path, entry.path)));
	}
	return found;
}
/** Where a link leads, relative to the job's folder; undefined for what is no link, and for one that leaves that folder. */
async function insideJob({ files, job }, path) {
	const target = await files.readlink(join(job, jobPaths.work, path));
	if (target === void 0) return void 0;
	const meant = posix.resolve(posix.join(jobRoot, jobPaths.work, dirname(path)), target);
	return meant.startsWith(`${"/stepops"}/`) ? meant.slice(jobRoot.length + 1) : void 0;
}

// src/container/relink.ts
const workRoot = `${jobRoot}/${jobPaths.work}/`;
/**
* Links in outputs that name the step's folder by the path that it has in the container become relative ones: they lead to the
* same wherever the outputs lie. `work`: that folder on this machine.
*/
async function relinkOutputs(files, work, paths) {
	for (const path of paths) for (const { path: inner, stat } of await walk(files, join(work, path))) if (stat.kind === "link") await relink(files, work, posix.join(path, inner));
}
async function relink(files, work, path) {
	const target = await files.readlink(join(work, path));
	if (target === void 0 || !`${target}/`.startsWith(workRoot)) return;
	await files.remove(join(work, path));
	const way = posix.relative(dirname(path), target.slice(workRoot.length));
	await files.symlink(way || ".", join(work, path));
}

// src/container/take-over.ts
/** Gives the outputs that a step left in its job's folder their place in the pipeline's, all or none. */
async function takeOver(input) {
	const { shared, step, job, inputs, since } = input;
	const { host, outputs, root } = shared;
	const { files } = host;
	const work = join(job, jobPaths.work);
	const paths = step.outputs.map(({ path }) => path);
	const astray = await leadingAstray(files, work, paths);
	if (astray !== void 0) return err({
		cause: "config",
		phase: "outputs",
		message: astray
	});
	await relinkOutputs(files, work, paths);
	const place = {
		files,
		job,
		paths,
		inputs,
		...optional("checkpoint", step.checkpoint)
	};
	const lost = await lostLinks(place);
	if (lost.length > 0) return err({
		cause: "config",
		phase: "outputs",
		message: lost.join("; ")
	});
	await placeLinkTargets({
		...place,
		root
	});
	for (const path of paths) await openFolder(files, join(work, path));
	return outputs.adopt(step, work, since);
}
/** Nothing is looked at behind a link that the step put in the place of a folder: it may lead anywhere on this machine. */
async function leadingAstray(files, work, paths) {
	const top = await files.realpath(work);
	for (const path of paths) {
		const folder = dirname(path);
		const real = await files.realpath(join(work, folder));
		if (real !== void 0 && top !== void 0 && real !== join(top, folder)) return `output ${path} lies behind a link in ${folder}, which the step put in the place of a folder`;
	}
}
/** Opens the owner's way into a folder that a step closed (Go's module cache is all read-only), so that it can be moved. */
async function openFolder(files, path) {
	const stat = await files.stat(path);
	if (stat?.kind === "directory" && (stat.mode & 448) !== 448) await files.makeDirectory(path, stat.mode & 511 | 448);
}

// src/job/phases.ts
function phaseStream(marker, onChunk) {
	const line = Buffer.from(`${marker}\n`);
	let pending = Buffer.alloc(0);
	let phase = "setup";
	const hand = (chunk) => {
		if (chunk.length > 0) onChunk(phase, chunk);
	};
	return {
		write(chunk) {
			if (phase === "command") return hand(chunk);
			const all = Buffer.concat([pending, chunk]);
			const at = all.indexOf(line);
			if (at >= 0) {
				hand(all.subarray(0, at));
				phase = "command";
				pending = Buffer.alloc(0);
				return hand(all.subarray(at + line.length));
			}
			const kept = Math.min(all.length, line.length - 1);
			const begins = startOf(all.subarray(all.length - kept), line);
			hand(all.subarray(0, all.length - begins));
			pending = all.subarray(all.length - begins);
		},
		end() {
			hand(pending);
			pending = Buffer.alloc(0);
		}
	};
}
/** Length of the longest end of `bytes` that `line` begins with. */
function startOf(bytes, line) {
	for (let length = bytes.length; length > 0; length--) if (bytes.subarray(bytes.length - length).equals(line.subarray(0, length))) return length;
	return 0;
}

// src/container/output.ts
/** Hands on what a container prints, in masked lines and told apart by phase. */
function listenToContainer(child, options) {
	const streams = {
		stdout: openStream("stdout", options),
		stderr: openStream("stderr", options)
	};
	let tail = Buffer.alloc(0);
	child.onOutput((stream, chunk) => {
		streams[stream].write(chunk);
		if (stream === "stderr") tail = Buffer.concat([tail, chunk]).subarray(-8192);
	});
	return {
		finish() {
			streams.stdout.end();
			streams.stderr.end();
		},
		complaint: () => tail.toString("utf8")
	};
}
function openStream(stream, { masker, marker, onLines }) {
	const lines = {
		setup: lineStream(masker, (found) => onLines("setup", stream, found)),
		command: lineStream(masker, (found) => onLines("command", stream, found))
	};
	if (marker === void 0) return lines.command;
	const phases = phaseStream(marker, (phase, chunk) => {
		if (phase === "command") lines.setup.end();
		lines[phase].write(chunk);
	});
	return {
		write: (chunk) => phases.write(chunk),
		end() {
			phases.end();
			lines.setup.end();
			lines.command.end();
		}
	};
}

// src/container/transfer.ts
/** Moving a job's folder is bounded by the disk and the network alone. */
const timeoutMs = 864e5;
const hurriedMs = 3e3;
/** Puts a job's folder into a container that has not started. Its modes let everybody in: who owns it there differs by engine. */
async function copyIn(input) {
	const { engine, container, job, signal } = input;
	const args = [
		"cp",
		`${job}/.`,
		`${container}:${jobRoot}`
	];
	const { code, stderr } = await engine.call(args, {
		signal,
		timeoutMs
	});
	return code === 0 ? ok(void 0) : err(engineFault(stderr, engine.name));
}
/**
* Brings back what the step left, owned by whoever runs stepops; resolves with complaints. What is not there is no error here,
* and of what does not come whole nothing is left.
*/
async function copyOut(input) {
	const { engine, container, files, job, paths, stop } = input;
	const complaints = [];
	for (const path of paths) {
		const to = join(job, path);
		await files.remove(to);
		await files.makeDirectory(dirname(to));
		const from = `${container}:${posix.join(jobRoot, path)}`;
		const limits = stop.aborted ? { timeoutMs: hurriedMs } : {
			timeoutMs,
			signal: stop
		};
		const { code, stderr } = await engine.call([
			"cp",
			from,
			to
		], limits);
		if (code === 0 || isMissing(stderr)) continue;
		complaints.push(`${path}: ${engineFault(stderr, engine.name).message}`);
		await files.remove(to);
	}
	return complaints;
}
const isMissing = (stderr) => /no such container:path|could not find the file/i.test(stderr);
/**
* Whether an engine sees this machine's files: asked of a container that is made and never started. An engine that fails for
* another reason says nothing of its sight, so the answer is that it sees.
*/
async function seesFiles(input) {
	const { engine, image, name, labels, job, signal } = input;
	const mount = `type=bind,"source=${job.replaceAll("\"", "\"\"")}",target=${jobRoot}`;
	const create = [
		"create",
		"--name",
		name,
		...Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]),
		"--pull",
		"never",
		"--mount",
		mount,
		image,
		"sh"
	];
	const created = await engine.call(create, { signal });
	if (created.code !== 0) return engineFault(created.stderr, engine.name).reason !== "bind-missing";
	const { code, stderr } = await engine.call([
		"cp",
		`${name}:${jobRoot}/${jobPaths.start}`,
		"-"
	], { signal });
	return code === 0 || !isMissing(stderr);
}

// src/container/container.ts
/** Runs one container to its end; on `stop` it gets SIGTERM, and SIGKILL five seconds later by whoever removes it. */
async function runContainer(run) {
	const { runEngine, request, transfer } = run;
	const args = containerArguments(request);
	if (transfer.job === "mount") return follow(run, runEngine.engine.start(["run", ...args]));
	const refused = await prepareCopy(run, args);
	if (refused !== void 0) return {
		...neverStarted,
		complaint: refused
	};
	return follow(run, runEngine.engine.start([
		"start",
		"--attach",
		request.name
	]));
}
const neverStarted = {
	results: {
		started: false,
		seesNoGpu: false
	},
	clientCode: void 0,
	complaint: "",
	isOutOfMemory: false,
	uncopied: []
};
/** What kept the container from being made; undefined when it can start. */
async function prepareCopy({ host, runEngine, request, stage, stop }, args) {
	const { engine } = runEngine;
	const created = await engine.call(["create", ...args], { signal: stop });
	if (created.code !== 0) return created.stderr;
	const copied = await copyIn({
		engine,
		container: request.name,
		job: stage.job,
		signal: stop
	});
	await host.files.remove(join(stage.job, jobPaths.secrets));
	return copied.ok ? void 0 : copied.error.message;
}
async function follow(run, child) {
	const { host, runEngine, request, stage, transfer, masker, marker, onLines } = run;
	const listener = listenToContainer(child, {
		masker,
		marker,
		onLines
	});
	const { end } = await superviseClient(run, child);
	listener.finish();
	const clientCode = end?.kind === "exited" ? end.code : void 0;
	const complaint = end?.kind === "not-started" ? notStarted(end.error) : listener.complaint();
	const uncopied = transfer.job === "copy" ? await bringBack(run) : [];
	const results = await readResults(host.files, stage.job);
	return {
		results,
		clientCode,
		complaint,
		isOutOfMemory: clientCode === killed && (results.isOutOfMemory || await ranOutOfMemory(runEngine, request.name)),
		uncopied
	};
}
/**
* `docker run` passes signals on to its container. `docker start` of newer clients leaves at the first one, while the container
* still saves its work: there the engine is asked, and the client ends when the container does.
*/
async function superviseClient(run, child) {
	const { host, runEngine, request, transfer, stop } = run;
	if (transfer.job === "mount") return supervise(child, host.clock, stop);
	const stopped = new AbortController();
	const ask = () => void runEngine.engine.call([
		"stop",
		"-t",
		"5",
		request.name
	]).then(() => stopped.abort());
	stop.addEventListener("abort", ask, { once: true });
	if (stop.aborted) ask();
	const supervised = await supervise(child, host.clock, stopped.signal);
	stop.removeEventListener("abort", ask);
	return supervised;
}
const notStarted = ({ code, message }) => code === "ENOENT" ? missingClient : message;
const killed = 137;
async function ranOutOfMemory({ engine }, name) {
	const { stdout } = await engine.call([
		"inspect",
		"--format",
		"{{.State.OOMKilled}}",
		name
	]);
	return stdout.trim() === "true";
}
async function bringBack(run) {
	const { host, runEngine, request, stage, written, stop } = run;
	const outputs = written.map((path) => join(jobPaths.work, path));
	const complaints = await copyOut({
		engine: runEngine.engine,
		container: request.name,
		files: host.files,
		job: stage.job,
		paths: [jobPaths.results, ...outputs],
		stop
	});
	if (complaints.length > 0) await host.files.makeDirectory(join(stage.job, jobPaths.results));
	return complaints;
}

// src/container/layout.ts
function layoutOf(input) {
	const { inputs, written, workingDirectory } = input;
	const own = new Set(written);
	const real = new Set(written.flatMap((path) => ancestors(path)).concat("."));
	const isOwn = (path) => own.has(path) || ancestors(path).some((folder) => own.has(folder));
	const isWhole = (path) => inputs.folders.get(path) === true && !real.has(path);
	const folders = [...inputs.folders.keys()].filter((path) => isWhole(path) && !ancestors(path).some(isWhole) && !isOwn(path)).sort();
	const given = withoutFolders(inputs, real).filter((path) => !isOwn(path));
	const rest = given.filter((path) => !ancestors(path).some(isWhole));
	const links = new Set(rest);
	const place = [workingDirectory, ...ancestors(workingDirectory)];
	const isThere = place.some((path) => folders.includes(path) || links.has(path));
	const others = [...inputs.folders.keys()].filter((path) => !isOwn(path));
	const empty = others.filter((path) => !isWhole(path) && !ancestors(path).some(isWhole));
	const parts = partsOf({
		rest,
		folders,
		real,
		empty: isThere ? empty : [...empty, workingDirectory]
	});
	const covered = /* @__PURE__ */ new Set([...folders, ...parts.map(({ path }) => path)]);
	const isCovered = (path) => [path, ...ancestors(path)].some((each) => covered.has(each));
	const files = rest.filter((path) => !isCovered(path));
	const made = [
		...real,
		...others.filter((path) => !isCovered(path)),
		...[...covered].flatMap((path) => ancestors(path).filter((each) => !isCovered(each))),
		...isThere || isCovered(workingDirectory) ? [] : place
	];
	const directories = [...new Set(made)].sort();
	return {
		directories,
		folders,
		parts,
		files,
		copied: {
			directories: [.../* @__PURE__ */ new Set([
				...directories,
				...others,
				...isThere ? [] : place
			])].sort(),
			files: given
		}
	};
}
/** Without links that stand where a folder must: one that the step writes to, or that an input names by the link's name. */
function withoutFolders({ files, folders }, real) {
	const around = [.../* @__PURE__ */ new Set([...files.map((path) => dirname(path)), ...folders.keys()])];
	const holders = new Set(around.flatMap((folder) => [folder, ...ancestors(folder)]));
	return files.filter((path) => !real.has(path) && !holders.has(path));
}
/** Grouped by the outermost folder that need not be real. */
function partsOf(input) {
	const outermost = (path) => ancestors(path).toReversed().find((folder) => !input.real.has(folder));
	const found = /* @__PURE__ */ new Map();
	const partAt = (path) => {
		const part = found.get(path) ?? {
			path,
			files: [],
			inner: []
		};
		found.set(path, part);
		return part;
	};
	for (const file of input.rest) {
		const path = outermost(file);
		if (path !== void 0) partAt(path).files.push(file);
	}
	for (const folder of input.folders) {
		const path = outermost(folder);
		if (path !== void 0) partAt(path).inner.push(folder);
	}
	for (const folder of input.empty) found.get(outermost(folder) ?? "")?.inner.push(folder);
	return [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}
/** Folders around a path, innermost first, `.` last. */
function ancestors(path) {
	const found = [];
	for (let at = path; at !== ".";) {
		at = dirname(at);
		found.push(at);
	}
	return found;
}

// src/container/stage.ts
async function openStage(request) {
	const { files, directory } = request;
	try {
		return await fillStage(request);
	} catch (error) {
		await files.remove(directory).catch(() => {});
		throw error;
	}
}
async function fillStage(request) {
	const { files, directory, control, transfer } = request;
	if (await files.stat(directory) !== void 0) await files.remove(directory);
	await files.makeDirectory(directory, 448);
	const job = join(directory, "job");
	const isShared = transfer.job === "copy";
	const mode = isShared ? 511 : 493;
	for (const path of [
		".",
		jobPaths.control,
		jobPaths.work,
		jobPaths.home,
		jobPaths.results
	]) await files.makeDirectory(join(job, path), mode);
	for (const [path, text] of Object.entries(control)) await files.write(join(job, path), text, isShared ? 438 : 384);
	const place = {
		...request,
		job,
		mode
	};
	const mounts = transfer.inputs === "mount" ? await layOut(place) : await copyInputs(place);
	const whole = {
		source: job,
		target: jobRoot,
		isReadOnly: false
	};
	return {
		job,
		mounts: [
			...transfer.job === "mount" ? [whole] : [],
			...mounts,
			...await placeCheckpoint(place)
		],
		remove: () => files.remove(directory)
	};
}
const workOf = (job, path) => join(job, jobPaths.work, path);
const mountedAt = (path) => posix.join(jobRoot, jobPaths.work, path);
async function layOut(place) {
	const { files, root, job, layout, directory, mode, transfer } = place;
	for (const path of layout.directories) await files.makeDirectory(workOf(job, path), mode);
	const mounts = [];
	const mount = (source, path) => mounts.push({
		source,
		target: mountedAt(path),
		isReadOnly: true
	});
	const makePoint = transfer.job === "mount" ? (path) => files.makeDirectory(path) : async () => {};
	for (const part of layout.parts) {
		await layOutPart(place, part);
		await makePoint(workOf(job, part.path));
		mount(join(directory, "parts", part.path), part.path);
	}
	const inner = new Set(layout.parts.flatMap((part) => part.inner));
	for (const path of layout.folders) {
		if (!inner.has(path)) await makePoint(workOf(job, path));
		const source = sourceOf(place.inputs, root, path);
		mount(await files.realpath(source) ?? source, path);
	}
	for (const path of layout.files) {
		const source = await fileToMount(place, path);
		if (source !== void 0) mount(source, path);
	}
	return mounts;
}
async function layOutPart(place, { files: paths, inner }) {
	const at = (path) => join(place.directory, "parts", path);
	for (const path of paths) await give(place, path, at(path));
	for (const path of inner) await place.files.makeDirectory(at(path));
}
/** It outlives the attempt: mounted as it is, or copied in now and out again at the end. */
async function placeCheckpoint({ files, root, job, checkpoint, transfer, mode }) {
	if (checkpoint === void 0) return [];
	const [source, target] = [join(root, checkpoint), workOf(job, checkpoint)];
	if (transfer.job === "copy") {
		await copyTree({
			files,
			from: source,
			to: target,
			mode
		});
		return [];
	}
	await files.makeDirectory(target);
	return [{
		source,
		target: mountedAt(checkpoint),
		isReadOnly: false
	}];
}
/** A link is made anew where it stands; what is mounted is a file with the same name. */
async function fileToMount(place, path) {
	const { files, root, job, inputs, transfer } = place;
	const link = await linkTarget(place, path);
	if (link !== void 0) {
		await files.symlink(link, workOf(job, path));
		return;
	}
	const source = await files.realpath(sourceOf(inputs, root, path));
	if (source !== void 0 && transfer.job === "mount") await files.write(workOf(job, path), "");
	return source;
}
async function copyInputs(place) {
	const { files, job, layout, mode } = place;
	for (const path of layout.copied.directories) await files.makeDirectory(workOf(job, path), mode);
	for (const path of layout.copied.files) await give(place, path, workOf(job, path));
	return [];
}
async function copyTree(tree) {
	const { files, from, to, mode } = tree;
	await files.makeDirectory(to, mode);
	for (const name of await files.list(from) ?? []) {
		await breathe();
		const [source, target] = [join(from, name), join(to, name)];
		const stat = await files.stat(source);
		if (stat?.kind === "directory") await copyTree({
			files,
			from: source,
			to: target,
			mode
		});
		else if (stat?.kind === "link") await files.symlink(await files.readlink(source) ?? "", target);
		else if (stat?.kind === "file") await files.copy(source, target, stat.mode & 511 | 438);
	}
}
/** One input under its name at `to`. */
async function give(place, path, to) {
	await breathe();
	const { files, root, inputs, transfer } = place;
	const link = await linkTarget(place, path);
	if (link !== void 0) return files.symlink(link, to);
	const source = await files.realpath(sourceOf(inputs, root, path));
	const stat = source === void 0 ? void 0 : await files.stat(source);
	if (source === void 0 || stat?.kind !== "file") return;
	await (transfer.inputs === "mount" || (stat.mode & 292) === 292 ? files.link(source, to) : files.copy(source, to, readableMode(stat.mode)));
}
/** Who may run it may run it there, too. */
const readableMode = (mode) => mode & 511 | 292 | ((mode & 64) === 0 ? 0 : 73);
/** Where a link leads, as seen from its own folder; undefined for what is no link, and for one that an input names. */
async function linkTarget({ files, root, inputs }, path) {
	if (inputs.followed.has(path)) return void 0;
	const target = await files.readlink(sourceOf(inputs, root, path));
	if (target === void 0) return void 0;
	const folder = dirname(path);
	const [top = root, from = join(root, folder)] = [await files.realpath(root), await files.realpath(join(root, folder))];
	const meant = resolve(from, target);
	const inRoot = relative(isWithin(top, meant) ? top : root, meant);
	return posix.relative(folder, inRoot.split(sep).join("/")) || ".";
}

// src/container/trial.ts
/** Mounts the step's folders, and where the engine turns out not to see them copies them, then and ever after. */
async function tryContainer(context) {
	const { runEngine } = context.prepared;
	const first = await tryOnce(context);
	if (!(!first.ended.results.started && first.transfer.inputs === "mount") || context.frame.stop.aborted || await isSeen(context, first)) return first;
	runEngine.seesFiles = false;
	await discard(context, first);
	const message = `${runEngine.engine.name} does not see this machine's files, so they are copied`;
	context.frame.notice("notice", message);
	return tryOnce(context);
}
/** Removes the container, and the folder only once that is gone; what cannot be removed becomes a warning. */
async function discard(context, { request, stage }) {
	if (!await discardContainer(context, { request })) return;
	await stage.remove().catch((error) => {
		context.frame.notice("warning", `the step's folder could not be removed: ${error.message}`);
	});
}
/** Pauses between tries: an engine may be away for a moment, and a run that is cancelled cannot wait for it. */
const pausesMs = [
	500,
	1e3,
	2e3,
	4e3,
	8e3
];
/** False where nobody can say that it is gone. */
async function discardContainer({ shared, prepared, frame }, { request }) {
	let trouble = await prepared.runEngine.remover.remove(request.name);
	for (const pauseMs of frame.isCancelled ? pausesMs.slice(0, 1) : pausesMs) {
		if (trouble === void 0) return true;
		await shared.host.clock.sleep(pauseMs);
		trouble = await prepared.runEngine.remover.remove(request.name);
	}
	if (trouble !== void 0) frame.notice("warning", trouble);
	return trouble === void 0;
}
async function isSeen({ prepared, frame }, { request, stage }) {
	const { engine, remover } = prepared.runEngine;
	const name = `${request.name}-probe`;
	const { image, labels } = request;
	const seen = await seesFiles({
		engine,
		image,
		name,
		labels,
		job: stage.job,
		signal: frame.stop
	});
	await remover.remove(name);
	return seen;
}
async function tryOnce(context) {
	const { shared, frame, prepared, onLines } = context;
	const trial = await openTrial(context);
	const { setup, marker } = prepared.job;
	try {
		const ended = await runContainer({
			...trial,
			host: shared.host,
			runEngine: prepared.runEngine,
			written: writtenBy(frame.attempt.step),
			masker: shared.masker,
			marker: setup && marker,
			stop: frame.stop,
			onLines
		});
		return {
			...trial,
			ended
		};
	} catch (error) {
		await discard(context, trial);
		throw error;
	}
}
async function openTrial(context) {
	const { shared, frame, prepared, gpus } = context;
	const { runEngine, info, image, user, resources } = prepared;
	const { step } = frame.attempt;
	const transfer = {
		inputs: runEngine.seesFiles ? "mount" : "copy",
		job: runEngine.seesFiles && user.isCaller ? "mount" : "copy"
	};
	const stage = await stageFor(context, transfer);
	return {
		stage,
		transfer,
		request: {
			name: containerName(context, transfer),
			labels: {
				...shared.labels,
				"stepops.step": step.id
			},
			image: image.reference,
			...step.image?.kind === "build" && step.image.platform !== void 0 && { platform: step.image.platform },
			...user.option !== void 0 && { user: user.option },
			network: step.network,
			limits: limitsOf(resources, info, gpus),
			mounts: stage.mounts,
			hasSelinux: info.hasSelinux
		}
	};
}
function stageFor({ shared, frame, prepared }, transfer) {
	const { step } = frame.attempt;
	const { inputs, job } = prepared;
	const { workingDirectory, checkpoint } = step;
	return openStage({
		inputs,
		transfer,
		files: shared.host.files,
		root: shared.root,
		directory: join(shared.folder.directory, "containers", nameOf(frame)),
		control: controlFiles(job),
		layout: layoutOf({
			inputs,
			written: writtenBy(step),
			workingDirectory
		}),
		...checkpoint !== void 0 && { checkpoint }
	});
}
function nameOf({ attempt: { step, attempt } }) {
	return `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;
}
/**
* Apart for every run, leg and attempt, however long the leg's id; a second try of one attempt must not meet the first on its
* way out.
*/
function containerName({ shared, frame }, { inputs }) {
	const { step, attempt } = frame.attempt;
	const words = step.id.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 80);
	const mark = words === step.id ? "" : `.${digest(step.id).slice(0, 8)}`;
	const tail = `${attempt}${inputs === "copy" ? "-copy" : ""}`;
	return `stepops-${shared.engines.label.slice(0, 8)}-${words}${mark}.${tail}`;
}

// src/container/withheld.ts
/**
* The sentence that a step's failure ends with where what it printed names a file that the folder has and the step's inputs lack.
* Undefined where it names none.
*/
function withheldHint(input) {
	const { lines, withheld, workingDirectory } = input;
	const printed = printedBy(lines);
	const named = withheld.filter((path) => names(printed, path, workingDirectory)).slice(0, 3);
	if (named.length === 0) return void 0;
	const [noun, verb] = named.length === 1 ? ["it", "is"] : ["them", "are"];
	return `${named.join(", ")} ${verb} in the folder but not among the step's inputs: add ${noun} to inputs`;
}
function printedBy(lines) {
	const text = lines.join("\n").slice(-65536);
	const complains = (line) => /no such file|not found|not exist|can(?:not|'t)|could not|unable|no module|missing/i.test(line);
	const modules = [...text.matchAll(/Cannot find module '(?:\.{1,2}\/)+([^']+)'/g)];
	return {
		text,
		complaints: text.split("\n").filter(complains).join("\n"),
		modules: modules.map(([, name = ""]) => name)
	};
}
function names({ text, complaints, modules }, path, workingDirectory) {
	const prefix = workingDirectory === "." ? "" : `${workingDirectory}/`;
	const forms = path.startsWith(prefix) ? [path, path.slice(prefix.length)] : [path];
	const isNamed = (form) => standsIn(/[./]/.test(form) ? text : complaints, form);
	return forms.some(isNamed) || importNames(path).some((name) => standsIn(text, name)) || isModule(path, modules);
}
/** As a word of its own: `data.csv` stands neither in `mydata.csv` nor in `data.csv.gz`. */
function standsIn(text, form) {
	for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
		const [before = " ", after] = [text[at - 1], text.slice(at + form.length, at + form.length + 2)];
		if ((before === "/" ? leadsHere(text.slice(0, at)) : !/[\w.-]/.test(before)) && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
	}
	return false;
}
/** Whether a path so far is the step's folder: `./`, `../`, or its name in the container. */
const leadsHere = (text) => /(?:^|[^\w.-])\.{1,2}\/$/.test(text.slice(-4)) || text.endsWith(`${"/stepops"}/${jobPaths.work}/`);
/** How Python's own complaint names a module: `No module named 'pkg.util'`. */
function importNames(path) {
	const [, module] = /^(.+?)(?:\/__init__)?\.py$/.exec(path) ?? [];
	if (module === void 0) return [];
	const parts = module.split("/");
	return parts.map((_, index) => `No module named '${parts.slice(index).join(".")}'`);
}
/** Node names a module without its ending, and a folder for its index. */
function isModule(path, modules) {
	const [, module] = /^(.+?)(?:\/index)?\.(?:[cm]?[jt]sx?|json)$/.exec(path) ?? [];
	return modules.some((name) => module === name || module?.endsWith(`/${name}`));
}

// src/container/attempt.ts
/** One attempt of a step that runs in a container. */
var ContainerAttempt = class {
	#shared;
	#frame;
	/** The last that the step printed. */
	#tail = [];
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#frame = new AttemptFrame(shared, attempt, emit, signal);
	}
	run() {
		return this.#frame.run(() => this.#runAll());
	}
	async #runAll() {
		const prepared = await prepare(this.#shared, this.#frame);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (!prepared.ok) return this.#frame.failure(prepared.error);
		const { outputs, devices } = this.#shared;
		const { step } = this.#frame.attempt;
		const cleared = await outputs.prepare(step);
		if (!cleared.ok) return this.#frame.failure(cleared.error);
		const gpus = gpusFor(this.#shared, prepared.value);
		let outcome;
		try {
			outcome = await this.#runPrepared(prepared.value, gpus);
			return outcome;
		} finally {
			if (Array.isArray(gpus)) devices.release(gpus);
			if (outcome?.result !== "success") await outputs.abandon(step);
		}
	}
	async #runPrepared(prepared, gpus) {
		const context = {
			shared: this.#shared,
			frame: this.#frame,
			prepared,
			gpus
		};
		const onLines = this.#print.bind(this);
		const since = this.#shared.host.clock.now();
		const tried = await this.#frame.withTimeout(() => tryContainer({
			...context,
			onLines
		}));
		const isOver = this.#hasEnded(tried) || await discardContainer(context, tried);
		const outcome = await this.#conclude(prepared, tried, since).catch((error) => this.#keep(tried, error));
		if (!isOver) return outcome.result === "failure" ? this.#stillRunning(tried) : outcome;
		const gone = discard(context, tried).then(() => void this.#shared.background.delete(gone));
		this.#shared.background.add(gone);
		return outcome;
	}
	#hasEnded({ ended }) {
		return !this.#frame.stop.aborted && ended.results.exitCode !== void 0;
	}
	/** A cause that is not tried again by itself: two attempts at once would write over each other. */
	#stillRunning({ request }) {
		const message = `the step's container may still run, as Docker does not say that it is gone: see docker ps, and end it with docker rm --force ${request.name}`;
		return this.#frame.failure({
			cause: "lost",
			message
		});
	}
	/** A disk may be full where the outputs belong; where the step left them they must not go with its folder. */
	async #keep({ stage, request }, error) {
		if (!("code" in error && "syscall" in error)) throw error;
		const { host, folder } = this.#shared;
		const kept = join(folder.directory, "kept", request.name);
		await host.files.makeDirectory(join(folder.directory, "kept"));
		await host.files.rename(join(stage.job, jobPaths.work), kept);
		const message = `the step ended well, but its outputs cannot be put in their place (${error.message}); they are kept in ${kept}`;
		return this.#frame.failure({
			cause: "infrastructure",
			phase: "outputs",
			message
		});
	}
	#print(phase, stream, lines) {
		this.#tail = [...this.#tail, ...lines].slice(-200);
		this.#frame.output(phase, stream, lines);
	}
	async #conclude(prepared, tried, since) {
		const { results } = tried.ended;
		if (results.seesNoGpu) this.#warnOfNoGpu();
		const intact = await isIntact(this.#shared.host.files, tried.stage.job);
		const ended = intact ? this.#failureOf(prepared, tried) : displaced;
		const { aborted } = this.#frame.stop;
		const failure = aborted ? this.#frame.stopped(results.phase ?? "command") : ended;
		if (intact) await this.#keepCheckpoint(tried);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (!intact) return this.#frame.failure(failure ?? displaced);
		const hinted = failure && await this.#withHint(failure, prepared);
		return this.#collect({
			tried,
			failure: hinted,
			since,
			inputs: prepared.inputs
		});
	}
	#warnOfNoGpu() {
		const [asked] = this.#frame.attempt.step.resources[0].accelerators;
		const what = asked ? `${asked.name}:${asked.count}` : "an accelerator";
		this.#frame.notice("warning", `the step asked for ${what} and sees no GPU`);
	}
	#failureOf({ runEngine }, { ended, request }) {
		const { memoryBytes } = request.limits;
		return containerFailure({
			...ended,
			image: imageName(this.#frame.attempt.step),
			engine: runEngine.engine.name,
			...memoryBytes !== void 0 && { memoryBytes }
		});
	}
	/** Names what the step was not given, where that is what it says it lacks. */
	async #withHint(failure, { inputs }) {
		const { step } = this.#frame.attempt;
		if (failure.cause !== "user" || step.inputs === void 0) return failure;
		const { host, ...source } = this.#shared;
		const withheld = await withheldFiles({
			...source,
			files: host.files
		}, inputs);
		const { workingDirectory } = step;
		const hint = withheldHint({
			lines: this.#tail,
			withheld,
			workingDirectory
		});
		return hint === void 0 ? failure : {
			...failure,
			message: `${failure.message}; ${hint}`
		};
	}
	/** Kept whatever became of the step: the next attempt goes on from it. */
	async #keepCheckpoint({ stage, transfer }) {
		const { checkpoint } = this.#frame.attempt.step;
		if (checkpoint === void 0 || transfer.job === "mount") return;
		const { host, root } = this.#shared;
		await replaceTree(host.files, join(stage.job, jobPaths.work, checkpoint), join(root, checkpoint));
	}
	async #collect(input) {
		const { tried, failure, since, inputs } = input;
		const { host, secrets } = this.#shared;
		const { step } = this.#frame.attempt;
		const { job } = tried.stage;
		const declared = {
			names: step.values,
			secrets
		};
		const { values, faults } = await takeValues(host.files, join(job, jobPaths.values), declared);
		if (failure) return this.#frame.failure(failure, values);
		if (faults.length > 0) return this.#frame.failure({
			cause: "config",
			phase: "outputs",
			message: faults.join("; ")
		}, values);
		const published = await takeOver({
			shared: this.#shared,
			step,
			job,
			inputs,
			since
		});
		if (!published.ok) return this.#frame.failure(published.error, values);
		return {
			result: "success",
			values,
			outputs: published.value
		};
	}
};
const displaced = {
	cause: "user",
	message: "the step put something else in the place of its own folders below /stepops, so nothing of it is taken over"
};

// src/container/devices.ts
function createDevices(total) {
	const free = new Set(Array.from({ length: total }, (_, index) => index));
	return {
		take(count) {
			if (count > free.size) return void 0;
			const taken = [...free].sort((a, b) => a - b).slice(0, count);
			for (const index of taken) free.delete(index);
			return taken;
		},
		release(indexes) {
			for (const index of indexes) free.add(index);
		}
	};
}

// src/container/executor.ts
/** Runs steps in containers of a Docker engine, each in a fresh folder that holds what the step declares. */
async function createContainerExecutor(options) {
	const shared = await openShared(options);
	return {
		execute: (attempt, emit, signal) => new ContainerAttempt(shared, attempt, emit, signal).run(),
		close: async () => {
			await Promise.all(shared.background);
		}
	};
}
/** What all containers share that work in one folder of a run. */
async function openShared(options) {
	const { host, root, checkout, folder, env, machine, pipeline, buckets } = options;
	const engines = await openEngines({
		host,
		env,
		directory: folder.directory,
		cwd: root
	});
	return {
		...openFrame({
			host,
			env,
			pipeline
		}),
		root,
		folder,
		pipeline,
		images: imagesOf(options),
		buckets,
		engines,
		machine,
		carried: carried(env),
		userName: env.USER || env.LOGNAME || (machine.user?.uid === 0 ? "root" : "stepops"),
		devices: createDevices(machine.accelerators),
		background: /* @__PURE__ */ new Set(),
		outputs: openOutputs({
			files: host.files,
			root,
			ledger: openLedger(host.files, checkout)
		}),
		labels: {
			[runLabel]: engines.label,
			"stepops.directory": folder.directory,
			"stepops.host": host.processes.hostname,
			"stepops.view": await viewOf(host.files)
		}
	};
}
function imagesOf({ host, env, root, run, folder, pipeline }) {
	const { containerRegistry, auth } = pipeline.stack;
	const at = (name) => join(folder.directory, name);
	return openImages({
		host,
		env,
		root,
		run,
		pipeline,
		scratch: at("images"),
		logins: at("containers"),
		...optional("containerRegistry", containerRegistry),
		...optional("auth", auth)
	});
}

export { copyIn as a, containerArguments as c, gpusFor as d, containerFailure as f, openTrial as i, jobRoot as l, openShared as n, copyOut as o, readResults as p, discard as r, prepare as s, createContainerExecutor as t, imageName as u };