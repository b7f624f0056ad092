import type { StepRecord } from "../run/record.ts";
import { cut } from "./format.ts";
import { jobPhases, jobState, jobsOf, type StepJob } from "./jobs.ts";
import { markdownCode, markdownText } from "./markdown.ts";

/** The jobs of a step on an operator in Markdown: operator, id as a link where there is a console, and what took how long. */
export const jobNotes = (step: StepRecord): readonly string[] => jobsOf(step).map(jobNote);

function jobNote(each: StepJob): string {
  const { step, job } = each;
  const { handle, key } = job;
  const id = markdownCode(cut(handle?.id ?? key, 100));
  const name = handle?.console === undefined ? id : linked(id, handle.console);
  const phases = markdownText(jobPhases(each) || jobState(job));
  return `job ${name} on ${markdownText(cut(step.planned.where, 60))}, ${phases}`;
}

/** An operator says where its console is; a page of GitHub may lead nowhere but to the web. */
function linked(text: string, url: string): string {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return isWeb ? `<a href="${markdownText(new URL(url).href)}">${text}</a>` : text;
}
