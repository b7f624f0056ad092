import { expect, test } from "vitest";
import type { JobKey, Observation } from "../../src/operator/operator.ts";
import { renderEnd } from "../../src/report/end.ts";
import { eventLine } from "../../src/report/event-line.ts";
import { plain } from "../../src/report/paint.ts";
import { renderSummary } from "../../src/report/summary.ts";
import type { Event } from "../../src/run/event.ts";
import type { RunRecord } from "../../src/run/record.ts";
import { at, ended, identity, leg, planned, runEnded, started, stepStarted, tell } from "./story.ts";

const key = (n: number): JobKey => `${"a".repeat(40)}-${n}` as JobKey;
const ofJob = (n: number, second: number) => ({ leg: leg("train"), key: key(n), at: at(second) });

/** A job from its intent to where it stands. */
function job(
  n: number,
  id: string,
  phases: readonly (readonly [Observation["status"], number])[],
  console?: string,
): readonly Event[] {
  const [, first = 0] = phases[0] ?? [];
  const handle = { key: key(n), id, labels: {}, ...(console !== undefined && { console }) };
  return [
    { type: "job-intended", ...ofJob(n, first), attempt: n, submission: n, nonce: "", digest: "" },
    { type: "job-submitted", ...ofJob(n, first), handle },
    ...phases.map(([status, second]): Event => ({ type: "job-status", ...ofJob(n, second), status })),
  ];
}

const recordOf = (...events: readonly Event[]): RunRecord =>
  tell([started([planned("train", [], { where: "lab" })]), stepStarted("train", 0), ...events]);
const endText = (record: RunRecord, columns?: number): string =>
  renderEnd(record, { paint: plain, tail: () => [], ...(columns !== undefined && { columns }) }).join("\n");
const summary = (record: RunRecord): string => renderSummary(record, { tail: () => [] });

const url = "https://lab.example/j1?a=1&b=<2>";
const long = job(
  1,
  "j1",
  [
    ["queued", 0],
    ["running", 12],
    ["succeeded", 197],
  ],
  url,
);

test("a job is shown with its operator, its link and how long each of its phases took", () => {
  const record = recordOf(...long, ended("train", 200), runEnded(200, "success"));
  expect(endText(record)).toContain(
    `Jobs     train: job j1 on lab, queued 12 s, running 3 min 05 s\n         ${url}`,
  );
  expect(endText(record, 40)).toContain(url);
  expect(summary(record)).toContain(
    '| job <a href="https&#58;//lab.example/j1?a=1&#38;b=%3C2%3E"><code>j1</code></a> on lab, queued 12 s, running 3 min 05 s |',
  );
});

test("of a step that failed the text names its job, wherever the failure is told", () => {
  const failure = { cause: "infrastructure", message: "the machine is gone" } as const;
  const last = ended("train", 200, { outcome: "failure", failure });
  const record = recordOf(...job(1, "j1", [["running", 0]]), last, runEnded(200, "failure"));
  const text = "the machine is gone (cause: infrastructure) (job j1 on lab)";
  expect(endText(record)).toContain(`train: ${text}`);
  expect(eventLine(last, record, plain)).toContain(text);
  expect(summary(record)).toContain("(job j1 on lab)");
  const named = { ...failure, message: "the machine of j1 is gone" };
  const twice = ended("train", 200, { outcome: "failure", failure: named });
  expect(endText(recordOf(...job(1, "j1", [["running", 0]]), twice))).not.toContain("(job j1");
});

test("of several jobs the newest is shown, and whatever may still run", () => {
  const before = job(1, "j1", [["running", 0]]);
  const after = job(2, "j2", [["running", 20]]);
  expect(endText(recordOf(...before, ...after))).toMatch(
    /job j1 on lab, running.*\n.*job j2 on lab, running/,
  );
  const over: Event = { type: "job-ended", ...ofJob(1, 10), status: "lost" };
  const text = endText(recordOf(...before, over, ...after));
  expect(text).not.toContain("j1");
  expect(text).toContain("job j2 on lab, running");
});

test("38: of a run that is over, the job that may still run is named with the command that stops it", () => {
  const running = job(1, "j1", [["running", 0]]);
  const last = [ended("train", 9, { outcome: "cancelled" }), runEnded(9, "cancelled")] as const;
  const { id } = identity;
  const stop = `one may still run, and cost: stepops cancel ${id} stops it`;
  expect(endText(recordOf(...running, ...last))).toContain(stop);
  expect(endText(recordOf(...running))).not.toContain("stepops cancel");
  const over: Event = { type: "job-ended", ...ofJob(1, 8), status: "cancelled" };
  expect(endText(recordOf(...running, over, ...last))).not.toContain("stepops cancel");
});

test("a job that was asked for and never answered is shown by its key", () => {
  const [intended] = job(1, "j1", []);
  const record = recordOf(...(intended ? [intended] : []));
  expect(endText(record)).toContain(`the job with the key ${key(1)} on lab, asked for`);
});

test("what an operator says of its console leads nowhere but to the web, and changes no page", () => {
  for (const console of ["javascript:alert(1)", "file:///etc", "no url"])
    expect(summary(recordOf(...job(1, "j1", [["running", 0]], console)))).not.toContain("<a ");
  const odd = summary(recordOf(...job(1, "</code>|x\u001b[31m", [["running", 0]], 'https://x/"><script>')));
  for (const text of ["<script", "</code>|", "\u001b"]) expect(odd).not.toContain(text);
});

test("there is nothing about jobs where no step has one", () => {
  const record = recordOf(ended("train", 2), runEnded(2, "success"));
  expect(endText(record)).not.toContain("Jobs");
  expect(summary(record)).not.toContain("job");
});
