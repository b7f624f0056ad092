import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksSecret } from "../../src/pipeline/environment.ts";
import { render } from "../../src/pipeline/expression.ts";
import { checkSecrets } from "../../src/pipeline/secrets.ts";
import { faults, marked, pipelineOf, shown, stepOf } from "./resolving.ts";

const file = (step: string) =>
  `env: {SHARED: file, TOP: 1}\ndefaults: {env: {SHARED: defaults, MID: "2"}}\nsteps:\n  a: {command: [x], ${step}}\n`;

const rendered = (text: string) => {
  const { params, env: fileEnv } = pipelineOf(text);
  const context = { params, matrix: {}, github: {}, env: fileEnv };
  const { env } = stepOf(text, "a");
  return Object.fromEntries(
    Object.entries(env).map(([name, template]) =>
      [name, render(template, context)].map((each) =>
        typeof each === "string" ? each : each.ok && each.value,
      ),
    ),
  );
};

test("the file's env, then that of defaults, then the step's own; numbers and booleans as text", () => {
  const text = file("env: {MID: true, OWN: 0.5, SAME: '${{ env.SHARED }}'}");
  expect(rendered(text)).toEqual({ SHARED: "defaults", TOP: "1", MID: "true", OWN: "0.5", SAME: "file" });
});

test("the file's env sees params and github, and nothing of itself", () => {
  const text = "params: {p: 1}\nenv: {A: 'x${{ params.p }}${{ github.sha }}'}\nsteps: {a: {command: [x]}}\n";
  expect(pipelineOf(text, { github: { sha: "c0ffee" } }).env).toEqual({ A: "x1c0ffee" });
  expect(faults(text.replace("params.p", "env.A"))).toEqual(["unknown-name 2:20"]);
});

test("the command sees the step's whole env, if and env the file's only", () => {
  expect(
    faults(file("env: {OWN: 1}").replace("[x]", "['${{ env.OWN }}${{ env.MID }}${{ env.TOP }}']")),
  ).toEqual([]);
  expect(faults(file("if: env.TOP, env: {OWN: 1}"))).toEqual([]);
  expect(faults(file("if: env.OWN, env: {OWN: 1}"))).toEqual(["unknown-name 4:29"]);
});

const big = "x".repeat(131_071 - "B=".length);

test.each([
  ["env: {▸a-b: 1}", "env-name"],
  ["env: {▸'': 1}", "env-name"],
  ["env: {▸1A: x}", "env-name"],
  ["env: {▸'A=B': 1}", "env-name"],
  ['env: {▸"A\\0": 1}', "env-name"],
  ['env: {A: ▸"a\\0b"}', "invalid-value"],
  ["env: {▸GITHUB_TOKEN: x}", "env-reserved"],
  ["env: {▸RUNNER_TEMP: x}", "env-reserved"],
  ["env: {▸ACTIONS_X: x}", "env-reserved"],
  ["env: {▸STEPOPS_VALUES: x}", "env-reserved"],
  [`env: {B: ▸${big}y}`, "env-too-large"],
  ["secrets: [▸a-b]", "env-name"],
  ["secrets: [▸GITHUB_SHA]", "env-reserved"],
  ["secrets: [▸TOP]", "duplicate-key"],
])("%.40s gives %s", (step, code) => {
  const { text, places } = marked(file(step));
  expect(faults(text)).toEqual(places.map((at) => `${code} ${at}`));
});

test.each([`env: {B: ${big}}`, "env: {github_x: 1, _: 2}", "secrets: [GITHUB_TOKEN, MY_KEY]"])(
  "%.40s is legal",
  (step) => {
    expect(faults(file(step))).toEqual([]);
  },
);

test("a fault in the file's env is reported once, not for every step", () => {
  expect(faults("env: {a-b: 1}\nsteps: {a: {command: [x]}, b: {command: [x]}}\n")).toEqual(["env-name 1:7"]);
});

describe("literal secrets", () => {
  // Put together here, so that no scanner takes this file for a leak.
  const join = (...parts: readonly string[]) => parts.join("");
  test.each([
    ["K", join("AKIA", "ABCDEFGHIJKLMNOP")],
    ["K", join("ghp_", "a1".repeat(18))],
    ["K", join("github_pat_", "a1".repeat(20))],
    ["K", join("AIza", "b".repeat(35))],
    ["K", join("xoxb-", "1234567890-abc")],
    ["K", join("hf_", "c".repeat(34))],
    ["K", join("-----BEGIN RSA ", "PRIVATE KEY-----\nMII")],
    ["K", join("eyJ", "hbGciOiJIUzI1", ".eyJ", "zdWIiOiIxMjM0", ".", "dBjftJeZ4CVP")],
    ["K", join("https://user:", "ghp_", "a1".repeat(18), "@github.com")],
    ["WANDB_API_KEY", "hunter2"],
    ["db_password", "x"],
    ["TOKEN", "abc"],
  ])("%s: %s", (name, value) => {
    expect(looksSecret(name, value)).toBeTypeOf("string");
  });

  test.each([
    ["PAD_TOKEN", "[PAD]"],
    ["EOS_TOKEN", "<eos>"],
    ["MAX_TOKEN", "512"],
    ["USE_AUTH_TOKEN", "true"],
    ["API_KEY", ""],
    ["API_KEY", "${{ params.key }}"],
    ["API_KEY", 5],
    ["TOKENIZERS_PARALLELISM", "off"],
    ["MODEL", "hf_model"],
    ["KEY_PATH", "/etc/key"],
  ])("%s: %s is none", (name, value) => {
    expect(looksSecret(name, value)).toBeUndefined();
  });

  test("only steps with an operator are looked at, with all that reaches their env", () => {
    const text = "env: {API_KEY: hunter2}\nsteps: {a: {command: [x]}, b: {command: [x]}}\n";
    expect(faults(text)).toEqual([]);
    expect(faults(text.replace("b: {", "b: {step_operator: gpu, "))).toEqual(["literal-secret 1:16"]);
  });

  test("a value of any text takes linear time", () => {
    for (const part of ["eyJ-", "-----BEGIN A ", "sk-", "ghp_", "xoxb-"])
      looksSecret("K", part.repeat(30_000));
    fc.assert(fc.property(fc.string(), (text) => looksSecret("PLAIN", text) === undefined));
  });
});

describe("secrets that have no value", () => {
  const text = `stacks: {aws: {secrets: {A: "arn:x"}}}\nstack: aws\nsteps:\n  s: {command: [x], secrets: [A, B, toString], strategy: {matrix: {i: [1, 2]}}}\n`;
  const check = (env: Record<string, string>) => checkSecrets(pipelineOf(text), env).map(shown);

  test("are named once, at their place", () => {
    expect(check({})).toEqual(["secret-missing 4:34", "secret-missing 4:37"]);
    expect(check({ B: "", toString: "x" })).toEqual(["secret-missing 4:34"]);
    expect(check({ B: "x", toString: "x" })).toEqual([]);
  });
});
