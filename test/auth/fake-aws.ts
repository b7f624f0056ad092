import { createHash, createHmac } from "node:crypto";
import { type Answer, type FakeServer, openServer, type Seen } from "./fake-internet.ts";

interface Key {
  readonly secret: string;
  readonly session?: string;
}

/** STS and ECR, which check every signature. */
export interface FakeAws extends FakeServer {
  /** What was asked for, by whose key: `AssumeRole arn:… AKIA…`. */
  readonly calls: readonly string[];
  /** Secrets that it gave out. */
  readonly secrets: readonly string[];
}

export interface FakeAwsOptions {
  /** By id. */
  readonly keys?: Readonly<Record<string, Key>>;
  /** Whether STS takes a web identity. */
  readonly takes?: (token: string) => boolean;
  /** Of ECR's tokens. */
  readonly password: string;
}

export async function openFakeAws(options: FakeAwsOptions): Promise<FakeAws> {
  const { takes = () => false, password } = options;
  const keys = new Map(Object.entries(options.keys ?? {}));
  const calls: string[] = [];
  const secrets: string[] = [];

  function credentials(action: string, request: Seen): Answer {
    const id = `ASIATEST${keys.size}`;
    const key = { secret: `secret-of-${id}`, session: `session-of-${id}` };
    keys.set(id, key);
    secrets.push(key.secret, key.session);
    const until = new Date(timeOf(request) + 3_600_000).toISOString();
    const body = `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/stepops/x</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${key.secret}</SecretAccessKey><SessionToken>${key.session}</SessionToken><Expiration>${until}</Expiration></Credentials></${action}Result></${action}Response>`;
    return { body, headers: { "content-type": "text/xml" } };
  }

  function sts(request: Seen): Answer {
    const form = new URLSearchParams(request.body);
    const action = form.get("Action") ?? "";
    const role = `${form.get("RoleArn")} as ${form.get("RoleSessionName")}`;
    if (action === "AssumeRoleWithWebIdentity") {
      const token = form.get("WebIdentityToken") ?? "";
      calls.push(`${action} ${role} ${request.headers.authorization ?? "unsigned"}`);
      return takes(token)
        ? credentials(action, request)
        : denial(`Not authorized, says a talkative server: ${token}`);
    }
    const signer = signerOf(request, keys);
    calls.push(`${action} ${role} by ${signer}`);
    return action === "AssumeRole" && signer
      ? credentials(action, request)
      : denial("The signature is wrong");
  }

  function ecr(request: Seen): Answer {
    const signer = signerOf(request, keys);
    const target = String(request.headers["x-amz-target"]);
    calls.push(`${target.split(".")[1]} at ${request.host} by ${signer}`);
    if (!target.startsWith("AmazonEC2ContainerRegistry_V20150921.") || !signer)
      return {
        status: 400,
        body: { __type: "UnrecognizedClientException", message: "The token is invalid." },
      };
    const authorizationToken = Buffer.from(`AWS:${password}`).toString("base64");
    const expiresAt = Math.floor(timeOf(request) / 1000) + 12 * 3600;
    return {
      body: { authorizationData: [{ authorizationToken, expiresAt, proxyEndpoint: "https://x" }] },
      headers: { "content-type": "application/x-amz-json-1.1" },
    };
  }

  const server = await openServer((request) =>
    request.host.startsWith("sts.") ? sts(request) : ecr(request),
  );
  return { ...server, calls, secrets };
}

function denial(message: string): Answer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status: 403, body, headers: { "content-type": "text/xml" } };
}

/** By the clock of who asks, which a test may have put forward. */
function timeOf({ headers }: Seen): number {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(String(headers["x-amz-date"])) ?? [];
  const parts = `${date}${time}`.match(/^(....)(..)(..)(..)(..)(..)$/)?.slice(1) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return parts.length === 6 ? Date.UTC(year, month - 1, day, hour, minute, second) : Date.now();
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Whose key made the signature, counted anew as Signature Version 4 has it; undefined where it is not right. */
function signerOf(request: Seen, keys: ReadonlyMap<string, Key>): string | undefined {
  const { method, path, headers, body } = request;
  const [, id = "", scope = "", names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const key = keys.get(id);
  if (!key || headers["x-amz-security-token"] !== key.session) return undefined;
  const signed = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, path, "", signed.join(""), names, sha256(body)].join("\n");
  const date = String(headers["x-amz-date"]);
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const signingKey = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${key.secret}`);
  const isRight = hmac(signingKey, text).toString("hex") === signature;
  const isFitting = scope.startsWith(date.slice(0, 8)) && names.includes("host");
  return isRight && isFitting ? id : undefined;
}
