import { expect, test } from "vitest";
import type { LogPage, StepOperator } from "../../../src/operator/operator.ts";
import { granted, handleOf, key, type Life, log, rig, signal, until } from "./rig.ts";

const handle = handleOf("a");
const texts = ({ lines }: LogPage): readonly string[] => lines.map(({ text }) => text);
const page = async (operator: StepOperator, cursor?: string): Promise<LogPage> =>
  granted(await operator.logs(handle, cursor, signal));

test("lines come in order, each once, with where to go on", async () => {
  const life: Life = {
    follow: [{ notify: [log("a", "1", "one"), log("a", "3", "two", "three")], result: {} }],
    poll: [
      { notify: [log("a", "4", "four")], result: { observations: { [key("a")]: { status: "succeeded" } } } },
    ],
  };
  await using it = rig([life]);
  const operator = await it.opened();
  const first = await page(operator);
  expect([texts(first), first.cursor, first.hasMore]).toEqual([["one", "two", "three"], "3", false]);
  expect(await page(operator, "3")).toEqual({ lines: [], cursor: "3", hasMore: false });
  granted(await operator.poll([handle], signal));
  const last = await page(operator, "3");
  expect([texts(last), last.cursor, last.hasMore]).toEqual([["four"], "4", false]);
  expect(it.methods()).toEqual(["initialize", "follow", "poll"]);
});

test("after the end of the process the job is followed again, from where its lines ended", async () => {
  const first: Life = {
    follow: [{ notify: [log("a", "1", "one"), log("a", "2", "two")], result: {} }],
    poll: [{ exit: 1 }],
  };
  const second: Life = { follow: [{ notify: [log("a", "3", "three")], result: {} }] };
  await using it = rig([first, second]);
  const operator = await it.opened();
  expect(texts(await page(operator))).toEqual(["one", "two"]);
  expect((await operator.poll([handle], signal)).ok).toBe(false);
  expect(texts(await page(operator, "2"))).toEqual(["three"]);
  const follows = it.noted().filter(({ method }) => method === "follow");
  expect(follows.map(({ params }) => (params as { cursor: string }).cursor)).toEqual(["", "2"]);
});

test("what had come before the end of the process is handed out first", async () => {
  const first: Life = {
    follow: [{ result: {} }],
    poll: [{ notify: [log("a", "1", "one")], exit: 1 }],
  };
  await using it = rig([first, { follow: [{ notify: [log("a", "2", "two")], result: {} }] }]);
  const operator = await it.opened();
  expect(texts(await page(operator))).toEqual([]);
  expect((await operator.poll([handle], signal)).ok).toBe(false);
  expect(texts(await page(operator, ""))).toEqual(["one"]);
  expect(texts(await page(operator, "1"))).toEqual(["two"]);
});

test("a page asked for again is fetched again", async () => {
  const life: Life = { follow: [{ notify: [log("a", "1", "one")], result: {} }] };
  await using it = rig([life]);
  const operator = await it.opened();
  expect(texts(await page(operator))).toEqual(["one"]);
  expect(texts(await page(operator))).toEqual(["one"]);
  expect(it.methods()).toEqual(["initialize", "follow", "unfollow", "follow"]);
});

test("more than can wait is dropped and asked for again: nothing lost, nothing doubled", async () => {
  const big = "x".repeat(400_000);
  const from = (start: number, end: number) =>
    Array.from({ length: end - start }, (_, at) => log("a", `${start + at + 1}`, `${start + at} ${big}`));
  const life: Life = {
    follow: [
      { notify: from(0, 8), result: {} },
      { notify: from(2, 8), result: {} },
      { notify: from(4, 8), result: {} },
      { notify: from(6, 8), result: {} },
    ],
  };
  await using it = rig([life]);
  const operator = await it.opened();
  const seen: string[] = [];
  let cursor = "";
  for (let hasMore = true; hasMore; ) {
    const next = await page(operator, cursor);
    expect(next.lines.reduce((sum, line) => sum + line.text.length, 0)).toBeLessThan(1_100_000);
    seen.push(...texts(next).map((text) => text.split(" ")[0] ?? ""));
    ({ cursor, hasMore } = next);
  }
  expect(seen).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  // One that is not answered yet is asked for once more, which does no harm.
  const sent = it.methods().slice(1);
  expect(sent.filter((method) => method === "follow")).toHaveLength(4);
  expect(sent.filter((method, at) => method === "follow" && at > 0 && sent[at - 1] !== "unfollow")).toEqual(
    [],
  );
});

test("a single notification of 10 MB comes through", async () => {
  const life: Life = { follow: [{ notify: [log("a", "1", "x".repeat(10_000_000))], result: {} }] };
  await using it = rig([life]);
  const operator = await it.opened();
  expect(texts(await page(operator))[0]).toHaveLength(10_000_000);
});

test("lines of jobs that nobody follows are let go, and those of others stay apart", async () => {
  const life: Life = {
    follow: [{ notify: [log("b", "1", "not asked for"), log("a", "1", "asked for")], result: {} }],
  };
  await using it = rig([life]);
  const operator = await it.opened();
  expect(texts(await page(operator))).toEqual(["asked for"]);
});

test("an operator without logs is not asked", async () => {
  const capabilities = { gpu: false, spot: false, multi_node: false, logs: false, data: "directory" };
  const result = { protocol_version: "1", name: "x", version: "1", capabilities };
  await using it = rig([{ initialize: [{ result }] }]);
  const operator = await it.opened();
  expect(await page(operator)).toEqual({ lines: [], cursor: "", hasMore: false });
  expect(it.methods()).toEqual(["initialize"]);
});

test("a job that was cleaned up is forgotten", async () => {
  const life: Life = {
    follow: [{ result: {} }],
    cleanup: [{ result: {} }],
    check: [{ notify: [log("a", "1", "late")], result: { findings: [] } }],
  };
  await using it = rig([life]);
  const operator = await it.opened();
  await page(operator);
  granted(await operator.cleanup(handle, signal));
  granted(await operator.check(signal));
  await until(() => it.methods().includes("check"));
  expect(it.methods()).toEqual(["initialize", "follow", "cleanup", "check"]);
});
