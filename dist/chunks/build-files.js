import { B as optional, V as own, ht as ok, mt as err } from "./check.js";
import { join } from "node:path";

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

export { readDockerfile as a, lineOfText as i, baseImages as n, words as o, lineOfInstruction as r, findBuildFiles as t };