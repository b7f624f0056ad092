import { join } from "node:path";
import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Step } from "../pipeline/pipeline.ts";
import type { Published } from "../run/event.ts";
import type { Outputs } from "../run/outputs.ts";
import { sha256Of } from "../run/sha256.ts";

/** What a step's command has done, and the artifact store does not have. */
export interface Unkept {
  /** Of its work; undefined where later runs would not find it. */
  readonly key: string | undefined;
  readonly values: Mapping<string>;
  readonly outputs: readonly Published[];
  readonly durationMs: number;
}

/**
 * Notes of the run that lie in its folder while outputs are on their way to the store, or could not get there: whoever comes after,
 * a next attempt or a resume, sends them and does not do the work again.
 */
export interface UnkeptNotes {
  /** Undefined where there is none, or the outputs are not what the step left any more. */
  read(step: Step): Promise<Unkept | undefined>;
  write(step: Step, unkept: Unkept): Promise<void>;
  remove(step: Step): Promise<void>;
}

export function openUnkept(input: {
  readonly files: Files;
  /** The run's folder. */
  readonly directory: string;
  readonly outputs: Pick<Outputs, "areUntouched">;
}): UnkeptNotes {
  const { files, directory, outputs } = input;
  const fileOf = ({ id }: Step): string => join(directory, "unkept", `${sha256Of(id).slice(0, 32)}.json`);
  return {
    async read(step) {
      const unkept = parse(await files.read(fileOf(step)));
      return unkept && (await outputs.areUntouched(step)) ? unkept : undefined;
    },
    write: (step, unkept) => files.replace(fileOf(step), JSON.stringify(unkept)),
    remove: (step) => files.remove(fileOf(step)),
  };
}

/** A damaged note counts as none. */
function parse(text: string | undefined): Unkept | undefined {
  try {
    const value = JSON.parse(text ?? "null") as Unkept | null;
    return value !== null && Array.isArray(value.outputs) ? value : undefined;
  } catch {
    return undefined;
  }
}
