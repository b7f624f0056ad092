import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRepo } from "../rig/repo.ts";
import { runTold } from "./containers.ts";
import {
  cloneOf,
  kinds,
  manifestsOf,
  openTestStore,
  openTrace,
  pipelineOn,
  type TestStore,
  type Trace,
  walk,
} from "./store-runs-rig.ts";

const entry = process.env.STEPOPS_ENTRY; // TODO-H7

/** All that an output may hold. */
const prepare = `umask 022
mkdir -p prepared/deep/er prepared/empty prepared/closed "prepared/ünïcödé 🙂"
sort data.txt > prepared/data.txt
head -c 9000000 /dev/zero | tr '\\0' x > prepared/deep/er/large.bin
: > prepared/zero
echo odd > "prepared/ünïcödé 🙂/with space + plus & 100%.txt"
echo '#!/bin/sh' > prepared/run; chmod 755 prepared/run
echo private > prepared/closed/private; chmod 600 prepared/closed/private; chmod 700 prepared/closed
ln -s deep/er/large.bin prepared/link; ln -s deep prepared/folder; ln -s nowhere prepared/dangling
echo "rows=$(wc -l < data.txt)" >> "$STEPOPS_VALUES"`;

const everything = (trace: Trace) => ({
  prepare: {
    inputs: ["src/prepare.sh", "data.txt"],
    outputs: ["prepared/"],
    values: ["rows"],
    command: `${prepare}\n${trace.say("prepare")}`,
  },
  train: {
    strategy: { matrix: { lr: ["0.1", "0.2"] } },
    inputs: ["prepared/", "src/train.sh"],
    outputs: ["models/${{ matrix.lr }}/"],
    command: `mkdir -p models/\${{ matrix.lr }}
cat prepared/data.txt src/train.sh > models/\${{ matrix.lr }}/model
${trace.say("train ${{ matrix.lr }}")}`,
  },
  evaluate: {
    inputs: ["models/"],
    metrics: ["metrics.json"],
    env: { ROWS: "${{ needs.prepare.values.rows }}" },
    command: `echo "{\\"rows\\": $ROWS}" > metrics.json\n${trace.say("evaluate")}`,
  },
  aside: { inputs: ["aside.txt"], outputs: ["aside"], command: `cp aside.txt aside\n${trace.say("aside")}` },
});
const all = ["aside", "evaluate", "prepare", "train 0.1", "train 0.2"];
const models = ["train[lr=0.1]", "train[lr=0.2]"];
const files = { "data.txt": "b\na\n", "src/prepare.sh": "p", "src/train.sh": "t", "aside.txt": "a\n" };

describe.each(kinds)("a store of type %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  afterAll(() => store?.[Symbol.dispose]());

  test("another checkout takes all from it, and runs what an edit makes other work, no more", async () => {
    using trace = openTrace();
    const place = store.place();
    const pipeline = pipelineOn(place.address, everything(trace));
    using first = createRepo({ ...files, "pipeline.yaml": pipeline }, { git: true });
    using second = cloneOf(first);
    const options = { env: store.env(), ...(entry && { entry }) };

    const made = await runTold(first, [], options);
    expect(made.code, made.stdout + made.stderr).toBe(0);
    expect(trace.ran()).toEqual(all);
    const taken = await runTold(second, [], options);
    expect(taken.code, taken.stdout + taken.stderr).toBe(0);
    expect(trace.ran(), taken.stdout).toEqual([]);
    const outputs = ["prepared", "models", "metrics.json", "aside"];
    const look = (path: string) => walk(path).filter(([at]) => outputs.includes(at.split("/")[0] ?? ""));
    expect(look(second.path)).toEqual(look(first.path));
    expect(look(first.path).length).toBeGreaterThan(20);
    for (const leg of ["prepare", "train[lr=0.1]", "evaluate", "aside"]) {
      const { values, outputs: left } = made.leg(leg);
      expect(taken.leg(leg)).toMatchObject({ values, outputs: left });
    }
    expect(taken.leg("prepare").values).toEqual({ rows: "2" });
    expect(taken.leg("evaluate").outputs).toMatchObject([{ metrics: { rows: 2 } }]);

    second.write("src/train.sh", "t2");
    await runTold(second, [], options);
    expect(trace.ran()).toEqual(["evaluate", "train 0.1", "train 0.2"]);
    second.write("aside.txt", "b\n");
    await runTold(second, [], options);
    expect(trace.ran()).toEqual(["aside"]);
    await runTold(first, [], options);
    expect(trace.ran()).toEqual([]);

    const manifests = [...(await manifestsOf(place)).values()];
    const steps = manifests.map(({ step }) => step).sort();
    expect(steps).toEqual(["aside", "aside", "evaluate", "evaluate", "prepare", ...models, ...models].sort());
    const kept = manifests.find(({ step }) => step === "prepare");
    for (const [path, { key, content }] of kept?.files ?? []) {
      expect(content.equals(readFileSync(first.at(path))), path).toBe(true);
      expect(key.replace(/[0-9a-f]{32}/, "NONCE")).toBe(`untrusted/branch-main/4711/outputs/NONCE/${path}`);
    }
  });
});
