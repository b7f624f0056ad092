import { a as usageError, g as paintFor, l as exitCodes, u as defaultFile } from "./program.js";
import { basename, join } from "node:path";
import { createInterface } from "node:readline/promises";

// src/cli/init-templates.ts
/** A first pipeline: it needs nothing but a shell, and shows values, a matrix, files and metrics in thirty lines. */
const pipelineTemplate = (name) => `# A first pipeline. It runs as it is: stepops run
name: ${name}

params:
  rows: 100                     # stepops run --param rows=500

steps:
  prepare:
    # What stands in \${{ }} reaches the script as a variable, never as syntax.
    command: |
      mkdir -p data
      seq 1 \${{ params.rows }} > data/rows.txt
      echo "rows=$(wc -l < data/rows.txt | tr -d ' ')" >> "$STEPOPS_VALUES"
    inputs: []                  # it reads no file
    outputs: [data/rows.txt]
    values: [rows]

  train:
    strategy:
      matrix:
        scale: ["1", "2"]       # one leg for each, side by side
    inputs: [data/rows.txt]     # prepare writes it, so train needs prepare
    command: |
      mkdir -p models/\${{ matrix.scale }}
      awk -v scale=\${{ matrix.scale }} '{ sum += $1 * scale } END { print sum / NR }' data/rows.txt > models/\${{ matrix.scale }}/model.txt
      printf '{"mean": %s}\\n' "$(cat models/\${{ matrix.scale }}/model.txt)" > models/\${{ matrix.scale }}/metrics.json
    outputs: ["models/\${{ matrix.scale }}/model.txt"]
    metrics: ["models/\${{ matrix.scale }}/metrics.json"]

  report:
    inputs: [models/]           # every leg of train
    command: |
      for model in models/*/model.txt; do echo "$model $(cat "$model")"; done > report.txt
      cat report.txt
    outputs: [report.txt]
`;
/** The workflow runs the pipeline on every push and by hand; it needs to read the repository and nothing else. */
const workflowTemplate = () => `name: pipeline
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
          pipeline: pipeline.yaml
`;

// src/cli/init.ts
const workflowFile = ".github/workflows/pipeline.yml";
async function execute(args, io) {
	const files = await io.files();
	const prompt = io.stdin.isTTY === true && io.stdout.isTTY === true && !args.flag("yes") ? createInterface({
		input: io.stdin,
		output: io.stdout
	}) : void 0;
	try {
		const answers = await answersOf(args, io, prompt);
		if (typeof answers === "string") return usageError(answers, io, "use letters, digits, - and _");
		return await writeAll(answers, {
			files,
			io,
			prompt,
			force: args.flag("force")
		});
	} finally {
		prompt?.close();
	}
}
/** A text is what is wrong with an answer. */
async function answersOf(args, { cwd }, prompt) {
	const guess = basename(cwd).replace(/[^\w-]+/gu, "-").replace(/^[-\d]+|-+$/gu, "") || "pipeline";
	const name = args.text("name") ?? ((await prompt?.question(`Name of the pipeline (${guess}): `))?.trim() || guess);
	if (!/^[A-Za-z_][\w-]{0,99}$/.test(name)) return `${name} is no name for a pipeline`;
	const workflow = args.text("workflow") ?? (prompt ? await prompt.question("Run it on GitHub too? (yes): ") : "yes");
	return {
		name,
		workflow: !/^\s*n/iu.test(workflow)
	};
}
async function writeAll({ name, workflow }, target) {
	const { io } = target;
	const paint = paintFor(io.stdout);
	const wanted = [[defaultFile, pipelineTemplate(name)], ...workflow ? [[workflowFile, workflowTemplate()]] : []];
	let kept = 0;
	for (const [file, text] of wanted) {
		const written = await writeOne(file, text, target);
		if (!written) kept += 1;
		const [mark, word] = written ? [paint("green", "✓"), "written"] : [paint("yellow", "○"), "kept, it exists already"];
		io.stdout.write(`${mark} ${file} ${word}\n`);
	}
	if (kept > 0 && target.prompt === void 0) io.stdout.write("  --force overwrites what exists\n");
	io.stdout.write(`\nNext\n  stepops validate\n  stepops run\n`);
	return exitCodes.done;
}
/** False where the file exists and nobody said that it may go. */
async function writeOne(file, text, { files, io, prompt, force }) {
	const path = join(io.cwd, file);
	await files.makeDirectory(join(path, ".."));
	if (await files.create(path, text)) return true;
	const agreed = force || /^\s*y/iu.test(await prompt?.question(`${file} exists. Overwrite it? (no): `) ?? "");
	if (agreed) await files.replace(path, text);
	return agreed;
}

export { execute };