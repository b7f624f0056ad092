import type { HttpResponse } from "../host/http.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import {
  digestOf,
  type ImageConfig,
  imageFor,
  isDigest,
  type Manifest,
  manifestTypes,
  type Platform,
  platformText,
  readConfig,
  readManifest,
} from "./manifest.ts";
import { type ImageReference, parseReference } from "./reference.ts";
import {
  openRegistryClient,
  type RegistryClient,
  type RegistryInput,
  type Wanted,
} from "./registry-client.ts";
import { type RegistryFault, refused, statusFault } from "./registry-fault.ts";
import type { Call } from "./transport.ts";

/** What registries say of images; nothing is pulled. Names are references as a pipeline has them. */
export interface Registry {
  /** What a tag points to. Asked once, so that a run sees one image under a name; a pinned name is not asked for. */
  digest(name: string): Promise<Result<string, RegistryFault>>;
  /** Whether the registry has it, also where it is pinned. */
  has(name: string): Promise<Result<boolean, RegistryFault>>;
  /** Of the image for that platform, where there are several under the name. */
  config(name: string, platform: Platform): Promise<Result<ImageConfig, RegistryFault>>;
}

export function openRegistry(input: RegistryInput): Registry {
  const client = openRegistryClient(input);
  const digests = new Map<string, Promise<Result<string, RegistryFault>>>();
  return {
    digest(name) {
      const known = digests.get(name) ?? askDigest(client, wantedOf(name));
      digests.set(name, known);
      return known;
    },
    has: (name) => askWhether(client, wantedOf(name)),
    config: (name, platform) => askConfig(client, wantedOf(name), platform),
  };
}

const wantedOf = (name: string): Wanted => ({ name, ...parseReference(name) });

const manifestPath = ({ tag = "latest", digest }: ImageReference): string => `manifests/${digest ?? tag}`;

const manifestCall = (method: "GET" | "HEAD"): Call => ({
  method,
  headers: { accept: manifestTypes.join(", ") },
});

async function askDigest(client: RegistryClient, wanted: Wanted): Promise<Result<string, RegistryFault>> {
  if (wanted.digest !== undefined) return ok(wanted.digest);
  const head = await client.ask(wanted, manifestPath(wanted), manifestCall("HEAD"));
  if (!head.ok) return head;
  const told = head.value.headers["docker-content-digest"] ?? "";
  if (head.value.status === 200 && isDigest(told)) return ok(told);
  if (!mayKnowByGet(head.value)) return err(statusFault(wanted, head.value));
  const whole = await client.bytes(wanted, manifestPath(wanted), manifestCall("GET"));
  return whole.ok ? ok(digestOf(whole.value)) : whole;
}

/** The header is optional in the specification; 405 comes from proxies that take nothing but GET. */
const mayKnowByGet = ({ status }: HttpResponse): boolean => status === 200 || status === 405;

async function askWhether(client: RegistryClient, wanted: Wanted): Promise<Result<boolean, RegistryFault>> {
  const reply = await client.ask(wanted, manifestPath(wanted), manifestCall("HEAD"));
  if (!reply.ok) return reply;
  if (reply.value.status === 404) return ok(false);
  return reply.value.status === 200 ? ok(true) : err(statusFault(wanted, reply.value));
}

async function askConfig(
  client: RegistryClient,
  wanted: Wanted,
  platform: Platform,
): Promise<Result<ImageConfig, RegistryFault>> {
  const digest = await askConfigDigest(client, wanted, platform);
  if (!digest.ok) return digest;
  const bytes = await client.bytes(wanted, `blobs/${digest.value}`, {}, digest.value);
  if (!bytes.ok) return bytes;
  const config = readConfig(bytes.value);
  return config ? ok(config) : err(refused(wanted, "its configuration is not one of an image"));
}

async function askConfigDigest(
  client: RegistryClient,
  wanted: Wanted,
  platform: Platform,
): Promise<Result<string, RegistryFault>> {
  const first = await askManifest(client, wanted);
  if (!first.ok) return first;
  if (first.value.kind === "image") return ok(first.value.config);
  const { images } = first.value;
  const digest = imageFor(images, platform);
  const offered = images.map((image) => platformText(image.platform)).join(", ") || "none";
  if (digest === undefined)
    return err(refused(wanted, `it is not made for ${platformText(platform)}; it is for ${offered}`));
  const second = await askManifest(client, { ...wanted, digest });
  if (!second.ok) return second;
  return second.value.kind === "image"
    ? ok(second.value.config)
    : err(refused(wanted, "its index leads to another index"));
}

async function askManifest(client: RegistryClient, wanted: Wanted): Promise<Result<Manifest, RegistryFault>> {
  const bytes = await client.bytes(wanted, manifestPath(wanted), manifestCall("GET"), wanted.digest);
  if (!bytes.ok) return bytes;
  const manifest = readManifest(bytes.value);
  return manifest
    ? ok(manifest)
    : err(refused(wanted, "its manifest is of a form that stepops does not know"));
}
