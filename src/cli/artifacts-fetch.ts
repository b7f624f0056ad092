import { dirname, join } from "node:path";
import { restore } from "../artifact/restore.ts";
import type { Files, Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { Wanted } from "./artifacts-choice.ts";

export interface FetchRequest {
  readonly host: Host;
  readonly store: ObjectStore;
  readonly wanted: readonly Wanted[];
  /** Absolute. */
  readonly to: string;
  /** What is there already goes. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface FetchFault {
  readonly message: string;
  readonly hint?: string;
  /** What is in the way, not what went wrong. */
  readonly isTaken?: true;
}

/** Brings outputs into a folder, laid out as the pipeline's: all of them, or none. */
export async function fetchOutputs(request: FetchRequest): Promise<Result<void, FetchFault>> {
  const { host, to, wanted } = request;
  const { files } = host;
  const taken = await whatIsTaken(request);
  if (taken) return err(taken);
  const scratch = join(to, `.stepops-get-${host.random.hex(16)}`);
  try {
    await files.makeDirectory(scratch);
    const fetched = await fetchAll(request, scratch);
    if (!fetched.ok) return fetched;
    for (const [index, { outputs }] of wanted.entries())
      for (const path of outputs)
        await place(request, { from: join(scratch, String(index), path), path, scratch });
    return ok(undefined);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || typeof code !== "string") throw error;
    return err({ message: `${to} cannot be written to: ${message}` });
  } finally {
    await files.remove(scratch).catch(() => {});
  }
}

/** Before anything is fetched. Nothing is ever written through a link. */
async function whatIsTaken({
  host: { files },
  to,
  wanted,
  force,
}: FetchRequest): Promise<FetchFault | undefined> {
  const paths = wanted.flatMap(({ outputs }) => outputs);
  for (const folder of new Set(paths.flatMap(parents))) {
    const stat = await files.stat(join(to, folder));
    if (stat && stat.kind !== "directory")
      return {
        message: `${join(to, folder)} is in the way: it is no folder`,
        hint: "choose another folder with --to DIR",
        isTaken: true,
      };
  }
  const there: string[] = [];
  if (!force) for (const path of paths) if (await files.stat(join(to, path))) there.push(join(to, path));
  if (there.length === 0) return undefined;
  const more = there.length > 3 ? ` and ${there.length - 3} more` : "";
  return {
    message: `${there.slice(0, 3).join(", ")}${more} ${there.length === 1 ? "is" : "are"} there already`,
    hint: "choose another folder with --to DIR, or put the outputs in their place with --force",
    isTaken: true,
  };
}

const parents = (path: string): readonly string[] => {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
};

async function fetchAll(
  { host, store, wanted, signal, onProgress }: FetchRequest,
  scratch: string,
): Promise<Result<void, FetchFault>> {
  let before = 0;
  for (const [index, { leg, manifest, outputs }] of wanted.entries()) {
    let now = 0;
    const fetched = await restore({
      ...{ host, store, manifest, outputs, signal, to: join(scratch, String(index)) },
      onProgress: ({ done }) => {
        now = done;
        onProgress(before + done);
      },
    });
    if (!fetched.ok) return err({ message: `what ${leg} left cannot be fetched: ${fetched.error.message}` });
    before += now;
  }
  return ok(undefined);
}

async function place(
  { host, to, force }: FetchRequest,
  { from, path, scratch }: { readonly from: string; readonly path: string; readonly scratch: string },
): Promise<void> {
  const { files } = host;
  const at = join(to, path);
  await files.makeDirectory(dirname(at));
  if (await files.stat(at)) {
    if (!force) throw Object.assign(new Error(`${at} is there already`), { code: "EEXIST" });
    await move(files, at, join(scratch, `old-${host.random.hex(16)}`));
  }
  await move(files, from, at);
}

/** A closed folder cannot be moved, so it is open on the way. */
async function move(files: Files, from: string, to: string): Promise<void> {
  const stat = await files.stat(from);
  const isFolder = stat?.kind === "directory";
  if (isFolder) await files.setMode(from, stat.mode | 0o700);
  await files.rename(from, to);
  if (isFolder) await files.setMode(to, stat.mode & 0o777);
}
