import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { refName, type Schema } from "../../scripts/generate/schema.ts";
import { checkText } from "./check-text.ts";
import { fullPipeline } from "./full-pipeline.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string): Schema => JSON.parse(readFileSync(join(root, "schema", name), "utf8")) as Schema;
const schema = read("pipeline.schema.json");
const stacks = read("stacks.schema.json");
const definitions: Readonly<Record<string, Schema>> = { "": schema, ...schema.$defs };

const fields = Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
  Object.entries(properties).map(([key, field]) => ({ name: `${name}.${key}`, key, field, owner: name })),
);

test("the generated files are those of the schema", () => {
  execFileSync(process.execPath, [join(root, "scripts/generate.ts"), "--check"], { stdio: "pipe" });
});

test.each(fields)("$name has a description and examples", ({ field }) => {
  expect(field.description).toMatch(/^[A-Z].*[.]$/s);
  expect(field.examples?.length).toBeGreaterThan(0);
});

test.each(fields)("the examples of $name are accepted", ({ field }) => {
  const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false });
  const validate = ajv.compile({ ...field, $defs: schema.$defs } as object);
  for (const example of field.examples ?? []) expect(validate(example), JSON.stringify(example)).toBe(true);
});

test.each(Object.entries({ ...definitions, stacks }))(
  "every mapping with fixed keys allows x-* and nothing else: %s",
  (_name, { properties, additionalProperties, patternProperties }) => {
    // Settings of stores, operators and clouds stand beside `type`; a matrix has the user's axes.
    if (!properties || additionalProperties !== false) return;
    expect(patternProperties).toEqual({ "^x-": true });
  },
);

test("the key list is that of the design", () => {
  const keys = (name: string): readonly string[] => Object.keys(definitions[name]?.properties ?? {});
  expect(keys("")).toEqual(
    "name description stack stacks params env defaults max_parallel on_failure steps finally".split(" "),
  );
  expect(keys("step")).toEqual(
    (
      "description image setup command shell working_directory needs if strategy step_operator resources settings env secrets " +
      "inputs outputs values metrics plots checkpoint cache retry timeout pending_timeout continue_on_error user network"
    ).split(" "),
  );
  expect(keys("resources")).toEqual(
    "accelerators cpus memory disk_size shm_size use_spot num_nodes instance_type any_of".split(" "),
  );
  expect(keys("alternative")).toEqual(keys("resources").filter((key) => key !== "any_of"));
  expect(keys("stack").toSorted()).toEqual(
    "artifact_store auth container_registry description policy secrets step_operators".split(" "),
  );
});

test("the full pipeline of the tests has every key, and an editor's validator accepts it", () => {
  const { draft } = checkText(fullPipeline);
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  expect(validate(JSON.parse(JSON.stringify(draft?.value))), JSON.stringify(validate.errors)).toBe(true);
  const written = new Set(fullPipeline.match(/\b[a-z_]+(?=:)/g));
  const missing = fields.filter(({ key, owner }) => owner !== "auth" && !written.has(key));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test("no pattern takes time that grows faster than the text", () => {
  const patterns = new Set<string>();
  JSON.stringify(schema, (key, value) => {
    if (key === "pattern" && typeof value === "string") patterns.add(value);
    return value;
  });
  // Quadratic patterns would need minutes for these, exponential ones years; the runner's time limit is the judge.
  const hostile = ["1", "1d", "}}", "${{", " ", "a", "1.", "0"].map((unit) => `${unit.repeat(100_000)}!`);
  for (const pattern of patterns) for (const text of hostile) new RegExp(pattern, "u").test(text);
  expect(patterns.size).toBeGreaterThan(5);
});

test("every reference leads somewhere", () => {
  const names = [...JSON.stringify([schema, stacks]).matchAll(/"#\/\$defs\/(\w+)"/g)].map(
    ([, name]) => name ?? "",
  );
  for (const name of names) expect(schema.$defs).toHaveProperty(name);
  expect(refName({ $ref: "#/$defs/step" })).toBe("step");
  expect(stacks.$defs?.step).toBeUndefined();
});
