import { join } from "node:path";
import { type ArtifactLink, artifactManifest } from "../report/artifact-list.ts";
import { candidateNames } from "../report/artifact-names.ts";
import { recordToJson } from "../run/fold.ts";
import type { RunRecord } from "../run/record.ts";
import { listFiles } from "./artifact-files.ts";
import type { Depot } from "./artifact-parcel.ts";
import { type NotShipped, ship } from "./artifact-upload.ts";

/** The run's report, and then the manifest of all artifacts before it. */
export async function sendReport(
  depot: Depot,
  {
    record,
    summary,
    link,
  }: { readonly record: RunRecord; readonly summary: string; readonly link: ArtifactLink },
): Promise<void> {
  const { pipelineName } = record.run;
  const report = {
    "summary.md": summary,
    "record.json": `${JSON.stringify(recordToJson(record), undefined, 2)}\n`,
  };
  const fault = await sendTexts(depot, { pipeline: pipelineName, stem: "report", texts: report });
  if (fault && fault.kind !== "failed") return;
  const manifest = { "manifest.json": artifactManifest(record, depot.book, link) };
  // The kind first: one pattern finds those of all jobs and pipelines.
  await sendTexts(depot, { pipeline: "stepops-manifest", stem: pipelineName, texts: manifest });
}

async function sendTexts(
  depot: Depot,
  input: {
    readonly pipeline: string;
    readonly stem: string;
    readonly texts: Readonly<Record<string, string>>;
  },
): Promise<NotShipped | undefined> {
  const { carrier, directory, space, inputs, book, warn } = depot;
  const { pipeline, stem, texts } = input;
  const { files } = carrier.host;
  const root = join(directory, "artifacts", `.${pipeline === "stepops-manifest" ? "manifest" : stem}`);
  for (const [name, text] of Object.entries(texts)) await files.write(join(root, name), text);
  const { retentionDays } = inputs;
  const shipped = await ship(
    {
      names: candidateNames({ ...space, pipeline }, stem),
      list: () => listFiles(files, root, Object.keys(texts)),
      stage: async ({ paths }) => ({ root, paths }),
      ...(retentionDays !== undefined && { retentionDays }),
    },
    carrier,
  );
  if (shipped.ok) {
    const { omitted: _, ...artifact } = shipped.value;
    book.uploaded({ ...artifact, outputs: [] });
    return undefined;
  }
  if (shipped.error.kind !== "ended") {
    warn(`${Object.keys(texts).join(" and ")} could not be uploaded as an artifact: ${shipped.error.why}`);
  }
  return shipped.error;
}
