import type { MessagePort } from "node:worker_threads";
import { DefaultArtifactClient } from "@actions/artifact";

export interface UploadRequest {
  /** Of the request; its answer bears the same. */
  readonly id: number;
  readonly name: string;
  readonly root: string;
  readonly paths: readonly string[];
  readonly retentionDays?: number;
}

export interface UploadAnswer {
  readonly id: number;
  readonly uploaded?: { readonly id: number; readonly size: number; readonly digest: string };
  readonly error?: string;
}

/** Answers each request by an upload. Whatever it prints is for this package's own log, which nobody reads. */
export function serveUploads(port: MessagePort): void {
  const client = new DefaultArtifactClient();
  port.on("message", (request: UploadRequest) => {
    void upload(client, request).then((answer) => port.postMessage(answer));
  });
}

async function upload(
  client: DefaultArtifactClient,
  { id, name, root, paths, retentionDays }: UploadRequest,
): Promise<UploadAnswer> {
  try {
    const options = retentionDays === undefined ? {} : { retentionDays };
    const answer = await client.uploadArtifact(name, [...paths], root, options);
    if (answer.id === undefined) return { id, error: "GitHub gave the artifact no id" };
    const { size = 0, digest = "" } = answer;
    return { id, uploaded: { id: answer.id, size, digest: `sha256:${digest}` } };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
