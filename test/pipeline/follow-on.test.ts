import { describe, expect, test } from "vitest";
import { loadPipeline } from "../../src/load.ts";
import { shown } from "./resolving.ts";

interface Files {
  readonly stacks?: string;
  readonly standIns?: boolean;
}

/** All faults of a pipeline file and the `stacks.yaml` beside it, as `code line:column`. */
function found(text: string, { stacks, standIns = false }: Files = {}): readonly string[] {
  const sources = {
    pipeline: { path: "pipeline.yaml", text },
    ...(stacks !== undefined && { stacks: { path: "stacks.yaml", text: stacks } }),
  };
  const { diagnostics, pipeline } = loadPipeline(sources, {
    params: {},
    github: {},
    standIns,
    folderName: "folder",
  });
  for (const { hint } of diagnostics) expect(hint).not.toBe("");
  expect(pipeline === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
  return diagnostics.map(shown);
}

describe("one fault makes one diagnostic", () => {
  test.each([
    ["a tag", "steps: {a: {command: !!binary aGVsbG8=}}", ["yaml-tag 1:22"]],
    ["a tag of a list", "steps: {a: {command: x, env: {X: !foo [1]}}}", ["yaml-tag 1:34"]],
    ["a tag alone", "steps: {a: {command: x, image: !}}", ["yaml-tag 1:32"]],
    ["a tag behind an alias", "x-a: &a !!binary aGk=\nsteps: {a: {command: *a}}", ["yaml-tag 1:9"]],
    ["a reserved id", "steps: {__proto__: {command: x}}", ["invalid-id 1:9"]],
    [
      "a reserved id that is needed",
      "steps: {constructor: {command: x}, b: {command: y, needs: constructor}}",
      ["invalid-id 1:9"],
    ],
    ["no step but a reserved one", "steps: {a: {prototype: 1}}", ["invalid-id 1:13"]],
    ["a bad merge", "steps: {a: {<<: 3}}", ["wrong-type 1:13"]],
    ["a bad alias merged", "steps: {a: {<<: *foo}}", ["yaml-alias 1:17"]],
    ["a key that is a list", "steps: {a: {[x]: y}}", ["wrong-type 1:13"]],
    [
      "a transposed key",
      "steps: {a: {command: x, inputs: [{from: s3://a/, paht: x}]}}",
      ["unknown-key 1:50"],
    ],
    [
      "params under another name",
      "parms: {epochs: 3}\nsteps: {a: {command: 'echo ${{ params.epochs }}'}}",
      ["unknown-key 1:1"],
    ],
    [
      "a param of no kind",
      "params: {n: [1]}\nsteps: {a: {command: 'echo ${{ params.n }}'}}",
      ["wrong-type 1:13"],
    ],
    [
      "a default of the wrong type",
      "params: {t: {type: integer, default: soon}}\nsteps: {a: {command: x, timeout: '${{ params.t }}'}}",
      ["param-type 1:38"],
    ],
    [
      "a param that is missing",
      "params: {t: {type: string}}\nsteps: {a: {command: x, timeout: '${{ params.t }}'}}",
      ["param-missing 1:10"],
    ],
    [
      "params given twice",
      "params: {a: 1}\nparams: {b: 2}\nsteps: {a: {command: 'echo ${{ params.b }}'}}",
      ["duplicate-key 2:1"],
    ],
    ["env of no kind", "env: {A: [1]}\nsteps: {a: {command: 'echo ${{ env.A }}'}}", ["wrong-type 1:10"]],
    [
      "env that names nothing",
      "env: {T: '${{ params.t }}'}\nsteps: {a: {command: x, timeout: '${{ env.T }}'}}",
      ["unknown-name 1:22"],
    ],
    [
      "a step's env under another name",
      "steps: {a: {command: 'echo ${{ env.A }}', environment: {A: b}}}",
      ["unknown-key 1:43"],
    ],
    [
      "values as a text",
      "steps: {a: {command: x, values: rows}, b: {command: 'echo ${{ needs.a.values.rows }}'}}",
      ["wrong-type 1:33"],
    ],
    [
      "a needed step that is a text",
      "steps: {a: python x, b: {command: 'echo ${{ needs.a.values.rows }}'}}",
      ["wrong-type 1:12"],
    ],
    [
      "an axis that is no list",
      "steps: {a: {strategy: {matrix: {lr: 3}}, command: 'echo ${{ matrix.lr }}'}}",
      ["wrong-type 1:37"],
    ],
    [
      "a matrix of no kind",
      "steps: {a: {strategy: {matrix: [1]}, command: 'echo ${{ matrix.lr }}'}}",
      ["wrong-type 1:32"],
    ],
    [
      "a matrix under another name",
      "steps: {a: {strategy: {matrx: {lr: [1]}}, command: 'echo ${{ matrix.lr }}'}}",
      ["unknown-key 1:24"],
    ],
    [
      "an axis that names nothing",
      "steps: {a: {strategy: {matrix: {t: ['${{ params.t }}']}}, command: x, timeout: '${{ matrix.t }}m'}}",
      ["unknown-name 1:49"],
    ],
    ["a stack that is no id", "stack: 3\nstacks: {a: {}}\nsteps: {a: {command: x}}", ["wrong-type 1:8"]],
    [
      "stacks of no kind",
      "stack: a\nstacks: [a]\nsteps: {a: {command: x, step_operator: gpu}}",
      ["wrong-type 2:9"],
    ],
    [
      "a stack of no kind",
      "stack: a\nstacks: {a: 3}\nsteps: {a: {command: x, step_operator: gpu}}",
      ["wrong-type 2:13"],
    ],
    [
      "an operator without a type",
      "stack: a\nstacks: {a: {step_operators: {gpu: {}}}}\nsteps: {a: {command: x, step_operator: gpu}}",
      ["missing-key 2:31"],
    ],
    [
      "operators under another name",
      "stack: a\nstacks: {a: {step_operator: {gpu: {type: docker}}}}\nsteps: {a: {command: x, step_operator: gpu}}",
      ["unknown-key 2:14"],
    ],
    [
      "stacks under another name",
      "stack: a\nstack_s: {a: {}}\nsteps: {a: {command: x, step_operator: gpu, resources: {accelerators: A100}}}",
      ["unknown-key 2:1"],
    ],
  ])("%s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  const usesStack = "stack: a\nsteps: {a: {command: x, step_operator: gpu}}";
  test.each([
    ["is no YAML", usesStack, "stacks:\n  a: {step_operators: [\n", ["yaml-syntax stacks.yaml:2:23"]],
    ["is empty", usesStack, "# later", ["yaml-empty stacks.yaml:1:1"]],
    [
      "is a list",
      "steps: {a: {command: x, resources: {accelerators: A100}}}",
      "- a",
      ["wrong-type stacks.yaml:1:1"],
    ],
    ["has another key", usesStack, "stack:\n  a: {}", ["unknown-key stacks.yaml:1:1"]],
  ])("a stacks.yaml that %s", (_, text, stacks, expected) => {
    expect(found(text, { stacks })).toEqual(expected);
  });
});

describe("a fault hides no other one", () => {
  test.each([
    [
      "names",
      "params: {n: [1]}\nsteps: {a: {command: 'echo ${{ params.n }} ${{ params.m }}'}}",
      ["wrong-type 1:13", "unknown-name 2:55"],
    ],
    [
      "values",
      "steps: {a: {command: x, values: [v]}, __proto__: {command: x}, b: {command: 'echo ${{ needs.a.values.w }}'}}",
      ["invalid-id 1:39", "unknown-value 1:102"],
    ],
    [
      "stacks",
      "stack: c\nstacks: {a: 3, b: {}}\nsteps: {a: {command: x}}",
      ["unknown-stack 1:8", "wrong-type 2:13"],
    ],
    [
      "operators",
      "stack: a\nstacks: {a: {step_operators: {gpu: {}, cpu: {type: docker}}}}\nsteps: {a: {command: x, step_operator: tpu}}",
      ["missing-key 2:31", "unknown-operator 3:40"],
    ],
  ])("%s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe("a value that is not known yet is not judged", () => {
  test("what a required param shapes has no fault while nobody gave it", () => {
    const text = `
params: {t: {type: string}, image: {description: Where it runs}, gpu: {type: string}, list: {type: string}}
env: {T: "\${{ params.t }}"}
steps:
  a: {command: x, timeout: "\${{ params.t }}", image: "\${{ params.image }}", outputs: ["\${{ params.t }}/"]}
  b: {command: x, timeout: "\${{ env.T }}m", resources: {cpus: "\${{ params.t }}"}, inputs: ["\${{ params.t }}/"]}
  c: {command: "echo \${{ matrix.i }}", strategy: {matrix: "\${{ fromJSON(params.list) }}"}}
  d: {command: x, strategy: {matrix: {i: "\${{ fromJSON(params.list) }}"}}, timeout: "\${{ matrix.i }}"}
`;
    expect(found(text, { standIns: true })).toEqual([]);
  });

  test("the rest of a text with such a param is still looked at", () => {
    const text =
      "params: {t: {type: string}}\nsteps: {a: {command: x, timeout: '${{ params.t }}${{ params.u }}'}}";
    expect(found(text, { standIns: true })).toEqual(["unknown-name 2:61"]);
  });
});
