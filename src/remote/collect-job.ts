import { isAbsolute } from "node:path";
import type { Host } from "../host/host.ts";
import type { Answer, Collected, Handle } from "../operator/operator.ts";
import { err } from "../pipeline/result.ts";
import { isWithin } from "../run/links.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { callOperator, type OperatorCall } from "./call.ts";
import type { RunOperator } from "./run-operator.ts";

export interface CollectPlace {
  readonly host: Host;
  readonly folder: Pick<RunFolder, "directory">;
}

/**
 * What a job left, in a folder that is ours from then on: files are moved out of it, and it is removed. So it has to lie below the
 * run's own folder, whatever an operator says.
 */
export async function collectJob(
  { host, folder }: CollectPlace,
  { operator, name }: RunOperator,
  { handle, ...limits }: { readonly handle: Handle } & Omit<OperatorCall<Collected>, "host" | "make">,
): Promise<Answer<Collected>> {
  const make = (over: AbortSignal) => operator.collect(handle, over);
  const answer = await callOperator<Collected>({ host, make, ...limits });
  if (!answer.ok) return answer;
  const { directory } = answer.value;
  if (await isBelow(host, folder.directory, directory)) return answer;
  const message = `${name} gives ${directory} for what the job left, which is not a folder below its scratch folder: nothing there was touched`;
  return err({ reason: "invalid", message });
}

async function isBelow({ files }: Host, run: string, directory: string): Promise<boolean> {
  if (!isAbsolute(directory)) return false;
  const [top, real] = [await files.realpath(run), await files.realpath(directory)];
  if (top === undefined || real === undefined || real === top || !isWithin(top, real)) return false;
  return (await files.stat(real))?.kind === "directory";
}
