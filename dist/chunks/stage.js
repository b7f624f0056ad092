import { B as optional, W as isBucket, _t as keptFiles, gt as findCheckout, mt as err, r as writtenBy, vt as runGit } from "./check.js";
import { t as breathe } from "./breathe.js";
import { a as isWithin, i as listInputs, r as listAll } from "./input-files.js";
import { a as unfit, i as stepVariables } from "./environment.js";
import { a as walk } from "./outputs.js";
import { r as jobPaths } from "./start-script.js";
import { dirname, join, posix, relative, resolve, sep } from "node:path";

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
/** How the step saw its folder, absolute: what links in its outputs may begin with. Undefined where it does not say so. */
async function readFolderName(files, job) {
	const path = (await isIntact(files, job) ? await readSmall(files, join(job, jobPaths.results, "started")) : void 0)?.replace(/\n$/, "");
	return path?.startsWith("/") ? path : void 0;
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

// src/stage/step-inputs.ts
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
	const around = new Set(others.flatMap((path) => [".", ...parentsOf$1(path)]));
	return new Map([...folders].map(([path, isWhole]) => [path, isWhole && !around.has(path)]));
}
/** Another step's outputs come and go meanwhile, so only those of needs count, ignored by git or not. */
function isGiven(input) {
	const { kept, others } = input;
	const needed = new Set(input.needed);
	const onTheWay = new Set(input.needed.flatMap((path) => [...parentsOf$1(path)]));
	const excluded = new Set(others);
	return (path) => {
		if (needed.has(path) || onTheWay.has(path) || [...parentsOf$1(path)].some((each) => needed.has(each))) return true;
		return !excluded.has(path) && (kept?.(path) ?? true);
	};
}
function* parentsOf$1(path) {
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
	const folders = new Set(own.flatMap((path) => [...parentsOf$1(path)]));
	return (path) => names.has(path) || folders.has(path) || [...parentsOf$1(path)].some((each) => names.has(each));
}
/** Files that git tracks and a step was not given; for the hint of a step that failed for want of one. */
async function withheldFiles(source, given) {
	const checkout = await findCheckout(source.files, source.root);
	const listed = await keptFiles(checkout, source.root, source.runGit ?? runGit);
	const has = new Set(given.files);
	return (listed ?? []).map((path) => relative(source.root, join(checkout.root, path)).split(sep).join("/")).filter((path) => !has.has(path));
}
/** What a step cannot be given, as a sentence. */
function escapingFault({ escaping: paths }) {
	if (paths.length === 0) return void 0;
	return `${paths.slice(0, 5).join(", ")}: a link that leaves the pipeline's folder cannot be an input; copy what it leads to`;
}

// src/stage/data-inputs.ts
/** A step's inputs, with data of buckets at its paths; what else the checkout has there is not given. */
function withData(inputs, data) {
	return data.reduce(withOne, inputs);
}
function withOne(inputs, { path, data }) {
	const isBelow = (each) => each === path || each.startsWith(`${path}/`);
	const nameOf = (inner) => inner === "" ? path : `${path}/${inner}`;
	const around = new Set(parentsOf(path));
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
function* parentsOf(path) {
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

// src/stage/lost-links.ts
/**
* Sentences about links in outputs to what is there only as long as the step's own folder: taken over, they would lead nowhere.
* `checkpoint`: stays, too.
*/
async function lostLinks(place) {
	const { files, job, seenAs, paths, inputs, checkpoint } = place;
	const stays = (path) => inputs.files.includes(path) || inputs.folders.has(path) || [...paths, checkpoint].some((each) => isBelow(each, path));
	const faults = [];
	for (const link of await linksIn(place)) {
		const target = await insideJob(place, link);
		if (target === void 0) continue;
		const path = posix.relative(jobPaths.work, target);
		if (stays(path) || await files.stat(join(job, target)) === void 0) continue;
		const shown = path.startsWith("../") ? `${seenAs}/${target}` : path;
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
async function insideJob({ files, job, seenAs }, path) {
	const target = await files.readlink(join(job, jobPaths.work, path));
	if (target === void 0) return void 0;
	const meant = posix.resolve(posix.join(seenAs, jobPaths.work, dirname(path)), target);
	return meant.startsWith(`${seenAs}/`) ? meant.slice(seenAs.length + 1) : void 0;
}

// src/stage/relink.ts
/**
* Links in outputs that name the step's folder by the path that it had where the step ran become relative ones: they lead to the
* same wherever the outputs lie.
*/
async function relinkOutputs(place, paths) {
	const { files, work } = place;
	for (const path of paths) for (const { path: inner, stat } of await walk(files, join(work, path))) if (stat.kind === "link") await relink(place, posix.join(path, inner));
}
async function relink({ files, work, seenAs }, path) {
	const workRoot = `${seenAs}/${jobPaths.work}/`;
	const target = await files.readlink(join(work, path));
	if (target === void 0 || !`${target}/`.startsWith(workRoot)) return;
	await files.remove(join(work, path));
	const way = posix.relative(dirname(path), target.slice(workRoot.length));
	await files.symlink(way || ".", join(work, path));
}

// src/stage/take-over.ts
/** Gives the outputs that a step left in its job's folder their place in the pipeline's, all or none. */
async function takeOver(input) {
	const { shared, step, job, seenAs, inputs, since } = input;
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
	await relinkOutputs({
		files,
		work,
		seenAs
	}, paths);
	const place = {
		files,
		job,
		seenAs,
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

// src/stage/withheld.ts
/**
* The sentence that a step's failure ends with where what it printed names a file that the folder has and the step's inputs lack.
* Undefined where it names none.
*/
function withheldHint(input) {
	const { withheld, workingDirectory } = input;
	const printed = printedBy(input);
	const named = withheld.filter((path) => names(printed, path, workingDirectory)).slice(0, 3);
	if (named.length === 0) return void 0;
	const [noun, verb] = named.length === 1 ? ["it", "is"] : ["them", "are"];
	return `${named.join(", ")} ${verb} in the folder but not among the step's inputs: add ${noun} to inputs`;
}
function printedBy(input) {
	const { lines, seenAs } = input;
	const text = lines.join("\n").slice(-65536);
	const complains = (line) => /no such file|not found|not exist|can(?:not|'t)|could not|unable|no module|missing/i.test(line);
	const modules = [...text.matchAll(/Cannot find module '(?:\.{1,2}\/)+([^']+)'/g)];
	return {
		text,
		complaints: text.split("\n").filter(complains).join("\n"),
		modules: modules.map(([, name = ""]) => name),
		workRoot: `${seenAs}/${jobPaths.work}/`
	};
}
function names(printed, path, workingDirectory) {
	const { text, complaints, modules, workRoot } = printed;
	const prefix = workingDirectory === "." ? "" : `${workingDirectory}/`;
	const forms = path.startsWith(prefix) ? [path, path.slice(prefix.length)] : [path];
	const isNamed = (form) => standsIn(/[./]/.test(form) ? text : complaints, form, workRoot);
	return forms.some(isNamed) || importNames(path).some((name) => standsIn(text, name, workRoot)) || isModule(path, modules);
}
/** As a word of its own: `data.csv` stands neither in `mydata.csv` nor in `data.csv.gz`. */
function standsIn(text, form, workRoot) {
	for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
		const [before = " ", after] = [text[at - 1], text.slice(at + form.length, at + form.length + 2)];
		if ((before === "/" ? leadsHere(text.slice(0, at), workRoot) : !/[\w.-]/.test(before)) && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
	}
	return false;
}
/** Whether a path so far is the step's folder: `./`, `../`, or its name where the step ran. */
const leadsHere = (text, workRoot) => /(?:^|[^\w.-])\.{1,2}\/$/.test(text.slice(-4)) || text.endsWith(workRoot);
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

// src/job/step-job.ts
/** An attempt as a job for an environment of its own. */
function stepJob(input) {
	const { attempt, secrets, carried, userName, marker, portKey, ownsProcesses } = input;
	const { spansNodes = false } = input;
	const { step, setup, command, env } = attempt;
	const { STEPOPS_VALUES: _, ...told } = stepVariables({
		step,
		attempt: attempt.attempt,
		portKey,
		valuesFile: jobPaths.values
	});
	const [{ numNodes }] = step.resources;
	const variables = {
		...userName !== void 0 && {
			USER: userName,
			LOGNAME: userName
		},
		...carried,
		...env,
		...told
	};
	const isOneOfMany = spansNodes && numNodes > 1;
	return {
		command,
		...setup && { setup },
		env: isOneOfMany ? ofManyNodes(variables, numNodes) : variables,
		...isOneOfMany && { numNodes },
		setsHome: userName !== void 0,
		secrets,
		workingDirectory: step.workingDirectory,
		accelerators: step.resources[0].accelerators[0]?.count ?? 0,
		requireGpu: step.settings.require_gpu === true,
		marker,
		ownsProcesses
	};
}
/** What only the node itself knows it is told where it runs. */
function ofManyNodes(variables, numNodes) {
	const { STEPOPS_NODE_RANK: _r, STEPOPS_NODE_IPS: _i, MASTER_ADDR: _a, MASTER_PORT: _p, ...rest } = variables;
	return {
		...rest,
		STEPOPS_NUM_NODES: String(numNodes)
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

// src/stage/layout.ts
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

// src/stage/mount.ts
/** Where a container finds its job's folder, whatever its image's own working directory is. */
const jobRoot = "/stepops";

// src/stage/stage.ts
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
	const isShared = transfer.job === "copy" && transfer.isOwn !== true;
	const mode = isShared ? 511 : 493;
	const controlMode = (path) => isShared ? 438 : transfer.isOwn && path !== jobPaths.secrets ? 420 : 384;
	for (const path of [
		".",
		jobPaths.control,
		jobPaths.work,
		jobPaths.home,
		jobPaths.results
	]) await files.makeDirectory(join(job, path), mode);
	for (const [path, text] of Object.entries(control)) await files.write(join(job, path), text, controlMode(path));
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
	await ((transfer.inputs === "mount" || (stat.mode & 292) === 292) && !transfer.isOwn ? files.link(source, to) : files.copy(source, to, readableMode(stat.mode)));
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

export { unfitJob as a, sourceOf as c, stepInputs as d, withheldFiles as f, readResults as h, stepJob as i, withData as l, readFolderName as m, jobRoot as n, withheldHint as o, isIntact as p, layoutOf as r, takeOver as s, openStage as t, escapingFault as u };