import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTold } from "../real/containers.ts";
import {
  cloneOf,
  manifestsOf,
  openTestStore,
  openTrace,
  pipelineOn,
  placeAt,
  type TestStore,
} from "../real/store-runs-rig.ts";
import { expectDomains, leaky, pulls, pushes } from "../real/store-runs-trust.ts";
import { createRepo } from "../rig/repo.ts";

const on = (env: Readonly<Record<string, string | undefined>> = {}) => ({ env });

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore("local");
});
afterAll(() => store?.[Symbol.dispose]());

describe("what a pull request leaves", () => {
  test("is never taken by main, which every pull request takes from", async () => {
    await expectDomains(store, store.place(), on());
  });

  test("is not taken by main where it put its own manifest into the place of a trusted one", async () => {
    using trace = openTrace();
    const place = store.place();
    const files = { in: "x", side: "good\n", "pipeline.yaml": pipelineOn(place.address, leaky(trace)) };
    using main = createRepo(files, { git: true });
    using evil = cloneOf(main);
    evil.write("side", "evil\n");
    using push = pushes(on(store.env()));
    using pull = pulls(12, on(store.env()));
    await pull.run(evil);
    const [at = "", content = Buffer.of()] =
      [...(await place.objects())].find(([key]) => key.includes("/manifests/")) ?? [];
    const trusted = at.replace("untrusted/pr-12/", "trusted/");
    await place.put(trusted, content);
    trace.ran();
    const pushed = await push.run(main);
    expect([pushed.code, trace.ran(), main.read("out")], pushed.stdout).toEqual([0, ["s"], "good\n"]);
    expect(pushed.warnings().join()).toContain("not among those that this run may read");
    // In its place is a right one, which the next run takes.
    const manifest = (await manifestsOf(place)).get(trusted);
    expect(`${manifest?.files.get("out")?.content}`).toBe("good\n");
    using later = cloneOf(main);
    const next = await push.run(later);
    expect([trace.ran(), next.warnings(), later.read("out")]).toEqual([[], [], "good\n"]);
  });
});

describe("the store of the checkout", () => {
  /** A process of the step that goes on after it, in a session of its own. */
  const leaving = (act: string) =>
    `setsid sh -c ': > begun; while [ ! -e stop ]; do ${act}; done' > /dev/null 2>&1 < /dev/null & while [ ! -e begun ]; do :; done`;

  /** So much that reading it takes longer than the system lets anybody wait for a turn. */
  const content = "x".repeat(60_000_000);

  test.each([
    ["one that grows", "echo more >> out/big", /out\/big changed while it was/],
    [
      "one that comes and goes",
      ": > out/log; rm -f out/log",
      /"?out(\/log)?"? (changed|vanished|is not there)/,
    ],
  ])(
    "gets nothing of an output with a file in it that is not at rest, %s, and a warning names it",
    async (_, act, words) => {
      const command = `mkdir out; cp big out/big; ${leaving(act)}`;
      using repo = createRepo({
        "pipeline.yaml": pipelineOn(undefined, { s: { inputs: ["big"], outputs: ["out/"], command } }),
        big: content,
      });
      const told = await runTold(repo, [], on());
      expect([told.code, told.leg("s").outcome], told.stdout).toEqual([0, "success"]);
      expect(told.warnings().join()).toMatch(words);
      expect(repo.read("out/big").startsWith(content)).toBe(true);
      expect((await manifestsOf(placeAt(repo.at(".stepops/store")))).size).toBe(0);
    },
  );
});

describe("a store in a folder that a stack names", () => {
  test.each([
    ["something else lies in its place", "file"],
    ["nothing is there, as where it is not mounted", "not/there"],
  ])("ends a step before its command where %s", async (_, name) => {
    using trace = openTrace();
    const { address, put } = store.place();
    await put("file", Buffer.from("mine"));
    const at = { ...address, path: `${address.path}/${name}` };
    const steps = { s: { inputs: ["in"], outputs: ["out"], command: `echo x > out; ${trace.say("s")}` } };
    using repo = createRepo({ in: "x", "pipeline.yaml": pipelineOn(at, steps) });
    const told = await runTold(repo, [], on(store.env()));
    expect([told.code, trace.ran(), repo.has("out")], told.stdout).toEqual([1, [], false]);
    expect(told.leg("s").failure?.message).toContain(`${address.path}/${name.split("/")[0]}`);
  });
});
