import { E as globBase, G as ok, J as runGit, K as findCheckout, S as compileGlob, U as isOnActions, V as diagnostic, W as err, X as fs, Y as trackedFiles, g as localName, i as checkSecrets, j as neededSteps, n as checkTrust, o as checkMachine, r as trustDomain, v as optional, w as couldMatchInside, x as OutputTree, z as suggestionHint } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";
import { t as findFlavor } from "./registry.js";
import { a as linkFollower, o as realpath, t as globFindsAny } from "./input-files.js";
import { availableParallelism, totalmem } from "node:os";
import { join, relative, sep } from "node:path";

// src/run/earlier-values.ts
/**
* Values of the legs that `--only` and `--from` leave out, each from the newest run of this pipeline that came to it:
* a run that was cancelled early, or ran other steps, knows nothing of it. What failed there has none.
*/
async function earlierValues(input) {
	const { files, runs, pipeline, selected, pipelinePath, before = Number.POSITIVE_INFINITY } = input;
	const left = pipeline.steps.filter(({ id, values }) => values.length > 0 && !selected.has(id));
	const open = new Set(left.map(({ id }) => id));
	const found = /* @__PURE__ */ new Map();
	for (const { directory, startedAt } of await listRuns(files, runs)) {
		if (open.size === 0) break;
		if (startedAt >= before) continue;
		const stored = await readRun(files, directory);
		if (stored.ok && stored.value.record.run.pipelinePath === pipelinePath) takeFrom(stored.value.record, open, found);
	}
	return found;
}
function takeFrom({ run, steps }, open, found) {
	for (const leg of open) {
		const step = steps.get(leg);
		if (!step || !isKnownTo(step)) continue;
		open.delete(leg);
		if (step.result === "success") found.set(leg, {
			runId: originOf(step) ?? run.id,
			values: step.values
		});
	}
}
const isKnownTo = (step) => step.startedAt !== void 0 || originOf(step) !== void 0;
const originOf = ({ skipped }) => skipped?.reason === "not-selected" ? skipped.from : void 0;
/**
* A sentence about the first value that a selected step reads and that no run has, so that it would be null unasked.
* Steps of `finally` are used to that: what they read may always have failed.
*/
function missingValues({ steps }, selected, given) {
	const isAbsent = ({ id, values }) => values.length > 0 && !selected.has(id) && !given.has(id);
	const absent = new Set(steps.filter(isAbsent).map(({ step }) => step));
	const readers = absent.size === 0 ? [] : steps.filter(({ id, isFinally }) => selected.has(id) && !isFinally);
	for (const reader of readers) {
		const read = [...stepsRead(reader)].find((id) => absent.has(id));
		if (read !== void 0) return `${reader.step} reads ${read}, which is left out and has not succeeded in an earlier run: use --from ${read}`;
	}
}
function stepsRead({ condition, env, command }) {
	const parts = command.kind === "argv" ? command.args : Object.values(command.bindings);
	return neededSteps(...condition ? [condition.expression] : [], ...Object.values(env), ...parts);
}

// src/given.ts
/**
* What the legs that `--only` and `--from` leave out gave in earlier runs; undefined when none is left out. The error is
* a sentence about a value that a selected step reads and no run has.
*/
async function valuesGiven(input, { files }) {
	const { env, place, pipeline, selected } = input;
	if (!selected) return ok(void 0);
	const { checkout, pipelinePath } = place;
	const runs = runsDirectory(env, checkout);
	const given = await earlierValues({
		files,
		runs,
		pipeline,
		selected,
		pipelinePath
	});
	const missing = missingValues(pipeline, selected, given);
	return missing === void 0 ? ok(given) : err(missing);
}

// src/host/machine.ts
/** `folder`: where steps work. */
function thisMachine(folder) {
	const [uid, gid] = [process.getuid?.(), process.getgid?.()];
	const [disk, shm] = [fileSystem(folder), fileSystem("/dev/shm")];
	return {
		cpus: availableParallelism(),
		memoryGb: totalmem() / 1e9,
		accelerators: nvidiaDevices(),
		...disk && { diskGb: disk.freeGb },
		...shm && { shmGb: shm.sizeGb },
		...uid !== void 0 && gid !== void 0 && { user: {
			uid,
			gid
		} }
	};
}
/** Device files of NVIDIA's driver; none on systems without /dev. */
function nvidiaDevices() {
	try {
		return fs.readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
	} catch {
		return 0;
	}
}
function fileSystem(path) {
	try {
		const { bsize, bavail, blocks } = fs.statfsSync(path);
		return {
			freeGb: bavail * bsize / 1e9,
			sizeGb: blocks * bsize / 1e9
		};
	} catch {
		return;
	}
}

// src/operator/availability.ts
/** What this version cannot run. Only who is about to run the steps asks: the file is right all the same. */
function checkAvailability(pipeline) {
	return [...new Map(pipeline.steps.toReversed().map((leg) => [leg.step, leg])).values()].reverse().flatMap((step) => checkOperator(step) ?? []);
}
function checkOperator({ step, operator, at, location }) {
	if (!operator || findFlavor(operator.flavor)?.available) return void 0;
	return diagnostic("operator-unavailable", {
		message: `"${step}" runs on "${operator.name}" of type ${operator.flavor}, which this version of stepops cannot run yet`,
		location: at?.("step_operator") ?? location,
		hint: "Run every step on this machine with --stack local"
	});
}

// src/run/workspace-inputs.ts
/** An input has to be there, or to come from a bucket or from another step. */
async function checkInputs(input) {
	const { steps } = input.pipeline;
	const producers = producersOf(steps);
	const elsewhere = producersOf(input.whole?.steps ?? []);
	const look = looker(input.host.files, input.root);
	return (await Promise.all(steps.map(async (step) => {
		const open = (step.inputs ?? []).filter(isOnDisk).filter((each) => !isMade(each, step, producers(each)));
		return (await Promise.all(open.map(async (each) => complain$1({
			input: each,
			step,
			fault: await look(each),
			writers: elsewhere(each)
		})))).flat();
	}))).flat();
}
const isOnDisk = (input) => input.kind === "path" || input.kind === "glob";
const nameOf = (input) => input.kind === "glob" ? input.pattern : input.path;
/** Remembers, because the legs of a matrix name the same inputs. */
function remember(act) {
	const known = /* @__PURE__ */ new Map();
	return (input) => {
		const key = `${input.kind} ${nameOf(input)}`;
		const found = known.has(key) ? known.get(key) : act(input);
		known.set(key, found);
		return found;
	};
}
/** Steps that write something at, above or below an input. */
function producersOf(steps) {
	const tree = new OutputTree();
	for (const [leg, { outputs }] of steps.entries()) for (const [output, { path, isDirectory }] of outputs.entries()) tree.add({
		leg,
		output,
		path,
		isDirectory
	});
	return remember((input) => {
		const found = input.kind === "path" ? tree.touching(input.path) : tree.matching(compileGlob(input.pattern));
		return new Set(found.map(({ leg }) => steps[leg].step));
	});
}
/** By another step: what a step wrote itself is removed before it runs again. */
function isMade(input, { step, inputs = [] }, producers) {
	if (producers.size > (producers.has(step) ? 1 : 0)) return true;
	return inputs.some((other) => other.kind === "bucket" && meets(input, other.path));
}
function meets(input, folder) {
	if (input.kind === "glob") return couldMatchInside(input.pattern, folder);
	const lies = (inner, outer) => outer === "." || `${inner}/`.startsWith(`${outer}/`);
	return lies(input.path, folder) || lies(folder, input.path);
}
const looker = (files, root) => remember(async (input) => {
	if (input.kind === "glob") return await globFindsAny(files, root, input.pattern) ? void 0 : "fits no file, and no step writes one";
	const target = await realpath(files, join(root, input.path));
	if (target === void 0) return "does not exist, and no step writes it";
	const kind = input.isDirectory ? (await files.stat(target))?.kind : void 0;
	return kind === void 0 || kind === "directory" ? void 0 : "is a file, though its / says that it is a folder";
});
function complain$1(about) {
	const { input, step, fault, writers } = about;
	if (fault === void 0) return [];
	const slash = input.kind === "path" && input.isDirectory && input.path !== "." ? "/" : "";
	const name = `The input "${nameOf(input)}${slash}"`;
	const location = input.location ?? step.location;
	const [writer] = [...writers].filter((id) => id !== step.step);
	if (writer !== void 0) return [diagnostic("input-missing", {
		message: `${name} is not there yet: "${writer}" writes it, which is left out`,
		location,
		hint: `Run ${writer} first, such as with stepops run --only ${writer}`
	})];
	return [diagnostic("input-missing", {
		message: `${name} ${fault}`,
		location,
		hint: "Create it, correct the path, or declare it as an output of the step that writes it"
	})];
}

// src/run/workspace-links.ts
/** Every path that a step names has to stay in the pipeline's folder, also behind links. */
async function checkLinks(input) {
	const follow = linkFollower(input.host.files, input.root);
	const named = input.pipeline.steps.flatMap(pathsOf);
	return (await Promise.all(named.map(async (each) => complain(each, await follow(each.path))))).flat();
}
function pathsOf(step) {
	const { location } = step;
	const written = {
		isWritten: true,
		location
	};
	return [
		...(step.inputs ?? []).map((input) => inputPath(input, location)).filter((each) => each !== void 0),
		...step.outputs.map(({ path, location }) => ({
			noun: "The output",
			path,
			...written,
			location
		})),
		{
			noun: "The working directory",
			path: step.workingDirectory,
			...written
		},
		...step.checkpoint === void 0 ? [] : [{
			noun: "The checkpoint",
			path: step.checkpoint,
			...written
		}],
		...imagePaths(step)
	];
}
function inputPath(input, fallback) {
	const location = input.location ?? fallback;
	switch (input.kind) {
		case "path": return {
			noun: "The input",
			path: input.path,
			location,
			isWritten: false
		};
		case "glob": return {
			noun: "The input",
			path: globBase(input.pattern),
			location,
			isWritten: false
		};
		case "bucket": return {
			noun: "The input",
			path: input.path,
			location,
			isWritten: true
		};
		case "exclude": return;
		default: return input;
	}
}
function imagePaths({ image, location }) {
	if (image?.kind !== "build") return [];
	const read = {
		location,
		isWritten: false
	};
	const context = {
		noun: "The build context",
		path: image.context,
		...read
	};
	return image.dockerfile === void 0 ? [context] : [context, {
		noun: "The Dockerfile",
		path: image.dockerfile,
		...read
	}];
}
function complain({ noun, path, location, isWritten }, destination) {
	switch (destination.kind) {
		case "inside": return [];
		case "outside": {
			const message = `${noun} "${path}" is behind a link that leads to ${destination.target}, outside of the pipeline file's folder`;
			return [diagnostic("link-escapes", {
				message,
				location,
				hint: "Replace the link by what it leads to, or name data elsewhere with {from: URI, path}"
			})];
		}
		case "nowhere": {
			if (!isWritten) return [];
			const message = `${noun} "${path}" is behind the link "${destination.link}", which leads nowhere`;
			return [diagnostic("link-escapes", {
				message,
				location,
				hint: "Remove the link, or create its target"
			})];
		}
		default: return destination;
	}
}

// src/run/workspace-state.ts
/** The file as a whole: `.stepops` has no line in it. */
const topOf = ({ file }) => ({
	file,
	range: {
		start: 0,
		end: 0
	}
});
/** `.stepops` has to be a folder of its own: through a link, runs would be written somewhere else. */
async function checkStateDirectory(input) {
	const stat = await input.host.files.stat(join(input.checkout, ".stepops"));
	if (!stat || stat.kind === "directory") return [];
	const message = `.stepops is a ${stat.kind === "other" ? "special file" : stat.kind}, where stepops keeps its runs`;
	return [diagnostic("state-directory", {
		message,
		location: topOf(input.pipeline),
		hint: "Remove it"
	})];
}
function trackedState(pipeline, tracked) {
	const files = tracked.filter((path) => path === ".stepops" || path.startsWith(".stepops/"));
	if (files.length === 0) return [];
	const message = `Git tracks ${listed(files)}, where stepops keeps its runs`;
	return [diagnostic("state-directory", {
		message,
		location: topOf(pipeline),
		hint: "Run git rm -r --cached .stepops and commit"
	})];
}
/** `fromCheckout` turns an output's path into the one that git uses. */
function trackedOutputs(pipeline, tracked, fromCheckout) {
	const below = groupByFolder(tracked);
	return pipeline.steps.flatMap(({ outputs }) => outputs.flatMap(({ path, isDirectory, location }) => {
		const files = below.get(fromCheckout(path));
		if (!files) return [];
		const message = `Git tracks ${listed(files)} in the place of the output "${path}${isDirectory ? "/" : ""}"`;
		const hint = `Run git rm -r --cached ${quoted(path)} and add it to .gitignore, or choose another path`;
		return [diagnostic("output-tracked", {
			message,
			location,
			hint
		})];
	}));
}
/** Each tracked file under its own path and that of every folder above it. */
function groupByFolder(tracked) {
	const groups = /* @__PURE__ */ new Map();
	for (const file of tracked) for (let end = file.length; end > 0; end = file.lastIndexOf("/", end - 1)) {
		const folder = file.slice(0, end);
		const files = groups.get(folder);
		if (files) files.push(file);
		else groups.set(folder, [file]);
	}
	return groups;
}
/** A few names and how many more. */
function listed(files) {
	const shown = files.slice(0, 3).join(", ");
	return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}
const quoted = (path) => /^[\w@%+=:,./-]+$/.test(path) && !path.startsWith("-") ? path : `'${path.replaceAll("'", "'\\''")}'`;

// src/run/workspace.ts
/** What only the disk and git know to be wrong with a pipeline: links, missing inputs, tracked outputs, `.stepops`. */
async function checkWorkspace(check) {
	return unique((await Promise.all([
		checkStateDirectory(check),
		checkLinks(check),
		checkInputs(check),
		check.git ? checkTracked(check) : []
	])).flat());
}
async function checkTracked(check) {
	const { pipeline, root, checkout, host } = check;
	const prefix = relative(checkout, root).replaceAll(sep, "/");
	const fromCheckout = (path) => prefix === "" ? path : `${prefix}/${path}`;
	const paths = new Set(pipeline.steps.flatMap(({ outputs }) => outputs.map(({ path }) => fromCheckout(path))));
	const place = await findCheckout(host.files, checkout);
	const tracked = await trackedFiles(place, [".stepops", ...paths], check.runGit ?? runGit);
	if (!tracked) return [];
	return [...trackedState(pipeline, tracked), ...trackedOutputs(pipeline, tracked, fromCheckout)];
}
/** The legs of a matrix share one place in the file, and often one fault. */
function unique(diagnostics) {
	const keyOf = ({ code, message, location }) => `${code} ${location.file.path} ${location.range.start} ${message}`;
	return [...new Map(diagnostics.map((each) => [keyOf(each), each])).values()];
}

// src/obstacles.ts
async function findObstacles(input, host) {
	const { pipeline, whole, place, machine, env, purpose } = input;
	const trust = trustOf(place, env);
	const fit = checkMachine(pipeline, machine);
	const { root, checkout } = place;
	const online = purpose !== "offline-plan";
	const [workspace, containers] = await Promise.all([checkWorkspace({
		pipeline,
		...optional("whole", whole),
		root,
		checkout,
		host,
		git: online
	}), checkContainers(input, host)]);
	const secrets = purpose === "run" ? checkSecrets(pipeline, env) : [];
	return {
		diagnostics: [
			...workspace,
			...checkAvailability(pipeline),
			...checkTrust(pipeline, trust),
			...fit.diagnostics,
			...containers,
			...secrets
		],
		notices: [...localNotices(pipeline), ...fit.notices],
		trustDomain: trust.domain
	};
}
/** Loaded here, because most of what it brings is of no use to a pipeline without images. */
async function checkContainers({ pipeline, place, env, purpose }, host) {
	if (!pipeline.steps.some(({ image }) => image)) return [];
	const { root } = place;
	const { checkBuilds, checkCuda, checkEngines } = await import("./image-checks.js");
	return (await Promise.all([
		checkBuilds(pipeline, {
			files: host.files,
			root
		}),
		purpose === "offline-plan" ? [] : checkEngines({
			pipeline,
			host,
			env,
			cwd: root
		}),
		purpose === "plan" ? checkCuda(pipeline, {
			host,
			env,
			root
		}) : []
	])).flat();
}
function trustOf({ github, head }, env) {
	const text = (value) => typeof value === "string" ? value : void 0;
	return trustDomain({
		onActions: isOnActions(env),
		eventName: text(github.event_name),
		event: github.event,
		ref: text(github.ref),
		refProtected: github.ref_protected === true,
		sha: text(github.sha),
		checkedOutCommit: head?.commit,
		gitBranch: head?.branch
	});
}
function localNotices({ stack, steps }) {
	if (stack.name !== "local") return [];
	return [...new Map(steps.filter(({ operatorName }) => operatorName !== void 0).map((step) => [step.step, step])).values()].map((step) => `${step.step} runs on this machine, not on ${step.operatorName}: the stack is local${lost(step)}`);
}
/** What only a container keeps, and a step without an image goes without. */
function lost({ image, network, user }) {
	const without = [...network === "none" ? ["network: none"] : [], ...user === void 0 ? [] : [`user: ${user}`]];
	return image || without.length === 0 ? "" : `, and without ${without.join(" and ")}, as it has no image`;
}

// src/run/selection.ts
/**
* The legs that `--only` and `--from` leave; undefined when neither is given. `--only` is just the named steps or legs;
* `--from` adds all that stands on them, and `finally`. The error is about a name that is none.
*/
function select(pipeline, selection) {
	const { only, from } = selection;
	if (only.length + from.length === 0) return ok(void 0);
	const unknown = [...only, ...from].find((name) => legsNamed(pipeline, name).length === 0);
	if (unknown !== void 0) return err(unknownStep(pipeline, unknown));
	const selected = new Set(only.flatMap((name) => legsNamed(pipeline, name)));
	const started = new Set(from.flatMap((name) => legsNamed(pipeline, name)));
	for (const step of from.length > 0 ? pipeline.steps : []) if (step.isFinally || step.needs.some(({ leg }) => started.has(leg))) started.add(step.id);
	return ok(/* @__PURE__ */ new Set([...selected, ...started]));
}
/** Only the selected legs: what the others lack is no obstacle, and what they would write is not there. */
function selectedPart(pipeline, selected) {
	return selected ? {
		...pipeline,
		steps: pipeline.steps.filter(({ id }) => selected.has(id))
	} : pipeline;
}
function legsNamed({ steps }, name) {
	return steps.filter(({ id, step }) => step === name || id === name).map(({ id }) => id);
}
function unknownStep({ groups }, name) {
	return {
		message: `no step is called ${JSON.stringify(name)}`,
		hint: suggestionHint(name, groups.keys(), "steps")
	};
}

export { valuesGiven as a, thisMachine as i, selectedPart as n, earlierValues as o, findObstacles as r, select as t };