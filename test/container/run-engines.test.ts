import { describe, expect, test } from "vitest";
import { openEngines, placeOf, readEngines } from "../../src/container/run-engines.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { memoryFiles, virtualHost } from "../rig/virtual-host.ts";

const directory = "/repo/.stepops/runs/1";
const operator = (settings: Mapping<string>) => ({ name: "gpu", flavor: "docker", settings });

const opened = (env: Mapping<string> = {}, files = memoryFiles(), seed = 1) =>
  openEngines({ host: virtualHost({ files, seed }), env, directory, cwd: "/repo" });

describe("an engine", () => {
  test("is one for all steps that name the same place, however many ask at once", async () => {
    const engines = await opened();
    const [one, two, other] = await Promise.all([
      engines.get(undefined),
      engines.get(operator({})),
      engines.get(operator({ host: "ssh://gpu" })),
    ]);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
    expect(engines.all()).toEqual([one, other]);
  });

  const sights: readonly (readonly [string, Mapping<string> | undefined, Mapping<string>, boolean])[] = [
    ["the client's own", undefined, {}, true],
    [
      "one behind a socket",
      operator({ host: "unix:///run/docker.sock" }).settings as Mapping<string>,
      {},
      true,
    ],
    ["one behind ssh", { host: "ssh://gpu" }, {}, false],
    ["one behind tcp, by DOCKER_HOST", undefined, { DOCKER_HOST: "tcp://10.0.0.1:2375" }, false],
    ["one behind a socket, by DOCKER_HOST", undefined, { DOCKER_HOST: "unix:///x" }, true],
    ["a DOCKER_HOST that is empty", undefined, { DOCKER_HOST: "" }, true],
    [
      "a host that is named, whatever DOCKER_HOST says",
      { host: "unix:///x" },
      { DOCKER_HOST: "tcp://1:2" },
      true,
    ],
    [
      "a context that is named, whatever DOCKER_HOST says",
      { context: "rootless" },
      { DOCKER_HOST: "tcp://1:2" },
      true,
    ],
  ];
  test.each(sights)("%s: whether it may see our files", async (_name, settings, env, sees) => {
    const engines = await opened(env);
    expect((await engines.get(settings && operator(settings))).seesFiles).toBe(sees);
  });

  test("is where its operator's settings say", () => {
    expect(placeOf(undefined)).toEqual({});
    expect(placeOf(operator({ host: "ssh://gpu" }))).toEqual({ host: "ssh://gpu" });
    expect(placeOf(operator({ context: "gpu" }))).toEqual({ context: "gpu" });
    expect(placeOf({ settings: { base_image: "x", copy_images: true } })).toEqual({});
  });
});

describe("the note of a run's engines", () => {
  test("is there before the first container, with every place once", async () => {
    const files = memoryFiles();
    const engines = await opened({}, files);
    expect(await readEngines({ files }, directory)).toBeUndefined();
    await engines.get(undefined);
    await Promise.all([engines.get(operator({ host: "ssh://a" })), engines.get(operator({ context: "b" }))]);
    await engines.get(operator({ host: "ssh://a" }));
    expect(await readEngines({ files }, directory)).toEqual({
      label: engines.label,
      places: [{}, { host: "ssh://a" }, { context: "b" }],
    });
  });

  test("is gone on with by the process that resumes the run, under the same label", async () => {
    const files = memoryFiles();
    const first = await opened({}, files);
    await first.get(operator({ host: "ssh://a" }));
    const second = await opened({}, files, 2);
    expect(second.label).toBe(first.label);
    await second.get(undefined);
    expect((await readEngines({ files }, directory))?.places).toEqual([{ host: "ssh://a" }, {}]);
  });

  test("is another label for another run", async () => {
    expect((await opened()).label).toMatch(/^[0-9a-f]{16}$/);
    expect((await opened({}, memoryFiles(), 2)).label).not.toBe((await opened()).label);
  });

  test.each(["", "{", "null", "[]", '{"label":1,"places":[]}', '{"label":"x"}'])(
    "%j is none",
    async (text) => {
      const files = memoryFiles();
      await files.write(`${directory}/containers/engines.json`, text);
      expect(await readEngines({ files }, directory)).toBeUndefined();
    },
  );
});
