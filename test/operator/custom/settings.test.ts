import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../../src/check.ts";
import { nodeFiles } from "../../../src/host/node-files.ts";
import { checkBySchema } from "../../../src/operator/custom/schema.ts";
import type { SettingSchema } from "../../../src/operator/custom/schema-types.ts";
import { readSettingsFile } from "../../../src/operator/custom/settings-file.ts";
import type { Json } from "../../../src/pipeline/draft.ts";
import { marked, place } from "../../pipeline/resolving.ts";

const schema = {
  operator: {
    type: "object",
    required: ["partition"],
    properties: {
      partition: { type: "string", description: "Where jobs are queued", examples: ["gpu"] },
      max_hours: { type: "integer", minimum: 1, maximum: 168 },
      hosts: { type: "array", items: { $ref: "#/$defs/host" }, minItems: 1 },
    },
  },
  step: { properties: { qos: { enum: ["normal", "high"] } } },
  $defs: {
    host: {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string", pattern: "^[a-z]+$" } },
    },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function found(pipeline: string, stacks?: string) {
  write("pipeline.yaml", pipeline);
  if (stacks !== undefined) write("stacks.yaml", stacks);
  const request = { file: "pipeline.yaml", params: {}, cwd: folder, env: {} };
  const { diagnostics } = await check(request, { files: nodeFiles });
  return diagnostics.map(({ code, location, message, hint }) => ({
    at: `${code} ${place(location)}`,
    message,
    hint,
  }));
}

const stack = (operator: string): string =>
  `stacks: {lab: {step_operators: {gpu: {type: custom, command: [./op]${operator}}}}}\nstack: lab\n`;
const steps = "steps: {a: {command: [x], step_operator: gpu}}\n";
const withSchema = ", settings_schema: ops/s.json";

describe("keys that stepops reads itself", () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ["no command", "▸{type: custom}", "missing-key", /"command" is missing/],
    ["a text as command", "{type: custom, command: ▸./op}", "wrong-type", /command is a list/],
    ["an empty command", "{type: custom, command: ▸[]}", "invalid-value", /command must not be empty/],
    ["a number in it", "{type: custom, command: [./op, ▸1]}", "wrong-type", /command\[1\] is a text/],
    [
      "a secret's wrong name",
      "{type: custom, command: [x], secrets: [▸a-b]}",
      "invalid-value",
      /secrets\[0\] must match/,
    ],
    [
      "a secret's name twice",
      "{type: custom, command: [x], secrets: ▸[A, A]}",
      "invalid-value",
      /secrets has "A" twice/,
    ],
    [
      "a schema that is a number",
      "{type: custom, command: [x], settings_schema: ▸1}",
      "wrong-type",
      /settings_schema is a text/,
    ],
  ];
  test.each(cases)("%s", async (_name, operator, code, message) => {
    const { text, places } = marked(
      `stacks: {lab: {step_operators: {gpu: ${operator}}}}\nstack: lab\n${steps}`,
    );
    const faults = await found(text);
    expect(faults).toMatchObject([{ at: `${code} ${places[0]}`, message: expect.stringMatching(message) }]);
  });

  test("without a schema any other key is the program's own", async () => {
    expect(await found(stack(", partition: gpu, x-y: 1") + steps)).toEqual([]);
  });
});

describe("keys that the user's schema checks", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      stack(`${withSchema}, partition: gpu, ▸max_huors: 2`) + steps,
      "unknown-setting",
      'Did you mean "max_hours"?',
    ],
    [
      stack(`, ▸setings_schema: x, settings_schema: ops/s.json, partition: gpu`) + steps,
      "unknown-setting",
      'Did you mean "settings_schema"?',
    ],
    [stack(`${withSchema}, partition: ▸1`) + steps, "wrong-type", 'Write it as in `partition: "gpu"`'],
    [
      stack(`${withSchema}, partition: gpu, max_hours: ▸169`) + steps,
      "invalid-value",
      "See the schema that settings_schema names",
    ],
    [
      stack(`${withSchema}, partition: gpu, hosts: [{name: a}, {name: ▸A}]`) + steps,
      "invalid-value",
      "See the schema that settings_schema names",
    ],
    [
      stack(`${withSchema}, partition: gpu`) + steps.replace("gpu}", "gpu, settings: {qos: ▸hihg}}"),
      "invalid-value",
      'Did you mean "high"?',
    ],
    [
      stack(`${withSchema}, partition: gpu`) + steps.replace("gpu}", "gpu, settings: {▸qso: high}}"),
      "unknown-setting",
      'Did you mean "qos"?',
    ],
  ];
  test.each(cases)("%s", async (pipeline, code, hint) => {
    write("ops/s.json", JSON.stringify(schema));
    const { text, places } = marked(pipeline);
    expect(await found(text)).toMatchObject([{ at: `${code} ${places[0]}`, hint }]);
  });

  test("a missing one is named with what it is, in stacks.yaml too, beside faults of other kinds", async () => {
    write("ops/s.json", JSON.stringify(schema));
    const stacks = stack(withSchema).replace("stack: lab\n", "");
    const faults = await found(`stack: lab\n${steps.replace("command", "comand")}`, stacks);
    expect(faults).toMatchObject([
      { at: expect.stringMatching(/^unknown-key 2:/) },
      {
        at: expect.stringMatching(/^missing-key stacks.yaml:1:/),
        message: '"partition" is missing',
        hint: "Add partition: Where jobs are queued",
      },
    ]);
  });

  test("a sound one has no faults, and a step's settings are checked as they come out of the matrix", async () => {
    write("ops/s.json", JSON.stringify(schema));
    const legs = (values: string) =>
      steps.replace(
        "gpu}",
        `gpu, strategy: {matrix: {q: [${values}]}}, settings: {qos: "\${{ matrix.q }}", x-note: 1}}`,
      );
    expect(await found(stack(`${withSchema}, partition: gpu, max_hours: 2`) + legs("normal, high"))).toEqual(
      [],
    );
    expect(await found(stack(`${withSchema}, partition: gpu`) + legs("normal, low"))).toMatchObject([
      { message: 'qos cannot be "low"' },
    ]);
  });
});

describe("a file that cannot be used is told at settings_schema", () => {
  const cases: readonly (readonly [string, string | undefined, RegExp])[] = [
    ["s.json", undefined, /^s.json cannot be read: there is no such file$/],
    ["s.json", "{", /^s.json is no JSON: /],
    ["s.json", "[]", /is no mapping with operator and step/],
    ["s.json", '{"operater": {}}', /unknown key "operater". Did you mean "operator"\?/],
    [
      "s.json",
      '{"operator": {"tpye": "object"}}',
      /has at operator.tpye a keyword that is not supported. Did you mean "type"\?/,
    ],
    [
      "s.json",
      '{"step": {"properties": {"a": {"pattern": "("}}}}',
      /has at step.properties.a.pattern what is not a regular expression/,
    ],
    ["s.json", '{"step": {"$ref": "#/$defs/x"}}', /refers to #\/\$defs\/x, which it does not have/],
    ["s.json", `{"step": ${'{"not":'.repeat(5000)}true${"}".repeat(5000)}}`, /nested more than 64 deep/],
    ["../s.json", undefined, /is not below the pipeline's folder/],
    ["/etc/hostname", undefined, /is not below the pipeline's folder/],
    ["ops", undefined, /cannot be read: it is no regular file/],
    ["link.json", undefined, /leads out of the pipeline's folder/],
  ];
  test.each(cases)("%s %s", async (path, text, message) => {
    mkdirSync(join(folder, "ops"));
    symlinkSync("/etc/hostname", join(folder, "link.json"));
    if (text !== undefined) write(path, text);
    const { text: pipeline, places } = marked(stack(`, settings_schema: ▸${path}`) + steps);
    expect(await found(pipeline)).toMatchObject([
      { at: `invalid-value ${places[0]}`, message: expect.stringMatching(message) },
    ]);
  });

  test("one of more than a megabyte is not read", async () => {
    write("s.json", `{"$comment": "${"x".repeat(1_100_000)}"}`);
    expect(await found(stack(", settings_schema: s.json") + steps)).toMatchObject([
      { message: "s.json has more than 1048576 bytes" },
    ]);
  });
});

describe("keywords", () => {
  const cases: readonly (readonly [SettingSchema, Json, Json])[] = [
    [{ type: ["string", "null"] }, null, 1],
    [{ type: "integer" }, 3, 3.5],
    [{ type: "number" }, 3.5, "3.5"],
    [{ type: "object" }, {}, []],
    [{ const: { a: 1 } }, { a: 1 }, { a: 2 }],
    [{ minimum: 0, exclusiveMaximum: 1 }, 0, 1],
    [{ exclusiveMinimum: 0, maximum: 1 }, 1, 0],
    [{ multipleOf: 0.1 }, 0.3, 0.35],
    [{ minLength: 1, maxLength: 2 }, "🦊🦊", "🦊🦊🦊"],
    [{ minItems: 1, maxItems: 1 }, [1], [1, 2]],
    [{ uniqueItems: true }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1 }]],
    [{ items: { type: "string" } }, ["a"], ["a", 1]],
    [{ additionalProperties: { type: "number" } }, { a: 1 }, { a: "1" }],
    [{ anyOf: [{ type: "string" }, { minimum: 3 }] }, 3, 2],
    [{ oneOf: [{ minimum: 3 }, { maximum: 5 }] }, 6, 4],
    [{ allOf: [{ minimum: 3 }, { maximum: 5 }] }, 4, 6],
    [{ not: { const: 0 } }, 1, 0],
    [{ properties: { no: false } }, {}, { no: 1 }],
    [{ pattern: "b+" }, "abbc", "ac"],
  ];
  test.each(cases)("%j takes %j and not %j", (schema, good, bad) => {
    expect(readSettingsFile(JSON.stringify({ step: schema })).ok).toBe(true);
    expect(checkBySchema(good, schema)).toEqual([]);
    expect(checkBySchema(bad, schema)).toHaveLength(1);
  });

  test("names that every object has are none of a schema or of a value", () => {
    const schema = { properties: { a: true }, additionalProperties: false } as const;
    expect(checkBySchema(JSON.parse('{"constructor": 1, "__proto__": 1}'), schema)).toHaveLength(2);
    expect(checkBySchema({}, { required: ["constructor"] })).toHaveLength(1);
  });

  test("a schema that leads back to itself, or doubles with each reference, ends", () => {
    const loop = { $ref: "#/$defs/a" };
    expect(checkBySchema(1, loop, { a: loop })).toMatchObject([
      { hint: "Look for a $ref that leads back to itself" },
    ]);
    const names = Array.from({ length: 60 }, (_, at) => `d${at}`);
    const definitions = Object.fromEntries(
      names.map((name, at) => {
        const next = { $ref: `#/$defs/d${at + 1}` };
        return [name, at === 59 ? true : { allOf: [next, next] }] as const;
      }),
    );
    expect(checkBySchema(1, { $ref: "#/$defs/d0" }, definitions)).toHaveLength(1);
  });

  test("an exponential pattern is stopped, and matches nothing", () => {
    expect(checkBySchema(`${"a".repeat(40)}!`, { pattern: "^(a+)+$" })).toHaveLength(1);
  });
});
