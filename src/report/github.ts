import { dirname, join } from "node:path";
import type { Diagnostic } from "../pipeline/diagnostic.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import { positionAt } from "../pipeline/source.ts";
import type { Event, Failure, StepEnded } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import type { Annotations } from "./annotations.ts";
import { runsSideBySide } from "./concurrency.ts";
import { failureText } from "./describe.ts";
import { type EndView, renderEnd } from "./end.ts";
import { eventLine } from "./event-line.ts";
import { inertLines } from "./inert.ts";
import { prefixOf } from "./label.ts";
import { plain } from "./paint.ts";
import type { Reporter } from "./reporter.ts";
import { Tails } from "./tails.ts";
import { type AnnotationPlace, workflowCommand } from "./workflow-command.ts";

export interface GithubOptions {
  readonly write: (text: string) => void;
  /** A path as typed → relative to the repository, as annotations want it. */
  readonly repositoryPath: (path: string) => string;
  /** Shared with the diagnostics, because GitHub counts both; whoever made it prints its rest. */
  readonly annotations: Annotations;
  readonly end: (record: RunRecord) => Omit<EndView, "tail" | "paint">;
}

/**
 * The log of a GitHub job. A line that a step printed goes out whole, even past the 1,024 characters that the live view
 * shows: the finished log has all of it, and a wrapped line could not be searched or copied.
 */
export function githubReporter(options: GithubOptions): Reporter {
  const { annotations, write, repositoryPath } = options;
  const tails = new Tails();
  let sideBySide: boolean | undefined;
  return {
    handle(event: Event, record: RunRecord): void {
      if (event.type === "output") tails.add(event);
      sideBySide ??= runsSideBySide(record);
      for (const line of githubLines(event, record, sideBySide)) write(`${line}\n`);
      const command = annotationOf(event, record, annotations, repositoryPath, (leg) => tails.of(leg));
      if (command) write(`${command}\n`);
    },
    close(record: RunRecord): void {
      const view = { ...options.end(record), paint: plain, tail: (leg: string) => tails.of(leg as LegId) };
      for (const line of renderEnd(record, view).flatMap(inertLines)) write(`${line}\n`);
    },
  };
}

/** Pure: the lines of one event. A group folds what a step prints, where no other step's lines can fall into it. */
export function githubLines(event: Event, record: RunRecord, sideBySide: boolean): readonly string[] {
  if (event.type === "output") {
    const planned = record.steps.get(event.leg)?.planned;
    const prefix = sideBySide && planned ? prefixOf(planned) : "";
    // The prefix goes in front of every line that the runner sees, and is made inert together with it.
    return event.lines
      .flatMap((line) => line.split(/\r\n|\r|\n/))
      .flatMap((line) => inertLines(prefix + line));
  }
  const line = eventLine(event, record, plain);
  if (line === undefined) return [];
  const lines = inertLines(line);
  if (sideBySide) return lines;
  if (event.type === "step-started" || event.type === "cache-missed")
    return [workflowCommand("group", lines.join(" "))];
  if (event.type === "step-retrying") return [workflowCommand("endgroup", ""), ...lines];
  if (event.type === "step-ended" && event.outcome !== "skipped" && wasTold(event, record))
    return [workflowCommand("endgroup", ""), ...lines];
  return lines;
}

/** Whether a line said that the step started, and opened a group. */
function wasTold({ leg }: StepEnded, record: RunRecord): boolean {
  const step = record.steps.get(leg);
  return !step?.planned.isCacheable || step.why !== undefined || step.attempt > 1;
}

function annotationOf(
  event: Event,
  record: RunRecord,
  annotations: Annotations,
  repositoryPath: (path: string) => string,
  tail: (leg: LegId) => readonly string[],
): string | undefined {
  if (event.type === "step-ended" && event.failure && event.outcome === "failure") {
    return failureAnnotation(event, record, annotations, repositoryPath, tail(event.leg));
  }
  if (event.type === "notice" && event.level === "warning") {
    return annotations.add("warning", event.message, placeOf(record, event.leg, repositoryPath));
  }
  if (event.type === "run-ended" && event.error !== undefined) {
    return annotations.add("error", event.error, { title: "stepops" });
  }
  return undefined;
}

function failureAnnotation(
  { leg, failure, result }: StepEnded,
  record: RunRecord,
  annotations: Annotations,
  repositoryPath: (path: string) => string,
  tail: readonly string[],
): string | undefined {
  if (!failure) return undefined;
  const message = [failureText(failure), ...(tail.length > 0 ? ["", ...tail] : [])].join("\n");
  // A failure that `continue_on_error` forgives must not look like what failed the job.
  const level = result === "success" ? "warning" : "error";
  const place = failure.at
    ? dockerfileLine(failure.at, record, repositoryPath)
    : placeOf(record, leg, repositoryPath);
  return annotations.add(level, message, { title: leg, ...place });
}

/** Its path is relative to the pipeline's folder, as that of the pipeline file is to the working directory. */
function dockerfileLine(
  { file, line }: NonNullable<Failure["at"]>,
  record: RunRecord,
  repositoryPath: (path: string) => string,
): AnnotationPlace {
  const pipeline = [...record.steps.values()][0]?.planned.at.file ?? "";
  return { file: repositoryPath(join(dirname(pipeline), file)), line };
}

function placeOf(
  record: RunRecord,
  leg: LegId | undefined,
  repositoryPath: (path: string) => string,
): AnnotationPlace {
  const at = leg === undefined ? undefined : record.steps.get(leg)?.planned.at;
  return at ? { file: repositoryPath(at.file), line: at.line, col: at.column } : {};
}

/** The annotations of what is wrong in the file. */
export function diagnosticAnnotations(
  diagnostics: readonly Diagnostic[],
  annotations: Annotations,
  repositoryPath: (path: string) => string,
): readonly string[] {
  return diagnostics.flatMap((diagnostic) => {
    const { code, severity, message, hint, location } = diagnostic;
    const start = positionAt(location.file, location.range.start);
    const end = positionAt(location.file, Math.max(location.range.start, location.range.end - 1));
    // Columns are allowed only where an annotation begins and ends on one line.
    const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
    const place = {
      title: code,
      file: repositoryPath(location.file.path),
      line: start.line,
      endLine: end.line,
      ...columns,
    };
    return annotations.add(severity, hint ? `${message}\n${hint}` : message, place) ?? [];
  });
}
