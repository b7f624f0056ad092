import type { StoragePipelineOptions } from "@azure/storage-blob";
import type { Transport } from "../host/transport.ts";
import type { Mapping } from "../pipeline/draft.ts";

type AzureClient = NonNullable<StoragePipelineOptions["httpClient"]>;

interface AzureRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJson(): Mapping<string> };
  readonly body?: unknown;
  readonly abortSignal?: unknown;
  readonly streamResponseStatusCodes?: ReadonlySet<number>;
}

/** What the SDK sends goes this way, as for the other clouds. Blobs stream; all else is text. */
export function azureClient(transport: Transport): AzureClient {
  const sendRequest = async (request: AzureRequest) => {
    const { url, method, headers, body, abortSignal, streamResponseStatusCodes: streams } = request;
    const reply = await transport.send({
      ...{ url, method, headers: plain(headers.toJson()) },
      ...bodyOf(body),
      ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
    });
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), { fault: reply.error });
    const { status, headers: answered, body: stream } = reply.value;
    // POSITIVE_INFINITY in the set stands for every success.
    const isStream = streams?.has(status) || (status < 300 && streams?.has(Number.POSITIVE_INFINITY));
    const content = isStream ? { readableStreamBody: stream } : { bodyAsText: await textOf(stream) };
    return { request, status, headers: { toJson: () => ({ ...answered }) }, ...content };
  };
  return { sendRequest } as unknown as AzureClient;
}

/** Without one some requests would make an empty blob. */
function bodyOf(body: unknown): { readonly body?: string | Uint8Array } {
  if (body === undefined || body === null) return {};
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  throw new Error("the SDK sends a body that is neither text nor bytes");
}

/** Nothing here unpacks what a server might compress. */
const plain = (headers: Mapping<string>): Mapping<string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "accept-encoding"));

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
