import { Composer, type Node, type ParsedNode, type Document as YamlDocument } from "yaml";
import { checkText } from "./decode.ts";
import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import { PlainReader } from "./plain.ts";
import type { SourceFile } from "./source.ts";
import { syntaxFaults } from "./syntax.ts";
import { tokens } from "./tokens.ts";

/** A file that is YAML: its nodes for places, and its plain value for everything else. */
export interface Document {
  readonly root: Node;
  /** `<<` is merged; what an alias stands for is shared, so never change it. */
  readonly value: unknown;
  /** Alias → what it stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  /** Nodes that have a diagnostic already, so that their stand-in values get no second one. */
  readonly faulty: ReadonlySet<Node>;
  /** Mappings that lack keys which the file has, since these have a diagnostic. */
  readonly incomplete: ReadonlySet<Node>;
}

/**
 * Text → document. Without a document the text has no structure that could be checked; with one the diagnostics are
 * about single places, and the rest of the file is as it stands.
 */
export function parse(file: SourceFile): {
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
} {
  const unreadable = checkText(file);
  if (unreadable) return { diagnostics: [unreadable] };
  const diagnostics: Diagnostic[] = [];
  const [first, second] = compose(file, diagnostics);
  if (diagnostics.some(({ code }) => code === "yaml-nesting")) return { diagnostics };
  if (second && !isBlank(second)) diagnostics.push(twoDocuments(first as ParsedDocument, second, file));
  const errors = first?.errors.filter(({ code }) => !tagCodes.has(code)) ?? [];
  const faults = syntaxFaults(errors, first?.contents ?? null, file);
  if (faults.length > 0) return { diagnostics: [...diagnostics, ...faults] };
  if (!first || isBlank(first)) return { diagnostics: [...diagnostics, empty(file)] };
  const reader = new PlainReader(file, (found) => diagnostics.push(found));
  const root: Node = first.contents as ParsedNode;
  const value = reader.read(root);
  const { targets, faulty, incomplete } = reader;
  return { document: { root, value, targets, faulty, incomplete }, diagnostics };
}

type ParsedDocument = YamlDocument.Parsed<ParsedNode, true>;

// Every tag has its own diagnostic already.
const tagCodes: ReadonlySet<string> = new Set(["TAG_RESOLVE_FAILED", "BAD_COLLECTION_TYPE", "MULTIPLE_TAGS"]);

/** At most two documents: the second one is an error, whatever follows. */
function compose(file: SourceFile, diagnostics: Diagnostic[]): readonly ParsedDocument[] {
  // Duplicate keys are found by PlainReader: the library's own search is quadratic and takes `1` and "1" for two keys.
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
  });
  const documents: ParsedDocument[] = [];
  withoutStackTraces(() => {
    for (const document of composer.compose(tokens(file, (found) => diagnostics.push(found)))) {
      documents.push(document as ParsedDocument);
      if (documents.length === 2) break;
    }
  });
  return documents;
}

/**
 * The composer makes an Error of each fault, a million for a megabyte of commas: their stack traces, which nobody
 * reads, would take twenty seconds and a gigabyte.
 */
function withoutStackTraces(work: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const isBlank = ({ contents, errors }: ParsedDocument): boolean =>
  errors.length === 0 && (contents === null || (contents.range[0] === contents.range[1] && !contents.anchor));

const empty = (file: SourceFile): Diagnostic =>
  diagnostic("yaml-empty", {
    message: file.text.trim() === "" ? "The file is empty" : "The file holds nothing but comments",
    location: { file, range: { start: 0, end: 0 } },
    hint: "Write its keys, or remove it; `stepops init` writes a first pipeline",
  });

function twoDocuments(first: ParsedDocument, second: ParsedDocument, file: SourceFile): Diagnostic {
  const start = file.text.lastIndexOf("---", second.contents?.range[0] ?? second.range[0]);
  const at = start === -1 ? second.range[0] : start;
  return diagnostic("yaml-multiple-documents", {
    message: "The file holds a second YAML document",
    location: { file, range: { start: at, end: Math.min(at + 3, file.text.length) } },
    hint: "Put each pipeline in a file of its own",
    related: [{ location: { file, range: rangeOfFirst(first) }, message: "The first one is here" }],
  });
}

function rangeOfFirst({ contents, range }: ParsedDocument): { start: number; end: number } {
  const start = contents?.range[0] ?? range[0];
  return { start, end: start };
}
