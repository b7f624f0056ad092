import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { scratch, sshStandIn } from "../conformance/suite.ts";
import { type Said, say } from "./fake-io.ts";

const operator = fileURLToPath(new URL("../../examples/operators/ssh/operator.js", import.meta.url));
const path = process.env.PATH ?? "";

/** `stepops operator test` of the ssh example, whose machine is this one with the home `folder`. */
async function operatorTest(folder: string, ...more: readonly string[]): Promise<Said> {
  const settings = `ssh: ${JSON.stringify(sshStandIn(folder))}\n`;
  writeFileSync(`${folder}/settings.yaml`, settings);
  const env = { PATH: path, TMPDIR: folder, TOKEN: "t0ken" };
  return await say(["operator", "test", ...more], { cwd: folder, env });
}

const program = [process.execPath, operator];

describe("stepops operator test", () => {
  test("says a line for each check, and ends with 0 where all is kept", async () => {
    using folder = scratch();
    const only = ["--only", "FAILS IS TOLD", "--only", "labels come back"];
    const said = await operatorTest(folder.path, ...program, "--settings", "settings.yaml", ...only);
    expect(said.stdout).toMatch(
      /^✓ A command that fails .* \d\.\d s\n✓ Labels come back .* s\nAll is kept that was promised: 2 of 2 checks\n$/,
    );
    expect(said).toMatchObject({ code: 0, stderr: "" });
  });

  test("says what is broken, with the last messages, and ends with 1", async () => {
    using folder = scratch();
    const said = await operatorTest(folder.path, "cat", "--only", "Labels come back");
    expect(said.code).toBe(1);
    expect(said.stdout).toMatch(
      /^✗ The operator opens .*\n {4}The operator should open, and answered: .*sent a request/,
    );
    expect(said.stdout).toMatch(/Broken: 1 of 1 checks\n$/);
  });

  test("prints what came of each check as JSON", async () => {
    using folder = scratch();
    const only = ["--only", "plan starts nothing", "--json"];
    const said = await operatorTest(folder.path, ...program, "--settings", "settings.yaml", ...only);
    expect(JSON.parse(said.stdout)).toEqual([
      { name: "plan starts nothing", outcome: "kept", seconds: expect.any(Number) },
    ]);
  });

  test("gives the operator settings of the command line, and its secrets", async () => {
    using folder = scratch();
    const script = `process.stdin.once("data", (text) => {
      const { settings } = JSON.parse(text).params.operator;
      const message = JSON.stringify({ settings, token: process.env.TOKEN });
      process.stdout.write(JSON.stringify({ jsonrpc: "2.0", id: 1, error: { code: 1, message } }) + "\\n");
    })`;
    const settings = ["--setting", "nodes=2", "--setting", "list=[a, b]", "--setting", "text=a=b"];
    const words = ["--json", ...settings, "--secret", "TOKEN", "--", process.execPath, "-e", script];
    const [opening] = JSON.parse((await operatorTest(folder.path, ...words)).stdout);
    expect(opening.what).toContain('{"settings":{"nodes":2,"list":["a","b"],"text":"a=b"},"token":"t0ken"}');
  });

  test.each([
    [["./no-such-program"], "there is no program ./no-such-program"],
    [["cat", "--only", "xyzzy"], "no check has xyzzy in its name"],
    [["cat", "--wait", "long"], "--wait long is no number of seconds"],
    [["cat", "--setting", "nodes"], "--setting nodes is no NAME=VALUE"],
    [["cat", "--setting", "nodes=[1"], "--setting nodes: the value is no YAML"],
    [["cat", "--settings", "none.yaml"], "there is no file none.yaml"],
    [["cat", "--secret", "NOT_SET"], "the secret NOT_SET is not set"],
  ])("refuses %j before anything starts", async (words, message) => {
    using folder = scratch();
    const said = await operatorTest(folder.path, ...words);
    expect(said).toMatchObject({ code: 2, stdout: "" });
    expect(said.stderr).toContain(message);
  });
});
