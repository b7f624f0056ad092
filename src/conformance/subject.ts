import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { openCustomOperator } from "../operator/custom/operator.ts";
import type { Answer, StepOperator } from "../operator/operator.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { ok } from "../pipeline/result.ts";
import { markPrefix } from "../run/leftovers.ts";
import { createMasker } from "../run/mask.ts";
import { Wire, type WireOptions } from "./wire.ts";

/** An operator as a process of its own would have it: it knows nothing of what others did but what the backend tells. */
export interface Opened {
  readonly operator: StepOperator;
  /** Where it is a program that messages are exchanged with. */
  readonly wire?: Wire;
  /** Where its program bears a mark: what of it is still there is ended by it, as a run does at its end. */
  readonly mark?: readonly [name: string, value: string];
}

export type Open = (options: WireOptions) => Promise<Answer<Opened>>;

export interface CustomSubject {
  readonly command: readonly [string, ...string[]];
  /** The operator's own keys in the stack. */
  readonly settings: Mapping<Json>;
  /** Absolute: where the program is started. */
  readonly directory: string;
  /** Absolute: each process gets a folder below it. */
  readonly scratch: string;
  readonly env: Mapping<string>;
  readonly secrets: Mapping<string>;
  readonly host: Host;
  readonly version: string;
}

/** A program that speaks the operator protocol. */
export function customSubject(subject: CustomSubject): Open {
  let opened = 0;
  return async (options) => {
    const { host, command, settings, scratch } = subject;
    opened += 1;
    const folder = join(scratch, `process-${opened}`);
    const wire = new Wire(host.spawn, host.clock, options);
    const mark = [`${markPrefix}CONFORMANCE_${opened}`, folder] as const;
    const answer = await openCustomOperator(
      {
        ...subject,
        operator: { name: "tested", flavor: "custom", settings: { ...settings, command } },
        scratch: folder,
        marks: { [mark[0]]: mark[1] },
        // What leaks must be seen.
        masker: createMasker([]),
        // No pause before a program that was killed is started again.
        host: { ...host, spawn: wire.spawn, random: { ...host.random, float: () => 0 } },
        onDiagnostic: () => {},
      },
      new AbortController().signal,
    );
    return answer.ok ? ok({ operator: answer.value, wire, mark }) : answer;
  };
}
