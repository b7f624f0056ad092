import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { Annotations } from "../../src/report/annotations.ts";
import { consoleReporter } from "../../src/report/console.ts";
import { timeOfDay } from "../../src/report/format.ts";
import { githubReporter } from "../../src/report/github.ts";
import { jsonlReporter } from "../../src/report/jsonl.ts";
import { colored, plain } from "../../src/report/paint.ts";
import { renderSummary } from "../../src/report/summary.ts";
import type { Event } from "../../src/run/event.ts";
import { failing, identity, leg, passing, tell } from "./story.ts";

type Story = typeof failing;
const stories: readonly (readonly [string, Story])[] = [
  ["failing", failing],
  ["passing", passing],
];

beforeAll(() => {
  process.env.TZ = "UTC";
});

const end = () => ({ directory: `.stepops/runs/${identity.id}`, again: ["--param", "rows=10"] });

async function consoleText(story: Story, quiet: boolean, paint = plain): Promise<string> {
  const parts: string[] = [];
  const reporter = consoleReporter({ write: (text) => parts.push(text), paint, time: timeOfDay, quiet, end });
  await reporter.close?.(tell(story, reporter));
  return parts.join("");
}

test.each(stories)("console lines of a %s run", async (name, story) => {
  await expect(await consoleText(story, false)).toMatchFileSnapshot(`__golden__/console-${name}.txt`);
});

test("a quiet console tells failures, warnings and the end only", async () => {
  await expect(await consoleText(failing, true)).toMatchFileSnapshot("__golden__/console-quiet.txt");
});

test("colours change nothing but colours", async () => {
  const bare = stripVTControlCharacters(await consoleText(failing, false, colored));
  expect(bare).toBe(await consoleText(failing, false));
});

test.each(stories)("GitHub log of a %s run", async (name, story) => {
  const parts: string[] = [];
  const annotations = new Annotations();
  const repositoryPath = (path: string) => `sub/${path}`;
  const reporter = githubReporter({
    write: (text) => parts.push(text),
    annotations,
    repositoryPath,
    end: () => ({}),
  });
  await reporter.close?.(tell(story, reporter));
  await expect(parts.join("")).toMatchFileSnapshot(`__golden__/github-${name}.txt`);
});

test.each(stories)("job summary of a %s run", async (name, story) => {
  const tail = (id: string) => (id === leg("train[lr=0.01]") ? ["Traceback:", "  ```", "  MemoryError"] : []);
  await expect(renderSummary(tell(story), { tail })).toMatchFileSnapshot(`__golden__/summary-${name}.md`);
});

test("JSON lines hold every event as it is", () => {
  const parts: string[] = [];
  tell(
    failing,
    jsonlReporter((text) => parts.push(text)),
  );
  const events = parts.map((line) => {
    expect(line.endsWith("\n")).toBe(true);
    return JSON.parse(line) as Event;
  });
  expect(events).toEqual(JSON.parse(JSON.stringify(failing)));
});
