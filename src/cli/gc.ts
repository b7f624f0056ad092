import { relative } from "node:path";
import { type Collected, type Collection, collect } from "../container/collect.ts";
import { shellsDirectory } from "../container/shell-folder.ts";
import type { Host } from "../host/host.ts";
import { plural } from "../report/format.ts";
import { type Paint, paintFor, type Style } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import { findCheckout } from "../run/git.ts";
import { runsDirectory } from "../run/run-folder.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  if (args.flag("store")) return (await import("./gc-store.ts")).executeStore(args, io);
  const stray = ["older-than", "stack", "file"].find((name) => args.text(name) !== undefined);
  if (stray !== undefined) return usageError(`--${stray} says what goes of a store`, io, "add --store");
  const dryRun = args.flag("dry-run");
  const found = await collectContainers(io, await io.host(), dryRun);
  if (args.flag("json")) writeJson({ dryRun, ...found }, io);
  else write(found, { dryRun, io });
  return isComplete(found) ? exitCodes.done : exitCodes.ourFault;
}

async function collectContainers({ env, cwd }: Io, host: Host, dryRun: boolean): Promise<Collection> {
  const { files } = host;
  const real = (await files.realpath(cwd)) ?? cwd;
  const { root } = await findCheckout(files, real);
  // A pipeline outside of git keeps its runs beside itself, wherever the command was started.
  const checkouts = [...new Set([root, real])];
  const runs = checkouts.map((checkout) => runsDirectory(env, checkout));
  const shells = checkouts.map((checkout) => shellsDirectory(env, checkout));
  return collect({ env, cwd, dryRun, runs: unique(runs), shells: unique(shells) }, host);
}

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)];

const isComplete = ({ items, unasked }: Collection): boolean =>
  unasked.length === 0 && items.every(({ fate }) => fate !== "failed");

function write(
  { items, unasked }: Collection,
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
  items: readonly Collected[],
  { paint, cwd }: { readonly paint: Paint; readonly cwd: string },
): readonly string[] {
  const rows = items.map(({ kind, name, fate, why }) => [
    words[fate],
    kind === "folder" ? relative(cwd, name) || "." : name,
    why,
  ]);
  const commands = items.flatMap(({ command }) => (command === undefined ? [] : [`  ${command}`]));
  const hint = commands.length === 0 ? [] : ["To remove what is left all the same:", ...commands];
  return [...renderTable(undefined, rows, paint), ...hint];
}

function summary(
  items: readonly Collected[],
  { dryRun, isComplete }: { readonly dryRun: boolean; readonly isComplete: boolean },
): string {
  const count = (fate: Collected["fate"], kind?: Collected["kind"]): number =>
    items.filter((item) => item.fate === fate && (kind === undefined || item.kind === kind)).length;
  const fate = dryRun ? "removable" : "removed";
  if (items.length === 0) return isComplete ? "there is nothing to remove" : "nothing was removed";
  const gone = `${plural(count(fate, "container"), "container")} and ${plural(count(fate, "folder"), "folder")}`;
  const parts = [
    dryRun ? `${gone} would be removed` : `${gone} removed`,
    ...(count("left") === 0 ? [] : [`${count("left")} left alone`]),
    ...(count("failed") === 0 ? [] : [`${count("failed")} could not be removed`]),
  ];
  return parts.join(", ");
}
