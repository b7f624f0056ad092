import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Cloud = "s3" | "gcs" | "azure";
type Env = Readonly<Record<string, string>>;

/** A cloud's storage as a program of this machine. Use with `using`, or close it. */
export interface Emulator extends Disposable {
  readonly cloud: Cloud;
  readonly port: number;
  /** Before a key: `s3://acme/`. */
  readonly uri: string;
  /** For clients that ask at a port, which need not be the emulator's own. */
  env(port: number): Env;
  put(key: string, content: Uint8Array): Promise<void>;
  close(): void;
}

const bucket = "acme";
const azureAccount = "devstoreaccount1";
/** Azurite's own, the same for everybody. */
const azureKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

export async function openEmulator(cloud: Cloud): Promise<Emulator> {
  const port = await freePort();
  const child = await start(commands[cloud](port), port);
  const close = () => void child.kill("SIGKILL");
  const emulator = { cloud, port, ...clients[cloud](port), close, [Symbol.dispose]: close };
  await emulator.make();
  return emulator;
}

/** The programs that this needs, for whoever says which are missing. */
export const emulatorPrograms = ["moto_server", "fake-gcs-server", "azurite-blob", "toxiproxy-server"];

const commands: Readonly<Record<Cloud, (port: number) => readonly string[]>> = {
  s3: (port) => ["moto_server", "-H", "127.0.0.1", "-p", String(port)],
  gcs: (port) => [
    "fake-gcs-server",
    "-backend",
    "memory",
    "-scheme",
    "http",
    "-host",
    "127.0.0.1",
    "-port",
    String(port),
  ],
  azure: (port) => [
    "azurite-blob",
    "--inMemoryPersistence",
    "--skipApiVersionCheck",
    "--disableTelemetry",
    "--silent",
    "--blobPort",
    String(port),
  ],
};

type Client = Pick<Emulator, "uri" | "env" | "put"> & { readonly make: () => Promise<void> };

const clients: Readonly<Record<Cloud, (port: number) => Client>> = {
  s3(port) {
    const env = (at: number): Env => ({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${at}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const send = async (path: string, body?: Uint8Array) => {
      // It takes every signature for a good one, and must see one.
      const authorization =
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
      const reply = await fetch(`http://127.0.0.1:${port}/${path}`, {
        method: "PUT",
        // Unsigned requests get what is public only.
        headers: { authorization, "x-amz-acl": "public-read" },
        ...(body && { body: Buffer.from(body) }),
      });
      if (!reply.ok) throw new Error(await reply.text());
    };
    return {
      ...{ uri: `s3://${bucket}/`, env },
      make: () => send(bucket),
      put: (key, content) => send(`${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`, content),
    };
  },
  gcs(port) {
    const api = `http://127.0.0.1:${port}`;
    const send = async (path: string, body: string | Uint8Array<ArrayBuffer>, type: string) => {
      const reply = await fetch(api + path, { method: "POST", headers: { "content-type": type }, body });
      if (!reply.ok) throw new Error(await reply.text());
    };
    return {
      uri: `gs://${bucket}/`,
      env: (at) => ({ STORAGE_EMULATOR_HOST: `http://127.0.0.1:${at}` }),
      make: () => send("/storage/v1/b?project=p", JSON.stringify({ name: bucket }), "application/json"),
      put: (key, content) =>
        send(
          `/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(key)}`,
          Buffer.from(content),
          "application/octet-stream",
        ),
    };
  },
  azure(port) {
    const connection = (at: number) =>
      `DefaultEndpointsProtocol=http;AccountName=${azureAccount};AccountKey=${azureKey};BlobEndpoint=http://127.0.0.1:${at}/${azureAccount};`;
    const container = async () => {
      const { BlobServiceClient } = await import("@azure/storage-blob");
      return BlobServiceClient.fromConnectionString(connection(port)).getContainerClient(bucket);
    };
    return {
      uri: `az://${azureAccount}/${bucket}/`,
      env: (at) => ({ AZURE_STORAGE_CONNECTION_STRING: connection(at) }),
      make: async () => void (await (await container()).create()),
      put: async (key, content) =>
        void (await (await container()).getBlockBlobClient(key).upload(Buffer.from(content), content.length)),
    };
  },
};

async function start([file = "", ...args]: readonly string[], port: number): Promise<ChildProcess> {
  const cwd = mkdtempSync(join(tmpdir(), "stepops-emulator-"));
  const child = spawn(file, args, { cwd, stdio: "ignore" });
  child.once("exit", () => rmSync(cwd, { recursive: true, force: true }));
  const died = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  died.catch(() => {});
  await Promise.race([died, listening(port)]);
  return child;
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createSocket().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A request as it came by. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** Of the header Range, or x-ms-range. */
  readonly range: string | undefined;
  readonly isSigned: boolean;
  /** Whether it is for the bytes of an object. */
  readonly isRead: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Stands before an emulator and tells what it is asked for. */
export interface Recorder extends Disposable {
  readonly port: number;
  readonly seen: Seen[];
  /** Called with each request; what it returns is the answer, undefined lets the emulator answer. */
  onRequest: (seen: Seen) => Answer | undefined | Promise<Answer | undefined>;
  close(): void;
}

export async function openRecorder({ cloud, port: upstream }: Emulator): Promise<Recorder> {
  const seen: Seen[] = [];
  const server = createServer((asked, reply) => void handle(asked, reply));
  const handle = async (asked: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = asked;
    const range = (headers.range ?? headers["x-ms-range"]) as string | undefined;
    const one = {
      method,
      url,
      range,
      isRead: isRead(cloud, method, url),
      isSigned: headers.authorization !== undefined,
    };
    seen.push(one);
    const answer = await recorder.onRequest(one);
    if (answer) {
      asked.resume();
      reply.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const sent = request({ host: "127.0.0.1", port: upstream, method, path: url, headers }, (got) => {
      reply.writeHead(got.statusCode ?? 0, got.headers);
      got.pipe(reply);
    });
    sent.on("error", () => reply.destroy());
    reply.on("close", () => sent.destroy());
    asked.pipe(sent);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const recorder: Recorder = {
    port: (server.address() as AddressInfo).port,
    seen,
    onRequest: () => undefined,
    close,
    [Symbol.dispose]: close,
  };
  return recorder;
}

function isRead(cloud: Cloud, method: string, url: string): boolean {
  if (method !== "GET") return false;
  if (cloud === "gcs") return url.includes("alt=media");
  return cloud === "s3" ? !url.includes("list-type=2") : !url.includes("comp=list");
}

/** A TCP proxy that can be told to misbehave. */
export interface Toxiproxy {
  /** A proxy to a port, at a port of its own. */
  through(port: number): Promise<Toxic>;
  close(): void;
}

export interface Toxic {
  readonly port: number;
  add(
    type: string,
    attributes: Readonly<Record<string, number>>,
    stream?: "upstream" | "downstream",
  ): Promise<void>;
  remove(type: string): Promise<void>;
}

export async function openToxiproxy(): Promise<Toxiproxy> {
  const port = await freePort();
  const child = await start(["toxiproxy-server", "-host", "127.0.0.1", "-port", String(port)], port);
  const call = async (method: string, path: string, body?: object): Promise<{ readonly listen: string }> => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(text);
    return JSON.parse(text === "" ? "{}" : text);
  };
  return {
    async through(upstream) {
      const name = `p${upstream}`;
      const made = await call("POST", "/proxies", {
        ...{ name, listen: "127.0.0.1:0", upstream: `127.0.0.1:${upstream}`, enabled: true },
      });
      return {
        port: Number(made.listen.split(":").at(-1)),
        add: async (type, attributes, stream = "downstream") =>
          void (await call("POST", `/proxies/${name}/toxics`, {
            name: type,
            type,
            stream,
            toxicity: 1,
            attributes,
          })),
        remove: async (type) => void (await call("DELETE", `/proxies/${name}/toxics/${type}`)),
      };
    },
    close: () => void child.kill("SIGKILL"),
  };
}
