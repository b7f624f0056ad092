import type { CollectedItem, Fate, ItemKind } from "../artifact/collect-item.ts";
import { bytes, cut, plural } from "../report/format.ts";
import { type Paint, paintFor, type Style } from "../report/paint.ts";
import { type Row, renderTable } from "../report/table.ts";
import type { Io } from "./io.ts";

/** What became of each thing, for people, and how much it comes to. */
export function writeStoreCollection(
  items: readonly CollectedItem[],
  { dryRun, now, stdout }: { readonly dryRun: boolean; readonly now: number; readonly stdout: Io["stdout"] },
): void {
  const lines = [...itemLines(items, { now, paint: paintFor(stdout) }), summary(items, dryRun)];
  stdout.write(`${lines.join("\n")}\n`);
}

const words: Readonly<Record<Fate, { readonly text: string; readonly style: Style }>> = {
  removed: { text: "removed", style: "green" },
  removable: { text: "would remove", style: "cyan" },
  rescued: { text: "kept", style: "dim" },
  left: { text: "left alone", style: "dim" },
  failed: { text: "not removed", style: "red" },
  unclear: { text: "not understood", style: "yellow" },
};

const nouns: Readonly<Record<ItemKind, string>> = {
  outputs: "upload",
  manifest: "manifest",
  run: "run",
  tree: "tree",
  latest: "index",
  partial: "partial file",
};

function itemLines(
  items: readonly CollectedItem[],
  { now, paint }: { readonly now: number; readonly paint: Paint },
): readonly string[] {
  const rows = items.map(
    ({ kind, uri, fate, why, bytes: size, objects, at }): Row => [
      words[fate],
      nouns[kind],
      { text: at === undefined ? "" : age(now - at), align: "right" },
      { text: bytes(size), align: "right" },
      cut(uri, Number.POSITIVE_INFINITY),
      { text: cut(objects === 1 ? why : `${plural(objects, "file")}; ${why}`, 100), style: "dim" },
    ],
  );
  return renderTable(undefined, rows, paint);
}

const hourMs = 3_600_000;

const age = (ms: number): string =>
  ms < 48 * hourMs ? `${Math.max(0, Math.floor(ms / hourMs))} h` : `${Math.floor(ms / (24 * hourMs))} d`;

function summary(items: readonly CollectedItem[], dryRun: boolean): string {
  if (items.length === 0) return "there is nothing to remove";
  const gone = items.filter(({ fate }) => fate === (dryRun ? "removable" : "removed"));
  const others = (["rescued", "unclear", "failed", "left"] as const).flatMap((fate) => {
    const count = items.filter((item) => item.fate === fate).length;
    return count === 0 ? [] : [`${count} ${words[fate].text}`];
  });
  return [goneText(gone, dryRun), ...others].join(", ");
}

function goneText(gone: readonly CollectedItem[], dryRun: boolean): string {
  if (gone.length === 0) return dryRun ? "nothing would be removed" : "nothing was removed";
  const counts = (Object.keys(nouns) as ItemKind[]).flatMap((kind) => {
    const count = gone.filter((item) => item.kind === kind).length;
    const noun = nouns[kind];
    return count === 0 ? [] : [noun === "index" && count > 1 ? `${count} indexes` : plural(count, noun)];
  });
  const size = bytes(gone.reduce((sum, item) => sum + item.bytes, 0));
  return `${counts.join(", ")} ${dryRun ? "would be removed" : "removed"}, ${size} in all`;
}
