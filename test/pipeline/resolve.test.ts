import { describe, expect, test } from "vitest";
import { hasErrors } from "../../src/pipeline/diagnostic.ts";
import { edgesOf, faults, marked, pipelineOf, place, resolveText, stepOf } from "./resolving.ts";

const vision = `name: vision
params: {epochs: 10, seed: {type: integer, default: 7}}
env: {PYTHONHASHSEED: "0"}
defaults:
  image: pytorch/pytorch:2.5.1
  setup: pip install -r requirements.txt
  timeout: 1h
max_parallel: 4
on_failure: continue
steps:
  prepare:
    command: [python, src/prepare.py, data/raw, data/prepared]
    inputs: [src/, {from: "s3://acme-data/coco/v3/", path: data/raw/}]
    outputs: [data/prepared/]
    values: [rows]
  train:
    strategy: {matrix: {lr: ["0.1", "0.01"]}, max_parallel: 2, fail_fast: false}
    if: fromJSON(needs.prepare.values.rows) > 1000
    step_operator: gpu
    secrets: [WANDB_API_KEY]
    command: |
      python src/train.py --lr \${{ matrix.lr }} --epochs \${{ params.epochs }}
    inputs: [src/, "!src/**/*.md", data/prepared/]
    outputs: ["models/\${{ matrix.lr }}/"]
    checkpoint: checkpoints/
    retry: {max_attempts: 2, on: [oom], exit_codes: [75], backoff: {initial: 1s, factor: 3, max: 1m}}
  evaluate:
    inputs: [models/]
    setup: "true"
    command: python src/eval.py models metrics.json
    metrics: {metrics.json: {accuracy: {better: higher, max_drop: 0.01}}}
    outputs: {report.html: {artifact: true}, metrics.json: {artifact: "\${{ false }}"}}
    plots: {curve.csv: {x: step, y: loss, title: Loss}}
finally:
  notify: {if: failure(), image: null, setup: [make, notify], command: [./notify.sh, "\${{ needs.train.result }}"]}
`;

describe("a whole pipeline", () => {
  const pipeline = pipelineOf(vision, { stackName: "local" });

  test("has its legs in order, with every kind of edge", () => {
    expect(pipeline.steps.map(({ id }) => id)).toEqual([
      "prepare",
      "train[lr=0.1]",
      "train[lr=0.01]",
      "evaluate",
      "notify",
    ]);
    expect(edgesOf(pipeline)).toEqual([
      "prepare>train[lr=0.1] expression",
      "prepare>train[lr=0.01] expression",
      "train[lr=0.01]>evaluate path",
      "train[lr=0.1]>evaluate path",
      "train[lr=0.01]>notify expression",
      "train[lr=0.1]>notify expression",
    ]);
  });

  test("settles what the file says of the whole", () => {
    const { name, params, env, maxParallel, onFailure, groups } = pipeline;
    expect({ name, params, env, maxParallel, onFailure }).toEqual({
      name: "vision",
      params: { epochs: 10, seed: 7 },
      env: { PYTHONHASHSEED: "0" },
      maxParallel: 4,
      onFailure: "continue",
    });
    expect(
      [...groups.values()].map(({ id, legs, isMatrix, failFast, maxParallel: most }) => [
        id,
        legs.length,
        isMatrix,
        failFast,
        most,
      ]),
    ).toEqual([
      ["prepare", 1, false, true, undefined],
      ["train", 2, true, false, 2],
      ["evaluate", 1, false, true, undefined],
      ["notify", 1, false, true, undefined],
    ]);
  });

  test("lays defaults under each step", () => {
    const [prepare, , , evaluate, notify] = pipeline.steps;
    expect(prepare?.image).toEqual({ kind: "reference", reference: "pytorch/pytorch:2.5.1" });
    expect(prepare?.setup).toMatchObject({
      kind: "script",
      shell: "sh",
      text: "pip install -r requirements.txt",
    });
    expect(evaluate?.setup).toMatchObject({ text: "true" });
    expect([notify?.image, notify?.isFinally, notify?.timeoutMs]).toEqual([undefined, true, 3_600_000]);
    expect(notify?.setup).toEqual({ kind: "argv", args: [["make"], ["notify"]] });
  });

  test("reads inputs, outputs and retry", () => {
    const [prepare, train, , evaluate] = pipeline.steps;
    expect(prepare?.inputs?.map(({ location: _, ...input }) => input)).toEqual([
      { kind: "path", path: "src", isDirectory: true },
      { kind: "bucket", from: "s3://acme-data/coco/v3/", path: "data/raw" },
    ]);
    const { text } = pipeline.file;
    const sources = train?.inputs?.map(({ location }) =>
      text.slice(location?.range.start, location?.range.end),
    );
    expect(sources).toEqual(["src/", '"!src/**/*.md"', "data/prepared/"]);
    expect(train?.inputs?.map(({ kind }) => kind)).toEqual(["path", "exclude", "path"]);
    expect([train?.matrix, train?.checkpoint, train?.operatorName]).toEqual([
      { lr: "0.1" },
      "checkpoints",
      "gpu",
    ]);
    expect(train?.retry).toEqual({
      maxAttempts: 2,
      on: ["oom"],
      exitCodes: [75],
      backoff: { initialMs: 1000, factor: 3, maxMs: 60_000 },
    });
    expect(evaluate?.outputs.map(({ location: _, ...output }) => output)).toEqual([
      { path: "report.html", isDirectory: false, role: "output", artifact: true },
      {
        path: "metrics.json",
        isDirectory: false,
        role: "metrics",
        artifact: false,
        metrics: { accuracy: { better: "higher", maxDrop: 0.01 } },
      },
      {
        path: "curve.csv",
        isDirectory: false,
        role: "plot",
        plot: { x: "step", y: ["loss"], title: "Loss" },
      },
    ]);
  });

  test("takes away the setup of defaults where it is null", () => {
    const text =
      "defaults: {setup: pip install x}\nsteps: {a: {command: [x], setup: null}, b: {command: [x]}}\n";
    expect(pipelineOf(text).steps.map(({ setup }) => setup?.kind)).toEqual([undefined, "script"]);
  });

  test("knows where its keys stand, also those from defaults", () => {
    const [, train] = pipeline.steps;
    const at = (...path: Parameters<NonNullable<NonNullable<typeof train>["at"]>>) =>
      train?.at && place(train.at(...path));
    expect([at("step_operator"), at("secrets", 0), at("image"), at("user")]).toEqual([
      "19:20",
      "20:15",
      "5:10",
      "16:3",
    ]);
  });
});

const file = (...steps: readonly string[]) => `steps:\n${steps.map((step) => `  ${step}\n`).join("")}`;

describe("edges", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "needs joins all legs",
      ["a: {command: [x], strategy: {matrix: {i: [1, 2]}}}", "b: {command: [x], needs: a}"],
      ["a[i=1]>b needs", "a[i=2]>b needs"],
    ],
    [
      "paths join the legs that match",
      [
        "a: {command: [x], strategy: {matrix: {i: [1, 2]}}, outputs: ['o/${{ matrix.i }}']}",
        "b: {command: [x], strategy: {matrix: {i: [1, 2]}}, inputs: ['o/${{ matrix.i }}']}",
      ],
      ["a[i=1]>b[i=1] path", "a[i=2]>b[i=2] path"],
    ],
    [
      "needs comes before an expression, an expression before a path",
      [
        "a: {command: [x], outputs: [o], values: [v]}",
        "b: {command: ['${{ needs.a.values.v }}'], needs: [a], inputs: [o]}",
        "c: {command: ['${{ needs.a.values.v }}'], inputs: [o]}",
      ],
      ["a>b needs", "a>c expression"],
    ],
    ["no inputs, no path edges", ["a: {command: [x], outputs: [o]}", "b: {command: [x]}"], []],
    [
      "env makes edges too",
      ["b: {command: [x], env: {V: '${{ needs.a.result }}'}}", "a: {command: [x]}"],
      ["a>b expression"],
    ],
  ])("%s", (_, steps, edges) => {
    expect(edgesOf(pipelineOf(file(...steps)))).toEqual(edges);
  });

  test("steps of finally come last, in the order of their needs, and may read main", () => {
    const text = `finally:\n  f: {command: [x], needs: a}\n  g: {command: [x], needs: f}\n${file("b: {command: [x], needs: a}", "a: {command: [x]}")}`;
    const pipeline = pipelineOf(text);
    expect(pipeline.steps.map(({ id }) => id)).toEqual(["a", "b", "f", "g"]);
    expect(edgesOf(pipeline)).toEqual(["a>b needs", "a>f needs", "f>g needs"]);
  });
});

describe("faults of the graph", () => {
  test.each<[string, string, string]>([
    ["an unknown step", file("train: {command: [x]}", "b: {command: [x], needs: [▸trian]}"), "unknown-need"],
    [
      "a leg instead of its step",
      file("a: {command: [x], strategy: {matrix: {i: [1]}}}", "b: {command: [x], needs: ▸'a[i=1]'}"),
      "unknown-need",
    ],
    ["itself", file("a: {command: [x], needs: ▸a}"), "self-need"],
    ["itself in an expression", file("a: {command: ▸['${{ needs.a.result }}']}"), "self-need"],
    [
      "main after finally",
      `finally: {f: {command: [x]}}\n${file("a: {command: [x], needs: ▸f}")}`,
      "unknown-need",
    ],
    [
      "a later step of finally",
      `${file("a: {command: [x]}")}finally: {f: {command: [x], needs: ▸g}, g: {command: [x]}}\n`,
      "unknown-need",
    ],
    [
      "what a step of finally writes",
      `finally: {f: {command: [x], outputs: [o]}}\n${file("a: {command: [x], inputs: ▸[o]}")}`,
      "unknown-need",
    ],
    [
      "needs in a path",
      file("a: {command: [x], values: [v]}", "b: {command: [x], outputs: ['o/${{ ▸needs.a.values.v }}']}"),
      "unknown-name",
    ],
    [
      "needs in setup",
      file("a: {command: [x]}", "b: {command: [x], setup: 'echo ${{ ▸needs.a.result }}'}"),
      "unknown-name",
    ],
    [
      "a value that is not declared",
      file("a: {command: [x], values: [v]}", "b: {command: ['${{ needs.a.values.▸w }}']}"),
      "unknown-value",
    ],
    [
      "two ids that a backend cannot tell apart",
      file("a_b: {command: [x]}", "▸A-b: {command: [x]}"),
      "id-collision",
    ],
    [
      "one id in both sections",
      `${file("a: {command: [x]}")}finally: {▸a: {command: [x]}}\n`,
      "id-collision",
    ],
    [
      "two writers",
      file("a: {command: [x], outputs: [out/]}", "b: {command: [x], outputs: [▸out/x.csv]}"),
      "overlapping-outputs",
    ],
    [
      "legs that write one path",
      file("a: {command: [x], outputs: [▸o], strategy: {matrix: {i: [1, 2]}}}"),
      "overlapping-outputs",
    ],
    [
      "a cycle",
      file(
        "▸a: {command: [x], needs: c}",
        "b: {command: [x], inputs: [o]}",
        "c: {command: ['${{ needs.b.result }}']}",
      ).replace("needs: c}", "needs: c, outputs: [o]}"),
      "cycle",
    ],
  ])("%s", (_, given, code) => {
    const { text, places } = marked(given);
    expect(faults(text)).toEqual(places.map((at) => `${code} ${at}`));
  });

  test("a sibling prefix is no overlap, nor are several outputs of one step", () => {
    expect(
      faults(file("a: {command: [x], outputs: [out, out/x]}", "b: {command: [x], outputs: [out2]}")),
    ).toEqual([]);
  });

  test("a cycle is printed, with the place of each of its edges", () => {
    const text = file(
      "a: {command: [x], needs: c, outputs: [o]}",
      "b: {command: [x], inputs: [o]}",
      "c: {command: ['${{ needs.b.result }}']}",
    );
    const [found] = resolveText(text).diagnostics;
    expect(found?.message).toContain("a → b → c → a");
    expect(found?.related?.map(({ location, message }) => `${place(location)} ${message}`)).toEqual([
      '3:29 "b" reads an output of "a"',
      '4:16 "c" names "b" in an expression',
      '2:28 "a" needs "c"',
    ]);
  });

  test("both places are shown where two clash", () => {
    const text = file(
      "a: {command: [x], outputs: [out/]}",
      "A: {command: [x], outputs: [out/x]}",
      "b: {command: [x], needs: [aa]}",
    );
    const related = resolveText(text).diagnostics.map(({ code, related: others }) => [
      code,
      others?.map(({ location }) => place(location)),
    ]);
    expect(related).toEqual([
      ["id-collision", ["2:3"]],
      ["unknown-need", ["2:3"]],
      ["overlapping-outputs", ["2:31"]],
    ]);
  });
});

test("all faults are found in one pass, each in its place", () => {
  const { text, places } = marked(`params: {p: {type: string}}
env: {▸GITHUB_X: 1}
steps:
  a: {command: [x], image: ▸Foo, needs: [▸zz], outputs: [▸../x]}
  b: {command: 'echo ▸\${{ params.nope }}', timeout: ▸7h, strategy: {▸matrix: {i: []}}}
  c: {command: [x], secrets: [▸a-b], resources: {accelerators: ▸T4:0}, user: ▸"\${{ 'root' }}", retry: {max_attempts: ▸"\${{ 0 }}"}}
`);
  const { diagnostics, pipeline } = resolveText(text.replace("timeout: 7h", "timeout: 7x"), {
    standIns: true,
  });
  expect(pipeline).toBeUndefined();
  expect(hasErrors(diagnostics)).toBe(true);
  const found = diagnostics.map(({ location }) => place(location).split(":")[0]);
  expect(new Set(found)).toEqual(new Set(["2", "4", "5", "6"]));
  expect(diagnostics.map(({ code }) => code).sort()).toEqual([
    "accelerator-count",
    "env-name",
    "env-reserved",
    "invalid-duration",
    "invalid-image",
    "invalid-value",
    "invalid-value",
    "matrix-empty",
    "path-escapes",
    "unknown-name",
    "unknown-need",
  ]);
  expect(places.length).toBe(diagnostics.length);
});

test.each([
  "steps: {a: {comand: [x]}}",
  "steps: {a: }",
  "steps: []",
  "steps: {a: {command: 5, needs: 7, strategy: {matrix: 3}}}",
  "stacks: 4\nsteps: {a: {command: [x], inputs: {}, env: []}}",
  "defaults: 3\nparams: [a]\nsteps: {a: {command: [x]}}",
])("what the shape check complained about is not complained about again: %s", (text) => {
  const { diagnostics, pipeline } = resolveText(`${text}\n`);
  expect(hasErrors(diagnostics)).toBe(true);
  if (pipeline)
    expect(diagnostics.every(({ code }) => ["unknown-key", "wrong-type", "missing-key"].includes(code))).toBe(
      true,
    );
});

describe("static values of a leg", () => {
  const leg = (rest: string) =>
    stepOf(
      `params: {n: 2, on: true}\n${file(`a: {command: [x], strategy: {matrix: {i: [3]}}, ${rest}}`)}`,
      "a[i=3]",
    );

  test.each<[string, object]>([
    ["timeout: '${{ matrix.i }}m'", { timeoutMs: 180_000 }],
    ["timeout: '${{ params.n }}'", { timeoutMs: 2000 }],
    ["pending_timeout: 5", { pendingTimeoutMs: 5000 }],
    ["working_directory: 'runs/${{ matrix.i }}/'", { workingDirectory: "runs/3" }],
    ["image: 'x:1', user: '${{ matrix.i }}:${{ params.n }}'", { user: "3:2" }],
    ["image: 'x:1', user: 1000", { user: "1000" }],
    ["cache: '${{ !params.on }}'", { cache: false }],
    ["continue_on_error: '${{ params.on }}'", { continueOnError: true }],
    [
      "settings: {a: ['${{ matrix.i }}', 'n${{ params.n }}'], b: {c: '${{ params.on }}'}}",
      { settings: { a: [3, "n2"], b: { c: true } } },
    ],
    ["image: 'x:1', network: none", { network: "none" }],
    [
      "retry: {max_attempts: '${{ matrix.i }}'}",
      {
        retry: {
          maxAttempts: 3,
          on: ["preempted", "capacity", "infrastructure"],
          exitCodes: [],
          backoff: { initialMs: 10_000, factor: 2, maxMs: 300_000 },
        },
      },
    ],
    ["step_operator: 'gpu${{ matrix.i }}'", { operatorName: "gpu3" }],
  ])("%s", (rest, expected) => {
    expect(leg(rest)).toMatchObject(expected);
  });
});

describe("limits", { timeout: 120_000 }, () => {
  const many = (count: number, step: (index: number) => string) =>
    `steps:\n${Array.from({ length: count }, (_, index) => `  s${index}: ${step(index)}\n`).join("")}`;

  test("10,000 steps in one chain of paths", () => {
    const pipeline = pipelineOf(
      many(10_000, (i) => `{command: [x], inputs: [o/${i}], outputs: [o/${i + 1}]}`),
    );
    expect(pipeline.steps).toHaveLength(10_000);
    expect(pipeline.steps.at(-1)?.needs).toEqual([{ leg: "s9998", step: "s9998", via: "path" }]);
  });

  test("10,001 steps are refused at the first", () => {
    expect(faults(many(10_001, () => "{command: [x]}"))).toEqual(["too-many-steps 2:3"]);
  });

  test("matrices that make more are refused where they do, and not expanded further", () => {
    const list = Array.from({ length: 256 }, (_, i) => i).join(",");
    expect(
      faults(
        `${many(9_000, () => "{command: [x], strategy: {matrix: {i: '${{ fromJSON(params.all) }}'}}}")}params: {all: '[${list}]'}\n`,
      ),
    ).toEqual(["too-many-steps 41:3"]);
  });

  test("10,000 unknown needs and a cycle of 10,000 are told in bounded time", () => {
    expect(faults(many(10_000, (i) => `{command: [x], needs: t${i}}`))).toHaveLength(10_000);
    const [found, ...rest] = resolveText(
      many(10_000, (i) => `{command: [x], needs: s${(i + 1) % 10_000}}`),
    ).diagnostics;
    expect([found?.code, rest.length, (found?.message.length ?? 0) < 300]).toEqual(["cycle", 0, true]);
  });

  test("legs that would make too many edges are refused", () => {
    const list = Array.from({ length: 256 }, (_, i) => i).join(",");
    const needs = (i: number) => Array.from({ length: i }, (_, j) => `s${j}`).join(",");
    const text = `x-all: &all [${list}]\n${many(20, (i) => `{command: [x], needs: [${needs(i)}], strategy: {matrix: {i: *all}}}`)}`;
    expect(resolveText(text).diagnostics.map(({ code }) => code)).toEqual(["too-many-edges"]);
  });
});

test("no single-character deletion of a pipeline makes anything throw", { timeout: 120_000 }, () => {
  for (let at = 0; at < vision.length; at++) {
    const text = vision.slice(0, at) + vision.slice(at + 1);
    const { pipeline, diagnostics } = resolveText(text, { stackName: "local" });
    if (!pipeline) expect(diagnostics.length).toBeGreaterThan(0);
  }
});

describe("a checkpoint", () => {
  const overlaps = (rest: string) =>
    faults(file(`a: {command: [x], ${rest}}`)).filter((each) => each.startsWith("overlapping-outputs"));

  test.each([
    "outputs: [w/], checkpoint: w/ck/",
    "outputs: [ck/best], checkpoint: ck/",
    "outputs: [ck/], checkpoint: ck/",
  ])("is kept, and so overlaps no output, which is made anew: %s", (rest) => {
    expect(overlaps(rest)).toHaveLength(1);
  });

  test("beside an output is fine, whatever the names begin with", () => {
    expect(overlaps("outputs: [ck-final/, ck2], checkpoint: ck/")).toEqual([]);
  });
});
