import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";

/** Each schema is a part of the bundle that loads on its own. */
const schemas = new Map<string, () => Promise<{ readonly default: unknown }>>([
  ["pipeline", () => import("../../schema/pipeline.schema.json", { with: { type: "json" } })],
  ["stacks", () => import("../../schema/stacks.schema.json", { with: { type: "json" } })],
]);

export async function execute(args: Args, io: Io): Promise<number> {
  const name = args.positionals[0] ?? "pipeline";
  const load = schemas.get(name);
  if (!load)
    return usageError(
      `there is no schema ${name}`,
      io,
      `write stepops schema ${[...schemas.keys()].join(" or stepops schema ")}`,
    );
  writeJson((await load()).default, io);
  return exitCodes.done;
}
