import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type CacheCall = "get" | "create" | "finalize" | "download" | "upload";

/** What becomes of a call in place of its answer. */
export type CacheTrouble =
  | { readonly status: number; readonly message?: string }
  /** The service says no, in a whole answer. */
  | { readonly refused: string }
  | "reset"
  /** Half of a blob. */
  | "truncate"
  /** A blob that is no archive. */
  | "garbage"
  /** No answer at all. */
  | "hang";

interface Entry {
  readonly key: string;
  readonly version: string;
  readonly blob: number;
  readonly isWhole: boolean;
}

const service = "/twirp/github.actions.results.api.v1.CacheService/";
const token = "token-of-the-job";

/** GitHub's cache service (v2) and the blob store behind it: an entry is written once, and found by its version and key. */
export class FakeCacheService implements AsyncDisposable {
  readonly #server: Server;
  readonly #entries: Entry[] = [];
  readonly #blobs: (Buffer | undefined)[] = [];
  readonly calls: CacheCall[] = [];
  /** Requests that the real service would not understand. */
  readonly faults: string[] = [];
  /** Asked at each call. */
  trouble: (call: CacheCall, count: number) => CacheTrouble | undefined = () => undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response).catch((error) => {
        this.faults.push(String(error));
        response.destroy();
      });
    });
  }

  static async start(): Promise<FakeCacheService> {
    const fake = new FakeCacheService();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  /** What the runner would put into the action's environment. */
  get env(): Record<string, string> {
    return {
      ACTIONS_RESULTS_URL: `${this.#url}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      ACTIONS_CACHE_SERVICE_V2: "True",
    };
  }

  /** Of whole entries, oldest first. */
  get keys(): readonly string[] {
    return this.#entries.filter(({ isWhole }) => isWhole).map(({ key }) => key);
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.#url);
    const body = await bodyOf(request);
    if (url.pathname.startsWith(service)) this.#twirp(url, { request, body, response });
    else if (url.pathname.startsWith("/blob/")) this.#blob(url, { request, body, response });
    else {
      this.faults.push(`${request.method} ${url.pathname}`);
      response.writeHead(404).end();
    }
  }

  #twirp(url: URL, { request, body, response }: Exchange): void {
    const message = JSON.parse(body.toString("utf8")) as Message;
    this.#expect(request.method === "POST", `method ${request.method}`);
    this.#expect(request.headers.authorization === `Bearer ${token}`, "no bearer token");
    this.#expect(/^[^,]{1,512}$/.test(message.key), `illegal key ${message.key}`);
    this.#expect(/^[0-9a-f]{64}$/.test(message.version), `version ${message.version}`);
    const [call, work] = this.#methods[url.pathname.slice(service.length)] ?? [];
    if (!call || !work) return void response.writeHead(404).end("{}");
    this.#do(call, response, () => json(response, 200, work(message)));
  }

  readonly #methods: Readonly<Record<string, readonly [CacheCall, (message: Message) => object]>> = {
    GetCacheEntryDownloadURL: ["get", (message) => this.#find(message)],
    CreateCacheEntry: ["create", (message) => this.#create(message)],
    FinalizeCacheEntryUpload: ["finalize", (message) => this.#finalize(message)],
  };

  #find({ key, restore_keys: restoreKeys = [], version }: Message): object {
    const newest = this.#entries.filter((entry) => entry.isWhole && entry.version === version).reverse();
    const found = [
      newest.find((entry) => entry.key === key),
      ...restoreKeys.map((prefix) => newest.find((entry) => entry.key.startsWith(prefix))),
    ].find((entry) => entry !== undefined);
    if (!found) return { ok: false };
    return { ok: true, matched_key: found.key, signed_download_url: this.#signed(found.blob) };
  }

  #create({ key, version }: Message): object {
    if (this.#entries.some((entry) => entry.key === key && entry.version === version))
      return { ok: false, message: "cache entry with the same key, version, and scope already exists" };
    const blob = this.#blobs.push(undefined) - 1;
    this.#entries.push({ key, version, blob, isWhole: false });
    return { ok: true, signed_upload_url: this.#signed(blob) };
  }

  #finalize({ key, version, size_bytes: size }: Message): object {
    const at = this.#entries.findIndex((entry) => entry.key === key && entry.version === version);
    const entry = this.#entries[at];
    const blob = entry && this.#blobs[entry.blob];
    if (!entry || !blob) return { ok: false, message: "there is no such upload" };
    this.#expect(size === String(blob.length), `size ${size} of ${blob.length}`);
    this.#entries[at] = { ...entry, isWhole: true };
    return { ok: true, entry_id: String(at + 1) };
  }

  #signed(blob: number): string {
    return `${this.#url}/blob/${blob}?sig=s%2Fecret&se=later`;
  }

  #blob(url: URL, { request, body, response }: Exchange): void {
    const at = Number(url.pathname.slice("/blob/".length));
    this.#expect(url.searchParams.get("sig") === "s/ecret", "no signature");
    if (request.method === "PUT") {
      this.#do("upload", response, () => {
        this.#blobs[at] = body;
        response.writeHead(201, { "x-ms-request-id": "1", etag: '"1"', "x-ms-version": "2024-01-01" }).end();
      });
      return;
    }
    this.#do("download", response, (trouble) => {
      const blob = this.#blobs[at] ?? Buffer.alloc(0);
      response.writeHead(200, { "content-length": blob.length });
      if (trouble === "truncate") {
        response.write(blob.subarray(0, blob.length >> 1), () => response.socket?.destroy());
      } else response.end(trouble === "garbage" ? Buffer.alloc(blob.length, "x") : blob);
    });
  }

  #do(call: CacheCall, response: ServerResponse, work: (trouble: CacheTrouble | undefined) => void): void {
    this.calls.push(call);
    const trouble = this.trouble(call, this.calls.filter((each) => each === call).length);
    if (trouble === "hang") return;
    if (trouble === "reset") response.socket?.resetAndDestroy();
    else if (typeof trouble !== "object") work(trouble);
    else if ("refused" in trouble) json(response, 200, { ok: false, message: trouble.refused });
    else json(response, trouble.status, { code: "x", msg: trouble.message ?? "refused" });
  }

  #expect(condition: boolean, fault: string): void {
    if (!condition) this.faults.push(fault);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface Message {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
  readonly size_bytes?: string;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const json = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
