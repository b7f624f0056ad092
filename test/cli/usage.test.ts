import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/cli/args.ts";
import { commands } from "../../src/cli/commands.ts";
import { paramsOf, stepList } from "../../src/cli/options.ts";
import { findCommand } from "../../src/cli/program.ts";
import { say } from "./fake-io.ts";

describe("wrong command lines", () => {
  test.each([
    [["rnu"], "unknown command rnu", "Did you mean run?"],
    [["validat"], "unknown command validat", "Did you mean validate?"],
    [["pipeline.yaml"], "unknown command pipeline.yaml", "write stepops run pipeline.yaml"],
    [["--jsn"], "unknown option --jsn", "write the command first"],
    [["stack"], "stack needs a second word", "write stepops stack list"],
    [["stack", "lst"], "unknown command stack lst", "write stepops stack list"],
    [["run", "--parm", "a=1"], "unknown option --parm", "Did you mean --param?"],
    [["run", "-x"], "unknown option -x", "`stepops run --help` tells more"],
    [["run", "--stack"], "--stack needs a value", "write --stack NAME"],
    [["run", "--stack", "--json"], "--stack needs a value", "write --stack NAME"],
    [["run", "--json=yes"], "--json takes no value", "write --json alone"],
    [["run", "--param", "epochs"], "--param epochs is no NAME=VALUE", "write --param NAME=VALUE"],
    [["run", "a.yaml", "b.yaml"], "run has no use for b.yaml", "usage: stepops run [FILE]"],
    [["run", "--resume", "x", "--only", "a"], "--only cannot change a run", ""],
    [["run", "--resume", "x", "a.yaml"], "--resume names the run", ""],
    [["run", "-q", "-v"], "--quiet and --verbose exclude each other", ""],
    [["graph", "--format", "jsn"], "--format is json or mermaid, not jsn", "Did you mean json?"],
    [["schema", "pipelines"], "there is no schema pipelines", "write stepops schema pipeline"],
    [["run", "--__proto__"], "unknown option --__proto__", ""],
    [["status", "nope"], "there is no run here yet", "start one with stepops run"],
  ])("%j", async (argv, message, hint) => {
    const { code, stdout, stderr } = await say(argv);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test("no command line crashes the parser", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom("--", "-", "--param", "--only=", "-v", "--help", "--no-json", "--constructor", "a=b"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.array(word, { maxLength: 6 }), (spec, argv) => {
        const args = parse(argv, spec);
        expect(args.ok ? "" : args.error.message).toEqual(expect.any(String));
      }),
    );
  });
});

describe("help", () => {
  test("the overview names every command and every exit code", async () => {
    const { code, stdout, stderr } = await say(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const { name, summary } of commands)
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, "m"));
    for (const number of ["0 done", "1 a step failed", "2 bad input", "3 our side failed", "130 cancelled"])
      expect(stdout).toContain(number);
  });

  test("no command at all shows the overview, as a mistake", async () => {
    expect(await say([])).toMatchObject({ code: 2, stdout: (await say(["help"])).stdout });
  });

  test.each(commands.map(({ name }) => name))(
    "%s --help explains each option, with examples",
    async (name) => {
      const { code, stdout } = await say([...name.split(" "), "--help"]);
      const spec = commands.find((command) => command.name === name);
      expect(code).toBe(0);
      for (const option of Object.keys(spec?.options ?? {})) expect(stdout).toContain(`--${option}`);
      for (const { command } of spec?.examples ?? []) expect(stdout).toContain(command);
      expect(stdout).toContain("Exit codes");
      expect(await say(["help", ...name.split(" ")])).toMatchObject({ stdout });
    },
  );

  test("every example is a command line that its command understands", () => {
    for (const { examples } of commands) {
      for (const { command } of examples) {
        const [line = ""] = command.split(/ [|>] /);
        const words = line.replaceAll("'", "").split(" ").slice(1);
        const found = findCommand(words);
        expect(found.kind, command).toBe("command");
        if (found.kind === "command")
          expect(parse(found.rest, found.spec), command).toMatchObject({ ok: true });
      }
    }
  });

  test("every command can be loaded", async () => {
    for (const { load } of commands) expect(await load()).toHaveProperty("execute", expect.any(Function));
  });
});

describe("values of options", () => {
  test("a list of steps: commas between ids split, commas inside a leg do not", () => {
    expect(stepList(["a,b", "train[lr=0.1,seed=2],c", " d , "])).toEqual([
      "a",
      "b",
      "train[lr=0.1,seed=2]",
      "c",
      "d",
    ]);
  });

  test("a param's value may hold anything, also =", () => {
    expect(paramsOf(["a=b=c", "empty=", "a=2"])).toEqual({ ok: true, value: { a: "2", empty: "" } });
    const { value } = paramsOf(["__proto__=x"]) as { value: object };
    expect(Object.getOwnPropertyNames(value)).toEqual(["__proto__"]);
  });
});

test("run says in one line what Windows lacks", async () => {
  const { code, stderr } = await say(["run"], { platform: "win32" });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: run needs Linux or macOS/);
});
