import { basename, join } from "node:path";
import { createInterface, type Interface } from "node:readline/promises";
import type { Files } from "../host/host.ts";
import { paintFor } from "../report/paint.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import { pipelineTemplate, workflowTemplate } from "./init-templates.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";
import { usageError } from "./output.ts";

const workflowFile = ".github/workflows/pipeline.yml";

export async function execute(args: Args, io: Io): Promise<number> {
  const files = await io.files();
  const asks = io.stdin.isTTY === true && io.stdout.isTTY === true && !args.flag("yes");
  const prompt = asks ? createInterface({ input: io.stdin, output: io.stdout }) : undefined;
  try {
    const answers = await answersOf(args, io, prompt);
    if (typeof answers === "string") return usageError(answers, io, "use letters, digits, - and _");
    return await writeAll(answers, { files, io, prompt, force: args.flag("force") });
  } finally {
    prompt?.close();
  }
}

interface Answers {
  readonly name: string;
  readonly workflow: boolean;
}

/** A text is what is wrong with an answer. */
async function answersOf(args: Args, { cwd }: Io, prompt: Interface | undefined): Promise<Answers | string> {
  const guess =
    basename(cwd)
      .replace(/[^\w-]+/gu, "-")
      .replace(/^[-\d]+|-+$/gu, "") || "pipeline";
  const given = args.text("name");
  const name = given ?? ((await prompt?.question(`Name of the pipeline (${guess}): `))?.trim() || guess);
  if (!/^[A-Za-z_][\w-]{0,99}$/.test(name)) return `${name} is no name for a pipeline`;
  const workflow =
    args.text("workflow") ?? (prompt ? await prompt.question("Run it on GitHub too? (yes): ") : "yes");
  return { name, workflow: !/^\s*n/iu.test(workflow) };
}

interface Target {
  readonly files: Files;
  readonly io: Io;
  readonly prompt: Interface | undefined;
  readonly force: boolean;
}

async function writeAll({ name, workflow }: Answers, target: Target): Promise<number> {
  const { io } = target;
  const paint = paintFor(io.stdout);
  const wanted = [
    [defaultFile, pipelineTemplate(name)] as const,
    ...(workflow ? [[workflowFile, workflowTemplate()] as const] : []),
  ];
  let kept = 0;
  for (const [file, text] of wanted) {
    const written = await writeOne(file, text, target);
    if (!written) kept += 1;
    const [mark, word] = written
      ? [paint("green", "✓"), "written"]
      : [paint("yellow", "○"), "kept, it exists already"];
    io.stdout.write(`${mark} ${file} ${word}\n`);
  }
  if (kept > 0 && target.prompt === undefined) io.stdout.write("  --force overwrites what exists\n");
  io.stdout.write(`\nNext\n  stepops validate\n  stepops run\n`);
  return exitCodes.done;
}

/** False where the file exists and nobody said that it may go. */
async function writeOne(file: string, text: string, { files, io, prompt, force }: Target): Promise<boolean> {
  const path = join(io.cwd, file);
  await files.makeDirectory(join(path, ".."));
  if (await files.create(path, text)) return true;
  const agreed =
    force || /^\s*y/iu.test((await prompt?.question(`${file} exists. Overwrite it? (no): `)) ?? "");
  if (agreed) await files.replace(path, text);
  return agreed;
}
