import { hasErrors } from "../pipeline/diagnostic.ts";
import { cut, plural } from "../report/format.ts";
import { inertLines } from "../report/inert.ts";
import { type Paint, paintFor } from "../report/paint.ts";
import { type Row, renderTable } from "../report/table.ts";
import type { PlannedJob, PlannedLeg } from "../run/plan.ts";
import { type Planned, plan } from "../stepops.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf, selectionOf } from "./options.ts";
import { refused, usageError, writeDiagnostics, writeJson } from "./output.ts";

/** What a program writes on a runner's log must not read like an order to the runner. */
const noticeLines = (notices: readonly string[], paint: Paint): readonly string[] =>
  notices.flatMap((notice) => inertLines(notice).map((line) => `${paint("dim", "notice:")} ${line}`));

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

async function writePlanJson({ diagnostics, plan: legs = [], notices = [] }: Planned, io: Io): Promise<void> {
  const { toJson } = await import("../report/diagnostics.ts");
  const steps = legs.map(({ leg, ...rest }) => ({ id: leg, ...rest }));
  writeJson({ diagnostics: toJson(diagnostics), steps, notices }, io);
}

async function writePlan(planned: Planned, { stdout, stderr }: Io): Promise<void> {
  await writeDiagnostics(planned.diagnostics, stderr);
  for (const line of noticeLines(planned.notices ?? [], paintFor(stderr))) stderr.write(`${line}\n`);
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
  const rows = legs.map(({ leg, where, action, why, needs, job }): Row => {
    const style = styles[action];
    const after = needs.length === 0 ? "" : cut(needs.join(", "), 48);
    return [
      cut(leg, 48),
      { text: action, style },
      job ? placeText(where, job) : where,
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

/** Where it runs, what it would get and what that costs, as far as its operator says so. */
function placeText(where: string, { resources, instanceType, hourlyCost }: PlannedJob): string {
  const paid = resources?.endsWith(" on spot") ? " on spot" : "";
  const machine = instanceType === undefined ? resources : `${instanceType}${paid}`;
  const cost = hourlyCost === undefined ? undefined : `$${hourlyCost.toFixed(2)}/h`;
  const told = [machine, cost].filter((each) => each !== undefined).join(", ");
  return told === "" ? where : cut(`${where}: ${told}`, 60);
}
