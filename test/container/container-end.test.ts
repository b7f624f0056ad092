import { describe, expect, test } from "vitest";
import { type ContainerEnd, containerFailure } from "../../src/container/container-end.ts";
import type { Results } from "../../src/job/results.ts";

const cut: Results = { started: true, seesNoGpu: false, phase: "command" };
const ended = (exitCode: number, phase: "setup" | "command" = "command"): Results => ({
  ...cut,
  phase,
  exitCode,
});

const failure = (end: Partial<ContainerEnd>) =>
  containerFailure({
    image: "python:3.13",
    engine: "Docker",
    clientCode: end.results?.exitCode ?? 0,
    complaint: "",
    isOutOfMemory: false,
    results: ended(0),
    ...end,
  });

describe("a command that ended by itself", () => {
  test("well", () => {
    expect(failure({})).toBeUndefined();
  });

  const ends: readonly (readonly [string, Partial<ContainerEnd>, object])[] = [
    [
      "with a code of its own",
      { results: ended(3) },
      { cause: "user", phase: "command", exitCode: 3, message: "command failed with exit code 3" },
    ],
    [
      "in setup",
      { results: ended(1, "setup") },
      { cause: "user", phase: "setup", exitCode: 1, message: "setup failed with exit code 1" },
    ],
    [
      "by a kill that was none of the memory's",
      { results: ended(137) },
      { cause: "user", phase: "command", exitCode: 137 },
    ],
    [
      "for want of memory",
      { results: ended(137), isOutOfMemory: true, memoryBytes: 2e9 },
      {
        cause: "oom",
        phase: "command",
        exitCode: 137,
        message:
          "command was killed because it needed more than the step's 2 GB: ask for more with resources.memory",
      },
    ],
    [
      "for want of the machine's memory",
      { results: ended(137), isOutOfMemory: true },
      { cause: "oom", message: "command was killed because memory ran out" },
    ],
    [
      "with a code of its own, after something of it ran out of memory",
      { results: ended(1), isOutOfMemory: true },
      { cause: "user", exitCode: 1 },
    ],
    [
      "whole, start script included, for want of memory",
      { results: cut, clientCode: 137, isOutOfMemory: true },
      { cause: "oom", exitCode: 137 },
    ],
    [
      "with the code of Docker's own complaints",
      { results: ended(125) },
      { cause: "user", exitCode: 125, message: "command failed with exit code 125" },
    ],
    [
      "well, but not all that it wrote came back",
      { uncopied: ["work/a: Docker does not answer", "work/b: no"] },
      {
        cause: "infrastructure",
        phase: "outputs",
        message:
          "the command ended well, but not all that it wrote could be copied out of its container (work/a: Docker does not answer; work/b: no)",
      },
    ],
    [
      "in failure, and not all that it wrote came back",
      { results: ended(2), uncopied: ["work/a: no"] },
      { cause: "user", exitCode: 2 },
    ],
  ];
  test.each(ends)("%s", (_name, end, expected) => {
    expect(failure(end)).toMatchObject(expected);
  });

  test("that is on its way out takes its results along, and its step is not to blame", () => {
    const gone = {
      results: { started: false, seesNoGpu: false },
      uncopied: ["results: Docker refused: it is being removed"],
    };
    expect(failure({ ...gone, clientCode: 137 })).toMatchObject({
      cause: "infrastructure",
      message: expect.stringContaining("ended the container before the step was done"),
    });
  });

  test("whose command never ran says why, and of which image", () => {
    const fault = { cause: "image", message: "the image has no bash" } as const;
    expect(failure({ results: { ...cut, fault }, clientCode: 120 })).toEqual({
      cause: "image",
      message: "the image has no bash (image python:3.13)",
    });
  });
});

describe("a container that was cut off", () => {
  const ends: readonly (readonly [string, Partial<ContainerEnd>, string])[] = [
    ["by a stop from elsewhere", { clientCode: 143 }, "Docker ended the container before the step was done"],
    ["with its client", { clientCode: undefined }, "Docker ended the container before the step was done"],
    [
      "with its engine",
      { clientCode: 125, complaint: "error during connect: EOF" },
      "Docker does not answer: error during connect: EOF before the step was done",
    ],
    [
      "although its client ended well",
      { clientCode: 0 },
      "Docker ended the container before the step was done",
    ],
  ];
  test.each(ends)("%s", (_name, end, message) => {
    expect(failure({ ...end, results: cut })).toEqual({ cause: "infrastructure", phase: "command", message });
  });
});

describe("a container that never started", () => {
  const tini = (why: string) => `[FATAL tini (7)] exec sh failed: ${why}\n`;
  const noShell =
    "the image python:3.13 has no sh, which runs a step's setup and command: use an image with a shell";
  const otherProcessor =
    "the image python:3.13 is for another processor: name one for this machine, or set build.platform";
  const notWritable =
    "the user of the image python:3.13 cannot write in the step's folder: leave user out, or set user: image";
  const ends: readonly (readonly [string, string, string, string | RegExp])[] = [
    ["no sh, to Docker's init", tini("No such file or directory"), "image", noShell],
    [
      "no sh, to runc",
      "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"sh\": executable file not found in $PATH: unknown\n\nRun 'docker run --help' for more information",
      "image",
      noShell,
    ],
    [
      "no sh, to podman's crun",
      "Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found",
      "image",
      noShell,
    ],
    ["another processor, to Docker's init", tini("Exec format error"), "image", otherProcessor],
    [
      "another processor, to runc",
      "WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested\nexec /usr/bin/sh: exec format error",
      "image",
      otherProcessor,
    ],
    [
      "a folder that the user cannot write to, in dash",
      "/stepops/control/start.sh: 5: cannot create /stepops/results/started: Permission denied",
      "image",
      notWritable,
    ],
    [
      "in bash",
      "/stepops/control/start.sh: line 5: /stepops/results/started: Permission denied",
      "image",
      notWritable,
    ],
    [
      "in busybox",
      "/stepops/control/start.sh: line 5: can't create /stepops/results/started: Permission denied",
      "image",
      notWritable,
    ],
    [
      "more mounts than an argument list holds",
      "spawn E2BIG",
      "config",
      /^too many inputs lie in folders that the step also writes to/,
    ],
    [
      "no GPU",
      'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].',
      "config",
      /^Docker cannot give a container a GPU: could not .*: install the NVIDIA driver/,
    ],
    [
      "no client",
      "docker: not found",
      "infrastructure",
      /^there is no docker command on PATH: install Docker/,
    ],
    [
      "an sh that its user may not run",
      tini("Permission denied"),
      "infrastructure",
      /^Docker refused: \[FATAL tini \(7\)\] exec sh failed: Permission denied/,
    ],
    [
      "a name that is taken",
      'docker: Error response from daemon: Conflict. The container name "/x" is already in use by container "1".',
      "infrastructure",
      /^Docker refused: Conflict\. The container name/,
    ],
  ];
  test.each(ends)("%s", (_name, complaint, cause, message) => {
    const results = { started: false, seesNoGpu: false };
    const found = failure({ results, clientCode: 127, complaint });
    expect(found?.cause).toBe(cause);
    if (typeof message === "string") expect(found?.message).toBe(message);
    else expect(found?.message).toMatch(message);
  });
});
