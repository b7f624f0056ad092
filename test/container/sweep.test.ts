import { describe, expect, test } from "vitest";
import { openEngines } from "../../src/container/run-engines.ts";
import { sweepRun } from "../../src/container/sweep.ts";
import type { SpawnCommand } from "../../src/host/host.ts";
import { memoryFiles, type Script, virtualHost } from "../rig/virtual-host.ts";

const directory = "/repo/.stepops/runs/1";

const says = (stdout: string, { code = 0, stderr = "" } = {}): Script => ({
  output: [{ text: stdout }, { stream: "stderr", text: stderr }],
  end: { afterMs: 1, end: { kind: "exited", code } },
});

/** A run that used these engines, and clients that do what the script says of their arguments. */
async function swept(
  places: readonly Readonly<Record<string, string>>[],
  script: (args: string) => Script,
  also: (files: ReturnType<typeof memoryFiles>) => Promise<void> = async () => {},
) {
  const files = memoryFiles();
  const asked: string[] = [];
  const answer = ({ args }: SpawnCommand): Script => {
    asked.push(args.join(" "));
    return script(args.join(" "));
  };
  const host = virtualHost({ files, script: answer });
  const engines = await openEngines({ host, env: {}, directory, cwd: "/repo" });
  for (const settings of places) await engines.get({ name: "x", flavor: "docker", settings });
  await also(files);
  const { label } = engines;
  const result = await host.clock.run(sweepRun(host, { directory, env: {} }));
  return { result, asked: asked.map((args) => args.replaceAll(label, "LABEL")), files, label };
}

const list = "ps --all --quiet --no-trunc --filter label=stepops.run=LABEL";

describe("what a run left is removed", () => {
  test("a run that made no container asks nobody", async () => {
    const host = virtualHost({
      script: () => {
        throw new Error("asked");
      },
    });
    expect(await sweepRun(host, { directory, env: {} })).toEqual({ count: 0, warnings: [] });
  });

  test("on every engine that it used, by its own label, in one call each", async () => {
    const { result, asked } = await swept([{}, { host: "ssh://gpu" }], (args) =>
      args.includes("ps") ? says(args.startsWith("--host") ? "c\n" : "a\nb\n") : says(""),
    );
    expect(result).toEqual({ count: 3, warnings: [] });
    expect(asked.sort()).toEqual(
      [
        `--host ssh://gpu ${list}`,
        "--host ssh://gpu rm --force --volumes c",
        list,
        "rm --force --volumes a b",
      ].sort(),
    );
  });

  test("where nothing is left nothing is removed", async () => {
    const { result, asked } = await swept([{}], () => says(""));
    expect([result, asked]).toEqual([{ count: 0, warnings: [] }, [list]]);
  });

  test("a container that went meanwhile is none", async () => {
    const { result } = await swept([{}], (args) =>
      args.startsWith("ps") ? says("a\n") : says("", { code: 1, stderr: "Error: No such container: a\n" }),
    );
    expect(result.warnings).toEqual([]);
  });

  test("with the folders that they worked in, but for the note of its engines", async () => {
    const { files } = await swept(
      [{}],
      () => says(""),
      async (at) => {
        await at.write(`${directory}/containers/train.1/job/work/x`, "");
      },
    );
    expect(await files.list(`${directory}/containers`)).toEqual(["engines.json"]);
  });
});

describe("what may be left", () => {
  const keeps: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    (args: string) => Script,
    string,
  ])[] = [
    [
      "an engine that does not answer",
      {},
      () => says("", { code: 1, stderr: "Cannot connect to the Docker daemon at unix:///x.\nmore\n" }),
      "containers of this run may still be there, because Docker does not remove them (Cannot connect to the Docker daemon at unix:///x.): docker rm --force $(docker ps --all --quiet --filter label=stepops.run=LABEL)",
    ],
    [
      "a container that does not die",
      {},
      (args) => (args.startsWith("ps") ? says("a\n") : says("", { code: 1, stderr: "could not kill a\n" })),
      "containers of this run may still be there, because Docker does not remove them (could not kill a): docker rm --force $(docker ps --all --quiet --filter label=stepops.run=LABEL)",
    ],
    [
      "an engine elsewhere",
      { context: "gpu" },
      () => says("", { code: 1, stderr: 'context "gpu" does not exist' }),
      'containers of this run may still be there, because Docker of the context gpu does not remove them (context "gpu" does not exist): docker --context gpu rm --force $(docker --context gpu ps --all --quiet --filter label=stepops.run=LABEL)',
    ],
  ];
  test.each(keeps)("is told with what a person may type: %s", async (_name, place, script, warning) => {
    const { result, label } = await swept([place], script);
    expect(result.warnings.map((each) => each.replaceAll(label, "LABEL"))).toEqual([warning]);
  });

  test("keeps its folders: it may still write there", async () => {
    const { files } = await swept(
      [{}],
      () => says("", { code: 1, stderr: "no" }),
      async (at) => {
        await at.write(`${directory}/containers/train.1/job/work/x`, "");
      },
    );
    expect(await files.list(`${directory}/containers`)).toEqual(["engines.json", "train.1"]);
  });
});
