import { basename } from "node:path";
import { paintFor } from "../report/paint.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import { type Answers, type Written, writeAll } from "./init-files.ts";
import type { Io } from "./io.ts";
import { usageError } from "./output.ts";
import { NoAnswer, type Prompt, promptOn, yesOrNo } from "./prompt.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const given = args.text("name");
  if (given !== undefined && nameOf(given) === undefined)
    return usageError(`that is no name: ${badName}`, io);
  const asks = io.stdin.isTTY === true && io.stdout.isTTY === true && !args.flag("yes");
  const prompt = asks ? promptOn(io) : undefined;
  try {
    const answers = await answersOf(args, io, prompt);
    const overwrite = async (file: string): Promise<boolean> =>
      args.flag("force") || (await prompt?.ask(...mayOverwrite(file))) === true;
    const written = await writeAll(answers, { files: await io.files(), cwd: io.cwd, overwrite });
    report(written, io, prompt === undefined);
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
const nameOf = (text: string): string | undefined => {
  const name = text.trim();
  return name === "" || name.length > longestName || /\p{Cc}|\p{Cs}/u.test(name) ? undefined : name;
};

const mayOverwrite = (file: string) =>
  [
    `${file} exists. Overwrite it? (no): `,
    (answer: string) => yesOrNo(answer, false),
    "write yes or no",
  ] as const;

async function answersOf(args: Args, { cwd }: Io, prompt: Prompt | undefined): Promise<Answers> {
  const guess = nameOf(basename(cwd)) ?? "pipeline";
  const name =
    nameOf(args.text("name") ?? "") ??
    (await prompt?.ask(`Name of the pipeline (${guess}): `, (text) => nameOf(text || guess), badName)) ??
    guess;
  const given = args.text("workflow");
  const workflow =
    given === undefined
      ? await prompt?.ask("Run it on GitHub too? (yes): ", (text) => yesOrNo(text, true), "write yes or no")
      : given === "yes";
  return { name, workflow: workflow ?? true };
}

function report(written: readonly Written[], { stdout }: Io, mayForce: boolean): void {
  const paint = paintFor(stdout);
  for (const { file, done, kept } of written)
    stdout.write(`${kept ? paint("yellow", "○") : paint("green", "✓")} ${file} ${done}\n`);
  if (mayForce && written.some(({ kept }) => kept)) stdout.write("  --force overwrites what exists\n");
  stdout.write("\nNext\n  stepops validate\n  stepops run\n");
}
