import { B as optional, G as OutputTree, J as couldMatchInside, K as compileGlob, M as localName, X as globBase, a as checkTrust, dt as diagnostic, gt as findCheckout, l as checkMachine, o as trustDomain, pt as isOnActions, s as checkSecrets, vt as runGit, yt as trackedFiles } from "./check.js";
import { t as findFlavor } from "./registry.js";
import { o as linkFollower, s as realpath, t as globFindsAny } from "./input-files.js";
import { join, relative, sep } from "node:path";

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
	const [workspace, containers, operators] = await Promise.all([
		checkWorkspace({
			pipeline,
			...optional("whole", whole),
			root,
			checkout,
			host,
			git: online
		}),
		checkContainers(input, host),
		trust.operatorsRefused === void 0 ? askOperators(input, host) : void 0
	]);
	const secrets = purpose === "run" || purpose === "resume" ? checkSecrets(pipeline, env) : [];
	const diagnostics = [
		...workspace,
		...checkAvailability(pipeline),
		...checkTrust(pipeline, trust),
		...fit.diagnostics,
		...containers,
		...operators?.diagnostics ?? [],
		...secrets
	];
	const notices = [
		...localNotices(pipeline),
		...storeNotices(pipeline, trust),
		...fit.notices
	];
	const told = operators?.notices ?? [];
	return {
		diagnostics,
		notices: [...notices, ...told],
		trustDomain: trust.domain,
		operators
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
/** Loaded here, because it is of no use to a pipeline without operators. Steps in containers have been looked at by then. */
async function askOperators({ pipeline, place, env, purpose, signal }, host) {
	const isAsked = ({ operator }) => operator !== void 0 && operator.flavor !== "docker" && findFlavor(operator.flavor)?.available === true;
	const steps = pipeline.steps.filter(isAsked);
	if (steps.length === 0 || purpose === "offline-plan" || purpose === "resume") return void 0;
	const { checkOperators } = await import("./check-operators.js");
	return checkOperators({
		host,
		env,
		root: place.root,
		pipeline: {
			...pipeline,
			steps
		},
		signal
	});
}
/** How far the code that runs is trusted. */
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
function storeNotices({ stack }, { operatorsRefused: why }) {
	if (why === void 0 || stack.artifactStore?.kind !== "bucket") return [];
	return [`the stack's artifact store is not used, outputs stay in the checkout: ${why}`];
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

export { trustOf as n, findObstacles as t };