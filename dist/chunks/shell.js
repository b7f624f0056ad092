import { a as removeShellFolder, t as createShellFolder } from "./shell-folder.js";
import { t as endAll } from "./leftovers2.js";
import { d as runsInContainer, ft as hasErrors, ht as ok, mt as err, p as open } from "./check.js";
import { _ as paintFor, a as refused, d as defaultFile, o as usageError, p as requestOf, s as writeDiagnostics, u as exitCodes } from "./program.js";
import { t as valuesGiven } from "./given.js";
import { t as hashFiles } from "./hash-files.js";
import { a as thisMachine, n as select, r as selectedPart } from "./selection.js";
import { t as findObstacles } from "./obstacles.js";
import { a as resolveAttempt, n as legsOf } from "./leg.js";

// src/cli/shell-signals.ts
const names = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/** `onSecond` runs once; a SIGHUP is never the second, since a terminal that closes sends several. */
function listenForShell(onSecond, source = process) {
	const first = new AbortController();
	let isOver = false;
	let isLeft = false;
	const onSignal = (signal) => {
		if (isLeft && signal === "SIGINT") return;
		if (!first.signal.aborted) first.abort({
			reason: "signal",
			signal
		});
		else if (signal !== "SIGHUP" && !isOver) {
			isOver = true;
			onSecond();
		}
	};
	for (const name of names) source.on(name, onSignal);
	return {
		signal: first.signal,
		leaveInterrupts() {
			isLeft = true;
		},
		dispose() {
			for (const name of names) source.removeListener(name, onSignal);
		}
	};
}

// src/cli/shell-step.ts
async function findShellStep(request, name, host) {
	const { pipeline, place, diagnostics: faults } = await open(request, host);
	if (!pipeline) return { diagnostics: faults };
	const leg = legNamed(pipeline, name);
	if (!leg.ok) return {
		diagnostics: faults,
		refused: leg.error
	};
	const { env } = request;
	const selected = /* @__PURE__ */ new Set([leg.value]);
	const part = selectedPart(pipeline, selected);
	const machine = thisMachine(place.root);
	const found = await findObstacles({
		pipeline: part,
		whole: pipeline,
		place,
		env,
		machine,
		purpose: "run"
	}, host);
	const diagnostics = [...faults, ...found.diagnostics];
	if (hasErrors(diagnostics)) return { diagnostics };
	const given = await valuesGiven({
		env,
		place,
		pipeline,
		selected
	}, host);
	if (!given.ok) return {
		diagnostics,
		refused: usage(given.error, "an option of stepops run, after which this shell opens")
	};
	const attempt = attemptOf({
		pipeline,
		place,
		leg: leg.value,
		given: given.value
	});
	if (!attempt.ok) return {
		diagnostics,
		refused: usage(`${leg.value}: ${attempt.error}`)
	};
	return {
		diagnostics,
		step: {
			...found,
			attempt: attempt.value,
			pipeline,
			place,
			machine
		}
	};
}
const usage = (message, hint) => ({
	reason: "usage",
	message,
	...hint !== void 0 && { hint }
});
/** A leg by its id, or a step that has just one. */
function legNamed(pipeline, name) {
	const named = select(pipeline, {
		only: [name],
		from: []
	});
	if (!named.ok) return err(unknown(pipeline, name) ?? usage(named.error.message, named.error.hint));
	const [leg, ...others] = named.value ?? [];
	if (leg !== void 0 && others.length === 0) return ok(leg);
	return err(usage(`${name} has ${others.length + 1} legs`, oneOf([...named.value ?? []])));
}
/** The step is one, the leg in its brackets is none. */
function unknown({ steps }, name) {
	const [step] = name.split("[");
	const legs = steps.filter((each) => each.step === step).map(({ id }) => id);
	return legs.length === 0 ? void 0 : usage(`there is no leg ${name}`, oneOf(legs));
}
const mostShown = 15;
const oneOf = (legs) => `name one: ${legs.slice(0, mostShown).map((leg) => `'${leg}'`).join(", ")}${legs.length > mostShown ? ", …" : ""}`;
/** All other steps count as done, with the values that earlier runs gave them. */
function attemptOf(input) {
	const { pipeline, place, leg: id, given } = input;
	const legs = legsOf(pipeline);
	for (const leg of legs) {
		leg.result = "success";
		leg.values = given?.get(leg.step.id)?.values ?? {};
	}
	const leg = legs.find(({ step }) => step.id === id);
	leg.attempt = 1;
	const { root, github } = place;
	return resolveAttempt(leg, {
		pipeline,
		github,
		hashFiles: (patterns) => hashFiles(root, patterns)
	});
}

// src/cli/shell.ts
async function execute(args, io) {
	if (io.platform === "win32") return usageError("shell opens what run would start, which needs Linux or macOS", io, "use WSL; validate, plan and graph work here");
	const [name = "", file = defaultFile] = args.positionals;
	const request = requestOf(args, file, io);
	if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
	const found = await findShellStep(request.value, name, await io.host());
	await writeDiagnostics(found.diagnostics, io.stderr);
	if (found.refused) return refused(found.refused, io);
	return found.step ? openShell(found.step, io) : exitCodes.badInput;
}
/** The folder of a shell is there as long as the shell, and nothing is left of it afterwards. */
async function openShell(step, io) {
	const { env } = io;
	const host = await io.host();
	const { checkout } = step.place;
	const folder = await createShellFolder(host, {
		env,
		checkout,
		leg: step.attempt.step.id
	});
	const { directory } = folder;
	const stop = async () => {
		await endAll(host, {
			directory,
			env
		});
		await removeShellFolder(host.files, directory);
	};
	const signals = listenForShell(() => void leave(io, stop));
	try {
		return codeOf(await runShell({
			step,
			io,
			host,
			folder,
			signals
		}), io);
	} finally {
		await (signals.signal.aborted ? stop() : removeShellFolder(host.files, directory));
		signals.dispose();
	}
}
/** Loaded by what the step needs. */
async function runShell(session) {
	const { step, io } = session;
	for (const notice of step.notices) io.stderr.write(`${paintFor(io.stderr)("dim", "notice:")} ${notice}\n`);
	if (!runsInContainer(step.attempt.step)) return (await import("./host-shell.js")).runHostShell(session);
	return (await import("./container-shell.js")).openContainerShell(session);
}
function codeOf(ended, io) {
	if (ended.ok) return ended.value ?? exitCodes.cancelled;
	const { cause, message } = ended.error;
	const code = usageError(message, io);
	return cause === "infrastructure" ? exitCodes.ourFault : code;
}
const leaveMs = 1e3;
/** The second signal: what cannot be removed in a moment is left to `stepops gc`. */
async function leave({ exit, host }, stop) {
	try {
		const { clock } = await host();
		await Promise.race([stop(), clock.sleep(leaveMs)]);
	} finally {
		exit(exitCodes.cancelled);
	}
}

export { execute };