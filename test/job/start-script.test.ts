import { chmodSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { Job } from "../../src/job/job.ts";
import { readFolderName, readResults } from "../../src/job/results.ts";
import { quote } from "../../src/job/start-script.ts";
import type { ResolvedCommand } from "../../src/run/executor.ts";
import { openGate } from "../rig/gate.ts";
import { argv, bash, script } from "../run/host-step.ts";
import { type JobFolder, jobFolder, jobOf, marker, node, type Shell, shells } from "./start-run.ts";

const results = (folder: JobFolder) => readResults(nodeFiles, folder.path);

const hasNode = (pattern: RegExp, folder: string): boolean => {
  try {
    return readdirSync(folder).some((name) => pattern.test(name));
  } catch {
    return false;
  }
};
/** A machine with GPUs shows them to every process. */
const hasGpu = hasNode(/^nvidia\d/, "/dev") || hasNode(/^renderD/, "/dev/dri");

test("the shells of usual images are here", () => {
  expect(shells.map(({ name }) => name)).toEqual(["dash", "bash as sh", "bash", "busybox sh"]);
});

describe.each(shells)("under $name", (shell: Shell) => {
  const ends: readonly (readonly [string, ResolvedCommand, number])[] = [
    ["a script that goes well", script("true"), 0],
    ["one that fails", script("exit 3"), 3],
    ["one that fails in the middle", script("false; exit 0"), 1],
    ["a pipe that fails, for bash", bash("false | true; exit 0"), 1],
    ["a pipe that fails, for sh", script("false | true"), 0],
    ["arrays, for bash", bash('a=(1 2 3); exit "${a[1]}"'), 2],
    ["the highest code", script("exit 255"), 255],
    ["an argv", argv("sh", "-c", "exit 4"), 4],
    ["an argv that is a program of the folder", argv("./tool"), 5],
    ["a program that is not there", argv("no-such-program"), 127],
    ["a builtin's name is no program", argv("exit", "3"), 127],
    ["a program that was killed", script("kill -KILL $$"), 137],
    ["one that ended itself by SIGTERM", script("kill -TERM $$"), 143],
  ];
  test.each(ends)("%s: its exit code is the script's", async (_name, command, code) => {
    using folder = jobFolder(jobOf(command));
    folder.write("work/tool", "#!/bin/sh\nexit 5\n");
    chmodSync(folder.at("work/tool"), 0o755);
    expect(await folder.run(shell)).toMatchObject({ code, signal: null });
    expect(await results(folder)).toEqual({
      started: true,
      seesNoGpu: false,
      phase: "command",
      exitCode: code,
    });
  });

  test("HOME and the file for values lie where the folder does, wherever that is; a HOME of the step's own wins", async () => {
    const print = 'printf "%s\\n" "$HOME" "$STEPOPS_VALUES"';
    using folder = jobFolder(jobOf(print, { setsHome: true }));
    expect((await folder.run(shell)).stdout).toBe(`${folder.at("home")}\n${folder.at("results/values")}\n`);
    expect(await readFolderName(nodeFiles, folder.path)).toBe(folder.path);
    using own = jobFolder(jobOf(print, { setsHome: true, env: { HOME: "/mine" } }));
    expect((await own.run(shell)).stdout).toBe(`/mine\n${own.at("results/values")}\n`);
  });

  test("the command works in its folder, with nothing on stdin, and sees no variable of the start script", async () => {
    using folder = jobFolder(
      jobOf("pwd; cat; env | grep -c _stepops_ || true", { workingDirectory: "a b/ü" }),
    );
    mkdirSync(folder.at("work/a b/ü"), { recursive: true });
    expect((await folder.run(shell)).stdout).toBe(`${folder.at("work/a b/ü")}\n0\n`);
  });

  test("setup comes first, and a line with the marker ends it on both streams", async () => {
    using folder = jobFolder(
      jobOf("echo c; echo ce >&2", { setup: script("printf s; printf se >&2; touch made") }),
    );
    expect(await folder.run(shell)).toMatchObject({
      code: 0,
      stdout: `s${marker}\nc\n`,
      stderr: `se${marker}\nce\n`,
    });
    expect(folder.read("work/made")).toBe("");
    expect(await results(folder)).toMatchObject({ phase: "command", exitCode: 0 });
  });

  test("a setup that fails is the end", async () => {
    using folder = jobFolder(jobOf("touch ran", { setup: bash("exit 9") }));
    expect(await folder.run(shell)).toMatchObject({ code: 9, stdout: "" });
    expect(folder.read("work/ran")).toBeUndefined();
    expect(await results(folder)).toMatchObject({ phase: "setup", exitCode: 9 });
  });

  test("setup's directory and variables are not the command's", async () => {
    using folder = jobFolder(jobOf('pwd; echo "${X-unset}"', { setup: script("cd /; export X=1") }));
    expect((await folder.run(shell)).stdout).toBe(`${marker}\n${folder.at("work")}\nunset\n`);
  });

  test("a shell in the place of the commands has their variables and their folder", async () => {
    using folder = jobFolder(jobOf("touch ran", { env: { WHO: "me" }, secrets: { KEY: "s" } }));
    folder.write("bin/bash", `#!/bin/sh\necho "$WHO $KEY $PWD"\n`);
    chmodSync(folder.at("bin/bash"), 0o755);
    const { stdout } = await folder.run(shell, { path: folder.at("bin"), args: ["shell"] });
    expect(stdout).toBe(`me s ${folder.at("work")}\n`);
    expect(folder.read("work/ran")).toBeUndefined();
  });
});

describe.each(shells)("values under $name", (shell: Shell) => {
  /** Prints what it was given, so that every character counts. */
  const show = "process.stdout.write(JSON.stringify([process.env, process.argv.slice(1)]))";
  const given = async (job: Job): Promise<readonly [Record<string, string>, readonly string[]]> => {
    using folder = jobFolder(job);
    const { code, stdout, stderr } = await folder.run(shell);
    const line = job.setup ? `${marker}\n` : "";
    expect([code, stderr, stdout.slice(0, line.length)]).toEqual([0, line, line]);
    return JSON.parse(stdout.slice(line.length));
  };

  const odd = [
    "",
    " ",
    "'",
    `'"'"'`,
    "\\",
    "\\n",
    "a\nb\n",
    "\n",
    "\r\n",
    "\t",
    "$HOME ${X} $(id) `id`",
    "!!",
    "*",
    "~",
    "#",
    "a=b",
    "\u0001\u007f\u0081\u0088",
    "Ááé\u{1F600}\u2028\uFEFF",
    "-n",
    "%s\\0",
  ];

  test("any text reaches the command as it is, by env, secret, binding or word", async () => {
    const text = fc.oneof(
      fc.constantFrom(...odd),
      fc.string({ unit: "binary", maxLength: 20 }).map((value) => value.replaceAll("\0", "")),
      fc.string({ maxLength: 20 }),
    );
    const texts = fc.array(text, { minLength: 20, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (env, secrets, words) => {
        const named = (prefix: string, values: readonly string[]) =>
          Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
        const [seen, args] = await given(
          jobOf(node(show, "--", ...words), { env: named("V", env), secrets: named("S", secrets) }),
        );
        expect(seen).toMatchObject({ ...named("V", env), ...named("S", secrets) });
        expect(args).toEqual(words);
      }),
      { numRuns: 8 },
    );
  });

  test("bindings of a script are variables of it, and of that phase alone", async () => {
    const bindings = Object.fromEntries(odd.map((value, index) => [`B${index}`, value]));
    const text = `exec ${quote(process.execPath)} -e ${quote(show)}`;
    const [seen] = await given(
      jobOf({ kind: "script", shell: "sh", text, bindings }, { setup: script("true", { ONLY: "setup" }) }),
    );
    expect(seen).toMatchObject(bindings);
    expect(seen).not.toHaveProperty("ONLY");
  });

  test("a text of as many bytes as one variable may have", async () => {
    const value = "é'".repeat(43_000);
    const [seen] = await given(jobOf(node(show), { env: { BIG: value } }));
    expect(seen.BIG).toBe(value);
  });

  // Shells keep these for themselves: some end where one is set, some set another value.
  const taken = {
    UID: "1000",
    EUID: "x",
    PPID: "x",
    OPTIND: "abc",
    RANDOM: "4",
    SECONDS: "x",
    LINENO: "x",
    GROUPS: "x y",
    BASH_VERSINFO: "it's",
    IFS: "ash",
    PS4: "$(exit 1)",
    ENV: "/none",
  };
  test("names that the shell has for itself reach a program too", async () => {
    const [seen] = await given(jobOf(node(show), { env: taken }));
    expect(seen).toMatchObject(taken);
  });

  test("and the secrets among them end nothing", async () => {
    using folder = jobFolder(
      jobOf(bash("exit 6"), { env: { IFS: "h" }, secrets: { UID: "x", OPTIND: "y" } }),
    );
    expect((await folder.run(shell)).code).toBe(6);
  });

  test("secrets are gone from their file before the command starts, and stand in no other", async () => {
    const text = `test ! -s ../control/secrets.sh; echo "$TOKEN" > seen; ! grep -r "$TOKEN" ../control`;
    const job = jobOf(text, { secrets: { TOKEN: "hunter2" } });
    using folder = jobFolder(job);
    expect((await folder.run(shell)).code).toBe(0);
    expect(folder.read("work/seen")).toBe("hunter2\n");
    expect(folder.read("control/secrets.sh")).toBe("");
  });
});

describe.each(shells)("what an image or a step lacks, under $name", (shell: Shell) => {
  test("a working directory", async () => {
    using folder = jobFolder(jobOf("touch ran", { workingDirectory: "no/such dir" }));
    expect((await folder.run(shell)).code).toBe(120);
    expect(await results(folder)).toEqual({
      started: true,
      seesNoGpu: false,
      fault: { cause: "config", message: "working_directory no/such dir is not among the step's inputs" },
    });
  });

  test("bash", async () => {
    using folder = jobFolder(jobOf(bash("true"), { setup: script("true") }));
    mkdirSync(folder.at("bin"));
    symlinkSync("/bin/sh", folder.at("bin/sh"));
    expect((await folder.run(shell, { path: folder.at("bin") })).code).toBe(120);
    expect(await results(folder)).toMatchObject({
      phase: "setup",
      fault: { cause: "image", message: "the image has no bash: use one that has, or shell: sh" },
    });
  });

  test("leave to write its results: it ends at once, and that nothing ran can be told", async () => {
    using folder = jobFolder(jobOf("touch ran"));
    // Nothing can be written there, not even by root.
    mkdirSync(folder.at("results/started"));
    expect((await folder.run(shell)).code).toBe(120);
    expect(folder.read("work/ran")).toBeUndefined();
    expect(await results(folder)).toEqual({ started: false, seesNoGpu: false });
  });
});

describe.each(shells)("GPUs under $name", (shell: Shell) => {
  const smi = (text: string, code: number): string =>
    `#!/bin/sh\n[ "$1" = -L ] || exit 99\n${text}\nexit ${code}\n`;
  const run = async (nvidiaSmi: string | undefined, rest: Partial<Job>) => {
    using folder = jobFolder(jobOf("echo ran", { accelerators: 2, ...rest }));
    if (nvidiaSmi !== undefined) {
      folder.write("bin/nvidia-smi", nvidiaSmi);
      chmodSync(folder.at("bin/nvidia-smi"), 0o755);
    }
    const ended = await folder.run(shell, { path: `${folder.at("bin")}:${process.env.PATH}` });
    return { ...ended, ...(await results(folder)) };
  };
  const listing = smi("echo 'GPU 0: NVIDIA L4 (UUID: GPU-1)'; echo 'GPU 1: NVIDIA L4 (UUID: GPU-2)'", 0);

  test("are listed before anything else is printed", async () => {
    expect(await run(listing, {})).toMatchObject({
      stdout:
        "This step sees these GPUs:\nGPU 0: NVIDIA L4 (UUID: GPU-1)\nGPU 1: NVIDIA L4 (UUID: GPU-2)\nran\n",
      seesNoGpu: false,
      exitCode: 0,
    });
  });

  test("are not looked for by a step that asks for none", async () => {
    expect(await run(listing, { accelerators: 0 })).toMatchObject({ stdout: "ran\n", seesNoGpu: false });
  });

  // The tool says on stdout what is wrong.
  const blind: readonly (readonly [string, string | undefined])[] = [
    ["no tool", undefined],
    ["no device", smi("echo 'No devices found.'", 6)],
    [
      "no driver",
      smi(`echo "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."`, 9),
    ],
    [
      "a driver of another version",
      smi("echo 'Failed to initialize NVML: Driver/library version mismatch'", 18),
    ],
    ["a tool that lists nothing", smi("true", 0)],
  ];
  test.skipIf(hasGpu).each(blind)("none, with %s: the step runs, and that is told", async (_name, tool) => {
    expect(await run(tool, {})).toMatchObject({
      stdout: "This step sees no GPU\nran\n",
      seesNoGpu: true,
      exitCode: 0,
    });
  });

  test.skipIf(hasGpu).each(blind)("none, with %s and require_gpu: nothing runs", async (_name, tool) => {
    expect(await run(tool, { requireGpu: true })).toMatchObject({
      code: 120,
      stdout: "This step sees no GPU\n",
      seesNoGpu: true,
      fault: { cause: "config", message: "the step asked for 2 and sees no GPU" },
    });
  });
});

describe.each(shells)("a stop under $name", (shell: Shell) => {
  const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
  test.each(signals)("%s reaches the command as SIGTERM, whose own exit code counts", async (signal) => {
    using gate = openGate();
    using folder = jobFolder(jobOf(argv(...gate.command("c"))));
    const { child, ended } = folder.start(shell);
    const held = await gate.started("c");
    await held.tell({ catch: "SIGTERM" });
    child.kill(signal);
    await held.caught("SIGTERM");
    await held.exit(7);
    expect(await ended).toMatchObject({ code: 7, signal: null });
    expect(await results(folder)).toMatchObject({ phase: "command", exitCode: 7 });
  });

  test("a second signal does not end the wait either", async () => {
    using gate = openGate();
    using folder = jobFolder(jobOf(argv(...gate.command("c"))));
    const { child, ended } = folder.start(shell);
    const held = await gate.started("c");
    await held.tell({ catch: "SIGTERM" });
    child.kill("SIGTERM");
    await held.caught("SIGTERM");
    child.kill("SIGTERM");
    await held.exit(0);
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(await results(folder)).toMatchObject({ exitCode: 0 });
  });

  test("a command that does not catch it ends with 143, and nothing follows a stopped setup", async () => {
    using gate = openGate();
    using folder = jobFolder(jobOf("touch ran", { setup: argv(...gate.command("s")) }));
    const { child, ended } = folder.start(shell);
    const held = await gate.started("s");
    child.kill("SIGTERM");
    await held.gone;
    expect(await ended).toMatchObject({ code: 143, signal: null });
    expect(await results(folder)).toMatchObject({ phase: "setup", exitCode: 143 });
    expect(folder.read("work/ran")).toBeUndefined();
  });

  test("a command that had a code above 128 of its own keeps it", async () => {
    using folder = jobFolder(jobOf("exit 200"));
    expect(await folder.run(shell)).toMatchObject({ code: 200, signal: null });
    expect(await results(folder)).toMatchObject({ exitCode: 200 });
  });
});
