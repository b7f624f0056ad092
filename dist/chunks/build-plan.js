import { B as optional, H as compareCodePoints, I as parseImage, ht as ok, mt as err } from "./check.js";
import { r as findLocalImage } from "./resolve.js";
import { r as parseReference } from "./reference.js";
import { a as readDockerfile, n as baseImages, t as findBuildFiles } from "./build-files.js";
import { t as sha256Of } from "./sha256.js";
import { createHash } from "node:crypto";
import { basename, join, posix } from "node:path";

// src/image/base-digests.ts
/** What base images are right now; those that no registry gives are what the engine has. */
const baseDigests = (references, asking) => Promise.all(references.map((reference) => baseDigest(reference, asking)));
async function baseDigest(reference, asking) {
	if (!parseImage(reference).ok) return {
		reference,
		digest: void 0,
		from: "nowhere"
	};
	const pinned = parseReference(reference).digest;
	if (pinned !== void 0) return {
		reference,
		digest: pinned,
		from: "file"
	};
	const digest = await asking.digestOf(reference);
	if (digest !== void 0) return {
		reference,
		digest,
		from: "registry"
	};
	const local = await localImage(reference, asking);
	if (!local) return {
		reference,
		digest: void 0,
		from: "nowhere"
	};
	return {
		reference,
		digest: local.digests[0] ?? local.id,
		from: "engine"
	};
}
/** The references whose copy in the engine is an older one: a build would take that without looking further. */
async function staleBases(bases, asking) {
	const stale = [];
	for (const { reference, digest, from } of bases) {
		if (from !== "registry" || digest === void 0) continue;
		const local = await localImage(reference, asking);
		if (local && !local.digests.includes(digest)) stale.push(reference);
	}
	return stale;
}
/** Where the engine fails, the build will say so. */
async function localImage(reference, { engine, signal }) {
	const found = await findLocalImage({
		engine,
		reference,
		signal
	});
	return found.ok ? found.value : void 0;
}

// src/image/build-client.ts
const builders = /* @__PURE__ */ new WeakMap();
/** Asked once an engine. */
function builderOf(engine) {
	const known = builders.get(engine) ?? askBuilder(engine);
	builders.set(engine, known);
	return known;
}
async function askBuilder(engine) {
	const { code } = await engine.call(["buildx", "version"]);
	return code === 0 ? "buildx" : "legacy";
}
/** Starts the client; the image is there under its name once it has ended well. */
function startBuild({ engine, builder, env: lent, ...command }) {
	const args = [...commonArguments(command), command.folder];
	if (builder === "legacy") return engine.start([
		"build",
		"--force-rm",
		...args
	], {
		...lent,
		DOCKER_BUILDKIT: "0"
	});
	const env = {
		...lent,
		BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
		BUILDX_GIT_INFO: "0"
	};
	return engine.start([
		"buildx",
		"build",
		"--load",
		"--progress",
		"plain",
		...args
	], env);
}
/** Build arguments are in the pipeline file and stay in the image's history: nothing is lost by showing them here. */
function commonArguments({ image: { target, platform, args }, dockerfile, name, label }) {
	return [
		...[
			"--file",
			dockerfile,
			"--tag",
			name,
			"--label",
			label
		],
		...target === void 0 ? [] : ["--target", target],
		...platform === void 0 ? [] : ["--platform", platform],
		...Object.entries(args).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`])
	];
}
/**
* Lays Dockerfile and ignore file side by side in a folder of ours, where BuildKit takes both: so what is sent is what was
* read and what counts, and `.stepops` and a `.git` with a token in it stay out of images without a line in the user's files.
*/
async function stageDockerfile(files, folder, { path, text, ignore }) {
	const staged = join(folder, basename(path));
	await files.write(staged, text);
	await files.write(`${staged}.dockerignore`, ignore);
	return staged;
}

// src/image/content-tag.ts
/** 32 hexadecimal digits, the same for the same content in whichever trust domain; what a fingerprint goes by. */
function contentHash(content) {
	const { repositoryId, contextDigest, dockerfile, target, args, platform, bases } = content;
	const parts = [
		"stepops-image-1",
		repositoryId,
		contextDigest,
		dockerfile,
		target ?? null,
		sorted(args),
		platform,
		sorted(bases)
	];
	return sha256Of(JSON.stringify(parts)).slice(0, 32);
}
/** What the order of keys in a file is no part of. */
const sorted = (mapping) => Object.entries(mapping).sort(([left], [right]) => compareCodePoints(left, right));
/** The tag that a run of the domain gives to what it builds; nobody outside the domain gives the same one. */
const contentTag = (hash, trustDomain) => `${prefix(trustDomain)}-${hash}`;
/** The tags whose images a run of the domain believes, its own first: those of its own domain and trusted ones. */
const reusableTags = (hash, trustDomain) => [.../* @__PURE__ */ new Set([contentTag(hash, trustDomain), contentTag(hash, "trusted")])];
/** A domain's name may be long and, in one that is not trusted, was chosen by whoever opened the branch. */
const prefix = (trustDomain) => trustDomain === "trusted" ? "trusted" : `untrusted-${sha256Of(trustDomain).slice(0, 16)}`;

// src/image/context.ts
/**
* What a build's context holds, read in bounded memory. `.stepops` never counts: it is our own and changes while a run goes on.
* `.git` is another one at every checkout of the same files, so it counts only where the Dockerfile or a `!` of the ignore file
* names it: else no image would ever be built just once. What does not count is not sent either where the client can be told so.
* The error is a sentence: a file is not what it was a moment ago, or cannot be read.
*/
async function readContext(request) {
	const reading = {
		...request,
		pace: pacer(request)
	};
	try {
		const { found, leftOut } = await find(reading);
		const entries = [];
		for (const each of found.sort((left, right) => compareCodePoints(left.path, right.path))) entries.push(await readEntry(reading, each));
		return ok({
			entries,
			leftOut
		});
	} catch (error) {
		if (error instanceof Unreadable || isSystemError(error)) return err(error.message);
		throw error;
	}
}
/** The same for the same context, on whichever machine. */
function contextDigest({ entries }) {
	const lines = entries.map(({ path, kind, isExecutable, sha256 }) => [
		path,
		kind,
		isExecutable,
		sha256
	]);
	return sha256Of(JSON.stringify(lines));
}
var Unreadable = class extends Error {
	name = "Unreadable";
};
/** What the file system refused, as against a bug. */
const isSystemError = (error) => error instanceof Error && "syscall" in error && "code" in error;
async function find(reading) {
	const found = [];
	const leftOut = [];
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) for (const each of await listFolder(reading, folder)) {
		const isIgnored = reading.ignore.ignores(each.path);
		if (isOwn(reading, each.path)) {
			if (!isIgnored) leftOut.push(each.path);
			continue;
		}
		if (!isIgnored) found.push(each);
		const isOpen = !isIgnored || reading.ignore.mayBringBelow(each.path);
		if (each.stat.kind === "directory" && isOpen) folders.push(each.path);
	}
	return {
		found,
		leftOut: leftOut.sort(compareCodePoints)
	};
}
/** At any depth: a checkout may lie in another's folder, and so may a pipeline. */
function isOwn({ countsGit }, path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	return name === ".stepops" || name === ".git" && !countsGit;
}
async function listFolder({ files, folder: top, pace }, folder) {
	const names = await files.list(join(top, folder));
	if (names === void 0) throw new Unreadable(`${folder}/ is gone since a moment ago`);
	const found = [];
	for (const name of names) {
		const path = folder === "" ? name : `${folder}/${name}`;
		await pace();
		found.push({
			path,
			stat: await present(files, join(top, path), path)
		});
	}
	return found;
}
async function present(files, absolute, path) {
	const stat = await files.stat(absolute);
	if (stat === void 0) throw new Unreadable(`${path} is gone since a moment ago`);
	return stat;
}
async function readEntry(reading, { path, stat }) {
	const { kind } = stat;
	await reading.pace();
	if (kind === "file") return {
		path,
		kind,
		isExecutable: (stat.mode & 64) !== 0,
		sha256: await hashFile(reading, {
			path,
			stat
		})
	};
	if (kind !== "link") return {
		path,
		kind,
		isExecutable: false,
		sha256: ""
	};
	const target = await reading.files.readlink(join(reading.folder, path));
	if (target === void 0) throw new Unreadable(`${path} is gone since a moment ago`);
	return {
		path,
		kind,
		isExecutable: false,
		sha256: sha256Of(target)
	};
}
const breathEvery = 256;
/** Files are read synchronously inside, and a signal must get through while a large context is. */
function pacer({ clock, signal }) {
	let count = 0;
	return async () => {
		count += 1;
		if (count % breathEvery === 0) await clock.sleep(0, signal);
	};
}
const pieceBytes = 1048576;
async function hashFile({ files, folder, pace }, { path, stat }) {
	const absolute = join(folder, path);
	const hash = createHash("sha256");
	let offset = 0;
	while (offset < stat.size) {
		const bytes = await files.readFrom(absolute, offset, pieceBytes);
		if (bytes === void 0 || bytes.length === 0) break;
		hash.update(bytes);
		offset += bytes.length;
		await pace();
	}
	const now = await present(files, absolute, path);
	if (!(now.size === stat.size && now.mtimeMs === stat.mtimeMs && now.ino === stat.ino) || offset !== stat.size) throw new Unreadable(`${path} changes while it is read`);
	return hash.digest("hex");
}

// src/image/dockerignore.ts
/**
* Reads the text as Docker does: the last line that fits a path or a folder around it decides. Where Docker's builders differ, a
* path is left out only if they all leave it out: an image must not depend on a file that nobody looked at.
* Written for this, since the package that there is takes `(`, `+` and `{` in a name for syntax.
*/
function parseDockerignore(text) {
	const lines = text.replace(/^\uFEFF/, "").split("\n").filter((line) => !line.startsWith("#")).map((line) => line.trim()).filter((line) => line !== "");
	const brought = lines.filter((line) => line.startsWith("!")).map((line) => cleaned(line.slice(1)));
	const rules = lines.map(rule).filter((each) => each !== void 0);
	return {
		ignores: (path) => ignoresByLast(rules, path) && ignoresDownwards(rules, path),
		mayBringBelow: (folder) => brought.some((pattern) => mayLieBelow(pattern, folder)),
		bringsName: (name) => brought.some((pattern) => pattern.split("/").includes(name))
	};
}
function rule(line) {
	const brings = line.startsWith("!");
	const pattern = cleaned(brings ? line.slice(1) : line);
	return pattern === "" ? void 0 : {
		brings,
		pattern: compile(pattern, brings)
	};
}
/** A leading slash is the context itself; `a/../b` is `b`. */
function cleaned(pattern) {
	const trimmed = pattern.trim();
	return trimmed === "" ? "" : posix.normalize(trimmed).replace(/(?<=.)\/$/, "").replace(/^\/(?=.)/, "");
}
function ignoresByLast(rules, path) {
	const around = [path, ...parents(path)];
	const last = rules.findLast(({ pattern }) => around.some((each) => pattern.test(each)));
	return last !== void 0 && !last.brings;
}
/** BuildKit carries what fits a folder down to all in it, but does not ask a line that would change nothing for the folder. */
function ignoresDownwards(rules, path) {
	let fitting = rules.map(() => false);
	let isIgnored = false;
	for (const each of [path, ...parents(path)].reverse()) {
		isIgnored = false;
		const above = fitting;
		fitting = rules.map(({ brings, pattern }, at) => {
			const fits = above[at] === true || brings === isIgnored && pattern.test(each);
			if (fits) isIgnored = !brings;
			return fits;
		});
	}
	return isIgnored;
}
function parents(path) {
	const found = [];
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) found.push(path.slice(0, end));
	return found;
}
/** Only names without wildcards are compared: a look too many costs time, one too few a file. */
function mayLieBelow(pattern, folder) {
	const names = folder.split("/");
	const fits = (part, at) => at >= names.length || /[*?[\\]/.test(part) || part === names[at];
	return pattern.includes("**") || pattern.split("/").every(fits);
}
/** `**` is any number of folders, `*` and `?` stay inside a name, `[a-z]` and `\` are Go's. */
function compile(pattern, brings) {
	const parts = [...pattern.matchAll(/\*\*\/?|\*|\?|\\[\s\S]|\[\^?[^\]]*\]|[\s\S]/gu)].map(([token], at, all) => translated(token, at === all.length - 1));
	if (brings && /^\*\*[^/]/.test(pattern)) parts[0] = ".*";
	const source = parts.join("");
	try {
		return new RegExp(`^${source}$`, "su");
	} catch {
		return /(?!)/;
	}
}
function translated(token, isLast) {
	if (token.startsWith("**")) return isLast ? ".*" : "(?:.*/)?";
	if (token === "*") return "[^/]*";
	if (token === "?") return "[^/]";
	if (token.length > 1 && token.startsWith("[")) return token;
	if (/^\\[A-Za-z0-9]$/.test(token)) return "(?!)";
	return literal(token.length > 1 && token.startsWith("\\") ? token.slice(1) : token);
}
const literal = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

// src/image/build-plan.ts
/** Reads Dockerfile and context, and asks what the base images are now. What is missing is found before Docker is asked anything. */
async function planBuild(request) {
	const { host, engine, image, root } = request;
	const files = await findBuildFiles(host.files, root, image);
	if (!files.ok) return files;
	const info = await engine.info();
	if (!info.ok) return err({
		message: info.error.message,
		hint: info.error.hint
	});
	const sources = await readSources(request, files.value);
	if (!sources.ok) return sources;
	const buildPlatform = `${info.value.os}/${info.value.architecture}`;
	const platforms = {
		buildPlatform,
		platform: image.platform ?? buildPlatform
	};
	return ok(await planOf(request, {
		...sources.value,
		...platforms
	}));
}
async function readSources(request, files) {
	const { host, engine, image, signal, onNotice } = request;
	const builder = await builderOf(engine);
	const dockerfile = readDockerfile(files.text);
	const text = [ignoreText(files, builder, onNotice), ...writtenRules(request, dockerfile)].join("\n");
	const ignore = parseDockerignore(text);
	const countsGit = namesGit(dockerfile, ignore);
	const read = () => readContext({
		...host,
		folder: files.folder,
		ignore,
		countsGit,
		signal
	});
	const context = await read();
	if (!context.ok) return err(unreadable(image, context.error));
	const before = contextDigest(context.value);
	return ok({
		builder,
		files,
		dockerfile,
		ignore: `${text}\n**/.stepops\n${countsGit ? "" : "**/.git\n"}`,
		leftOut: context.value.leftOut,
		contextDigest: before,
		recheck: async () => {
			const after = await read();
			if (!after.ok) return unreadable(image, after.error);
			return contextDigest(after.value) === before ? void 0 : changed(image);
		}
	});
}
async function planOf(request, sources) {
	const { image, repositoryId, trustDomain } = request;
	const { platform, buildPlatform, contextDigest, ...rest } = sources;
	const choice = {
		args: image.args,
		platform,
		...optional("target", image.target)
	};
	const references = baseImages(rest.dockerfile, {
		...choice,
		buildPlatform
	});
	const bases = await baseDigests(references, request);
	const hash = contentHash({
		...choice,
		repositoryId,
		contextDigest,
		dockerfile: rest.files.text,
		bases: Object.fromEntries(bases.map(({ reference, digest }) => [reference, digest ?? "unknown"]))
	});
	return {
		...rest,
		bases,
		hash,
		tag: contentTag(hash, trustDomain),
		tags: reusableTags(hash, trustDomain)
	};
}
/**
* Lines that leave out what steps write into the context: with it no image would be the same in two runs. What an instruction
* names is meant to be there.
*/
function writtenRules({ written, image }, { instructions }) {
	const inside = written.map((path) => posix.relative(image.context, path)).filter((path) => path !== "" && !path.startsWith(".."));
	const copying = instructions.filter(({ keyword, text }) => keyword === "COPY" || keyword === "ADD" || text.includes("--mount="));
	const isNamed = (path) => copying.some(({ text }) => text.split(/[\s"',[\]]+/).some((word) => meets(posix.normalize(word), path)));
	return inside.filter((path) => !isNamed(path)).map((path) => path.replaceAll(/[\\*?[\]!#]/g, "\\$&"));
}
/** `COPY . .` names nothing. */
const meets = (word, path) => word !== "." && `${path}/`.startsWith(`${word.replace(/^\/|\/$/g, "")}/`);
/** The builder from before BuildKit knows the context's ignore file only, and sends by that. */
function ignoreText({ path, ignore = "", ownIgnore }, builder, onNotice) {
	if (ownIgnore === void 0) return ignore;
	if (builder === "buildx") return ownIgnore;
	onNotice(`${path}.dockerignore has no effect, because this docker client has no buildx: install that plugin`);
	return ignore;
}
/** A path `.git` in an instruction, or a `!` for it in the ignore file: then the build is meant to see it. */
const namesGit = ({ instructions }, ignore) => ignore.bringsName(".git") || instructions.some(({ text }) => /(?:^|[\s"'=/,])\.git(?:$|[\s"'/,])/.test(text));
const unreadable = ({ context }, why) => ({
	message: `the build context ${context} cannot be read: ${why}`,
	hint: steady
});
const changed = ({ context }) => ({
	message: `files of the build context ${context} changed while the image was built`,
	hint: steady
});
const steady = "Give the image a folder of its own as context, or leave out with a .dockerignore what steps write";

export { staleBases as a, startBuild as i, contentTag as n, stageDockerfile as r, planBuild as t };