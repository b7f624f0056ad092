import { describe, expect, test } from "vitest";
import { errorShape, type Method, notifications, results } from "../../../src/operator/custom/answers.ts";
import { protocolVersion } from "../../../src/operator/custom/process.ts";
import { checkBySchema } from "../../../src/operator/custom/schema.ts";
import { readSettingsFile } from "../../../src/operator/custom/settings-file.ts";
import type { Handle, Job, StepOperator } from "../../../src/operator/operator.ts";
import type { Json, Mapping } from "../../../src/pipeline/draft.ts";
import { readPage } from "../../docs/markdown.ts";
import { type Act, type Life, rig, signal } from "./rig.ts";

type Message = Mapping<Json> & { readonly id: number };
interface Block {
  readonly kind: string;
  readonly message: Message;
}

const { text } = readPage("docs/reference/operator-protocol.md");
const all: readonly Block[] = [...text.matchAll(/^```json (\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, kind = "", body = ""]) => ({ kind, message: JSON.parse(body) as Message }),
);
const of = (kind: string): readonly Message[] =>
  all.flatMap((block) => (block.kind === kind ? [block.message] : []));
const [requests, answers, notes] = [of("request"), of("answer"), of("notification")];
const answerTo = (id: number): Message => answers.find((answer) => answer.id === id) ?? { id: -1 };
const methodOf = (id: number): Method => requests.find((request) => request.id === id)?.method as Method;
const title = ({ method, id }: Message): string => `${String(method)} ${id}`;

test("every block of JSON says what it is, and every request has its answer", () => {
  expect([...text.matchAll(/^```json *$/gm)]).toEqual([]);
  expect(all.map(({ kind }) => kind)).toEqual(
    expect.not.arrayContaining([
      expect.not.stringMatching(/^(request|answer|notification|settings_schema)$/),
    ]),
  );
  expect(requests.map(({ id }) => id)).toEqual(answers.map(({ id }) => id));
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(Object.keys(results)));
  expect(new Set(notes.map(({ method }) => method))).toEqual(new Set(Object.keys(notifications)));
  expect(
    new Set(all.flatMap(({ kind, message }) => (kind === "settings_schema" ? [] : [message.jsonrpc]))),
  ).toEqual(new Set(["2.0"]));
});

test.each(answers.map((answer) => [`${methodOf(answer.id)} ${answer.id}`, answer] as const))(
  "the answer to %s has the right shape",
  (_name, { id, result, error }) => {
    const read = error === undefined ? results[methodOf(id)](result, "") : errorShape(error, "error");
    expect(read).toMatchObject({ ok: true });
  },
);

test.each(notes.map((note) => [String(note.method), note] as const))(
  "the notification %s has the right shape",
  (_name, { method, params }) => {
    expect(notifications[method as keyof typeof notifications](params, "params")).toMatchObject({ ok: true });
  },
);

/** What the engine hands over, from a message. */
const jobOf = (message: Mapping<Json>): Job => {
  const { deadline_seconds, resources, directory = "", ...same } = message;
  const { use_spot, num_nodes, disk_size, shm_size, instance_type, ...others } = resources as Mapping<Json>;
  return {
    ...same,
    directory,
    deadlineSeconds: deadline_seconds,
    resources: { ...others, useSpot: use_spot, numNodes: num_nodes },
  } as unknown as Job;
};

const calls: Record<string, (operator: StepOperator, params: Mapping<Json>) => Promise<unknown>> = {
  check: (operator) => operator.check(signal),
  plan: (operator, { job }) => operator.plan(jobOf(job as Mapping<Json>), signal),
  submit: (operator, { job }) => operator.submit(jobOf(job as Mapping<Json>), signal),
  find: (operator, { key }) => operator.find(key as never, signal),
  list: (operator, { labels }) => operator.list(labels as Mapping<string>, signal),
  poll: (operator, { handles }) => operator.poll(handles as unknown as Handle[], signal),
  follow: (operator, { handle, cursor }) =>
    operator.logs(handle as unknown as Handle, cursor as string, signal),
  cancel: (operator, { handle, why }) => operator.cancel(handle as unknown as Handle, why as string, signal),
  collect: (operator, { handle }) => operator.collect(handle as unknown as Handle, signal),
  cleanup: (operator, { handle }) => operator.cleanup(handle as unknown as Handle, signal),
};

const played = requests.filter(({ method, params }) => {
  const isEmptyPoll = method === "poll" && (params as { handles: unknown[] }).handles.length === 0;
  return Object.hasOwn(calls, String(method)) && !isEmptyPoll;
});

describe("what stepops sends is what the page has, and it takes the page's answer", () => {
  const sent = requests.find(({ method }) => method === "initialize")?.params as Mapping<Json>;
  const { settings } = sent.operator as { readonly settings: Mapping<Json> };
  const life = (method: string, acts: readonly Act[]): Life => ({
    initialize: [{ result: answerTo(1).result }],
    [method]: acts,
  });

  test.each(played.map((request) => [title(request), request] as const))("%s", async (_name, request) => {
    const { result, error } = answerTo(request.id);
    const method = String(request.method);
    const notify = notes.filter((note) =>
      method === "collect" ? note.method === "progress" : method === "follow" && note.method === "log",
    );
    const act: Act = { notify: notify.map(withId), ...(error === undefined ? { result } : { error }) };
    await using it = rig([life(method, [act])]);
    const operator = await it.opened();
    const answer = await calls[method]?.(operator, request.params as Mapping<Json>);
    const [, got] = it.noted().filter((each) => each.method !== undefined);
    expect({ method: got?.method, params: got?.params }).toEqual({ method, params: request.params });
    const { message, data } = (error ?? {}) as {
      message?: string;
      data?: { reason: string; retry_after?: number };
    };
    expect(answer).toMatchObject(
      error === undefined
        ? { ok: true }
        : {
            ok: false,
            error: {
              reason: data?.reason,
              message,
              ...(data?.retry_after && { retryAfterMs: data.retry_after * 1000 }),
            },
          },
    );
  });

  test("initialize, and shutdown", async () => {
    await using it = rig([life("none", [])]);
    const command = it.input.operator.settings.command as Json;
    const operator = {
      name: "gpu",
      flavor: "custom",
      settings: { command, secrets: [], ...settings, "x-note": 1 },
    };
    await using other = rig([life("none", [])], { operator });
    const opened = await other.opened();
    expect(opened.capabilities).toEqual({
      gpu: true,
      spot: false,
      multiNode: false,
      logs: true,
      data: "directory",
      maxRuntimeSeconds: 604_800,
    });
    await opened.close();
    // The command is that of the first rig, and so is its record.
    const got = it.noted().filter(({ method }) => method !== undefined);
    expect(got.map(({ method }) => method)).toEqual(["initialize", "shutdown"]);
    expect(got[0]?.params).toEqual({ ...sent, directory: other.input.scratch });
    expect(sent.protocol_version).toBe(protocolVersion);
    expect(got[1]?.params).toEqual(requests.find(({ method }) => method === "shutdown")?.params);
  });

  test("unfollow comes before a job is followed again", async () => {
    await using it = rig([life("none", [])]);
    const operator = await it.opened();
    const { handle } = (requests.find(({ method }) => method === "follow")?.params ?? {}) as unknown as {
      handle: Handle;
    };
    await operator.logs(handle, "", signal);
    await operator.logs(handle, "7", signal);
    expect(it.methods()).toEqual(["initialize", "follow", "unfollow", "follow"]);
    const [, , unfollow] = it.noted().filter(({ method }) => method !== undefined);
    expect(unfollow?.params).toEqual(requests.find(({ method }) => method === "unfollow")?.params);
  });
});

test("the schema of settings is one, and takes what the page's operator has", () => {
  const [schema] = of("settings_schema");
  const file = readSettingsFile(JSON.stringify(schema));
  expect(file.ok).toBe(true);
  if (!file.ok) return;
  expect(checkBySchema({ partition: "gpu" }, file.value.operator ?? false)).toEqual([]);
  expect(checkBySchema({ qos: "high" }, file.value.step ?? false)).toEqual([]);
  expect(checkBySchema({ qos: "hihg" }, file.value.step ?? true)).toMatchObject([
    { hint: 'Did you mean "high"?' },
  ]);
});

const withId = (note: Message): object => {
  const params = note.params as Mapping<Json>;
  return { method: note.method, params: Object.hasOwn(params, "id") ? { ...params, id: "$id" } : params };
};
