import { Ct as styleText, St as stripVTControlCharacters, f as check, ft as hasErrors, ht as ok, mt as err, xt as parseArgs } from "./check.js";

// src/report/format.ts
/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`: as exact as a reader can use. */
function duration(ms) {
	if (ms < 9950) return `${(Math.max(0, ms) / 1e3).toFixed(1)} s`;
	const seconds = Math.round(ms / 1e3);
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}
const pad = (value) => String(value).padStart(2, "0");
const units = [
	"kB",
	"MB",
	"GB",
	"TB"
];
/** Decimal units, as GitHub and the clouds bill: `812 B`, `1.2 MB`. */
function bytes(count) {
	if (count < 1e3) return `${count} B`;
	let value = count / 1e3;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1e3;
		unit += 1;
	}
	return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
/** Four significant digits, which is what two runs differ by; integers stay whole. */
function metric(value) {
	if (Number.isInteger(value) && Math.abs(value) < 0x38d7ea4c68000) return String(value);
	const rounded = Number(value.toPrecision(4));
	return Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 0x38d7ea4c68000 ? String(rounded) : value.toExponential(3);
}
/** Local time of day, `14:03:59`. */
function timeOfDay(at) {
	const date = new Date(at);
	return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}
const wide = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const invisible = /[\p{M}\p{Cf}\p{Cc}]/u;
/** Columns that a text takes in a terminal; escape codes take none. */
function width(text) {
	let columns = 0;
	for (const character of stripVTControlCharacters(text)) columns += widthOf(character);
	return columns;
}
const widthOf = (character) => character >= " " && character <= "~" ? 1 : invisible.test(character) ? 0 : wide.test(character) ? 2 : 1;
/** At most `columns` wide, with an ellipsis where something is missing. Escape codes are dropped: half of one would colour the rest. */
function cut(text, columns) {
	const bare = stripVTControlCharacters(text).replace(/[\p{Cc}]+/gu, " ");
	if (width(bare) <= columns) return bare;
	let kept = "";
	let taken = 0;
	for (const character of bare) {
		taken += widthOf(character);
		if (taken > columns - 1) break;
		kept += character;
	}
	return columns > 0 ? `${kept}…` : "";
}
/** A word that a POSIX shell reads back as it is. */
const shellWord = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

// src/report/paint.ts
const plain = (_style, text) => text;
const colored = (style, text) => styleText(style, text, { validateStream: false });
/** The paint that a stream can show; NO_COLOR, FORCE_COLOR and what the terminal is able to do decide. */
function paintFor(stream) {
	return styleText("red", "x", { stream }) === "x" ? plain : colored;
}

// src/cli/options.ts
const defaultFile = "pipeline.yaml";
/** `--param a=1 --param b=2`; the last one wins, so that a script can append its own. Error: the text that is no NAME=VALUE. */
function paramsOf(texts) {
	const params = /* @__PURE__ */ new Map();
	for (const text of texts) {
		const equals = text.indexOf("=");
		if (equals <= 0) return err(text);
		params.set(text.slice(0, equals), text.slice(equals + 1));
	}
	return ok(Object.fromEntries(params));
}
/** Step ids, comma-separated or repeated; a comma inside the brackets of a leg, `train[lr=1,seed=2]`, is part of it. */
function stepList(texts) {
	return texts.flatMap((text) => text.split(/,(?![^[\]]*\])/)).map((id) => id.trim()).filter((id) => id !== "");
}
const selectionOf = (args) => ({
	only: stepList(args.list("only")),
	from: stepList(args.list("from")),
	...args.flag("force") && { force: true }
});
/** What `check`, `plan` and `run` are asked. Error: a message. */
function requestOf(args, file, { cwd, env }) {
	const params = paramsOf(args.list("param"));
	if (!params.ok) return err(`--param ${params.error} is no NAME=VALUE`);
	const stack = args.text("stack");
	return ok({
		file,
		params: params.value,
		cwd,
		env,
		...stack === void 0 ? {} : { stack }
	});
}

// src/cli/exit.ts
/** What a process ends with; scripts and CI rely on them. */
const exitCodes = {
	done: 0,
	stepFailed: 1,
	badInput: 2,
	ourFault: 3,
	cancelled: 130
};
function exitCodeOf(result) {
	switch (result) {
		case "success": return exitCodes.done;
		case "failure": return exitCodes.stepFailed;
		case "error": return exitCodes.ourFault;
		case "cancelled": return exitCodes.cancelled;
		default: return result;
	}
}

// src/cli/output.ts
/** Diagnostics for people, with source lines and carets. */
async function writeDiagnostics(diagnostics, stream) {
	if (diagnostics.length === 0) return;
	const { renderDiagnostics } = await import("./diagnostics.js");
	const text = renderDiagnostics(diagnostics, { color: paintFor(stream) !== plain });
	stream.write(text.endsWith("\n") ? text : `${text}\n`);
}
/** A line about the command line that its spec could not know to be wrong. */
function usageError(message, { stderr }, hint) {
	stderr.write(`${paintFor(stderr)("red", "error:")} ${message}\n${hint === void 0 ? "" : `  ${hint}\n`}`);
	return exitCodes.badInput;
}
const writeJson = (value, { stdout }) => {
	stdout.write(`${JSON.stringify(value, void 0, 2)}\n`);
};
/** Why nothing was done though the file is right: what was asked for is the user's, what is on disk is ours. */
function refused({ reason, message, hint }, io) {
	const code = usageError(message, io, hint);
	return reason === "usage" ? code : exitCodes.ourFault;
}

// package.json
var version$1 = "0.1.0";

// src/version.ts
const version = version$1;

// src/cli/args.ts
const globalOptions = {
	help: {
		type: "boolean",
		short: "h",
		help: "show this help"
	},
	version: {
		type: "boolean",
		help: "show the version"
	}
};
/** Parses what follows the command's words. */
function parse(argv, spec) {
	const specs = {
		...spec.options,
		...globalOptions
	};
	const { tokens, values, positionals } = parseArgs({
		args: [...argv],
		options: Object.fromEntries(Object.entries(specs).map(([name, option]) => [name, parserOption(option)])),
		allowPositionals: true,
		strict: false,
		tokens: true
	});
	for (const token of tokens) {
		if (token.kind !== "option") continue;
		const fault = optionFault(token, specs);
		if (fault) return err(fault);
	}
	const extra = values.help ? void 0 : positionalFault(positionals, spec);
	return extra ? err(extra) : ok(argsOf(positionals, values));
}
/** Non-strict parsing is ours to check, but it must not take `__proto__` for a name of ours. */
function parserOption({ type, multiple, short }) {
	return {
		type,
		multiple: multiple ?? false,
		...short ? { short } : {}
	};
}
function optionFault(token, specs) {
	const { name, rawName, value, inlineValue } = token;
	const option = Object.hasOwn(specs, name) ? specs[name] : void 0;
	if (!option) {
		const known = Object.keys(specs).map((known) => `--${known}`);
		return {
			message: `unknown option ${rawName}`,
			candidates: {
				given: `--${name}`,
				known
			}
		};
	}
	if (option.type === "boolean") return value === void 0 ? void 0 : {
		message: `${rawName} takes no value`,
		hint: `write ${rawName} alone`
	};
	const usage = `${rawName} ${option.value ?? "VALUE"}`;
	if (value === void 0 || !inlineValue && value.startsWith("-") && value !== "-") return {
		message: `${rawName} needs a value`,
		hint: `write ${usage}, or ${rawName}=… for a value that begins with -`
	};
	if (option.choices && !option.choices.includes(value)) {
		const known = option.choices;
		return {
			message: `${rawName} is ${known.join(" or ")}, not ${value}`,
			candidates: {
				given: value,
				known
			}
		};
	}
}
function positionalFault(positionals, { positionals: { min, max, usage }, name }) {
	const hint = `usage: stepops ${name}${usage ? ` ${usage}` : ""}`;
	if (positionals.length < min) return {
		message: `${name} needs ${usage}`,
		hint
	};
	if (positionals.length > max) return {
		message: `${name} has no use for ${positionals[max]}`,
		hint
	};
}
function argsOf(positionals, values) {
	return {
		positionals,
		flag: (name) => values[name] === true,
		text: (name) => typeof values[name] === "string" ? values[name] : void 0,
		list: (name) => Array.isArray(values[name]) ? values[name].map(String) : []
	};
}

// src/cli/help.ts
/** The first page: what this is, where to begin, all commands. */
function overview(commands, version, paint) {
	const widest = Math.max(...commands.map(({ name }) => name.length));
	return page([
		[`${paint("bold", "stepops")} ${version}: machine-learning pipelines from one YAML file.`, "It checks pipeline.yaml, orders its steps by what they read and write, and runs them."],
		[paint("bold", "Begin"), ...examples([
			{
				command: "stepops init",
				does: "write a first pipeline that runs"
			},
			{
				command: "stepops run",
				does: "run it"
			},
			{
				command: "stepops run --resume ID",
				does: "go on after a failure"
			}
		], paint)],
		[paint("bold", "Commands"), ...commands.map(({ name, summary }) => `  ${paint("cyan", name.padEnd(widest))}  ${summary}`)],
		exitSection(paint),
		["`stepops COMMAND --help` explains a command, with examples."]
	]);
}
function commandHelp(spec, paint) {
	const usage = [
		"stepops",
		spec.name,
		"[options]",
		spec.positionals.usage
	].filter((word) => word !== "").join(" ");
	return page([
		[`${paint("bold", "Usage")}  ${usage}`],
		wrap(spec.about, 88),
		[paint("bold", "Options"), ...optionLines({
			...spec.options,
			help: globalOptions.help
		}, paint)],
		[paint("bold", "Examples"), ...examples(spec.examples, paint)],
		exitSection(paint)
	]);
}
const page = (sections) => `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
const exitSection = (paint) => [`${paint("bold", "Exit codes")}  0 done · 1 a step failed · 2 bad input or usage · 3 our side failed · 130 cancelled`];
function examples(list, paint) {
	const widest = Math.min(48, Math.max(...list.map(({ command }) => command.length)));
	return list.map(({ command, does }) => `  ${command.padEnd(widest)}  ${paint("dim", `# ${does}`)}`);
}
function optionLines(options, paint) {
	const rows = Object.entries(options).map(([name, { short, value, type, help }]) => {
		const long = `--${name}${type === "string" ? ` ${value ?? "VALUE"}` : ""}`;
		return {
			left: short ? `-${short}, ${long}` : `    ${long}`,
			help
		};
	});
	const widest = Math.max(...rows.map(({ left }) => left.length));
	return rows.map(({ left, help }) => `  ${paint("cyan", left.padEnd(widest))}  ${help}`);
}
/** Breaks a paragraph at spaces. */
function wrap(text, columns) {
	const lines = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last !== void 0 && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

// src/cli/commands.ts
const json = (help) => ({
	type: "boolean",
	help
});
const stack = {
	type: "string",
	value: "NAME",
	help: "the stack to run on, instead of the file's `stack`"
};
const param = {
	type: "string",
	multiple: true,
	value: "NAME=VALUE",
	help: "set a param of the pipeline; may be repeated"
};
const only = {
	type: "string",
	multiple: true,
	value: "STEP",
	help: "only these steps, whatever the cache has of them; comma-separated or repeated"
};
const from = {
	type: "string",
	multiple: true,
	value: "STEP",
	help: "these steps, whatever the cache has of them, and all that follows; comma-separated or repeated"
};
const pipelineFile = {
	type: "string",
	value: "FILE",
	help: "the pipeline file whose stack names the artifact store (default: pipeline.yaml)"
};
const storeStack = {
	type: "string",
	value: "NAME",
	help: "the stack whose artifact store it is, instead of the file's `stack`"
};
const force = {
	type: "boolean",
	help: "run every step, whatever the cache has of it"
};
/** Every command, in the order in which the overview teaches them. */
const commands = [
	{
		name: "init",
		summary: "write a first pipeline and the workflow that runs it",
		about: "Writes a small pipeline.yaml that runs at once, a line of .gitignore for what it makes, and at the top of the checkout .github/workflows/pipeline.yml, which runs it on GitHub. It asks for a name and shows what it writes; a file that exists is never overwritten without your word.",
		positionals: {
			usage: "",
			min: 0,
			max: 0
		},
		options: {
			yes: {
				type: "boolean",
				short: "y",
				help: "ask nothing; files that exist are kept"
			},
			name: {
				type: "string",
				value: "NAME",
				help: "name of the pipeline (default: the folder's)"
			},
			force: {
				type: "boolean",
				help: "overwrite files that exist"
			},
			workflow: {
				type: "string",
				value: "yes|no",
				choices: ["yes", "no"],
				help: "write the GitHub workflow too (default: yes)"
			}
		},
		examples: [{
			command: "stepops init",
			does: "ask, then write"
		}, {
			command: "stepops init --yes --name vision",
			does: "write without asking"
		}],
		load: () => import("./init.js")
	},
	{
		name: "validate",
		summary: "find every fault in pipeline files, without running anything",
		about: "Checks pipeline files (and the stacks.yaml beside them) completely: all faults are shown in one pass, each with its place, a code and what to do. No process is started and nothing leaves this machine.",
		positionals: {
			usage: "[FILE…]",
			min: 0,
			max: Number.POSITIVE_INFINITY
		},
		options: {
			stack,
			param,
			json: json("print [{file, code, severity, message, line, column, endLine, endColumn, hint, related}]")
		},
		examples: [{
			command: "stepops validate",
			does: "check pipeline.yaml"
		}, {
			command: "stepops validate pipelines/*.yaml --json",
			does: "check many, for a program"
		}],
		load: () => import("./validate.js")
	},
	{
		name: "explain",
		summary: "explain the code of an error or a warning",
		about: "Explains what the code of an error or a warning means, with an example and how to mend it. Without a code it lists all codes.",
		positionals: {
			usage: "[CODE]",
			min: 0,
			max: 1
		},
		options: {},
		examples: [{
			command: "stepops explain unknown-key",
			does: "one code"
		}, {
			command: "stepops explain",
			does: "all codes"
		}],
		load: () => import("./explain.js")
	},
	{
		name: "plan",
		summary: "show what would run, where and why",
		about: "Checks the pipeline and shows for each step whether it would run, where, and why. With --offline no process is started: what only git knows is left out.",
		positionals: {
			usage: "[FILE]",
			min: 0,
			max: 1
		},
		options: {
			stack,
			param,
			only,
			from,
			force,
			offline: {
				type: "boolean",
				help: "start no process, git included"
			},
			json: json("print {diagnostics, steps: [{id, where, action, why, needs}]}")
		},
		examples: [{
			command: "stepops plan",
			does: "before a run"
		}, {
			command: "stepops plan --from train",
			does: "what a partial run would do"
		}],
		load: () => import("./plan3.js")
	},
	{
		name: "graph",
		summary: "print the steps and what needs what",
		about: "Prints the graph of steps, every leg of a matrix on its own, as JSON for programs or as Mermaid for Markdown.",
		positionals: {
			usage: "[FILE]",
			min: 0,
			max: 1
		},
		options: {
			format: {
				type: "string",
				value: "json|mermaid",
				choices: ["json", "mermaid"],
				help: "how to print it (default: mermaid)"
			},
			stack,
			param
		},
		examples: [{
			command: "stepops graph",
			does: "Mermaid, to paste into Markdown"
		}, {
			command: "stepops graph --format json | jq '.edges[]'",
			does: "the edges, for a program"
		}],
		load: () => import("./graph2.js")
	},
	{
		name: "run",
		summary: "run a pipeline on this machine",
		about: "Checks the pipeline, orders its steps and runs them: ready steps side by side, the longest way first. Ctrl-C stops all of it and runs `finally`; a second Ctrl-C leaves at once. Whatever happens, `stepops run --resume ID` goes on from there.",
		positionals: {
			usage: "[FILE]",
			min: 0,
			max: 1
		},
		options: {
			stack,
			param,
			only,
			from,
			force,
			resume: {
				type: "string",
				value: "ID",
				help: "go on with an earlier run: what is done stays done"
			},
			json: json("print every event as a line of JSON"),
			verbose: {
				type: "boolean",
				short: "v",
				help: "show what steps print in the live view too"
			},
			quiet: {
				type: "boolean",
				short: "q",
				help: "show only failures, warnings and the end"
			}
		},
		examples: [
			{
				command: "stepops run",
				does: "run pipeline.yaml"
			},
			{
				command: "stepops run --param epochs=3",
				does: "with another value"
			},
			{
				command: "stepops run --from train",
				does: "train and all that follows it"
			},
			{
				command: "stepops run --resume 20260131-120000-1f2e",
				does: "go on after a failure, a crash or Ctrl-C"
			}
		],
		load: () => import("./run.js")
	},
	{
		name: "status",
		summary: "show a run, the newest by default",
		about: "Shows a run of this checkout: what became of each step, its values and metrics, where its logs lie, and whether its process is still alive.",
		positionals: {
			usage: "[ID]",
			min: 0,
			max: 1
		},
		options: { json: json("print the record of the run") },
		examples: [{
			command: "stepops status",
			does: "the newest run"
		}, {
			command: "stepops status 20260131-120000-1f2e --json",
			does: "one run, for a program"
		}],
		load: () => import("./status.js")
	},
	{
		name: "logs",
		summary: "print what the steps of a run printed",
		about: "Prints the log of one step, or of all steps of a run in their order. A first argument that is no run's id is taken for a step of the newest run.",
		positionals: {
			usage: "[ID] [STEP]",
			min: 0,
			max: 2
		},
		options: { follow: {
			type: "boolean",
			short: "f",
			help: "go on printing until the run ends"
		} },
		examples: [
			{
				command: "stepops logs",
				does: "all of the newest run"
			},
			{
				command: "stepops logs 'train[lr=0.1]'",
				does: "one step of it"
			},
			{
				command: "stepops logs --follow",
				does: "watch a run from another terminal"
			}
		],
		load: () => import("./logs.js")
	},
	{
		name: "cancel",
		summary: "stop a run and its jobs, the newest run by default",
		about: "Stops a run of this checkout, as Ctrl-C would where it was started, and waits until it has ended. Of a run whose process is gone it stops the jobs on operators, and runs nothing else. It ends with 0 once all is known to be over; else it names what may still run, and how to stop it.",
		positionals: {
			usage: "[RUN]",
			min: 0,
			max: 1
		},
		options: { json: json("print {run, result, wasOver, isOver, jobs: [{step, operator, id, key, console, state, isOver}], warnings}") },
		examples: [{
			command: "stepops cancel",
			does: "the newest run"
		}, {
			command: "stepops cancel 20260131-120000-1f2e",
			does: "one that was killed, and left jobs behind"
		}],
		load: () => import("./cancel.js")
	},
	{
		name: "shell",
		summary: "open a shell where a step runs",
		about: "Opens a shell in the container and the folder that a step would run in, with its inputs, environment, secrets, limits and GPUs; for a step without a container, your own shell in its folder. Values that it reads of other steps come from earlier runs. Neither setup nor command is run: the shell says how to. In a container nothing that is written is kept; it is removed with the shell, whose exit code is this command's. What it reads from a pipe it runs.",
		positionals: {
			usage: "STEP [FILE]",
			min: 1,
			max: 2
		},
		options: {
			stack,
			param
		},
		examples: [{
			command: "stepops shell train",
			does: "look around where train runs"
		}, {
			command: "stepops shell 'train[lr=0.1]' --param epochs=1",
			does: "one leg of a matrix"
		}],
		load: () => import("./shell.js")
	},
	{
		name: "artifacts list",
		summary: "list what a run left in the artifact store",
		about: "Lists the outputs that a run left in the artifact store, or that it took from an earlier run there: their size and where they lie, as the cloud's own tools take it. The run is one of this checkout, the newest by default, or any other one of this repository that the store knows and this trust domain may read.",
		positionals: {
			usage: "[RUN]",
			min: 0,
			max: 1
		},
		options: {
			stack: storeStack,
			file: pipelineFile,
			json: json("print {run, store, outputs: [{step, path, isDirectory, size, files, digest, uris, cached}], missing}")
		},
		examples: [{
			command: "stepops artifacts list",
			does: "of the newest run"
		}, {
			command: "stepops artifacts list 20260131-120000-1f2e --json",
			does: "one run, for a program"
		}],
		load: () => import("./artifacts-list.js")
	},
	{
		name: "artifacts get",
		summary: "fetch outputs of a run from the artifact store",
		about: "Fetches the outputs of steps, or single outputs by their paths, into a folder, laid out as beside the pipeline. Every file is compared with its digest. All of it arrives, or nothing. A first word that is no run's id is taken for a step or a path of the newest run.",
		positionals: {
			usage: "[RUN] STEP|PATH…",
			min: 1,
			max: Number.POSITIVE_INFINITY
		},
		options: {
			to: {
				type: "string",
				value: "DIR",
				help: "where to (default: artifacts/RUN)"
			},
			force: {
				type: "boolean",
				help: "put outputs in the place of what is there already"
			},
			stack: storeStack,
			file: pipelineFile
		},
		examples: [
			{
				command: "stepops artifacts get train",
				does: "all that train left, every leg of it"
			},
			{
				command: "stepops artifacts get models/ --to /tmp/best",
				does: "one output"
			},
			{
				command: "stepops artifacts get 20260131-120000-1f2e train",
				does: "of an earlier run"
			}
		],
		load: () => import("./artifacts-get.js")
	},
	{
		name: "gc",
		summary: "remove what dead runs left, or old artifacts",
		about: "Removes the containers of this machine's runs and shells that have ended, died or lost their folder, and the folders that they worked in. Docker is asked, and each engine that a run of this checkout used. Jobs of this repository on the operators of the pipeline's stacks, and on those that runs of this checkout used, are stopped and removed where their run has ended or its process is gone. What belongs to a run that goes on, or that may go on elsewhere, is left alone and named. With --store it removes from the artifact store what no run needs that is younger than --older-than: outputs, manifests and indexes of this repository.",
		positionals: {
			usage: "",
			min: 0,
			max: 0
		},
		options: {
			"dry-run": {
				type: "boolean",
				help: "only say what would be removed"
			},
			run: {
				type: "string",
				multiple: true,
				value: "ID",
				help: "a run that is known to be dead, though nothing here tells so: its jobs go; may be repeated"
			},
			store: {
				type: "boolean",
				help: "remove old artifacts from the artifact store, and nothing else"
			},
			"older-than": {
				type: "string",
				value: "AGE",
				help: "with --store: how old what goes has to be, 1d or more (default: 30d)"
			},
			stack: {
				...storeStack,
				help: "the stack whose operators are asked (default: all of the file's); with --store the one whose store it is"
			},
			file: {
				...pipelineFile,
				help: "the pipeline file whose stacks name operators and store (default: pipeline.yaml)"
			},
			json: json("print {dryRun, items: [{kind, name, fate, why, command, id, step, engine, operator, run, key, console}], unasked}; with --store {dryRun, store, items: [{kind, uri, fate, why, bytes, objects, at}], error}")
		},
		examples: [
			{
				command: "stepops gc --dry-run",
				does: "see what is left"
			},
			{
				command: "stepops gc",
				does: "remove it"
			},
			{
				command: "stepops gc --store --older-than 90d --dry-run",
				does: "see which artifacts are old"
			}
		],
		load: () => import("./gc.js")
	},
	{
		name: "schema",
		summary: "print the JSON schema that editors complete and check with",
		about: "Prints the JSON schema (draft 2020-12) of pipeline files or of stacks.yaml.",
		positionals: {
			usage: "[pipeline|stacks]",
			min: 0,
			max: 1
		},
		options: {},
		examples: [{
			command: "stepops schema > pipeline.schema.json",
			does: "keep a copy for the editor"
		}],
		load: () => import("./schema.js")
	},
	{
		name: "stack list",
		summary: "list the stacks that a pipeline can run on",
		about: "Lists the stacks of a pipeline file and of the stacks.yaml beside it, with their step operators. The built-in stack `local` is always there: it runs every step on this machine.",
		positionals: {
			usage: "[FILE]",
			min: 0,
			max: 1
		},
		options: { json: json("print [{name, chosen, builtin, operators}]") },
		examples: [{
			command: "stepops stack list",
			does: "the stacks of pipeline.yaml"
		}],
		load: () => import("./stack.js")
	},
	{
		name: "step-operator flavors",
		summary: "list the kinds of step operators",
		about: "Lists the flavors that a stack's step operators may have: what runs a step somewhere else than on this machine.",
		positionals: {
			usage: "",
			min: 0,
			max: 0
		},
		options: { json: json("print [{name, description, available}]") },
		examples: [{
			command: "stepops step-operator flavors",
			does: "all of them"
		}],
		load: () => import("./step-operator.js")
	},
	{
		name: "operator test",
		summary: "test a step operator of your own against the protocol",
		about: "Starts a program that speaks the operator protocol, as a stack's `command` would in this folder, runs small jobs on it, and says which of an operator's promises it keeps and which it breaks, with the last messages before that. It kills the program many times, and no job is left. Options of the program itself follow after --.",
		positionals: {
			usage: "PROGRAM [ARG…]",
			min: 1,
			max: Number.POSITIVE_INFINITY
		},
		options: {
			settings: {
				type: "string",
				value: "FILE",
				help: "a YAML file with the operator's settings, as a stack has them"
			},
			setting: {
				type: "string",
				multiple: true,
				value: "NAME=VALUE",
				help: "a setting of the operator, its value in YAML; may be repeated"
			},
			"step-setting": {
				type: "string",
				multiple: true,
				value: "NAME=VALUE",
				help: "a setting that each step has to have; may be repeated"
			},
			image: {
				type: "string",
				value: "IMAGE",
				help: "an image with sh for every job, where the operator needs one"
			},
			secret: {
				type: "string",
				multiple: true,
				value: "NAME",
				help: "an environment variable that the program needs; may be repeated"
			},
			only: {
				type: "string",
				multiple: true,
				value: "TEXT",
				help: "only checks with this text in their names"
			},
			wait: {
				type: "string",
				value: "SECONDS",
				help: "how long a job may take to start, and to end (default: 60)"
			},
			json: json("print [{name, outcome, what, messages, why, seconds}]")
		},
		examples: [{
			command: "stepops operator test ./my-operator --setting queue=/mnt/queue",
			does: "all checks"
		}, {
			command: "stepops operator test python3 ops/my_operator.py --only logs",
			does: "some of them"
		}],
		load: () => import("./operator-test.js")
	}
];

// src/cli/program.ts
/** Runs one command line to its exit code. A bug shows as one line and code 3, its stack with STEPOPS_DEBUG. */
async function main(argv, io) {
	try {
		return await dispatch(argv, io);
	} catch (error) {
		io.stderr.write(`stepops: ${crashText(error, (io.env.STEPOPS_DEBUG ?? "") !== "")}\n`);
		return exitCodes.ourFault;
	}
}
async function dispatch(argv, io) {
	const paint = paintFor(io.stdout);
	const found = findCommand(argv);
	if (found.kind === "overview") {
		io.stdout.write(overview(commands, version, paint));
		return found.asked ? exitCodes.done : exitCodes.badInput;
	}
	if (found.kind === "version") {
		io.stdout.write(`${version}\n`);
		return exitCodes.done;
	}
	if (found.kind === "fault") return usage(found.fault, io);
	const args = parse(found.rest, found.spec);
	if (!args.ok) return usage(args.error, io, found.spec);
	if (args.value.flag("help")) {
		io.stdout.write(commandHelp(found.spec, paint));
		return exitCodes.done;
	}
	const { execute } = await found.spec.load();
	return execute(args.value, io);
}
/** The command that the first words name; `help run` is `run --help`. */
function findCommand(argv) {
	const [first, second] = argv;
	if (first === void 0) return {
		kind: "overview",
		asked: false
	};
	if (first === "--version" || first === "version") return { kind: "version" };
	if (first === "help" && second !== void 0) return findCommand([...argv.slice(1), "--help"]);
	if (first === "help" || first === "--help" || first === "-h") return {
		kind: "overview",
		asked: true
	};
	const spec = commands.find(({ name }) => name === first || name === `${first} ${second}`);
	if (spec) return {
		kind: "command",
		spec,
		rest: argv.slice(spec.name.split(" ").length)
	};
	return {
		kind: "fault",
		fault: unknownCommand(first, second)
	};
}
function unknownCommand(first, second) {
	const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
	if (family.length > 0) {
		const hint = `write stepops ${family.join(" or stepops ")}`;
		if (second === void 0 || second.startsWith("-")) return {
			message: `${first} needs a second word`,
			hint
		};
		return {
			message: `unknown command ${first} ${second}`,
			hint
		};
	}
	if (first.startsWith("-")) {
		const known = Object.keys(globalOptions).map((name) => `--${name}`);
		return {
			message: `unknown option ${first}`,
			hint: "write the command first: stepops COMMAND [options]",
			candidates: {
				given: first,
				known
			}
		};
	}
	if (/\.ya?ml$/.test(first)) return {
		message: `unknown command ${first}`,
		hint: `write stepops run ${first}`
	};
	return {
		message: `unknown command ${first}`,
		candidates: {
			given: first,
			known: commands.map(({ name }) => name)
		}
	};
}
/** Says what is wrong with the command line; always exit code 2. */
async function usage(fault, { stderr }, spec) {
	const paint = paintFor(stderr);
	const meant = fault.candidates && await closest(fault.candidates);
	const help = spec ? `stepops ${spec.name} --help` : "stepops --help";
	const hints = [
		...meant ? [`Did you mean ${meant}?`] : [],
		...fault.hint ? [fault.hint] : [],
		`\`${help}\` tells more`
	];
	stderr.write(`${paint("red", "error:")} ${fault.message}\n${hints.map((hint) => `  ${hint}\n`).join("")}`);
	return exitCodes.badInput;
}
/** Loaded late: only a mistake needs it. */
async function closest({ given, known }) {
	const { suggest } = await import("./suggest.js");
	const letters = (text) => [...text].sort().join("");
	return suggest(given, known) ?? known.find((name) => letters(name) === letters(given));
}
function crashText(error, debug) {
	if (!(error instanceof Error)) return `this is a bug of stepops: ${String(error)}`;
	const stack = debug ? `\n${error.stack ?? ""}` : "; set STEPOPS_DEBUG=1 to see where";
	return "code" in error && typeof error.code === "string" ? `${error.message}${debug ? stack : ""}` : `this is a bug of stepops: ${error.message}${stack}`;
}

// src/cli/start.ts
/** Runs the command line of this process and leaves with its exit code. */
async function start(process) {
	const { stdout, stderr, platform } = process;
	const io = {
		stdout,
		stderr,
		get stdin() {
			return process.stdin;
		},
		platform,
		env: Object.fromEntries(Object.entries(process.env).filter((pair) => pair[1] !== void 0)),
		cwd: process.cwd(),
		files: async () => (await import("./node-files.js")).nodeFiles,
		host: async () => (await import("./node-host.js")).nodeHost,
		attach: async () => (await import("./node-attach.js")).nodeAttach,
		exit: (code) => process.exit(code)
	};
	for (const stream of [stdout, stderr]) stream.on("error", (error) => onOutputLost(error, process));
	process.exitCode = await main(process.argv.slice(2), io);
}
/** `stepops graph | head`: the reader has what it wanted. A run has steps to look after, so it decides for itself. */
function onOutputLost(error, process) {
	if (process.listenerCount("SIGINT") > 0) return;
	if (error.code !== "EPIPE") throw error;
	process.exit(0);
}

// src/cli/validate.ts
async function execute(args, io) {
	const files = args.positionals.length > 0 ? args.positionals : [defaultFile];
	const host = { files: await io.files() };
	const all = [];
	for (const file of files) {
		const request = requestOf(args, file, io);
		if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
		const checked = await check({
			...request.value,
			standIns: true
		}, host);
		for (const found of checked.diagnostics) all.push(found);
		if (!args.flag("json")) await writeChecked(checked, io);
	}
	if (args.flag("json")) {
		const { toJson } = await import("./diagnostics.js");
		writeJson(toJson(all), io);
	}
	return hasErrors(all) ? exitCodes.badInput : exitCodes.done;
}
/** What is wrong goes to stdout too: it is what this command was asked for. */
async function writeChecked({ file, diagnostics, pipeline }, { stdout }) {
	await writeDiagnostics(diagnostics, stdout);
	if (!pipeline) return;
	const legs = pipeline.steps.length;
	const steps = plural(pipeline.groups.size, "step");
	const detail = legs === pipeline.groups.size ? steps : `${steps}, ${legs} with every leg of a matrix`;
	stdout.write(`${paintFor(stdout)("green", "✓")} ${file.path}: ${detail}\n`);
}

export { plural as C, width as E, metric as S, timeOfDay as T, paintFor as _, refused as a, cut as b, writeJson as c, defaultFile as d, paramsOf as f, colored as g, stepList as h, version as i, exitCodeOf as l, selectionOf as m, start as n, usageError as o, requestOf as p, wrap as r, writeDiagnostics as s, execute as t, exitCodes as u, plain as v, shellWord as w, duration as x, bytes as y };