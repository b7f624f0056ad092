import { hasErrors } from "../pipeline/diagnostic.ts";
import { cut, plural } from "../report/format.ts";
import { type Paint, paintFor } from "../report/paint.ts";
import { type Row, renderTable } from "../report/table.ts";
import type { PlannedLeg } from "../run/plan.ts";
import { plan } from "../stepops.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf, selectionOf } from "./options.ts";
import { refused, usageError, writeDiagnostics, writeJson } from "./output.ts";

type Planned = Awaited<ReturnType<typeof plan>>;

export async function execute(args: Args, io: Io): Promise<number> {
  const request = requestOf(args, args.positionals[0] ?? defaultFile, io);
  if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
  const asked = { ...request.value, selection: selectionOf(args), offline: args.flag("offline") };
  const planned = await plan(asked, await io.host());
  if (args.flag("json")) await writePlanJson(planned, io);
  else await writePlan(planned, io);
  if (planned.refused) return refused(planned.refused, io);
  return hasErrors(planned.diagnostics) || !planned.plan ? exitCodes.badInput : exitCodes.done;
}

async function writePlanJson({ diagnostics, plan: legs = [] }: Planned, io: Io): Promise<void> {
  const { toJson } = await import("../report/diagnostics.ts");
  const steps = legs.map(({ leg, ...rest }) => ({ id: leg, ...rest }));
  writeJson({ diagnostics: toJson(diagnostics), steps }, io);
}

async function writePlan(planned: Planned, { stdout, stderr }: Io): Promise<void> {
  await writeDiagnostics(planned.diagnostics, stderr);
  if (!planned.plan || !planned.pipeline) return;
  for (const line of planLines(
    { ...planned, plan: planned.plan, pipeline: planned.pipeline },
    paintFor(stdout),
  )) {
    stdout.write(`${line}\n`);
  }
}

const styles = { run: "green", depends: "yellow", cached: "dim", skip: "dim" } as const;

/** Pure: a heading and a table, a row a leg. */
function planLines(
  { pipeline, plan: legs }: Pick<Required<Planned>, "pipeline" | "plan">,
  paint: Paint,
): readonly string[] {
  const count = (wanted: PlannedLeg["action"]) => legs.filter(({ action }) => action === wanted).length;
  const running = count("run");
  const rows = legs.map(({ leg, where, action, why, needs }): Row => {
    const style = styles[action];
    const after = needs.length === 0 ? "" : cut(needs.join(", "), 48);
    return [
      cut(leg, 48),
      { text: action, style },
      where,
      { text: cut(why, 60), style: "dim" },
      { text: after, style: "dim" },
    ];
  });
  const others = [
    ...(count("depends") > 0 ? [`, ${count("depends")} if its inputs change`] : []),
    ...(count("cached") > 0 ? [`, ${count("cached")} cached`] : []),
    ...(count("skip") > 0 ? [`, ${count("skip")} left out`] : []),
  ].join("");
  return [
    `${paint("bold", pipeline.name)}: ${plural(running, "step")} would run on stack ${pipeline.stack.name}${others}`,
    ...renderTable(["Step", "Action", "Where", "Why", "Needs"], rows, paint),
  ];
}
