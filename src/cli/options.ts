import type { Request } from "../check.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Selection } from "../run/event.ts";
import type { Args } from "./command.ts";
import type { Io } from "./io.ts";

export const defaultFile = "pipeline.yaml";

/** `--param a=1 --param b=2`; the last one wins, so that a script can append its own. Error: the text that is no NAME=VALUE. */
export function paramsOf(texts: readonly string[]): Result<Mapping<string>, string> {
  const params = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf("=");
    if (equals <= 0) return err(text);
    params.set(text.slice(0, equals), text.slice(equals + 1));
  }
  // `fromEntries` defines own keys, so that a param called `__proto__` is only an unknown param.
  return ok(Object.fromEntries(params));
}

/** Step ids, comma-separated or repeated; a comma inside the brackets of a leg, `train[lr=1,seed=2]`, is part of it. */
export function stepList(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(/,(?![^[\]]*\])/))
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

export const selectionOf = (args: Args): Selection => ({
  only: stepList(args.list("only")),
  from: stepList(args.list("from")),
  ...(args.flag("force") && { force: true }),
});

/** What `check`, `plan` and `run` are asked. Error: a message. */
export function requestOf(args: Args, file: string, { cwd, env }: Io): Result<Request, string> {
  const params = paramsOf(args.list("param"));
  if (!params.ok) return err(`--param ${params.error} is no NAME=VALUE`);
  const stack = args.text("stack");
  return ok({ file, params: params.value, cwd, env, ...(stack === undefined ? {} : { stack }) });
}
