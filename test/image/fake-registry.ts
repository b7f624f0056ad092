import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

const ociManifest = "application/vnd.oci.image.manifest.v1+json";
const ociIndex = "application/vnd.oci.image.index.v1+json";

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Taken instead of the registry's own answer; `hang` never answers. */
export type Interruption = "hang" | Answer;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface FakeRegistryOptions {
  /** How it asks for a login; nobody is asked by default. */
  readonly auth?: {
    readonly kind: "basic" | "bearer";
    /** Without them a token is given to everybody, and is worth nothing for repositories named `private/…`. */
    readonly username?: string;
    readonly password?: string;
    /** Taken by POST, as OAuth 2 has it. */
    readonly identityToken?: string;
  };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What it is called where a proxy leads to it; it says so when it names its token server. */
  readonly name?: string;
  /** As Azure's do: the password that an access token of the cloud buys at `/oauth2/exchange`. */
  readonly exchange?: (accessToken: string) => string | undefined;
  /** Blobs are handed out by a second server, at a signed URL. */
  readonly redirectsBlobs?: boolean;
  /** The header Docker-Content-Digest is optional. */
  readonly leavesOutDigest?: boolean;
  readonly interrupt?: (request: SeenRequest) => Interruption | undefined;
}

export interface FakeImage {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  /** What `docker image inspect` shows as Config. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A registry on 127.0.0.1 that speaks the distribution specification: pulls, pushes, tokens, redirects to a storage. */
export interface FakeRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  /** What its storage was asked. */
  readonly storageRequests: readonly SeenRequest[];
  /** Puts an image under a tag; its digest. */
  putImage(repository: string, tag: string, image?: FakeImage): string;
  /** Puts an index of several images under a tag; its digest. */
  putIndex(repository: string, tag: string, images: readonly FakeImage[]): string;
  /** Puts any bytes as a manifest under a tag; their digest. */
  putManifest(repository: string, tag: string, text: string, mediaType?: string): string;
  putBlob(bytes: Buffer | string): string;
  /** Changes what is stored under a digest, as a broken disk or a villain would. */
  corrupt(digest: string, bytes: string): void;
  /** Tokens that were given out count for nothing from now on. */
  forgetTokens(): void;
  /** `method path` of every request so far, without hosts. */
  log(): readonly string[];
  close(): Promise<void>;
}

const sha256 = (bytes: Buffer | string): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

interface Stored {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export async function openFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const state = new State(options);
  const server = options.tls
    ? createTlsServer(options.tls, (request, response) => void state.serve(request, response))
    : createServer((request, response) => void state.serve(request, response));
  const storage = createServer((request, response) => void state.serveStorage(request, response));
  state.host = await listen(server);
  state.storageHost = await listen(storage);
  state.scheme = options.tls ? "https" : "http";
  return Object.assign(state, {
    close: async () => {
      await Promise.all([close(server), close(storage)]);
    },
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

class State {
  host = "";
  storageHost = "";
  scheme = "http";
  readonly requests: SeenRequest[] = [];
  readonly storageRequests: SeenRequest[] = [];
  readonly #options: FakeRegistryOptions;
  /** By `repository@digest` and `repository:tag`. */
  readonly #manifests = new Map<string, Stored>();
  readonly #blobs = new Map<string, Buffer>();
  readonly #uploads = new Map<string, Buffer>();
  /** The scopes of each. */
  readonly #tokens = new Map<string, string>();
  #count = 0;

  constructor(options: FakeRegistryOptions) {
    this.#options = options;
  }

  putBlob = (bytes: Buffer | string): string => {
    const digest = sha256(bytes);
    this.#blobs.set(digest, Buffer.from(bytes));
    return digest;
  };

  putManifest = (repository: string, tag: string, text: string, mediaType = ociManifest): string =>
    this.#store(repository, tag, { bytes: Buffer.from(text), mediaType });

  #store(repository: string, which: string, stored: Stored): string {
    const digest = sha256(stored.bytes);
    this.#manifests.set(`${repository}@${digest}`, stored);
    if (which !== digest) this.#manifests.set(`${repository}:${which}`, stored);
    return digest;
  }

  putImage = (repository: string, tag: string, image: FakeImage = {}): string =>
    this.putManifest(repository, tag, this.#manifestOf(image));

  #manifestOf({ os = "linux", architecture = "amd64", variant, config = {} }: FakeImage): string {
    const bytes = JSON.stringify({
      os,
      architecture,
      variant,
      config,
      rootfs: { type: "layers", diff_ids: [] },
    });
    const mediaType = "application/vnd.oci.image.config.v1+json";
    const entry = { mediaType, digest: this.putBlob(bytes), size: bytes.length };
    return JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, config: entry, layers: [] });
  }

  putIndex = (repository: string, tag: string, images: readonly FakeImage[]): string => {
    const manifests = images.map((image) => {
      const text = this.#manifestOf(image);
      const digest = this.#store(repository, sha256(text), {
        bytes: Buffer.from(text),
        mediaType: ociManifest,
      });
      const { os = "linux", architecture = "amd64", variant } = image;
      return { mediaType: ociManifest, digest, size: text.length, platform: { os, architecture, variant } };
    });
    // What BuildKit adds to an index by default.
    const platform = { os: "unknown", architecture: "unknown" };
    const attestation = { mediaType: ociManifest, digest: sha256("attestation"), size: 1, platform };
    const index = { schemaVersion: 2, mediaType: ociIndex, manifests: [attestation, ...manifests] };
    return this.putManifest(repository, tag, JSON.stringify(index), ociIndex);
  };

  corrupt = (digest: string, bytes: string): void => {
    this.#blobs.set(digest, Buffer.from(bytes));
    for (const [name, stored] of this.#manifests)
      if (name.endsWith(`@${digest}`)) this.#manifests.set(name, { ...stored, bytes: Buffer.from(bytes) });
  };

  forgetTokens = (): void => this.#tokens.clear();

  log = (): readonly string[] => this.requests.map(({ method, path }) => `${method} ${path}`);

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request, body } = await see(message);
    this.requests.push(request);
    const interruption = this.#options.interrupt?.(request);
    if (interruption === "hang") return;
    write(response, interruption ?? this.#answer(request, body));
  }

  async serveStorage(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request } = await see(message);
    this.storageRequests.push(request);
    const digest = /^\/storage\/(sha256:[0-9a-f]+)\?signature=/.exec(request.path)?.[1] ?? "";
    write(response, { status: 200, body: this.#blobs.get(digest) ?? "" });
  }

  #answer(request: SeenRequest, body: Buffer): Answer {
    const path = request.path.replace(/\?.*$/, "");
    if (path === "/token") return this.#token(request);
    if (path === "/oauth2/exchange") return this.#exchange(request);
    if (!this.#isAllowed(request)) return this.#challenge(request);
    if (path === "/v2/") return { status: 200, body: "{}" };
    const [, repository = "", kind, which = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(path) ?? [];
    if (kind === "manifests") return this.#manifest({ request, repository, which, body });
    if (kind !== "blobs") return fault(404, "UNSUPPORTED");
    return which.startsWith("uploads/")
      ? this.#upload({ request, repository, which, body })
      : this.#blob(which);
  }

  #isAllowed({ path, headers }: SeenRequest): boolean {
    const { auth } = this.#options;
    if (!auth) return true;
    const { authorization = "" } = headers;
    if (auth.kind === "basic") return authorization === basic(auth);
    const scope = this.#tokens.get(authorization.replace(/^Bearer /, ""));
    const repository = repositoryOf(path);
    return scope !== undefined && (repository === undefined || scope.includes(`repository:${repository}:`));
  }

  #challenge({ method, path }: SeenRequest): Answer {
    const repository = repositoryOf(path);
    const action = method === "GET" || method === "HEAD" ? "pull" : "pull,push";
    const scope = repository === undefined ? "" : `,scope="repository:${repository}:${action}"`;
    const challenge =
      this.#options.auth?.kind === "basic"
        ? 'Basic realm="fake"'
        : `Bearer realm="${this.scheme}://${this.#options.name ?? this.host}/token",service="fake.registry"${scope}`;
    return fault(401, "UNAUTHORIZED", { "www-authenticate": challenge });
  }

  #exchange({ method, headers, body }: SeenRequest): Answer {
    const form = new URLSearchParams(body);
    const isRight =
      method === "POST" &&
      headers["content-type"] === "application/x-www-form-urlencoded" &&
      form.get("grant_type") === "access_token" &&
      form.get("service") === this.#options.name;
    const token = isRight ? this.#options.exchange?.(form.get("access_token") ?? "") : undefined;
    return token === undefined
      ? fault(401, "UNAUTHORIZED")
      : { status: 200, body: JSON.stringify({ refresh_token: token }) };
  }

  #token(request: SeenRequest): Answer {
    const isPost = request.method === "POST";
    const query = new URLSearchParams(isPost ? request.body : request.path.split("?")[1]);
    if (!this.#isLoggedIn(request, query)) return fault(401, "UNAUTHORIZED");
    const token = `token-${++this.#count}`;
    const scope = query.getAll("scope").join(" ");
    const isWorthless = !this.#options.auth?.username && !isPost && scope.includes("repository:private/");
    this.#tokens.set(token, isWorthless ? "" : scope);
    return {
      status: 200,
      body: JSON.stringify(isPost ? { access_token: token } : { token, expires_in: 300 }),
    };
  }

  #isLoggedIn({ method, headers }: SeenRequest, query: URLSearchParams): boolean {
    const { auth } = this.#options;
    if (method !== "POST") return headers.authorization === (auth?.username && basic(auth));
    const isRefresh = query.get("grant_type") === "refresh_token" && query.get("client_id") !== null;
    return isRefresh && query.get("refresh_token") === auth?.identityToken;
  }

  #manifest({ request, repository, which, body }: Asked): Answer {
    if (request.method === "PUT") {
      const mediaType = request.headers["content-type"] ?? ociManifest;
      const digest = this.#store(repository, which, { bytes: body, mediaType });
      return { status: 201, headers: { "docker-content-digest": digest, location: request.path } };
    }
    const stored = this.#manifests.get(`${repository}${which.includes(":") ? "@" : ":"}${which}`);
    const accepted = request.headers.accept ?? "";
    if (!stored || !accepted.includes(stored.mediaType)) return fault(404, "MANIFEST_UNKNOWN");
    const digest = this.#options.leavesOutDigest ? {} : { "docker-content-digest": sha256(stored.bytes) };
    return { status: 200, headers: { "content-type": stored.mediaType, ...digest }, body: stored.bytes };
  }

  #blob(digest: string): Answer {
    const bytes = this.#blobs.get(digest);
    if (!bytes) return fault(404, "BLOB_UNKNOWN");
    const location = `http://${this.storageHost}/storage/${digest}?signature=secret`;
    return this.#options.redirectsBlobs
      ? { status: 307, headers: { location } }
      : { status: 200, headers: { "docker-content-digest": digest }, body: bytes };
  }

  /** POST opens one, PATCH adds to it, PUT ends it; a small blob comes whole with PUT. */
  #upload({ request, repository, which, body }: Asked): Answer {
    const id = which.replace(/^uploads\/?/, "") || String(++this.#count);
    const bytes = Buffer.concat([this.#uploads.get(id) ?? Buffer.alloc(0), body]);
    this.#uploads.set(id, bytes);
    if (request.method !== "PUT") {
      const location = `/v2/${repository}/blobs/uploads/${id}`;
      return { status: 202, headers: { location, range: `0-${Math.max(0, bytes.length - 1)}` } };
    }
    const digest = new URL(request.path, "http://x").searchParams.get("digest");
    if (digest !== sha256(bytes)) return fault(400, "DIGEST_INVALID");
    this.putBlob(bytes);
    const location = `/v2/${repository}/blobs/${digest}`;
    return { status: 201, headers: { location, "docker-content-digest": digest } };
  }
}

interface Asked {
  readonly request: SeenRequest;
  readonly repository: string;
  readonly which: string;
  readonly body: Buffer;
}

async function see(message: IncomingMessage): Promise<{ request: SeenRequest; body: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { method = "", url: path = "", headers } = message;
  return { request: { method, path, headers, body: body.toString("latin1") }, body };
}

const repositoryOf = (path: string): string | undefined => /^\/v2\/(.+)\/(manifests|blobs)\//.exec(path)?.[1];

const basic = ({
  username = "",
  password = "",
}: {
  readonly username?: string;
  readonly password?: string;
}): string => `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

function write(response: ServerResponse, { status, headers = {}, body = "" }: Answer): void {
  const length = Buffer.byteLength(body);
  const always = { "docker-distribution-api-version": "registry/2.0", "content-length": length };
  response.writeHead(status, { ...always, ...headers });
  // To HEAD, Node sends the length and leaves out the body.
  response.end(body);
}

function fault(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = JSON.stringify({ errors: [{ code, message: `${code.toLowerCase()} as it is` }] });
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}
