import { BlobServiceClient, ContainerClient, type StoragePipelineOptions } from "@azure/storage-blob";
import { blobCredential } from "../auth/azure.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { type AzureAsked, type AzureError, azureFault } from "./azure-fault.ts";
import { azureClient } from "./azure-handler.ts";
import type { SourceFault } from "./source.ts";

/** One container, and who asks for it. */
export interface AzureContainer {
  readonly container: ContainerClient;
  readonly isAnonymous: boolean;
  /** `account.blob.core.windows.net/container`. */
  readonly place: string;
}

/** By a connection string of its account, the stack's identity, the environment's, or none. */
export async function openContainer(
  { host, bucket }: BucketUri,
  { identity, transport, asNobody }: Access,
): Promise<Result<AzureContainer, string>> {
  const place = `${host}/${bucket}`;
  const options = {
    httpClient: azureClient(transport),
    retryOptions: { maxTries: 1 },
  } as StoragePipelineOptions;
  const connection = identity.env.AZURE_STORAGE_CONNECTION_STRING;
  if (connection && !asNobody && accountOf(connection) === host.split(".")[0]) {
    const service = BlobServiceClient.fromConnectionString(connection, options);
    return ok({ container: service.getContainerClient(bucket), isAnonymous: false, place });
  }
  const credential = asNobody ? ok(undefined) : await blobCredential(identity, host);
  if (!credential.ok) return credential;
  const url = `https://${host}/${encodeURIComponent(bucket)}`;
  const container = new ContainerClient(url, credential.value, options);
  return ok({ container, isAnonymous: credential.value === undefined, place });
}

/** One for another account is no use. */
function accountOf(connection: string): string | undefined {
  if (/UseDevelopmentStorage=true/i.test(connection)) return "devstoreaccount1";
  const [, named] = /(?:^|;)\s*AccountName=([^;]+)/i.exec(connection) ?? [];
  return named ?? /(?:^|;)\s*BlobEndpoint=https?:\/\/([^.;/]+)\./i.exec(connection)?.[1];
}

export type AskAzure = <T>(
  asked: Pick<AzureAsked, "key" | "act">,
  send: () => Promise<T>,
) => Promise<Result<T, SourceFault>>;

export function azureAsker({ place, isAnonymous }: AzureContainer): AskAzure {
  return async (asked, send) => {
    try {
      return ok(await send());
    } catch (error) {
      return err(azureFault(error as AzureError, { ...asked, place, isAnonymous }));
    }
  };
}
