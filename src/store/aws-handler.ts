import type { S3ClientConfig } from "@aws-sdk/client-s3";
import type { Transport } from "../host/transport.ts";
import type { Mapping } from "../pipeline/draft.ts";

export type AwsHandler = NonNullable<S3ClientConfig["requestHandler"]>;

interface AwsRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Mapping<string | string[] | null>;
  readonly method: string;
  readonly headers: Mapping<string>;
  readonly body?: unknown;
}

/** What the SDK sends goes this way: by itself it knows no proxy. Bodies stream. */
export function awsHandler(transport: Transport): AwsHandler {
  const handle = async (request: AwsRequest, options: { readonly abortSignal?: unknown } = {}) => {
    const { method, headers, body } = request;
    const { abortSignal } = options;
    const reply = await transport.send({
      ...{ url: urlOf(request), method, headers },
      ...((typeof body === "string" || body instanceof Uint8Array) && { body }),
      ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
    });
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), { fault: reply.error });
    const { status, headers: answered, body: stream } = reply.value;
    return { response: { statusCode: status, headers: { ...answered }, body: stream } };
  };
  return { handle } as unknown as AwsHandler;
}

/** Encoded as the signature has it; URLSearchParams would write a space as `+`. */
function urlOf({ protocol = "https:", hostname, port, path, query = {} }: AwsRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ""].flat().map((each) => `${encode(name)}=${encode(each)}`),
  );
  const at = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`;
  return pairs.length === 0 ? at : `${at}?${pairs.join("&")}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
