import { readSources, type Sources } from "../load.ts";
import { checkPipeline, checkStacks } from "../pipeline/check.ts";
import { type Diagnostic, hasErrors } from "../pipeline/diagnostic.ts";
import type { Mapping, StackDraft } from "../pipeline/draft.ts";
import { parse } from "../pipeline/parse.ts";
import { paintFor } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";
import { writeDiagnostics, writeJson } from "./output.ts";

interface ListedStack {
  readonly name: string;
  /** The file's `stack`, or `local` where it names no stacks. */
  readonly chosen: boolean;
  readonly builtin: boolean;
  readonly description?: string;
  readonly operators: readonly { readonly name: string; readonly flavor: string }[];
}

/** The drafts are enough: a step that is wrong must not hide which stacks there are. */
export async function execute(args: Args, io: Io): Promise<number> {
  const files = await io.files();
  const sources = await readSources(files, args.positionals[0] ?? defaultFile, io.cwd);
  const { stacks, diagnostics } = sources.ok
    ? stacksOf(sources.value)
    : { stacks: [], diagnostics: [sources.error] };
  await writeDiagnostics(diagnostics, io.stderr);
  if (!stacks) return exitCodes.badInput;
  if (args.flag("json")) writeJson(stacks, io);
  else writeTable(stacks, io);
  return hasErrors(diagnostics) ? exitCodes.badInput : exitCodes.done;
}

function stacksOf({ pipeline, stacks }: Sources): {
  readonly stacks?: readonly ListedStack[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = parse(pipeline);
  const main = parsed.document && checkPipeline(parsed.document, pipeline);
  const besideText = stacks && parse(stacks);
  const beside = stacks && besideText?.document && checkStacks(besideText.document, stacks);
  const diagnostics = [parsed, main, besideText, beside].flatMap((part) => part?.diagnostics ?? []);
  if (!main?.draft) return { diagnostics };
  const { stack, stacks: own = {} } = main.draft.value;
  return { stacks: listStacks({ ...beside?.draft?.value.stacks, ...own }, stack), diagnostics };
}

function listStacks(stacks: Mapping<StackDraft>, chosen: string | undefined): readonly ListedStack[] {
  const names = Object.keys(stacks);
  const listed = Object.entries(stacks).map(([name, { description, step_operators = {} }]) => ({
    name,
    chosen: name === chosen,
    builtin: false,
    ...(description === undefined ? {} : { description }),
    operators: Object.entries(step_operators).map(([operator, { type }]) => ({
      name: operator,
      flavor: type,
    })),
  }));
  if (names.includes("local")) return listed;
  const isChosen = chosen === "local" || (chosen === undefined && names.length === 0);
  return [
    ...listed,
    {
      name: "local",
      chosen: isChosen,
      builtin: true,
      description: "every step on this machine",
      operators: [],
    },
  ];
}

function writeTable(stacks: readonly ListedStack[], { stdout }: Io): void {
  const paint = paintFor(stdout);
  const rows = stacks.map(({ name, chosen, builtin, description = "", operators }) => [
    name,
    {
      text: [chosen ? "chosen" : "", builtin ? "built in" : ""].filter((word) => word !== "").join(", "),
      style: "green" as const,
    },
    operators.map((operator) => `${operator.name} (${operator.flavor})`).join(", "),
    { text: description, style: "dim" as const },
  ]);
  stdout.write(`${renderTable(["Stack", "", "Step operators", "Description"], rows, paint).join("\n")}\n`);
}
