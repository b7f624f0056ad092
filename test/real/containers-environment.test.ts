import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docker } from "../rig/docker.ts";
import type { Repo } from "../rig/repo.ts";
import {
  containersIn,
  Hold,
  pipelineOf,
  repoOf,
  type ToldRun,
  tagImages,
  toldOf,
  uniqueWord,
} from "./containers.ts";

const secret = `${uniqueWord()}'"$(x)`;
const nasty = "it's \"x\" $(touch pwned) `id` \\n $HOME\n* 'second'\n\n";
const outer = {
  TOKEN: secret,
  CI: "true",
  GITHUB_SHA: "abc123",
  GITHUB_REF_NAME: "main",
  RUNNER_OS: "Linux",
  OTHER: "x",
  GITHUB_TOKEN: "ghs_x",
  ACTIONS_RUNTIME_TOKEN: "x",
  GITHUB_ENV: "/tmp/env",
  GITHUB_OUTPUT: "/tmp/output",
  GITHUB_PATH: "/tmp/path",
  GITHUB_STATE: "/tmp/state",
  GITHUB_STEP_SUMMARY: "/tmp/summary",
  GITHUB_WORKSPACE: "/work",
  GITHUB_EVENT_PATH: "/tmp/event.json",
  RUNNER_TEMP: "/tmp/runner",
  RUNNER_TOOL_CACHE: "/opt/tools",
  LANG: "de_DE.UTF-8",
  TMPDIR: "/tmp",
};
const socket = "ls /var/run/docker.sock /run/docker.sock 2>&1 | grep -v 'No such file' || true";
/** Lets go when the test makes the file, by docker exec: of a container that shares no folder with this machine. */
const waits = "echo ready; until [ -e /tmp/go ]; do sleep 0.1; done";

const steps = (hold: Hold) => ({
  plain: { command: "env -0 | sort -z | tr '\\0\\n' '\\n|'" },
  values: {
    env: { NASTY: nasty, EMPTY: "", UID: "77", IFS: "x" },
    command: "printf '<%s>' \"$NASTY\" \"$EMPTY\"; env | grep -c '^UID=77$'; ls",
  },
  bound: { command: "printf '<%s>' ${{ params.nasty }} \"${{ params.nasty }}\"; ls" },
  bound_argv: { command: ["printf", "<%s>", "${{ params.nasty }}"] },
  socket: { command: socket },
  told: {
    secrets: ["TOKEN"],
    resources: { cpus: 1.5, memory: 0.25, shm_size: 0.1 },
    network: "none",
    checkpoint: "hold/",
    command: `printf '%s' "$TOKEN" | od -An -tx1 | tr -d ' \\n'; echo; echo "it is $TOKEN"; printf '%s' "$TOKEN" | base64; ${hold.line}`,
  },
  told_in_copy: { secrets: ["TOKEN"], user: "image", command: `echo "it is $TOKEN"; ${waits}` },
});

/** Of all processes of this machine that can be seen, the client's and the container's among them. */
function commandLines(): string {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const read = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  };
  return pids.map(read).join("\n");
}

interface Inspected {
  readonly text: string;
  readonly layer: string;
}
let repo: Repo;
let run: ToldRun;
let processes: string;
const inspected = new Map<string, Inspected>();
beforeAll(async () => {
  tagImages();
  repo = repoOf({});
  using hold = new Hold(repo, "hold/a");
  repo.write("pipeline.yaml", pipelineOf(steps(hold), { max_parallel: 8, params: { nasty } }));
  const running = repo.start(["run", "--json"], { env: outer });
  await hold.reached(running);
  await running.printed('"lines":["it is ***","ready"]');
  processes = commandLines();
  for (const name of containersIn(repo).filter((each) => each.includes("told"))) {
    const layer = execFileSync("docker", ["export", name], { encoding: "latin1", maxBuffer: 2 ** 28 });
    inspected.set(name.includes("told_in_copy") ? "copied" : "mounted", {
      text: docker("inspect", name),
      layer,
    });
    if (name.includes("told_in_copy")) docker("exec", name, "touch", "/tmp/go");
  }
  hold.release();
  run = toldOf(await running.finished);
});
afterAll(() => repo[Symbol.dispose]());

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("the environment of a step", () => {
  const ofPlain = () =>
    Object.fromEntries(
      run
        .leg("plain")
        .stdout.split("\n")
        .filter((line) => line !== "")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );

  test("says where the run comes from, and whose home it has", () => {
    expect(ofPlain()).toMatchObject({
      CI: "true",
      GITHUB_SHA: "abc123",
      GITHUB_REF_NAME: "main",
      RUNNER_OS: "Linux",
      HOME: "/stepops/home",
      USER: expect.stringMatching(/./),
      LOGNAME: expect.stringMatching(/./),
      STEPOPS_STEP: "plain",
      STEPOPS_ATTEMPT: "1",
      STEPOPS_VALUES: "/stepops/results/values",
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    });
  });

  test("has no token, no file of the runner, no path of this machine and nothing of Docker", () => {
    const names = Object.keys(ofPlain());
    const kept = ["CI", "GITHUB_SHA", "GITHUB_REF_NAME", "RUNNER_OS"];
    for (const name of Object.keys(outer).filter((each) => !kept.includes(each)))
      expect(names).not.toContain(name);
    expect(names).not.toContain("DOCKER_HOST");
    expect(Object.values(ofPlain()).join("\n")).not.toContain(repo.path);
    expect(run.leg("socket").stdout).toBe("");
  });

  test("takes any value as it is, also of a name that shells keep for themselves", () => {
    expect(run.leg("values")).toMatchObject({ outcome: "success", stdout: `<${nasty}><>1` });
  });

  test("values that a script or an argv names are text, never code", () => {
    expect(run.leg("bound").stdout).toBe(`<${nasty}><${nasty}>`);
    expect(run.leg("bound_argv").stdout).toBe(`<${nasty}>`);
  });
});

describe("a secret", () => {
  test("is in the environment of the step, and masked in all that it prints", () => {
    const { outcome, stdout } = run.leg("told");
    expect(outcome).toBe("success");
    const [hex, said, encoded] = stdout.split("\n");
    expect(Buffer.from(hex ?? "", "hex").toString()).toBe(secret);
    expect([said, encoded]).toEqual(["it is ***", "***"]);
    expect(run.leg("told_in_copy")).toMatchObject({ outcome: "success", stdout: "it is ***\nready" });
  });

  test.each(["mounted", "copied"])("is in no argument, description or file of its container (%s)", (how) => {
    const { text, layer } = inspected.get(how) as Inspected;
    const [word = ""] = secret.split("'");
    expect(text).toContain("stepops.run");
    expect(layer).toContain(how === "copied" ? "stepops/control/start.sh" : "bin/busybox");
    expect(text).not.toContain(word);
    expect(layer).not.toContain(word);
    expect(processes).toContain(how === "copied" ? "told_in_copy" : "told.1");
    expect(processes).not.toContain(word);
  });

  test("is in no file afterwards, and in nothing that was printed", () => {
    const [word = ""] = secret.split("'");
    for (const path of filesBelow(repo.path)) expect(readFileSync(path, "latin1"), path).not.toContain(word);
    expect(run.stdout + run.stderr).not.toContain(word);
  });

  test("is not there for a step that does not name it", () => {
    expect(run.leg("plain").stdout).not.toContain("TOKEN");
  });
});

describe("a container", () => {
  test("has the limits that its step asks for, an init, and no rights beyond the usual", () => {
    const [container] = JSON.parse(inspected.get("mounted")?.text ?? "");
    expect(container.HostConfig).toMatchObject({
      NanoCpus: 1.5e9,
      Memory: 250e6,
      MemorySwap: 250e6,
      ShmSize: 100e6,
      NetworkMode: "none",
      Init: true,
      Privileged: false,
      CapAdd: null,
      AutoRemove: false,
    });
    expect(container.HostConfig.DeviceRequests ?? []).toEqual([]);
    const mounts = container.Mounts.map((mount: { readonly Destination: string }) => mount.Destination);
    expect(mounts.sort()).toEqual(["/stepops", "/stepops/work/hold"]);
  });
});
