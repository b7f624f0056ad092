import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { difference } from "../../src/cache/difference.ts";
import { canonical, type Fingerprint, fingerprintOf, keyOf } from "../../src/cache/fingerprint.ts";
import type { Json, Mapping } from "../../src/pipeline/draft.ts";
import { resolveAttempt } from "../../src/run/evaluation.ts";
import { legsOf } from "../../src/run/leg.ts";
import { pipelineOf } from "../pipeline/resolving.ts";

interface Around {
  readonly params?: Mapping<string>;
  readonly values?: Mapping<string>;
  readonly inputs?: Mapping<string>;
  readonly buckets?: Mapping<string>;
  readonly image?: string;
  readonly machine?: string;
  readonly accelerators?: string;
}

/** Of the last step of a pipeline that is given as text. */
function fingerprint(text: string, around: Around = {}): Fingerprint {
  const pipeline = pipelineOf(text, { params: around.params ?? {} });
  const legs = legsOf(pipeline);
  for (const leg of legs) {
    leg.result = "success";
    leg.values = around.values ?? {};
  }
  const leg = legs.at(-1);
  if (!leg) throw new Error("no step");
  const attempt = resolveAttempt(leg, { pipeline, github: {}, hashFiles: () => "" });
  if (!attempt.ok) throw new Error(attempt.error);
  const { params } = pipeline;
  const { inputs = {}, buckets = {}, image, machine = "linux/x64", accelerators } = around;
  const repositoryId = "1";
  return fingerprintOf({
    repositoryId,
    attempt: attempt.value,
    image,
    machine,
    accelerators,
    params,
    inputs,
    buckets,
  });
}

const step = (body: string, top = ""): string =>
  `${top}steps:\n  train:\n${body
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n`;

const plain = step("command: [train]\ninputs: [src/]\noutputs: [out/]");

describe("what differs is said", () => {
  const rows: readonly [title: string, before: [string, Around?], now: [string, Around?], said: string][] = [
    ["a command", [plain], [plain.replace("[train]", "[train, fast]")], "its command changed"],
    [
      "a script",
      [step("command: a\ninputs: [x]\noutputs: [y]")],
      [step("command: b\ninputs: [x]\noutputs: [y]")],
      "its command changed",
    ],
    [
      "the shell of a script",
      [step("command: a\ninputs: [x]\noutputs: [y]")],
      [step("command: a\nshell: bash\ninputs: [x]\noutputs: [y]")],
      "its command changed",
    ],
    ["a setup", [`${plain}    setup: a\n`], [`${plain}    setup: b\n`], "its setup changed"],
    [
      "content",
      [plain, { inputs: { "src/a.py": "1" } }],
      [plain, { inputs: { "src/a.py": "2" } }],
      "input src/a.py changed",
    ],
    [
      "a mode",
      [plain, { inputs: { "src/a": "1" } }],
      [plain, { inputs: { "src/a": "1+x" } }],
      "input src/a changed its mode",
    ],
    ["a new file", [plain], [plain, { inputs: { "src/b.py": "1" } }], "input src/b.py is new"],
    ["a file that is gone", [plain, { inputs: { "src/b.py": "1" } }], [plain], "input src/b.py is gone"],
    [
      "a bucket",
      [plain, { buckets: { data: "1" } }],
      [plain, { buckets: { data: "2" } }],
      "bucket data data changed",
    ],
    [
      "a param that the command uses",
      [step("command: [t, '${{ params.lr }}']\ninputs: [x]\noutputs: [y]", "params: {lr: '1'}\n"), {}],
      [
        step("command: [t, '${{ params.lr }}']\ninputs: [x]\noutputs: [y]", "params: {lr: '1'}\n"),
        { params: { lr: "2" } },
      ],
      "param lr changed",
    ],
    ["an env", [`${plain}    env: {A: "1"}\n`], [`${plain}    env: {A: "2"}\n`], "env A changed"],
    [
      "an image",
      [plain, { image: `sha256:${"1".repeat(64)}` }],
      [plain, { image: `sha256:${"2".repeat(64)}` }],
      "image digest changed: sha256:111111111111 → sha256:222222222222",
    ],
    ["a machine", [plain, { machine: "linux/arm64" }], [plain], "it runs on linux/x64, not on linux/arm64"],
    ["accelerators", [plain], [plain, { accelerators: "A10G:1" }], "accelerators changed: none → A10G:1"],
    ["outputs", [plain], [plain.replace("[out/]", "[out/, b]")], "it declares other outputs"],
    ["values", [plain], [`${plain}    values: [rows]\n`], "it declares other values"],
    ["secrets", [plain], [`${plain}    secrets: [TOKEN]\n`], "its secrets are others"],
    ["a working directory", [plain], [`${plain}    working_directory: src\n`], "working_directory changed"],
    ["a user", [plain], [`${plain}    image: a@sha256:${"1".repeat(64)}\n    user: 7\n`, {}], "user changed"],
    [
      "a value of another step",
      [
        "steps:\n  a: {command: [x], values: [v]}\n  b: {command: [y, '${{ needs.a.values.v }}'], inputs: [x], outputs: [z]}\n",
        { values: { v: "1" } },
      ],
      [
        "steps:\n  a: {command: [x], values: [v]}\n  b: {command: [y, '${{ needs.a.values.v }}'], inputs: [x], outputs: [z]}\n",
        { values: { v: "2" } },
      ],
      "a value that its command reads changed",
    ],
  ];
  test.each(rows)("%s", (_, before, now, said) => {
    const [left, right] = [fingerprint(...before), fingerprint(...now)];
    expect(difference(left, right)).toBe(said);
    expect(keyOf(left)).not.toBe(keyOf(right));
  });

  test("of many differences the first three are named", () => {
    const inputs = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`src/${index}`, "1"]));
    expect(difference(fingerprint(plain), fingerprint(plain, { inputs }))).toBe(
      "input src/0 is new, input src/1 is new, input src/2 is new and 6 more",
    );
  });
});

describe("what makes no other work of it", () => {
  const rows: readonly [title: string, before: string, now: string][] = [
    ["its name", plain, plain.replace("train:", "fit:")],
    ["cpus and memory", plain, `${plain}    resources: {cpus: 1, memory: 1}\n`],
    ["timeouts and retries", plain, `${plain}    timeout: 1h\n    retry: {max_attempts: 3}\n`],
    ["a description", plain, `${plain}    description: fits\n`],
    ["a param that it does not use", `params: {a: 1}\n${plain}`, `params: {a: 2}\n${plain}`],
    ["the order of outputs", plain.replace("[out/]", "[a, b]"), plain.replace("[out/]", "[b, a]")],
    ["the order of env", `${plain}    env: {A: "1", B: "2"}\n`, `${plain}    env: {B: "2", A: "1"}\n`],
  ];
  test.each(rows)("%s", (_, before, now) => {
    expect(keyOf(fingerprint(before))).toBe(keyOf(fingerprint(now)));
    expect(difference(fingerprint(before), fingerprint(now))).toBeUndefined();
  });
});

test("it tells no text that a user wrote: it lies where many may read", () => {
  const text = step(
    "command: hunter2\nsetup: hunter2\nenv: {A: hunter2}\ninputs: [x]\noutputs: [y]",
    "params: {p: hunter2}\n",
  );
  expect(canonical(fingerprint(text) as unknown as Json)).not.toContain("hunter2");
});

test("one text for one value, whatever the order of its keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonical(turned as Json)).toBe(canonical(value as Json));
      expect(JSON.parse(canonical(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
