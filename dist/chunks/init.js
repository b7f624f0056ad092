import { _ as paintFor, d as defaultFile, o as usageError, u as exitCodes } from "./program.js";
import { gt as findCheckout } from "./check.js";
import { basename, join, relative } from "node:path";
import { createInterface } from "node:readline/promises";

// src/cli/init-templates.ts
/** Plain where YAML reads back the same text; JSON's strings are YAML's too. */
const scalar = (text) => /^[A-Za-z_][\w./ -]*$/.test(text) && !/[ ]$|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
/** A first pipeline: it needs nothing but a shell, and shows values, a matrix, files and metrics in thirty lines. */
const pipelineTemplate = (name) => `# A first pipeline. It runs as it is: stepops run
name: ${scalar(name)}

params:
  rows: 100                     # stepops run --param rows=500

steps:
  prepare:
    # What stands in \${{ }} reaches the script as a variable, never as syntax.
    command: |
      mkdir -p out
      seq 1 \${{ params.rows }} > out/rows.txt
      echo "rows=$(wc -l < out/rows.txt | tr -d ' ')" >> "$STEPOPS_VALUES"
    inputs: []                  # it reads no file
    outputs: [out/rows.txt]
    values: [rows]

  train:
    strategy:
      matrix:
        scale: ["1", "2"]       # one leg for each, side by side
    inputs: [out/rows.txt]      # prepare writes it, so train needs prepare
    command: |
      mkdir -p out/models/\${{ matrix.scale }}
      awk -v scale=\${{ matrix.scale }} '{ sum += $1 * scale } END { print sum / NR }' out/rows.txt > out/models/\${{ matrix.scale }}/model.txt
      printf '{"mean": %s}\\n' "$(cat out/models/\${{ matrix.scale }}/model.txt)" > out/models/\${{ matrix.scale }}/metrics.json
    outputs: ["out/models/\${{ matrix.scale }}/model.txt"]
    metrics: ["out/models/\${{ matrix.scale }}/metrics.json"]

  report:
    inputs: [out/models/]       # every leg of train
    command: |
      for model in out/models/*/model.txt; do echo "$model $(cat "$model")"; done > out/report.txt
      cat out/report.txt
    outputs: [out/report.txt]
`;
/** The workflow runs the pipeline on every push and by hand; it needs to read the repository and nothing else. */
const workflowTemplate = (pipeline) => `name: pipeline
on:
  push:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  pipeline:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - uses: org/stepops-action@v1
        with:
          pipeline: ${scalar(pipeline)}
`;

// src/cli/init-files.ts
/** Writes the pipeline, what git shall ignore of it, and the workflow where GitHub looks for it. */
async function writeAll(answers, target) {
	const { files } = target;
	const cwd = await files.realpath(target.cwd) ?? target.cwd;
	const pipeline = await writeOne(defaultFile, pipelineTemplate(answers.name), {
		...target,
		cwd
	});
	const ignore = pipeline.kept ? [] : await ignoreOutputs(files, cwd);
	if (!answers.workflow) return [pipeline, ...ignore];
	const { root } = await findCheckout(files, cwd);
	const path = relative(root, join(cwd, defaultFile)).replaceAll("\\", "/");
	const file = relative(cwd, join(root, ".github/workflows/pipeline.yml"));
	return [
		pipeline,
		...ignore,
		await writeOne(file, workflowTemplate(path), {
			...target,
			cwd
		})
	];
}
async function writeOne(file, text, { files, cwd, overwrite }) {
	const path = join(cwd, file);
	await files.makeDirectory(join(path, ".."));
	const isNew = await files.create(path, text);
	if (!isNew && !await overwrite(file)) return {
		file,
		done: "kept, it exists already",
		kept: true
	};
	if (!isNew) await files.replace(path, text);
	return {
		file,
		done: "written",
		kept: false
	};
}
/** A run refuses outputs that git tracks, so they had better never be committed. Nothing where the line is there. */
async function ignoreOutputs(files, cwd) {
	const file = ".gitignore";
	const line = `/${"out"}/`;
	const before = await files.read(join(cwd, file));
	if ((before?.split("\n").map((each) => each.trim().replace(/^\/|\/$/g, "")))?.includes("out")) return [];
	const gap = before === void 0 || before === "" || before.endsWith("\n") ? "" : "\n";
	await files.replace(join(cwd, file), `${before ?? ""}${gap}${line}\n`);
	return [{
		file,
		done: before === void 0 ? "written" : `extended with ${line}`,
		kept: false
	}];
}

// src/cli/prompt.ts
/** The terminal was closed, or Ctrl-C or Ctrl-D pressed, while a question stood open. */
var NoAnswer = class extends Error {};
function promptOn({ stdin, stdout }) {
	const lines = createInterface({
		input: stdin,
		output: stdout
	});
	const closed = new AbortController();
	lines.once("close", () => closed.abort());
	const question = async (text) => {
		try {
			return await lines.question(text, { signal: closed.signal });
		} catch (error) {
			throw closed.signal.aborted ? new NoAnswer() : error;
		}
	};
	return {
		async ask(text, read, help) {
			for (;;) {
				const value = read((await question(text)).trim());
				if (value !== void 0) return value;
				stdout.write(`  ${help}\n`);
			}
		},
		close: () => lines.close()
	};
}
/** `fallback` for an empty answer. */
function yesOrNo(answer, fallback) {
	if (answer === "") return fallback;
	if (/^y(?:es)?$/i.test(answer)) return true;
	return /^no?$/i.test(answer) ? false : void 0;
}

// src/cli/init.ts
async function execute(args, io) {
	const given = args.text("name");
	if (given !== void 0 && nameOf(given) === void 0) return usageError(`that is no name: ${badName}`, io);
	const prompt = io.stdin.isTTY === true && io.stdout.isTTY === true && !args.flag("yes") ? promptOn(io) : void 0;
	try {
		const answers = await answersOf(args, io, prompt);
		const overwrite = async (file) => args.flag("force") || await prompt?.ask(...mayOverwrite(file)) === true;
		report(await writeAll(answers, {
			files: await io.files(),
			cwd: io.cwd,
			overwrite
		}), io, prompt === void 0);
		return exitCodes.done;
	} catch (error) {
		if (!(error instanceof NoAnswer)) throw error;
		io.stderr.write("\nnothing more was written\n");
		return exitCodes.cancelled;
	} finally {
		prompt?.close();
	}
}
const longestName = 200;
const badName = `write a text of at most ${longestName} characters on one line`;
/** A pipeline's name is shown and never executed, so any text will do. */
const nameOf = (text) => {
	const name = text.trim();
	return name === "" || name.length > longestName || /\p{Cc}|\p{Cs}/u.test(name) ? void 0 : name;
};
const mayOverwrite = (file) => [
	`${file} exists. Overwrite it? (no): `,
	(answer) => yesOrNo(answer, false),
	"write yes or no"
];
async function answersOf(args, { cwd }, prompt) {
	const guess = nameOf(basename(cwd)) ?? "pipeline";
	const name = nameOf(args.text("name") ?? "") ?? await prompt?.ask(`Name of the pipeline (${guess}): `, (text) => nameOf(text || guess), badName) ?? guess;
	const given = args.text("workflow");
	return {
		name,
		workflow: (given === void 0 ? await prompt?.ask("Run it on GitHub too? (yes): ", (text) => yesOrNo(text, true), "write yes or no") : given === "yes") ?? true
	};
}
function report(written, { stdout }, mayForce) {
	const paint = paintFor(stdout);
	for (const { file, done, kept } of written) stdout.write(`${kept ? paint("yellow", "○") : paint("green", "✓")} ${file} ${done}\n`);
	if (mayForce && written.some(({ kept }) => kept)) stdout.write("  --force overwrites what exists\n");
	stdout.write("\nNext\n  stepops validate\n  stepops run\n");
}

export { execute };