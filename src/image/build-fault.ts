import { basename } from "node:path";
import { engineFault } from "../container/engine-fault.ts";
import { buildHint } from "./build-hint.ts";
import { type Dockerfile, lineOfInstruction, lineOfText, words } from "./dockerfile.ts";
import { parseReference, referenceText } from "./reference.ts";

/** Why there is no image. */
export interface BuildFault {
  /** A sentence without a full stop. */
  readonly message: string;
  /** What to do next, in the imperative. */
  readonly hint: string;
  /** Where the Dockerfile failed; the path is relative to the pipeline's folder. */
  readonly at?: { readonly path: string; readonly line: number };
}

/** What is known of a build that failed. */
export interface FailedBuild {
  readonly dockerfile: Dockerfile;
  /** Relative to the pipeline's folder. */
  readonly path: string;
  /** Relative to the pipeline's folder. */
  readonly context: string;
  /** Of the context: what was not sent. */
  readonly leftOut: readonly string[];
  /** The last lines of the client, both streams. */
  readonly lines: readonly string[];
  /** Those where the client itself speaks. */
  readonly errors: readonly string[];
  /** The legacy builder's last "Step N/M", which may have scrolled away. */
  readonly step: number;
  /** For messages. */
  readonly engineName: string;
}

/** Says what failed and where, from what either builder prints. */
export function buildFault(failed: FailedBuild): BuildFault {
  const reason = reasonOf(failed.errors.map(plain));
  const line = lineOf(failed, failed.lines.map(plain));
  return line === undefined ? faultAnywhere(failed, reason) : faultAt(failed, line, reason);
}

function faultAnywhere(failed: FailedBuild, reason: string): BuildFault {
  const { message, hint, reason: known } = engineFault(reason, failed.engineName);
  if (known !== "other" && !/dial tcp/.test(reason)) return { message, hint };
  const advice = buildHint({ ...failed, reason, instruction: undefined });
  return { message: `the image does not build: ${reason}`, hint: advice ?? "Read the end of the log" };
}

function faultAt(failed: FailedBuild, line: number, reason: string): BuildFault {
  const { dockerfile, path } = failed;
  const instruction = dockerfile.instructions.find((each) => each.line === line);
  const code = exitCodeIn(reason);
  const isCommand = code !== undefined;
  const what = isCommand
    ? `${instruction?.keyword ?? "RUN"} ended with exit code ${code}`
    : withoutLine(reason);
  const advice = buildHint({
    ...failed,
    reason: isCommand ? "" : reason,
    instruction: instruction?.text,
  });
  return {
    message: `the image does not build: ${what} (${path}:${line})`,
    hint: advice ?? `Mend ${path}:${line}; the log has what it printed`,
    at: { path, line },
  };
}

const withoutLine = (reason: string): string =>
  reason.replace(/^dockerfile parse error (on )?line \d+: /i, "");

/** Without the colours in which the legacy builder wraps a command's stderr. */
const plain = (line: string): string =>
  line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "").trimEnd();

/** BuildKit wraps a reason in the names of all that handed it on. */
const wrapping =
  /^(ERROR: |failed to (?:solve|solve with frontend dockerfile\.v0|create LLB definition|build LLB|compute cache key): |failed to calculate checksum of ref \S+: |rpc error: code = \w+ desc = |Error response from daemon: )+/;

function reasonOf(errors: readonly string[]): string {
  const telling = errors.filter((line) => line !== "" && !/^(-+|View build details: .*)$/.test(line));
  const last = telling.findLast((line) => line.startsWith("ERROR: ")) ?? telling.at(-1);
  return last?.replace(wrapping, "").slice(0, 500) ?? "the client gives no reason";
}

/** Of what a RUN ran; its words are the command's, and say nothing of Docker. */
const exitCodeIn = (reason: string): string | undefined =>
  /(?:exit code: |non-zero code: )(\d+)/.exec(reason)?.[1];

function lineOf(failed: FailedBuild, lines: readonly string[]): number | undefined {
  const { dockerfile, step } = failed;
  return (
    lineOfExcerpt(failed, lines) ??
    lineOfParseError(lines) ??
    lineOfVertex(dockerfile, lines) ??
    lineOfInstruction(dockerfile, step)
  );
}

/** `Dockerfile:12` over a rule and the lines around it, the guilty one marked with `>>>`. */
function lineOfExcerpt({ path }: FailedBuild, lines: readonly string[]): number | undefined {
  const head = lines.findLastIndex(
    (line, at) => line.startsWith(`${basename(path)}:`) && /^-{4,}$/.test(lines[at + 1] ?? ""),
  );
  const line = /:(\d+)$/.exec(lines[head] ?? "")?.[1];
  return line === undefined ? undefined : Number(line);
}

function lineOfParseError(lines: readonly string[]): number | undefined {
  const found = lines.map((line) => /dockerfile parse error (?:on )?line (\d+)/i.exec(line)?.[1]);
  const line = found.findLast((each) => each !== undefined);
  return line === undefined ? undefined : Number(line);
}

/** Older engines quote the instruction and no line: ` > [build 2/3] RUN false:`. */
function lineOfVertex(dockerfile: Dockerfile, lines: readonly string[]): number | undefined {
  const vertex = lines
    .map((line) => /^ > \[[^\]]*\] (.+):$/.exec(line)?.[1])
    .findLast((each) => each !== undefined);
  if (vertex === undefined) return undefined;
  const image = /^load metadata for (.+)$/.exec(vertex)?.[1];
  return image === undefined ? lineOfText(dockerfile, vertex) : lineOfBase(dockerfile, image);
}

/** BuildKit names an image in full: `docker.io/library/python:3`. */
function lineOfBase({ instructions }: Dockerfile, image: string): number | undefined {
  const full = (name: string): string => referenceText(parseReference(name));
  const isIt = (word: string): boolean => full(word) === full(image);
  return instructions.find(({ keyword, text }) => keyword === "FROM" && words(text).some(isIt))?.line;
}
