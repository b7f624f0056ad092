import type { RunRecord, StepRecord } from "../run/record.ts";
import { stepWord, whyOf } from "./describe.ts";
import { resultWord } from "./end.ts";
import { bytes, cut, duration, metric, plural } from "./format.ts";
import { type GraphNode, mermaid, withoutShortcuts } from "./graph.ts";
import { jobNotes } from "./job-notes.ts";
import { markdownCode, markdownFence, markdownTable, markdownText } from "./markdown.ts";
import { metricsTables } from "./metrics.ts";

/** GitHub drops a summary that is larger than 1 MiB, all of it; 24 KiB are left for what else the step writes. */
const mostBytes = 1024 * 1024 - 24 * 1024;

export interface SummaryOptions {
  /** The last lines of a step's log. */
  tail(leg: string): readonly string[];
}

/** The job summary in Markdown, at most 1,000 KiB: what does not fit is counted, and the result always fits. */
export function renderSummary(record: RunRecord, { tail }: SummaryOptions): string {
  const sections = [
    titleOf(record),
    graphOf(record),
    stepsOf(record),
    ...metricsOf(record),
    failuresOf(record, tail),
    noticesOf(record),
    aboutOf(record),
  ];
  return bounded(sections.filter((section) => section !== ""));
}

/** Whole sections only: half a fence or table would swallow what follows. */
function bounded(sections: readonly string[]): string {
  const kept: string[] = [];
  let size = 0;
  let dropped = 0;
  for (const section of sections) {
    const length = Buffer.byteLength(section) + 2;
    if (size + length > mostBytes) {
      dropped += 1;
      continue;
    }
    kept.push(section);
    size += length;
  }
  const note =
    dropped > 0 ? [`_${plural(dropped, "part")} of this summary did not fit; the log has all of it._`] : [];
  return `${[...kept, ...note].join("\n\n")}\n`;
}

const icons: Readonly<Record<string, string>> = {
  success: "✅",
  failure: "❌",
  error: "❌",
  cancelled: "🟡",
  skipped: "⚪",
};

const iconOf = (result: string | undefined): string => icons[result ?? ""] ?? "⏳";

function titleOf(record: RunRecord): string {
  const steps = [...record.steps.values()];
  const time = record.endedAt === undefined ? "" : ` in ${duration(record.endedAt - record.activeSince)}`;
  const done = steps.filter(({ outcome }) => outcome === "success").length;
  const error = record.error ? `\n\n> ❌ ${markdownText(record.error)}` : "";
  const cached = steps.filter((step) => step.cached).length;
  const fromCache = cached > 0 ? `, ${cached} of them by earlier runs,` : "";
  const counts = `${done} of ${plural(steps.length, "step")} succeeded${fromCache}${time}`;
  return `### ${iconOf(record.result)} ${markdownText(record.run.pipelineName)}: ${resultWord(record).toLowerCase()}\n\n${counts}${error}`;
}

const mostNodes = 60;
const mostEdges = 300;

/** Every leg where they are few, else a box a step; a larger graph is a wall that nobody reads, so it is left out. */
function graphOf(record: RunRecord): string {
  const steps = [...record.steps.values()];
  const legs = steps.map((step) => ({
    id: step.planned.id,
    needs: step.planned.needs,
    ...resultOf(step.outcome),
  }));
  const nodes = [legs, groupsOf(steps)].map((all) => withoutShortcuts<GraphNode>(all)).find(fits);
  return nodes && nodes.length > 1 ? markdownFence(mermaid(nodes).trimEnd().split("\n"), "mermaid") : "";
}

const fits = (nodes: readonly GraphNode[]): boolean =>
  nodes.length <= mostNodes && nodes.reduce((sum, { needs }) => sum + needs.length, 0) <= mostEdges;

const resultOf = (result: string | undefined): { result?: string } =>
  result === undefined ? {} : { result };

const worstFirst = ["failure", "cancelled", "skipped", "success"];

function groupsOf(steps: readonly StepRecord[]): readonly GraphNode[] {
  const groups = new Map<string, StepRecord[]>();
  const stepOfLeg = new Map<string, string>();
  for (const step of steps) {
    stepOfLeg.set(step.planned.id, step.planned.step);
    groups.set(step.planned.step, [...(groups.get(step.planned.step) ?? []), step]);
  }
  return [...groups].map(([id, legs]) => {
    const needs = new Set(
      legs.flatMap(({ planned }) => planned.needs.map((need) => stepOfLeg.get(need) ?? need)),
    );
    const result = worstFirst.find((word) => legs.some(({ outcome }) => outcome === word));
    return {
      id,
      needs: [...needs],
      label: legs.length > 1 ? `${id} (${legs.length})` : id,
      ...resultOf(result),
    };
  });
}

const mostRows = 100;

function stepsOf(record: RunRecord): string {
  const steps = [...record.steps.values()];
  // Where not all fit, those that need a look come first.
  const ordered =
    steps.length <= mostRows
      ? steps
      : steps.toSorted((a, b) => worstFirst.indexOf(a.outcome ?? "") - worstFirst.indexOf(b.outcome ?? ""));
  const rows = ordered.slice(0, mostRows).map(stepRow);
  const table = markdownTable(["Step", "Result", "Time", "Attempts", "Notes"], rows);
  const left = steps.length - rows.length;
  return left > 0 ? `${table}\n\n_… and ${plural(left, "step")} more._` : table;
}

function stepRow(step: StepRecord): readonly string[] {
  const ran = step.outcome !== "skipped" && !step.cached;
  const time = step.durationMs === undefined || !ran ? "" : duration(step.durationMs);
  return [
    markdownCode(cut(step.planned.id, 100)),
    `${iconOf(step.outcome)} ${stepWord(step)}`,
    time,
    step.attempt > 0 && ran ? String(step.attempt) : "",
    notesOf(step),
  ];
}

function notesOf(step: StepRecord): string {
  const why = whyOf(step);
  if (why !== undefined) return [markdownText(cut(why, 300)), ...jobNotes(step)].join("<br>");
  const values = Object.entries(step.values).map(([name, value]) =>
    markdownCode(`${name}=${cut(value, 80)}`),
  );
  const outputs = step.outputs.map(({ path, size }) => `${markdownCode(cut(path, 100))} ${bytes(size)}`);
  const all = [...cacheNotes(step), ...jobNotes(step), ...values, ...outputs];
  const shown = all.slice(0, 8).join("<br>");
  return all.length > 8 ? `${shown}<br>… and ${all.length - 8} more` : shown;
}

function cacheNotes({ cached, why }: StepRecord): readonly string[] {
  if (cached) return [`as in run ${markdownCode(cached.run)}`];
  return why === undefined ? [] : [`_${markdownText(cut(why, 200))}_`];
}

function metricsOf(record: RunRecord): readonly string[] {
  return metricsTables(record.steps.values()).map(({ names, omitted, rows }) => {
    const head = ["Metrics", ...names.map((name) => markdownText(cut(name, 60)))];
    const shown = rows
      .slice(0, mostRows)
      .map(({ leg, numbers }) => [
        markdownCode(cut(leg, 100)),
        ...numbers.map((number) => (number === undefined ? "" : markdownText(metric(number)))),
      ]);
    const hidden = rows.length - shown.length;
    const notes = [
      ...(hidden > 0 ? [plural(hidden, "more row")] : []),
      ...(omitted > 0 ? [plural(omitted, "more metric")] : []),
    ];
    const table = markdownTable(head, shown, 1);
    return notes.length > 0 ? `${table}\n\n_… and ${notes.join(" and ")}._` : table;
  });
}

const mostFailures = 20;

function failuresOf(record: RunRecord, tail: SummaryOptions["tail"]): string {
  const failed = [...record.steps.values()].filter(({ outcome }) => outcome === "failure");
  const blocks = failed.slice(0, mostFailures).map((step) => {
    const { id, at } = step.planned;
    const lines = tail(id).map((line) => cut(line, 500));
    const log = lines.length > 0 ? `\n\n${markdownFence(lines)}\n` : "";
    const why = markdownText(cut(whyOf(step) ?? "failed", 1000));
    return `<details open><summary>${markdownCode(cut(id, 100))}: ${why}</summary>\n\n${markdownCode(`${at.file}:${at.line}`)}${log}\n</details>`;
  });
  const left = failed.length - blocks.length;
  return [...blocks, ...(left > 0 ? [`_… and ${plural(left, "failure")} more._`] : [])].join("\n\n");
}

const mostNotices = 20;

function noticesOf({ notices }: RunRecord): string {
  const lines = notices.slice(0, mostNotices).map(({ level, leg, message }) => {
    const icon = level === "warning" ? "⚠️" : "ℹ️";
    return `- ${icon} ${leg === undefined ? "" : `${markdownCode(cut(leg, 100))}: `}${markdownText(cut(message, 500))}`;
  });
  const left = notices.length - lines.length;
  return [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join("\n");
}

function aboutOf({ run }: RunRecord): string {
  const params = Object.entries(run.params).map(([name, value]) =>
    markdownCode(`${name}=${cut(String(value), 80)}`),
  );
  const shown = params.slice(0, 30).join(" ");
  const parts = [
    `Pipeline ${markdownCode(run.pipelinePath)}`,
    `stack ${markdownCode(run.stack)}`,
    `run ${markdownCode(run.id)}`,
    ...(params.length > 0 ? [`params ${shown}${params.length > 30 ? " …" : ""}`] : []),
  ];
  return `<sub>${parts.join(" · ")}</sub>`;
}
