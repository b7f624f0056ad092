import type { LegId } from "../pipeline/pipeline.ts";
import type { RunRecord } from "../run/record.ts";
import { bytes, cut, plural } from "./format.ts";
import { markdownCode, markdownTable, markdownText } from "./markdown.ts";

/** An output of a leg. */
export interface OutputName {
  readonly leg: LegId;
  readonly path: string;
}

/** An artifact as GitHub has it. */
export interface Artifact {
  readonly name: string;
  readonly id: number;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:…` of the archive. */
  readonly digest: string;
  /** Empty for what is not an output: report and manifest. */
  readonly outputs: readonly OutputName[];
  /** Files whose names GitHub refuses: name in the archive → name that they have. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** Outputs that did not become artifacts. */
export interface NotUploaded {
  readonly outputs: readonly OutputName[];
  readonly why: string;
}

/** All that became of a run's artifacts. */
export interface ArtifactList {
  readonly artifacts: readonly Artifact[];
  readonly missing: readonly NotUploaded[];
}

/** Where somebody who may see the run downloads an artifact. */
export type ArtifactLink = (id: number) => string;

/** The manifest: where each output is. Plain JSON, for programs. */
export function artifactManifest(
  { run }: RunRecord,
  { artifacts, missing }: ArtifactList,
  link: ArtifactLink,
): string {
  const uploaded = artifacts.flatMap(({ outputs, name: artifact, id, size, digest, renamed }) =>
    outputs.map(({ leg, path: output }) => ({
      leg,
      output,
      artifact,
      id,
      size,
      digest,
      url: link(id),
      ...(renamed && { renamed }),
    })),
  );
  const lost = missing.flatMap(({ outputs, why }) =>
    outputs.map(({ leg, path: output }) => ({ leg, output, why })),
  );
  const { id, runId, runKey, pipelineName: pipeline } = run;
  const all = { schema: 1, pipeline, run: id, runId, runKey, outputs: uploaded, notUploaded: lost };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

const mostRows = 50;

/** A section of the job summary, some 20 kB at most; empty where there is nothing to tell. */
export function artifactsSection({ artifacts, missing }: ArtifactList, link: ArtifactLink): string {
  const rows = artifacts
    .slice(0, mostRows)
    .map(({ name, id, size, outputs }) => [
      `<a href="${markdownText(link(id))}">${markdownText(cut(name, 130))}</a>`,
      bytes(size),
      outputsOf(outputs),
    ]);
  const hidden = artifacts.length - rows.length;
  const table = rows.length > 0 ? [markdownTable(["Artifact", "Size", "Holds"], rows)] : [];
  const more = hidden > 0 ? [`_… and ${plural(hidden, "more artifact")}, which the manifest lists._`] : [];
  const lost = missing
    .slice(0, 20)
    .map(({ outputs, why }) => `- ⚠️ ${outputsOf(outputs)}: ${markdownText(cut(why, 300))}`);
  const parts = [...table, ...more, ...(lost.length > 0 ? [`Not uploaded:\n${lost.join("\n")}`] : [])];
  return parts.length > 0 ? `\n${parts.join("\n\n")}\n` : "";
}

function outputsOf(outputs: readonly OutputName[]): string {
  const shown = outputs.slice(0, 2).map(({ path }) => markdownCode(cut(path, 80)));
  const rest = outputs.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
