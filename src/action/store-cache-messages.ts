/**
 * The messages of GitHub's cache service as its JSON has them. In `dist` this stands in the place of the code that
 * @actions/cache generates of them, which brings a whole Protocol Buffers runtime for three requests.
 */

const service = "github.actions.results.api.v1.CacheService";

interface Rpc {
  request(service: string, method: string, contentType: string, data: object): Promise<unknown>;
}

interface Entry {
  readonly key: string;
  readonly version: string;
}

export class CacheServiceClientJSON {
  readonly #rpc: Rpc;

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  async CreateCacheEntry({ key, version }: Entry): Promise<{
    readonly ok: boolean;
    readonly signedUploadUrl: string;
    readonly message: string;
  }> {
    const answer = await this.#ask("CreateCacheEntry", { key, version });
    return {
      ok: answer("ok") === "true",
      signedUploadUrl: answer("signed_upload_url"),
      message: answer("message"),
    };
  }

  async FinalizeCacheEntryUpload({
    key,
    version,
    sizeBytes,
  }: Entry & { readonly sizeBytes: string }): Promise<{
    readonly ok: boolean;
    readonly entryId: string;
    readonly message: string;
  }> {
    const answer = await this.#ask("FinalizeCacheEntryUpload", { key, size_bytes: sizeBytes, version });
    return {
      ok: answer("ok") === "true",
      entryId: answer("entry_id") || "0",
      message: answer("message"),
    };
  }

  async GetCacheEntryDownloadURL({
    key,
    restoreKeys,
    version,
  }: Entry & { readonly restoreKeys: readonly string[] }): Promise<{
    readonly ok: boolean;
    readonly signedDownloadUrl: string;
    readonly matchedKey: string;
  }> {
    const data = { key, restore_keys: restoreKeys, version };
    const answer = await this.#ask("GetCacheEntryDownloadURL", data);
    return {
      ok: answer("ok") === "true",
      signedDownloadUrl: answer("signed_download_url"),
      matchedKey: answer("matched_key"),
    };
  }

  /** Fields of the answer by the name of the protocol; its JSON may spell them in camel case as well. */
  async #ask(method: string, data: object): Promise<(field: string) => string> {
    const answer = await this.#rpc.request(service, method, "application/json", data);
    const fields = new Map(Object.entries((answer ?? {}) as object));
    const camel = (field: string): string => field.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    return (field) => String(fields.get(field) ?? fields.get(camel(field)) ?? "");
  }
}
