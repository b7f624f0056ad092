import { err, ok, type Result } from "../pipeline/result.ts";
import { type Patience, patiently } from "./patience.ts";
import { notSilent } from "./silence.ts";
import type { BucketSource, SourceFault } from "./source.ts";

/** A small object's whole content as UTF-8; undefined where there is none. One that changes meanwhile is read again. */
export function readText(
  source: BucketSource,
  key: string,
  patience: Patience,
): Promise<Result<string | undefined, SourceFault>> {
  return patiently<string | undefined>(patience, async () => {
    const { signal } = patience;
    const found = await source.look(key, signal);
    if (!found.ok) return found.error.reason === "missing" ? ok(undefined) : found;
    if (found.value.size === 0) return ok("");
    const reading = await source.read(found.value, 0, signal);
    if (!reading.ok) return again(reading);
    return take(reading.value.body, { key, size: found.value.size, patience });
  });
}

/** What was replaced or removed since it was looked at is looked at anew. */
const again = ({ error }: { readonly error: SourceFault }): Result<never, SourceFault> =>
  err(error.reason === "changed" ? { ...error, reason: "unreachable" } : error);

async function take(
  body: AsyncIterable<Uint8Array>,
  { key, size, patience }: { readonly key: string; readonly size: number; readonly patience: Patience },
): Promise<Result<string, SourceFault>> {
  const chunks: Uint8Array[] = [];
  const read = async () => {
    for await (const chunk of body) chunks.push(chunk);
  };
  try {
    await notSilent(read(), patience);
  } catch (error) {
    return err({ reason: "unreachable", message: `${key} broke off: ${(error as Error).message}` });
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length === size) return ok(bytes.toString("utf8"));
  return err({ reason: "unreachable", message: `${key} broke off after ${bytes.length} bytes` });
}
