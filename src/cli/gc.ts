import { relative } from "node:path";
import { type Collected, type Collection, collect } from "../container/collect.ts";
import { shellsDirectory } from "../container/shell-folder.ts";
import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { CollectedJob } from "../remote/collect-jobs.ts";
import { cut, plural } from "../report/format.ts";
import { type Paint, paintFor, type Style } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import { findCheckout } from "../run/git.ts";
import { runsDirectory } from "../run/run-folder.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";

type Item = Collected | CollectedJob;

interface Found {
  readonly items: readonly Item[];
  readonly unasked: Collection["unasked"];
}

export async function execute(args: Args, io: Io): Promise<number> {
  if (args.flag("store")) {
    if (args.list("run").length > 0)
      return usageError("--run names runs whose jobs go, and --store has none", io);
    return (await import("./gc-store.ts")).executeStore(args, io);
  }
  if (args.text("older-than") !== undefined)
    return usageError("--older-than says what goes of a store", io, "add --store");
  const dryRun = args.flag("dry-run");
  const found = await collectAll(args, io, await io.host());
  if (!found.ok) return usageError(found.error, io);
  if (args.flag("json")) writeJson({ dryRun, ...found.value }, io);
  else write(found.value, { dryRun, io });
  return isComplete(found.value) ? exitCodes.done : exitCodes.ourFault;
}

/** Jobs first: they cost the most. */
async function collectAll(args: Args, io: Io, host: Host): Promise<Result<Found, string>> {
  const { env, cwd } = io;
  const { files } = host;
  const real = (await files.realpath(cwd)) ?? cwd;
  const { root } = await findCheckout(files, real);
  // A pipeline outside of git keeps its runs beside itself, wherever the command was started.
  const checkouts = [...new Set([root, real])];
  const runs = unique(checkouts.map((checkout) => runsDirectory(env, checkout)));
  const shells = unique(checkouts.map((checkout) => shellsDirectory(env, checkout)));
  const { collectJobsHere } = await import("./gc-jobs.ts");
  const jobs = await collectJobsHere(args, { io, host, runs });
  if (!jobs.ok) return err(jobs.error);
  const rest = await collect({ env, cwd, dryRun: args.flag("dry-run"), runs, shells }, host);
  return ok({
    items: [...jobs.value.items, ...rest.items],
    unasked: [...jobs.value.unasked, ...rest.unasked],
  });
}

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)];

const isComplete = ({ items, unasked }: Found): boolean =>
  unasked.length === 0 && items.every(({ fate }) => fate !== "failed");

function write(
  { items, unasked }: Found,
  { dryRun, io }: { readonly dryRun: boolean; readonly io: Io },
): void {
  const { stdout, stderr, cwd } = io;
  const lines = [
    ...itemLines(items, { paint: paintFor(stdout), cwd }),
    summary(items, { dryRun, isComplete: unasked.length === 0 }),
  ];
  stdout.write(`${lines.join("\n")}\n`);
  for (const { message, hint } of unasked)
    stderr.write(`${paintFor(stderr)("red", "error:")} ${message}\n  ${hint}\n`);
}

const words: Readonly<Record<Collected["fate"], { readonly text: string; readonly style: Style }>> = {
  removed: { text: "removed", style: "green" },
  removable: { text: "would remove", style: "cyan" },
  left: { text: "left alone", style: "dim" },
  failed: { text: "not removed", style: "red" },
};

function itemLines(
  items: readonly Item[],
  { paint, cwd }: { readonly paint: Paint; readonly cwd: string },
): readonly string[] {
  const rows = items.map((item) => [
    words[item.fate],
    nameOf(item, cwd),
    item.kind === "job" ? cut(item.why, 400) : item.why,
  ]);
  return [
    ...renderTable(undefined, rows, paint),
    ...hint("For the jobs that are left:", commandsOf(items, true)),
    ...hint("To remove what is left all the same:", commandsOf(items, false)),
  ];
}

function nameOf(item: Item, cwd: string): string {
  if (item.kind === "job") {
    const step = item.step === undefined ? "" : ` (${item.step} of run ${item.run ?? "?"})`;
    return cut(`job ${item.name} on ${item.operator}${step}`, 120);
  }
  return item.kind === "folder" ? relative(cwd, item.name) || "." : item.name;
}

const commandsOf = (items: readonly Item[], isJob: boolean): readonly string[] =>
  unique(
    items.flatMap(({ kind, command }) =>
      command === undefined || (kind === "job") !== isJob ? [] : [`  ${command}`],
    ),
  );

const hint = (text: string, commands: readonly string[]): readonly string[] =>
  commands.length === 0 ? [] : [text, ...commands];

function summary(
  items: readonly Item[],
  { dryRun, isComplete }: { readonly dryRun: boolean; readonly isComplete: boolean },
): string {
  const count = (fate: Item["fate"], kind?: Item["kind"]): number =>
    items.filter((item) => item.fate === fate && (kind === undefined || item.kind === kind)).length;
  const fate = dryRun ? "removable" : "removed";
  if (items.length === 0) return isComplete ? "there is nothing to remove" : "nothing was removed";
  const jobs = items.some(({ kind }) => kind === "job") ? `${plural(count(fate, "job"), "job")}, ` : "";
  const gone = `${jobs}${plural(count(fate, "container"), "container")} and ${plural(count(fate, "folder"), "folder")}`;
  const parts = [
    dryRun ? `${gone} would be removed` : `${gone} removed`,
    ...(count("left") === 0 ? [] : [`${count("left")} left alone`]),
    ...(count("failed") === 0 ? [] : [`${count("failed")} could not be removed`]),
  ];
  return parts.join(", ");
}
