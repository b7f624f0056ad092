/**
 * The messages of GitHub's artifact service as its JSON has them. In `dist` this stands in the place of the code that
 * @actions/artifact generates of them, which brings a whole Protocol Buffers runtime for two requests.
 */

const service = "github.actions.results.api.v1.ArtifactService";

interface Rpc {
  request(service: string, method: string, contentType: string, data: object): Promise<unknown>;
}

interface Message {
  readonly workflowRunBackendId: string;
  readonly workflowJobRunBackendId: string;
  readonly name: string;
}

/** Wrappers and times are plain strings in JSON. */
export const StringValue = { create: ({ value }: { readonly value: string }): string => value };
export const Timestamp = { fromDate: (date: Date): string => date.toISOString() };

export class ArtifactServiceClientJSON {
  readonly #rpc: Rpc;

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  async CreateArtifact(
    message: Message & { readonly expiresAt?: string; readonly version: number; readonly mimeType: string },
  ): Promise<{ readonly ok: boolean; readonly signedUploadUrl: string }> {
    const { expiresAt, version, mimeType } = message;
    const data = { ...common(message), expires_at: expiresAt, version, mime_type: mimeType };
    const answer = await this.#ask("CreateArtifact", data);
    return { ok: answer("ok") === "true", signedUploadUrl: answer("signed_upload_url") };
  }

  async FinalizeArtifact(
    message: Message & { readonly size: string; readonly hash?: string },
  ): Promise<{ readonly ok: boolean; readonly artifactId: string }> {
    const { size, hash } = message;
    const answer = await this.#ask("FinalizeArtifact", { ...common(message), size, hash });
    return { ok: answer("ok") === "true", artifactId: answer("artifact_id") || "0" };
  }

  /** Fields of the answer by the name of the protocol; its JSON may spell them in camel case as well. */
  async #ask(method: string, data: object): Promise<(field: string) => string> {
    const answer = await this.#rpc.request(service, method, "application/json", data);
    const fields = new Map(Object.entries((answer ?? {}) as object));
    const camel = (field: string): string => field.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    return (field) => String(fields.get(field) ?? fields.get(camel(field)) ?? "");
  }
}

const common = ({ workflowRunBackendId, workflowJobRunBackendId, name }: Message) => ({
  workflow_run_backend_id: workflowRunBackendId,
  workflow_job_run_backend_id: workflowJobRunBackendId,
  name,
});
