import { describe, expect, test } from "vitest";
import { brief, checkStacksText, checkText, faultsOf } from "./check-text.ts";
import { fullPipeline } from "./full-pipeline.ts";

const inStep = (line: string): string => `steps:\n  a:\n    command: x\n    ${line}\n`;
const inFile = (line: string): string => `${line}\nsteps: {a: {command: x}}\n`;
const inResources = (line: string): string => inStep(`resources: {${line}}`);

type Row = readonly (readonly [text: string, place: string, hint?: RegExp])[];

const unknownKeys: Row = [
  [inStep("comand: y"), "4:5 unknown-key comand", /"command"/],
  [inStep("timeout-minutes: 30"), "4:5 unknown-key timeout-minutes", /timeout: 30m/],
  [inStep("timeout_minutes: 30"), "4:5 unknown-key timeout_minutes", /timeout: 30m/],
  [inStep("runs-on: ubuntu-latest"), "4:5 unknown-key runs-on", /step_operator/],
  [inStep("gpus: 1"), "4:5 unknown-key gpus", /accelerators/],
  [inStep("gpu: 1"), "4:5 unknown-key gpu", /accelerators/],
  [inStep("deps: [x]"), "4:5 unknown-key deps", /"inputs"/],
  [inStep("outs: [x]"), "4:5 unknown-key outs", /"outputs"/],
  [inStep("run: x"), "4:5 unknown-key run", /"command"/],
  [inStep("cmd: x"), "4:5 unknown-key cmd", /"command"/],
  [inStep("container: x"), "4:5 unknown-key container", /"image"/],
  [inStep("depends_on: x"), "4:5 unknown-key depends_on", /"needs"/],
  [inStep("with: {a: b}"), "4:5 unknown-key with", /env/],
  [inStep("uses: actions/checkout@v4"), "4:5 unknown-key uses", /workflow/],
  [inStep("continue-on-error: true"), "4:5 unknown-key continue-on-error", /"continue_on_error"/],
  [inStep("working-directory: x"), "4:5 unknown-key working-directory", /"working_directory"/],
  [inStep("workingDirectory: x"), "4:5 unknown-key workingDirectory", /"working_directory"/],
  [inStep("params: {a: 1}"), "4:5 unknown-key params", /top of the file/],
  [inStep("accelerators: A10G"), "4:5 unknown-key accelerators", /under "resources"/],
  [inStep("matrix: {a: [1]}"), "4:5 unknown-key matrix", /under "strategy"/],
  [inStep("name: x"), "4:5 unknown-key name", /key that it stands under/],
  [inStep("qwertz: x"), "4:5 unknown-key qwertz", /one of these keys: description, image/],
  [inStep("strategy: {max-parallel: 2}"), "4:16 unknown-key max-parallel", /"max_parallel"/],
  [inStep("strategy: {fail-fast: true}"), "4:16 unknown-key fail-fast", /"fail_fast"/],
  [inResources("gpu: 1"), "4:17 unknown-key gpu", /accelerators/],
  [inResources("timeout: 3"), "4:17 unknown-key timeout", /step itself/],
  [inResources("any_of: [{any_of: []}]"), "4:27 unknown-key any_of"],
  [inFile("image: x"), "1:1 unknown-key image", /"defaults"/],
  [inFile("vars: {a: 1}"), "1:1 unknown-key vars", /"params"/],
  ["stages: {a: {command: x}}\n", "1:1 unknown-key stages", /"steps"/],
  ["steps: {a: {cmd: x}}\n", "1:13 unknown-key cmd", /"command"/],
  [inFile("params: {p: {typ: integer}}"), "1:14 unknown-key typ", /"type"/],
  [inFile('? "a b"\n: 1'), '1:3 unknown-key "a b"'],
];

const missing: Row = [
  ["name: x\n", "1:1 missing-key name", /at least one step/],
  ["steps: {a: {description: x}}\n", "1:9 missing-key a", /command/],
  ["finally: {a: {}}\nsteps: {b: {command: x}}\n", "1:11 missing-key a", /command/],
  [inStep("inputs: [{from: s3://a}]"), "4:15 missing-key from", /"path"/],
  [inStep("image: {}"), "4:5 missing-key image", /"build"/],
  [inFile("stacks: {s: {artifact_store: {uri: x}}}"), "1:14 missing-key artifact_store", /"type"/],
  [inFile("stacks: {s: {step_operators: {gpu: {}}}}"), "1:31 missing-key gpu", /"type"/],
  [inFile("stacks: {s: {container_registry: {}}}"), "1:14 missing-key container_registry", /"uri"/],
];

const wrongTypes: Row = [
  ["- a\n- b\n", "1:1 wrong-type - a\n- b", /steps:/],
  ["steps\n", "1:1 wrong-type steps", /colon/],
  ["42\n", "1:1 wrong-type 42"],
  ["steps: [{command: x}]\n", "1:8 wrong-type [{command: x}]", /under its id/],
  ["steps:\n", "1:1 wrong-type steps", /value/],
  ["steps: {a: }\n", "1:9 wrong-type a", /value/],
  ["steps: {a: python x}\n", "1:12 wrong-type python x"],
  [inFile("name: 3"), "1:7 wrong-type 3", /"3"/],
  [inFile("name: [x]"), "1:7 wrong-type [x]"],
  [inStep("needs:"), "4:5 wrong-type needs", /remove the key/],
  [inStep("inputs: src/"), "4:13 wrong-type src/", /\[src\/\]/],
  [inStep("secrets: A"), "4:14 wrong-type A", /\[A\]/],
  [inStep("inputs: [3]"), "4:14 wrong-type 3", /"3"/],
  [inStep("env: {A: [1]}"), "4:14 wrong-type [1]", /quotes/],
  [inStep("env: {A: }"), "4:11 wrong-type A", /""/],
  [inStep("strategy: {matrix: {lr: 0.1}}"), "4:29 wrong-type 0.1", /\[0.1\]/],
  [inStep('cache: "true"'), '4:12 wrong-type "true"', /Remove the quotes/],
  [inStep('retry: {max_attempts: "3"}'), '4:27 wrong-type "3"', /Remove the quotes/],
  [inStep("retry: {max_attempts: 1.5}"), "4:27 wrong-type 1.5"],
  [inStep("timeout: {minutes: 3}"), "4:14 wrong-type {minutes: 3}"],
  [inResources("accelerators: {A100: 8}"), "4:31 wrong-type {A100: 8}", /A100:8/],
  [inStep("outputs: {a: true}"), "4:18 wrong-type true"],
  [inFile("params: {p: }"), "1:10 wrong-type p"],
];

const booleans: Row = ["yes", "on", "y", "YES"].map((word) => [
  inStep(`cache: ${word}`),
  `4:12 yaml-boolean ${word}`,
  /Write true/,
]);
const negatives: Row = ["no", "off", "N"].map((word) => [
  inStep(`strategy: {fail_fast: ${word}}`),
  `4:27 yaml-boolean ${word}`,
  /Write false/,
]);

const values: Row = [
  [inFile("on_failure: finsh"), "1:13 invalid-value finsh", /"finish"/],
  [inStep("shell: zsh"), "4:12 invalid-value zsh", /sh/],
  [inStep("network: host"), "4:14 invalid-value host", /none/],
  [inStep("retry: {on: [user]}"), "4:18 invalid-value user", /exit_codes/],
  [inStep("retry: {on: [preemptd]}"), "4:18 invalid-value preemptd", /"preempted"/],
  [inStep("user: root"), "4:11 invalid-value root", /UID/],
  [inStep("metrics: {m: {a: {better: more}}}"), "4:31 invalid-value more"],
  [
    inFile("stacks: {s: {step_operators: {gpu: {type: sagemker}}}}"),
    "1:43 invalid-value sagemker",
    /"sagemaker"/,
  ],
  [inFile("stacks: {s: {artifact_store: {type: gs}}}"), "1:37 invalid-value gs", /"gcs"/],
  ["steps: {}\n", "1:8 invalid-value {}", /Add a step/],
  ["steps: {a: {command: ''}}\n", "1:22 invalid-value ''"],
  ["steps: {a: {command: []}}\n", "1:22 invalid-value []"],
  [inStep("strategy: {matrix: {}}"), "4:24 invalid-value {}"],
  [inFile("max_parallel: 0"), "1:15 number-range 0", /1 or more/],
  [inStep("retry: {exit_codes: [256]}"), "4:26 number-range 256", /255 or less/],
  [inStep("timeout: -3"), "4:14 invalid-duration -3", /1h30m/],
  [inStep("timeout: 0"), "4:14 invalid-duration 0", /1h30m/],
  [inStep("timeout: 0s"), "4:14 invalid-duration 0s"],
  [inStep("timeout: 5 minutes"), "4:14 invalid-duration 5 minutes"],
  [inStep("timeout: 30m1h"), "4:14 invalid-duration 30m1h"],
  [inStep("pending_timeout: ''"), "4:22 invalid-duration ''"],
  [inStep("retry: {backoff: {initial: -1s}}"), "4:32 invalid-duration -1s"],
  [inResources("memory: 16GB"), "4:25 invalid-size 16GB", /without a unit/],
  [inResources("memory: -1"), "4:25 invalid-size -1"],
  [inResources("cpus: 0"), "4:23 invalid-size 0", /CPUs/],
  [inResources("cpus: 4-8"), "4:23 invalid-size 4-8"],
  [inResources("disk_size: 100+"), "4:28 invalid-size 100+"],
];

const ids: Row = [
  ["steps: {1st: {command: x}}\n", "1:9 invalid-id 1st", /64 characters/],
  ["steps: {a.b: {command: x}}\n", "1:9 invalid-id a.b"],
  ["steps: {'': {command: x}}\n", "1:9 invalid-id ''"],
  [`steps: {${"a".repeat(65)}: {command: x}}\n`, `1:9 invalid-id ${"a".repeat(65)}`],
  [inFile("params: {a b: 1}"), "1:10 invalid-id a b"],
  [inStep("values: [a.b]"), "4:14 invalid-id a.b"],
  [inStep("strategy: {matrix: {1a: [1]}}"), "4:25 invalid-id 1a"],
];

const spellings: Row = [
  [inStep("strategy: {matrix: {python: [3.9, 3.10]}}"), "4:39 number-spelling 3.10", /"3\.10"/],
  [inStep("strategy: {matrix: {include: [{python: 3.10}]}}"), "4:44 number-spelling 3.10", /Quote/],
  [inStep("env: {V: 1.0}"), "4:14 number-spelling 1.0", /or write 1$/],
  ["steps: {a: {command: [x, 1.0]}}\n", "1:26 number-spelling 1.0"],
  [inFile("params: {v: 1.00}"), "1:13 number-spelling 1.00"],
  [inFile("env: {V: 0x1F}"), "1:10 number-spelling 0x1F"],
  [inFile("env: {V: 007}"), "1:10 number-spelling 007"],
  [inFile("params: {v: 3.10}"), "1:13 number-spelling 3.10"],
  [inFile("params: {v: {default: 3.10}}"), "1:23 number-spelling 3.10"],
  [inFile("params: {v: {enum: [3.10]}}"), "1:21 number-spelling 3.10"],
  ["steps: {a: {command: [x, 3.10]}}\n", "1:26 number-spelling 3.10"],
  [inStep("image: {build: {args: {V: 3.10}}}"), "4:31 number-spelling 3.10"],
];

const workflows: Row = [
  ["on: push\njobs:\n  a: {runs-on: x, steps: []}\n", "2:1 github-workflow jobs", /\.github\/workflows/],
  ["name: x\non:\n  push:\n", "2:1 github-workflow on", /\.github\/workflows/],
  ["name: x\nruns: {using: node24, main: x}\n", "2:1 github-workflow runs", /stepops init/],
];

const tables = { unknownKeys, missing, wrongTypes, booleans, negatives, values, ids, spellings, workflows };

describe.each<[string, Row]>(Object.entries(tables))("%s", (_name, table) => {
  test.each(table.map(([text, place, hint]) => ({ text, place, hint })))("$text", ({ text, place, hint }) => {
    const checked = checkText(text);
    expect(checked.diagnostics.map(brief)).toEqual([place]);
    if (hint) expect(checked.diagnostics[0]?.hint).toMatch(hint);
    expect(faultsOf(checked)).toEqual([]);
  });
});

test("a pipeline with every key has no fault, and its draft is what it says", () => {
  const { diagnostics, draft } = checkText(fullPipeline);
  expect(diagnostics).toEqual([]);
  expect(draft?.value).not.toHaveProperty("x-shared");
  expect(draft?.value.steps.prepare?.env).toEqual({ SHARED: "1", LEVEL: "debug" });
  expect(draft?.value.steps.evaluate?.command).toBe("python eval.py metrics.json");
});

test.each([
  ["yes in a text slot", "env: {A: yes, B: off}"],
  ["learning rates", "params: {a: 1e-4, b: .5, c: 0.1, d: -3, e: 1e6}"],
  [
    "whole numbers with a point",
    "params: {a: 1.0, b: {default: 2.0, enum: [2.0, 0.5]}}\ndefaults: {strategy: {matrix: {lr: [1.0, 0.1]}}}",
  ],
  ["no setup where defaults have one", "defaults: {setup: x}\nfinally: {f: {command: x, setup: null}}"],
  ["a command in defaults", "defaults: {command: x}\nfinally: {f: {}}"],
  ["extensions", "x-a: 1\nx-: {b: [3.10]}"],
  [
    "expressions for numbers and booleans",
    "max_parallel: ${{ params.p }}\ndefaults: {cache: '${{ params.c }}', timeout: '${{ params.h }}h'}",
  ],
  ["names of other things", "env: {toString: a, hasOwnProperty: b, x-y: c}"],
  [
    "durations",
    "defaults: {timeout: 1h30m, pending_timeout: 1.5h, retry: {backoff: {initial: 0, max: 250ms}}}",
  ],
])("accepted: %s", (_name, line) => {
  expect(checkText(`${line}\nsteps: {a: {command: x}}\n`).diagnostics).toEqual([]);
});

describe("the draft of a faulty file", () => {
  test("keeps every step, and all that is right", () => {
    const text = `
name: [x]
params: {a: 1, b: [2]}
steps:
  one: {command: x, cache: yes, timeout: 3m, nope: 1, x-note: hi}
  two:
  three: {needs: [one, 3, two], inputs: [{from: s3://x}, a], image: {build: {target: 3}}}
  4th: {command: x}
finally: [x]
`;
    expect(checkText(text).draft?.value).toEqual({
      params: { a: 1 },
      steps: {
        one: { command: "x", timeout: "3m" },
        two: {},
        three: { needs: ["one", "two"], inputs: ["a"], image: { build: {} } },
        "4th": { command: "x" },
      },
    });
  });

  test("has steps even where the file has none that could be used", () => {
    expect(checkText("steps: [a]\n").draft?.value).toEqual({ steps: {} });
    expect(checkText("name: a\n").draft?.value).toEqual({ name: "a", steps: {} });
  });

  test("cuts what an alias brings only where it is wrong", () => {
    const text = "x-l: &l [a, 3]\nsteps: {s: {command: *l, needs: *l}}\n";
    expect(checkText(text).draft?.value.steps.s).toEqual({ command: ["a", 3], needs: ["a"] });
  });

  test("a fault behind an alias is told once", () => {
    const text = "x-e: &e {A: [1]}\nsteps: {s: {command: x, env: *e}, t: {command: x, env: *e}}\n";
    expect(checkText(text).diagnostics.map(brief)).toEqual(["1:13 wrong-type [1]"]);
  });
});

describe("stacks.yaml", () => {
  test("the same mapping as in a pipeline", () => {
    const { diagnostics, draft } = checkStacksText(
      "x-a: 1\nstacks: {lab: {artifact_store: {type: local, path: /x}}}\n",
    );
    expect(diagnostics).toEqual([]);
    expect(draft?.value).toEqual({ stacks: { lab: { artifact_store: { type: "local", path: "/x" } } } });
  });

  test.each([
    ["lab: {artifact_store: {type: local}}\n", ["1:1 missing-key lab", "1:1 unknown-key lab"]],
    ["stacks: {a: {artifact_stor: {type: s3}}}\n", ["1:14 unknown-key artifact_stor"]],
    ["stacks: {a b: {}}\n", ["1:10 invalid-id a b"]],
    ["[]\n", ["1:1 wrong-type []"]],
  ])("%j", (text, places) => {
    const checked = checkStacksText(text);
    expect(checked.diagnostics.map(brief).sort()).toEqual(places);
    expect(faultsOf(checked)).toEqual([]);
  });
});

describe("10,000 steps", () => {
  const steps = (line: string): string =>
    `steps:\n${Array.from({ length: 10_000 }, (_, at) => `  s${at}:\n    ${line}\n    env: {N: "${at}"}\n`).join("")}`;

  test("are checked", () => {
    const { diagnostics, draft } = checkText(steps("command: echo x"));
    expect(diagnostics).toEqual([]);
    expect(Object.keys(draft?.value.steps ?? {})).toHaveLength(10_000);
    expect(draft?.at(["steps", "s9999", "env", "N"]).range.start).toBeGreaterThan(400_000);
  });

  test("with a fault each have 10,000 diagnostics", () => {
    const { diagnostics } = checkText(steps("comand: echo x"));
    expect(diagnostics).toHaveLength(10_000);
    expect(diagnostics.at(-1)?.code).toBe("unknown-key");
  });
});
