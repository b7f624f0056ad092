import { flavors } from "../operator/registry.ts";
import { paintFor } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { writeJson } from "./output.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  if (args.flag("json")) {
    writeJson(flavors, io);
    return exitCodes.done;
  }
  const rows = flavors.map(({ name, description, available }) => [
    name,
    available
      ? { text: "available", style: "green" as const }
      : { text: "checked, cannot run yet", style: "dim" as const },
    description,
  ]);
  io.stdout.write(`${renderTable(["Flavor", "", "Runs a step as"], rows, paintFor(io.stdout)).join("\n")}\n`);
  return exitCodes.done;
}
