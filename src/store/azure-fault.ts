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
  /** `account.blob.core.windows.net/container`. */
  readonly place: string;
  /** Or a prefix. */
  readonly key: string;
  readonly act: "read" | "write";
  readonly isAnonymous: boolean;
}

/** What the service calls it, such as `BlobNotFound`; empty where it says nothing. */
export const azureCode = ({ code, response }: AzureError): string =>
  code ?? response?.headers?.get("x-ms-error-code") ?? "";

/** What went wrong with one request. */
export function azureFault(error: AzureError, asked: AzureAsked): SourceFault {
  const { place, key, act, isAnonymous } = asked;
  const { statusCode: status = 0, fault, response } = error;
  const code = azureCode(error);
  const words = wordsOf(`${code || error.name}: ${error.message}`);
  if (fault)
    return { reason: fault.reason === "certificate" ? "refused" : "unreachable", message: fault.message };
  if (isBusy(status)) {
    const retryAfter = response?.headers?.get("retry-after");
    return {
      reason: "busy",
      message: `Azure is busy: ${words}`,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (status < 300) return { reason: "unreachable", message: `Azure's answer broke off: ${words}` };
  if (code === "Md5Mismatch") return { reason: "unreachable", message: `Azure got something else: ${words}` };
  if (code === "InvalidBlockList") return uploadGone(asked);
  if (status === 404 && !/^(BlobNotFound|)$/.test(code))
    return {
      reason: "missing",
      message: `there is no container ${place}${isAnonymous ? ", or it is not public and no Azure credentials are set up" : ""}`,
    };
  if (status === 404) return { reason: "missing", message: `there is no blob ${place}/${key}` };
  if (status === 412 || status === 416) {
    const meanwhile = act === "write" ? "written" : "fetched";
    return { reason: "changed", message: `${place}/${key} changed while it was ${meanwhile}` };
  }
  const isDenied = status === 401 || status === 403 || code === "PublicAccessNotPermitted";
  return isDenied
    ? denied(code || `${status}`, asked)
    : { reason: "refused", message: `Azure refuses to ${act} ${place}/${key}: ${words}` };
}

function denied(code: string, { place, act, isAnonymous }: AzureAsked): SourceFault {
  const role = act === "write" ? "Storage Blob Data Contributor" : "Storage Blob Data Reader";
  return {
    reason: "denied",
    message: isAnonymous
      ? `no Azure credentials are set up, and ${place} is not public`
      : `the Azure identity may not ${act} ${act === "write" ? "to " : ""}${place} (${code}): it needs the role ${role} there`,
  };
}

/** What nobody may do, whatever a container allows: a store that all the world writes to is nobody's. */
export const nobodyWrites = (place: string): SourceFault => ({
  reason: "denied",
  message: `no Azure credentials are set up, and nobody without any writes to ${place}: set AZURE_STORAGE_CONNECTION_STRING, log in with az login, or give the stack an auth`,
});

/** Whoever writes a blob takes away the blocks that others have sent for it. */
const uploadGone = ({ place, key }: AzureAsked): SourceFault => ({
  reason: "refused",
  message: `the upload of ${place}/${key} was ended by somebody else`,
});
