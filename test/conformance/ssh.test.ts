import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { outcomes, scratch, sshStandIn } from "./suite.ts";

const operator = fileURLToPath(new URL("../../examples/operators/ssh/operator.js", import.meta.url));

it("The ssh example keeps every promise of an operator", async () => {
  using home = scratch();
  const found = await outcomes({
    command: [process.execPath, operator],
    settings: { ssh: sshStandIn(home.path) },
    keeps: [home.path],
  });
  expect([...found].filter(([, outcome]) => outcome !== "kept")).toEqual([]);
  expect(found.size).toBeGreaterThan(40);
}, 180_000);
