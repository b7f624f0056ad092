import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oddWorkdir } from "../rig/docker.ts";
import type { Repo } from "../rig/repo.ts";
import { containersIn, images, repoOf, runTold, stagesIn, type ToldRun, tagImages } from "./containers.ts";

const fine = { outcome: "success" };
const failed = (phase: string, exitCode: number) => ({
  outcome: "failure",
  failure: { cause: "user", phase, exitCode },
});

const ends = {
  argv0: { command: ["true"] },
  argv42: { command: ["sh", "-c", "exit 42"] },
  argv126: { command: ["/etc/passwd"] },
  argv127: { command: ["no-such-program", "x"] },
  script0: { command: "true" },
  script42: { command: "echo before\nexit 42" },
  script126: { command: "/etc/passwd" },
  script127: { command: "no-such-program x" },
  setup42: { setup: "echo preparing; exit 42", command: "echo never" },
  setup126: { setup: ["/etc/passwd"], command: "echo never" },
  setup127: { setup: "no-such-program", command: "echo never" },
  setup0: { setup: "echo prepared", command: "exit 3" },
} as const;

const shapes = {
  verbatim: {
    command: ["printf", "<%s>", "it's", "$HOME", "", "a  b", "*", "`id`", "new\nline", "-x", "\\n"],
  },
  phases: {
    setup: "echo one; echo two >&2; printf 'no end'; printf 'none here' >&2",
    command: "echo three; echo four >&2; printf 'the last'",
  },
  stops_at_first: { command: "echo a\nfalse\necho b" },
  bash: {
    image: images.bash,
    shell: "bash",
    command: 'words=(a "b c"); echo "${#words[@]}"\nfalse | true\necho no',
  },
  no_bash: { shell: "bash", command: "echo hi" },
  no_sh: { image: images.nosh, command: ["/app/true"] },
  odd: { image: images.odd, command: 'pwd; echo "$HOME"; touch "$HOME/x" here' },
  odd_own_user: {
    image: images.odd,
    user: "image",
    command: 'pwd; id -u; touch here; cd "$1" 2>/dev/null; ls -d /odd*',
  },
  background: { command: "(while :; do sleep 60; done) &\necho started" },
  working_directory: {
    working_directory: "sub/folder",
    outputs: ["sub/folder/out.txt"],
    command: "pwd; echo x > out.txt",
  },
} as const;

const limits = {
  oom: {
    resources: { memory: 0.05 },
    command: 'sh -c \'x=$(head -c 200000000 /dev/zero | tr "\\0" a); echo "${#x}"\'\necho never',
  },
  oom_setup: {
    resources: { memory: 0.05 },
    setup: 'x=$(head -c 200000000 /dev/zero | tr "\\0" a)',
    command: "echo never",
  },
  enough: { resources: { memory: 0.5 }, command: "x=$(head -c 20000000 /dev/zero | tr '\\0' a); echo ${#x}" },
  killed: { resources: { memory: 0.05 }, command: "kill -9 $$" },
  network_none: { network: "none", command: "ls /sys/class/net" },
  network: { command: "ls /sys/class/net" },
  shm: { resources: { shm_size: 0.2 }, command: "df -k /dev/shm | tail -1" },
} as const;

let repo: Repo;
let run: ToldRun;
beforeAll(async () => {
  tagImages();
  repo = repoOf({ ...ends, ...shapes, ...limits });
  run = await runTold(repo);
});
afterAll(() => repo[Symbol.dispose]());

describe("a command in a container", () => {
  test.each([
    ["argv0", fine],
    ["argv42", failed("command", 42)],
    ["argv126", failed("command", 126)],
    ["argv127", failed("command", 127)],
    ["script0", fine],
    ["script42", failed("command", 42)],
    ["script126", failed("command", 126)],
    ["script127", failed("command", 127)],
    ["setup42", failed("setup", 42)],
    ["setup126", failed("setup", 126)],
    ["setup127", failed("setup", 127)],
    ["setup0", failed("command", 3)],
  ])("%s ends as it says", (leg, expected) => {
    expect(run.leg(leg)).toMatchObject(expected);
  });

  test("the run of failed steps ends with 1, and no command runs after a setup that failed", () => {
    expect(run.code).toBe(1);
    expect(run.leg("setup42").setup).toBe("preparing");
    for (const leg of ["setup42", "setup126", "setup127"]) expect(run.leg(leg).command).toBe("");
  });

  test("an argv reaches its program as it is", () => {
    expect(run.leg("verbatim").stdout).toBe("<it's><$HOME><><a  b><*><`id`><new\nline><-x><\\n>");
  });

  test("what setup prints is told from what the command prints, also where its last line has no end", () => {
    const { setup, command, outcome } = run.leg("phases");
    expect(outcome).toBe("success");
    expect(setup.split("\n").sort()).toEqual(["no end", "none here", "one", "two"]);
    expect(command.split("\n").sort()).toEqual(["four", "the last", "three"]);
    const { stdout } = run.leg("phases");
    expect(stdout).toBe("one\nno end\nthree\nthe last");
  });

  test("a script stops at its first failure", () => {
    expect(run.leg("stops_at_first")).toMatchObject({ command: "a", ...failed("command", 1) });
  });

  test("bash is bash, with pipefail; an image without it is told", () => {
    expect(run.leg("bash")).toMatchObject({ stdout: "2", ...failed("command", 1) });
    expect(run.leg("no_bash").failure).toMatchObject({
      cause: "image",
      message: expect.stringContaining("no bash"),
    });
  });

  test("an image without a shell is told", () => {
    const { failure } = run.leg("no_sh");
    expect(failure).toMatchObject({ cause: "image", message: expect.stringContaining("has no sh") });
    expect(failure?.message).toContain(images.nosh);
  });

  test("user, working directory, entrypoint and home of an odd image do no harm", () => {
    expect(run.leg("odd")).toMatchObject({ ...fine, stdout: "/stepops/work\n/stepops/home" });
    expect(run.leg("odd_own_user")).toMatchObject({
      ...fine,
      stdout: `/stepops/work\n1234\n/${oddWorkdir.split("/")[1]}`,
    });
  });

  test("what it leaves in the background goes with its container", () => {
    expect(run.leg("background")).toMatchObject({ ...fine, stdout: "started" });
  });

  test("it starts in its working directory, which is made where only an output is in it", () => {
    expect(run.leg("working_directory")).toMatchObject({ ...fine, stdout: "/stepops/work/sub/folder" });
    expect(repo.read("sub/folder/out.txt")).toBe("x\n");
  });
});

describe("a container's limits", () => {
  test("a program that needs more memory than the step has is cause oom, and the limit is named", () => {
    const failure = { cause: "oom", exitCode: 137, message: expect.stringContaining("0.05 GB") };
    expect(run.leg("oom")).toMatchObject({ outcome: "failure", failure: { ...failure, phase: "command" } });
    expect(run.leg("oom_setup")).toMatchObject({
      outcome: "failure",
      failure: { ...failure, phase: "setup" },
    });
    expect(run.leg("oom").command).not.toContain("never");
    expect(run.leg("enough")).toMatchObject({ ...fine, stdout: "20000000" });
  });

  test("a kill that is none of memory's is no oom", () => {
    expect(run.leg("killed")).toMatchObject(failed("command", 137));
  });

  test("network none leaves only the loopback", () => {
    expect(run.leg("network_none").stdout).toBe("lo");
    expect(run.leg("network").stdout).toContain("eth0");
  });

  test("shm_size is the size of /dev/shm", () => {
    const [, kilobytes] = run.leg("shm").stdout.trim().split(/\s+/);
    expect(Number(kilobytes) * 1024).toBeCloseTo(200_000_000, -5);
  });
});

test("of all of these no container is left, and no folder that one worked in", () => {
  expect(containersIn(repo)).toEqual([]);
  expect(stagesIn(repo)).toEqual([]);
});
