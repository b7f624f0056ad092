import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findFlavor, flavors } from "../../src/operator/registry.ts";

const schema = JSON.parse(readFileSync(new URL("../../schema/stacks.schema.json", import.meta.url), "utf8"));

test("the flavors are those that the schema of stacks takes", () => {
  expect(flavors.map(({ name }) => name).sort()).toEqual(
    [...schema.$defs.step_operator.properties.type.enum].sort(),
  );
});

test("each has one line for people, and is found by its name only", () => {
  for (const flavor of flavors) {
    expect(flavor.description).toMatch(/^\S.{10,80}$/);
    expect(findFlavor(flavor.name)).toBe(flavor);
  }
  expect(findFlavor("constructor")).toBeUndefined();
});

test("what this version can run is said of each", () => {
  expect(flavors.filter(({ available }) => available).map(({ name }) => name)).toEqual(["docker", "custom"]);
  expect(findFlavor("docker")).toMatchObject({ available: true });
  expect(findFlavor("sagemaker")).toMatchObject({ available: false });
});
