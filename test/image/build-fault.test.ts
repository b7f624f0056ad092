import { describe, expect, test } from "vitest";
import { type BuildFault, buildFault } from "../../src/image/build-fault.ts";
import { readDockerfile } from "../../src/image/dockerfile.ts";

const esc = String.fromCharCode(27);

interface Failing {
  readonly dockerfile: string;
  /** As a real client printed it. */
  readonly log: string;
  /** What the legacy builder's client printed on stderr; BuildKit's prints everything there. */
  readonly errors?: string;
  readonly step?: number;
  readonly leftOut?: readonly string[];
}

const faultOf = ({ dockerfile, log, errors = log, step = 0, leftOut = [] }: Failing): BuildFault =>
  buildFault({
    ...{
      dockerfile: readDockerfile(dockerfile),
      path: "docker/Dockerfile",
      context: "docker",
      engineName: "Docker",
    },
    ...{ lines: log.split("\n"), errors: errors.split("\n"), step, leftOut },
  });

const failingRun = "FROM busybox:1\nCOPY . /ctx\n# hi\nRUN echo one && \\\n   exit 3\nRUN true\n";
const failingCopy = "FROM busybox:1\nCOPY nope /x\n";
const unknownWord = "FROM busybox:1\nRUNX hello\n";
const missingBase = "ARG A\nFROM 127.0.0.1:1/nope:1 AS x\nRUN true\n";

describe("BuildKit", () => {
  test("points at a command that fails, over several lines", () => {
    const log = `#7 [3/4] RUN echo one &&    exit 3
#7 0.053 one
#7 ERROR: process "/bin/sh -c echo one &&    exit 3" did not complete successfully: exit code: 3
------
 > [3/4] RUN echo one &&    exit 3:
0.053 one
------
Dockerfile:4
--------------------
   3 |     # hi
   4 | >>> RUN echo one && \\
   5 | >>>    exit 3
   6 |     RUN true
--------------------
ERROR: failed to solve: process "/bin/sh -c echo one &&    exit 3" did not complete successfully: exit code: 3

View build details: docker-desktop://dashboard/build/default/default/x
`;
    expect(faultOf({ dockerfile: failingRun, log })).toEqual({
      message: "the image does not build: RUN ended with exit code 3 (docker/Dockerfile:4)",
      hint: "Mend docker/Dockerfile:4; the log has what it printed",
      at: { path: "docker/Dockerfile", line: 4 },
    });
  });

  test("points at it where an old engine quotes the instruction only", () => {
    const log = `#4 ERROR: executor failed running [/bin/sh -c echo one &&    exit 3]: exit code: 3
------
 > [2/3] RUN echo one &&    exit 3:
------
executor failed running [/bin/sh -c echo one &&    exit 3]: exit code: 3`;
    expect(faultOf({ dockerfile: failingRun, log })).toMatchObject({
      message: "the image does not build: RUN ended with exit code 3 (docker/Dockerfile:4)",
      at: { line: 4 },
    });
  });

  test.each([
    [
      "new",
      "Dockerfile:2\n--------------------\n   1 |     FROM busybox:1\n   2 | >>> RUNX hello\n--------------------\nERROR: failed to solve: dockerfile parse error on line 2: unknown instruction: RUNX (did you mean RUN?)",
    ],
    [
      "old",
      "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: RUNX (did you mean RUN?)",
    ],
  ])("points at an instruction that is none, %s", (_age, log) => {
    expect(faultOf({ dockerfile: unknownWord, log })).toEqual({
      message:
        "the image does not build: unknown instruction: RUNX (did you mean RUN?) (docker/Dockerfile:2)",
      hint: "Mend docker/Dockerfile:2; the log has what it printed",
      at: { path: "docker/Dockerfile", line: 2 },
    });
  });

  test("says what a path that is not there is relative to", () => {
    const log = `#6 ERROR: failed to calculate checksum of ref 2jj::t0l: "/nope": not found
------
 > [2/2] COPY nope /x:
------
Dockerfile:2
--------------------
   1 |     FROM busybox:1
   2 | >>> COPY nope /x
   3 |     
--------------------
ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 2jj::t0l: "/nope": not found`;
    expect(faultOf({ dockerfile: failingCopy, log })).toEqual({
      message: 'the image does not build: "/nope": not found (docker/Dockerfile:2)',
      hint: "Correct the path: it is relative to the build context, which is docker, and no .dockerignore may leave it out",
      at: { path: "docker/Dockerfile", line: 2 },
    });
    const fromStage = faultOf({ dockerfile: "FROM busybox:1\nCOPY --from=0 nope /x\n", log });
    expect(fromStage.hint).toBe("Correct the path: it is not in what --from names");
  });

  test.each([
    [
      "new",
      "Dockerfile:2\n--------------------\n   2 | >>> FROM 127.0.0.1:1/nope:1 AS x\n--------------------\nERROR: failed to solve: ",
    ],
    [
      "old",
      "------\n > [internal] load metadata for 127.0.0.1:1/nope:1:\n------\nfailed to solve with frontend dockerfile.v0: failed to create LLB definition: ",
    ],
  ])("points at the base image whose registry does not answer, %s", (_age, log) => {
    const why =
      'failed to do request: Head "http://127.0.0.1:1/v2/nope/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused';
    expect(faultOf({ dockerfile: missingBase, log: log + why })).toEqual({
      message: `the image does not build: ${why} (docker/Dockerfile:2)`,
      hint: "See that the registry of the base image can be reached from where Docker runs",
      at: { path: "docker/Dockerfile", line: 2 },
    });
  });

  test("knows a base image in its long form", () => {
    const log =
      " > [internal] load metadata for docker.io/library/busybox:1:\nERROR: failed to solve: busybox:1: not found";
    expect(faultOf({ dockerfile: failingRun, log })).toMatchObject({
      hint: "Correct the name or tag of the base image",
      at: { line: 1 },
    });
  });

  test("an engine that is gone is not the Dockerfile's fault", () => {
    const log = "ERROR: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?";
    expect(faultOf({ dockerfile: failingRun, log })).toEqual({
      message: expect.stringMatching(/^Docker does not answer/),
      hint: expect.stringMatching(/^Start the Docker engine/),
    });
  });

  test("says why a build finds no .git, if that was kept back", () => {
    const log =
      "Dockerfile:4\n------\n#7 fatal: not a git repository\nERROR: failed to solve: process x did not complete successfully: exit code: 128";
    const hint = (leftOut: readonly string[]) => faultOf({ dockerfile: failingRun, log, leftOut }).hint;
    expect(hint([".git", ".stepops"])).toMatch(/^Write !\.git into the \.dockerignore/);
    expect(hint([".stepops"])).toMatch(/^Mend docker/);
  });
});

describe("the legacy builder", () => {
  const log = `Step 3/4 : RUN echo one &&    exit 3
 ---> Running in 31f622d0d99c
${esc}[91mbad
${esc}[0mone
The command '/bin/sh -c echo one &&    exit 3' returned a non-zero code: 3`;

  test("points at the last step that began", () => {
    const errors = "The command '/bin/sh -c echo one &&    exit 3' returned a non-zero code: 3";
    expect(faultOf({ dockerfile: failingRun, log, errors, step: 3 })).toEqual({
      message: "the image does not build: RUN ended with exit code 3 (docker/Dockerfile:4)",
      hint: "Mend docker/Dockerfile:4; the log has what it printed",
      at: { path: "docker/Dockerfile", line: 4 },
    });
  });

  test("points at an instruction that is none, before any step", () => {
    const errors = "Error response from daemon: dockerfile parse error line 2: unknown instruction: RUNX";
    expect(faultOf({ dockerfile: unknownWord, log: errors })).toMatchObject({
      message: "the image does not build: unknown instruction: RUNX (docker/Dockerfile:2)",
      at: { line: 2 },
    });
  });

  test.each([
    [
      "COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist",
      "Correct the path: it is relative to the build context",
    ],
    ["the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/", "Install buildx"],
    [
      "pull access denied for nope, repository does not exist or may require 'docker login'",
      "Correct the name of the base image, or log in",
    ],
    [
      "manifest for busybox:9 not found: manifest unknown: manifest unknown",
      "Correct the name or tag of the base image",
    ],
    ["write /var/lib/docker/tmp/x: no space left on device", "Free some of it"],
  ])("%s", (errors, hint) => {
    const fault = faultOf({ dockerfile: failingCopy, log: errors, step: 2 });
    expect(fault).toMatchObject({ message: expect.stringContaining(errors.slice(0, 20)), at: { line: 2 } });
    expect(fault.hint.startsWith(hint)).toBe(true);
  });

  test("a target that is not there has no line", () => {
    const errors = "failed to reach build target nope in Dockerfile";
    expect(faultOf({ dockerfile: failingCopy, log: errors })).toEqual({
      message: `the image does not build: ${errors}`,
      hint: "Correct image.build.target: it is none of the names after AS in the Dockerfile",
    });
  });

  test("what a command says is not taken for Docker's words", () => {
    const errors = "The command '/bin/sh -c echo x509 unauthorized' returned a non-zero code: 1";
    expect(faultOf({ dockerfile: failingRun, log: errors, step: 3 }).hint).toMatch(/^Mend/);
  });
});

test("a client that says nothing is reported all the same", () => {
  expect(faultOf({ dockerfile: failingRun, log: "" })).toEqual({
    message: "the image does not build: the client gives no reason",
    hint: "Read the end of the log",
  });
});
