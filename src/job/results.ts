import { join } from "node:path";
import type { Files } from "../host/host.ts";
import type { Cause } from "../pipeline/pipeline.ts";
import { jobPaths } from "./job.ts";

/** What the start script left in a job's folder. The step can write there too, so nothing but the step depends on it. */
export interface Results {
  /** False where the start script never ran. */
  readonly started: boolean;
  readonly phase?: "setup" | "command";
  /** Of setup or command; missing where the script was killed before it could tell. */
  readonly exitCode?: number;
  /** Why the commands could not be run at all. */
  readonly fault?: { readonly cause: Cause; readonly message: string };
  /** Something of it was killed for want of memory, which the kernel tells sooner than Docker does. */
  readonly isOutOfMemory?: boolean;
  /** The step asked for accelerators, and there are none. */
  readonly seesNoGpu: boolean;
}

/** Whether a job's folders are still folders: a step could put links in their place, and lead whoever reads there astray. */
export async function isIntact(files: Files, job: string): Promise<boolean> {
  const kinds = [jobPaths.results, jobPaths.work].map(
    async (path) => (await files.stat(join(job, path)))?.kind,
  );
  return (await Promise.all(kinds)).every((kind) => kind === "directory");
}

/** `job`: the folder that the step saw, absolute. */
export async function readResults(files: Files, job: string): Promise<Results> {
  if (!(await isIntact(files, job))) return { started: true, seesNoGpu: false };
  const at = (name: string) => join(job, jobPaths.results, name);
  const text = async (name: string) => (await readSmall(files, at(name)))?.trim();
  const exists = async (name: string) => (await files.stat(at(name)))?.kind === "file";
  const [phase, code, fault] = [await text("phase"), await text("exit"), faultOf(await text("fault"))];
  return {
    started: await exists("started"),
    seesNoGpu: await exists("no-gpu"),
    ...((phase === "setup" || phase === "command") && { phase }),
    ...(code !== undefined && /^\d{1,3}$/.test(code) && { exitCode: Number(code) }),
    ...((await exists("oom")) && { isOutOfMemory: true }),
    ...(fault && { fault }),
  };
}

/** How the step saw its folder, absolute: what links in its outputs may begin with. Undefined where it does not say so. */
export async function readFolderName(files: Files, job: string): Promise<string | undefined> {
  const intact = await isIntact(files, job);
  const name = intact ? await readSmall(files, join(job, jobPaths.results, "started")) : undefined;
  const path = name?.replace(/\n$/, "");
  return path?.startsWith("/") ? path : undefined;
}

const largest = 4096;

/** Never more than a little, and never through a link: the step may have put anything there. */
async function readSmall(files: Files, path: string): Promise<string | undefined> {
  if ((await files.stat(path))?.kind !== "file") return undefined;
  const bytes = await files.readFrom(path, 0, largest);
  return bytes && Buffer.from(bytes).toString("utf8");
}

function faultOf(text: string | undefined): Results["fault"] {
  const [cause, message] = text?.split("\n") ?? [];
  return (cause === "image" || cause === "config") && message ? { cause, message } : undefined;
}
