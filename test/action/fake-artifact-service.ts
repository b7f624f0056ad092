import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Call = "create" | "block" | "blocks" | "finalize";

/** What becomes of a call in place of its answer: a status with a message, a connection that is reset, or an answer lost. */
export type Trouble =
  | { readonly status: number; readonly message?: string }
  | "reset"
  /** The work is done, and nobody hears of it. */
  | "lose-answer"
  | "not-ok";

interface Kept {
  readonly mimeType: string;
  readonly expiresAt: string | undefined;
  readonly blocks: Map<string, Buffer>;
  zip?: Buffer;
  id?: number;
}

const runId = "ce7f54c7-61c7-4aae-887f-30da475f5f1a";
const jobId = "ca395085-040a-526b-2ce8-bdc85f692774";
const service = "/twirp/github.actions.results.api.v1.ArtifactService/";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
/** As a job gets it, less a signature that anybody would check. */
const token = `${part({ alg: "none" })}.${part({ scp: `Actions.Example Actions.Results:${runId}:${jobId}` })}.x`;

/**
 * GitHub's artifact service and the blob store behind it, as far as uploads go: it refuses what the real one would, a
 * name that was ever created among it, and keeps the archives.
 */
export class FakeArtifactService implements AsyncDisposable {
  readonly #server: Server;
  readonly #kept = new Map<string, Kept>();
  readonly calls: string[] = [];
  /** Requests that the real service would not understand. */
  readonly faults: string[] = [];
  /** Asked at each call. */
  trouble: (call: Call, name: string, count: number) => Trouble | undefined = () => undefined;
  /** Called while a blob is being sent. */
  whileSending: (name: string) => void | Promise<void> = () => undefined;
  readonly #counts = new Map<string, number>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response).catch((error) => {
        this.faults.push(String(error));
        response.destroy();
      });
    });
  }

  static async start(): Promise<FakeArtifactService> {
    const fake = new FakeArtifactService();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  /** What the runner would put into the action's environment. */
  get env(): Record<string, string> {
    return { ACTIONS_RESULTS_URL: `${this.#url}/`, ACTIONS_RUNTIME_TOKEN: token };
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Names that somebody else's upload took. */
  take(name: string): void {
    this.#kept.set(name, { mimeType: "application/zip", expiresAt: undefined, blocks: new Map() });
  }

  /** Names of whole artifacts, sorted. */
  get names(): readonly string[] {
    return [...this.#kept].flatMap(([name, { id }]) => (id === undefined ? [] : [name])).sort();
  }

  artifact(name: string): Kept & { readonly zip: Buffer } {
    const kept = this.#kept.get(name);
    if (!kept?.zip || kept.id === undefined) throw new Error(`no artifact ${name}, only ${this.names}`);
    return { ...kept, zip: kept.zip };
  }

  /** Path → content, by unzip(1); a folder's content is null. */
  files(name: string): Record<string, string | null> {
    const folder = mkdtempSync(join(tmpdir(), "stepops-zip-"));
    try {
      const file = join(folder, "a.zip");
      writeFileSync(file, this.artifact(name).zip);
      execFileSync("unzip", ["-tqq", file]);
      const names = execFileSync("unzip", ["-Z1", file], { encoding: "utf8" }).trimEnd().split("\n");
      const read = (path: string): string | null =>
        path.endsWith("/")
          ? null
          : execFileSync("unzip", ["-p", file, path.replace(/[[\]*?\\]/g, "\\$&")], { encoding: "utf8" });
      return Object.fromEntries(names.sort().map((path) => [path, read(path)]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.#url);
    const body = await bodyOf(request);
    if (url.pathname.startsWith(service)) return this.#twirp(url, { request, body, response });
    if (url.pathname.startsWith("/blob/")) return await this.#blob(url, { request, body, response });
    this.faults.push(`${request.method} ${url.pathname}`);
    response.writeHead(404).end();
  }

  #twirp(url: URL, { request, body, response }: Exchange): void {
    const method = url.pathname.slice(service.length);
    const message = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    const name = String(message.name);
    this.#expect(request.method === "POST", `method ${request.method}`);
    this.#expect(request.headers.authorization === `Bearer ${token}`, "no bearer token");
    this.#expect(message.workflow_run_backend_id === runId, "workflow_run_backend_id");
    this.#expect(message.workflow_job_run_backend_id === jobId, "workflow_job_run_backend_id");
    const call = method === "CreateArtifact" ? "create" : "finalize";
    if (call === "finalize") this.#expect(method === "FinalizeArtifact", `unknown method ${method}`);
    this.#do(call, name, response, () => {
      const answer = call === "create" ? this.#create(name, message) : this.#finalize(name, message);
      const { status = 200, ...json } = answer;
      response.writeHead(status as number, { "content-type": "application/json" }).end(JSON.stringify(json));
    });
  }

  #create(name: string, message: Record<string, unknown>): Record<string, unknown> {
    this.#expect(/^[^":<>|*?\r\n\\/]+$/.test(name) && name.length < 256, `illegal name ${name}`);
    this.#expect(message.version === 7, `version ${message.version}`);
    if (this.#kept.has(name))
      return {
        status: 409,
        code: "already_exists",
        msg: "an artifact with this name already exists on the workflow run",
      };
    const { mime_type: mimeType, expires_at: expiresAt } = message;
    this.#kept.set(name, {
      mimeType: String(mimeType),
      expiresAt: expiresAt === undefined ? undefined : String(expiresAt),
      blocks: new Map(),
    });
    return {
      ok: true,
      signed_upload_url: `${this.#url}/blob/${encodeURIComponent(name)}?sig=s%2Fecret&se=later`,
    };
  }

  #finalize(name: string, { size, hash }: Record<string, unknown>): Record<string, unknown> {
    const kept = this.#kept.get(name);
    if (!kept?.zip) return { status: 404, code: "not_found", msg: "artifact not found" };
    const digest = `sha256:${createHash("sha256").update(kept.zip).digest("hex")}`;
    this.#expect(size === String(kept.zip.length), `size ${size} of ${kept.zip.length}`);
    this.#expect(hash === digest, `hash ${hash}`);
    kept.id = 1000 + this.names.length;
    return { ok: true, artifact_id: String(kept.id) };
  }

  async #blob(url: URL, { request, body, response }: Exchange): Promise<void> {
    const name = decodeURIComponent(url.pathname.slice("/blob/".length));
    const kept = this.#kept.get(name);
    this.#expect(request.method === "PUT", `method ${request.method} of a blob`);
    this.#expect(url.searchParams.get("sig") === "s/ecret", "no signature");
    if (!kept) return void response.writeHead(404).end();
    const isBlock = url.searchParams.get("comp") === "block";
    const call = isBlock ? "block" : "blocks";
    if (isBlock) await this.whileSending(name);
    this.#do(call, name, response, () => {
      if (isBlock) kept.blocks.set(url.searchParams.get("blockid") ?? "", body);
      else {
        this.#expect(url.searchParams.get("comp") === "blocklist", `comp ${url.searchParams.get("comp")}`);
        const ids = [...body.toString("utf8").matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(
          ([, id = ""]) => id,
        );
        kept.zip = Buffer.concat(ids.map((id) => kept.blocks.get(id) ?? fail(`no block ${id}`)));
      }
      response.writeHead(201, { "x-ms-request-id": "1", etag: '"1"', "x-ms-version": "2024-01-01" }).end();
    });
  }

  #do(call: Call, name: string, response: ServerResponse, work: () => void): void {
    this.calls.push(`${call} ${name}`);
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, count);
    const trouble = this.trouble(call, name, count);
    if (trouble === undefined) work();
    else if (trouble === "reset") response.socket?.resetAndDestroy();
    else if (trouble === "lose-answer") {
      response.writeHead = () => response;
      response.end = () => response;
      work();
      response.socket?.resetAndDestroy();
    } else refuse(response, trouble);
  }

  #expect(condition: boolean, fault: string): void {
    if (!condition) this.faults.push(fault);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
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

function refuse(response: ServerResponse, trouble: Exclude<Trouble, "reset" | "lose-answer">): void {
  const [status, json] =
    trouble === "not-ok"
      ? [200, { ok: false }]
      : [trouble.status, { code: "x", msg: trouble.message ?? "refused" }];
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}

function fail(message: string): never {
  throw new Error(message);
}
