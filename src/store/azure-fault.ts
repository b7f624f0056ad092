import type { HttpFault } from "../host/http.ts";
import type { SourceFault } from "./source.ts";
import { isBusy, wordsOf } from "./words.ts";

/** What the SDK throws, as far as it is looked at. */
export interface AzureError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
  /** Of our own transport. */
  readonly fault?: HttpFault;
}

export interface AzureAsked {
  /** `account.blob.core.windows.net`. */
  readonly account: string;
  readonly container: string;
  /** Or a prefix. */
  readonly key: string;
  readonly isAnonymous: boolean;
}

/** What went wrong with one request. */
export function azureFault(
  error: AzureError,
  { account, container, key, isAnonymous }: AzureAsked,
): SourceFault {
  const { statusCode: status = 0, fault, response } = error;
  const header = (name: string) => response?.headers?.get(name);
  const code = error.code ?? header("x-ms-error-code") ?? "";
  const words = wordsOf(`${code || error.name}: ${error.message}`);
  const place = `${account}/${container}`;
  if (fault)
    return { reason: fault.reason === "certificate" ? "refused" : "unreachable", message: fault.message };
  if (isBusy(status)) {
    const retryAfter = header("retry-after");
    return {
      reason: "busy",
      message: `Azure is busy: ${words}`,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (status < 300) return { reason: "unreachable", message: `Azure's answer broke off: ${words}` };
  if (status === 404 && !/^(BlobNotFound|)$/.test(code))
    return {
      reason: "missing",
      message: `there is no container ${place}${isAnonymous ? ", or it is not public and no Azure credentials are set up" : ""}`,
    };
  if (status === 404) return { reason: "missing", message: `there is no blob ${place}/${key}` };
  if (status === 412 || status === 416)
    return { reason: "changed", message: `${place}/${key} changed while it was fetched` };
  const isDenied = status === 401 || status === 403 || code === "PublicAccessNotPermitted";
  if (!isDenied) return { reason: "refused", message: `Azure refuses to read ${place}/${key}: ${words}` };
  return {
    reason: "denied",
    message: isAnonymous
      ? `no Azure credentials are set up, and ${place} is not public`
      : `the Azure identity may not read ${place} (${code || status}): it needs the role Storage Blob Data Reader there`,
  };
}
