import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ContainerRequest, containerArguments, limitsOf } from "../../src/container/request.ts";

const bare: ContainerRequest = {
  name: "stepops-12345678-train.1",
  labels: {},
  image: "busybox@sha256:1",
  network: "default",
  limits: {},
  mounts: [],
  hasSelinux: false,
};

const full: ContainerRequest = {
  ...bare,
  labels: { "stepops.run": "abc", "stepops.directory": "/home/me/a b, c=d" },
  platform: "linux/arm64",
  user: "1000:1000",
  network: "none",
  limits: { cpus: 1.5, memoryBytes: 4e9, shmBytes: 1e9, gpus: [0, 3] },
  mounts: [
    { source: "/run/job", target: "/stepops", isReadOnly: false },
    { source: '/data/a,b "c"', target: '/stepops/work/a,b "c"', isReadOnly: true },
  ],
  hasSelinux: true,
};

describe("what docker is given", () => {
  test("for a step with everything", () => {
    expect(containerArguments(full)).toMatchInlineSnapshot(`
      [
        "--name",
        "stepops-12345678-train.1",
        "--label",
        "stepops.run=abc",
        "--label",
        "stepops.directory=/home/me/a b, c=d",
        "--init",
        "--no-healthcheck",
        "--log-driver",
        "none",
        "--pull",
        "never",
        "--platform",
        "linux/arm64",
        "--user",
        "1000:1000",
        "--network",
        "none",
        "--security-opt",
        "label=disable",
        "--cpus",
        "1.5",
        "--memory",
        "4000000000",
        "--memory-swap",
        "4000000000",
        "--shm-size",
        "1000000000",
        "--gpus",
        ""device=0,3"",
        "--mount",
        "type=bind,source=/run/job,target=/stepops",
        "--mount",
        "type=bind,"source=/data/a,b ""c""","target=/stepops/work/a,b ""c""",readonly",
        "--workdir",
        "/",
        "--entrypoint",
        "sh",
        "busybox@sha256:1",
        "/stepops/control/start.sh",
        "/stepops",
      ]
    `);
  });

  test("for a step with nothing", () => {
    expect(containerArguments(bare)).toMatchInlineSnapshot(`
      [
        "--name",
        "stepops-12345678-train.1",
        "--init",
        "--no-healthcheck",
        "--log-driver",
        "none",
        "--pull",
        "never",
        "--workdir",
        "/",
        "--entrypoint",
        "sh",
        "busybox@sha256:1",
        "/stepops/control/start.sh",
        "/stepops",
      ]
    `);
  });

  test("for a shell is the same, but for the terminal and the last word", () => {
    const [run, shell] = [containerArguments(full), containerArguments({ ...full, shell: "terminal" })];
    expect(shell.filter((word) => !["--interactive", "--tty"].includes(word))).toEqual([...run, "shell"]);
    expect(shell.indexOf("--tty")).toBeLessThan(shell.indexOf(full.image));
  });

  test("a number of GPUs stays a number", () => {
    const args = containerArguments({ ...bare, limits: { gpus: 2 } });
    expect(args[args.indexOf("--gpus") + 1]).toBe("2");
  });
});

describe("a mount", () => {
  /** Reads one record as Docker does, by Go's encoding/csv. */
  function fieldsOf(record: string): readonly string[] {
    const fields: string[] = [];
    const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/gy;
    for (let at = 0; at <= record.length; at = field.lastIndex) {
      field.lastIndex = at;
      const [, quoted, plain, end] = field.exec(record) ?? [];
      expect(end).toBeDefined();
      fields.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
      if (end === "") break;
    }
    return fields;
  }

  const mountsOf = (request: ContainerRequest) => {
    const args = containerArguments(request);
    return args.filter((_word, index) => args[index - 1] === "--mount").map(fieldsOf);
  };

  const odd: readonly string[] = [
    "/plain",
    "/with space",
    "/a,b",
    '/"quoted"',
    '/a",readonly,"b',
    "/line\nbreak",
    "/a=b,source=/etc",
    "/ü/😀",
    "/target=/x",
    "/'",
    "/\\",
  ];
  test.each(odd)("of %j is read as one path", (path) => {
    const mounts = [
      { source: path, target: `/stepops/work${path}`, isReadOnly: true },
      { source: path, target: `/stepops/work${path}`, isReadOnly: false },
    ];
    const fields = ["type=bind", `source=${path}`, `target=/stepops/work${path}`];
    expect(mountsOf({ ...bare, mounts })).toEqual([[...fields, "readonly"], fields]);
  });

  test("of any path is", () => {
    const path = fc.string({ unit: fc.constantFrom("a", ",", '"', " ", "\n", "=", "/", "é") });
    fc.assert(
      fc.property(path, path, (source, target) => {
        const mounts = [{ source: `/${source}`, target: `/${target}`, isReadOnly: true }];
        expect(mountsOf({ ...bare, mounts })).toEqual([
          ["type=bind", `source=/${source}`, `target=/${target}`, "readonly"],
        ]);
      }),
    );
  });
});

describe("limits", () => {
  const cases: readonly (readonly [string, Parameters<typeof limitsOf>, object])[] = [
    ["none", [{}, { cpus: 4 }, undefined], {}],
    [
      "as they are asked for",
      [
        { cpus: { value: 1.5, atLeast: false }, memory: { value: 2, atLeast: false }, shmSize: 0.5 },
        { cpus: 4 },
        [1],
      ],
      { cpus: 1.5, memoryBytes: 2e9, shmBytes: 5e8, gpus: [1] },
    ],
    [
      "not more cores than there are",
      [{ cpus: { value: 8, atLeast: false } }, { cpus: 4 }, undefined],
      { cpus: 4 },
    ],
    [
      "at least so much bounds nothing",
      [{ cpus: { value: 2, atLeast: true }, memory: { value: 2, atLeast: true } }, { cpus: 4 }, 1],
      { gpus: 1 },
    ],
    [
      "in whole bytes",
      [{ memory: { value: 0.1 + 0.2, atLeast: false } }, { cpus: 4 }, undefined],
      { memoryBytes: 300_000_000 },
    ],
  ];
  test.each(cases)("%s", (_name, [resources, engine, gpus], limits) => {
    expect(limitsOf(resources, engine, gpus)).toEqual(limits);
  });
});
