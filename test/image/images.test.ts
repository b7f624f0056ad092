import { describe, expect, test } from "vitest";
import type { Engine } from "../../src/container/engine.ts";
import type { Child, ChildEnd } from "../../src/host/host.ts";
import { type ImageRequest, openImages } from "../../src/image/images.ts";
import { pipelineOf, stepOf } from "../rig/graphs.ts";
import { virtualHost } from "../rig/virtual-host.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const digest = `sha256:${"a".repeat(64)}`;
/** Pinned: what is pinned is looked up at no registry. */
const reference = `localhost:1/team/app@${digest}`;
const turn = () => new Promise((resolve) => setImmediate(resolve));

interface Pull {
  readonly args: string;
  readonly killed: () => boolean;
  say(stream: "stdout" | "stderr", text: string): void;
  end(code: number): void;
}

/** An engine that has no image, whose pulls the test ends. */
function pullingEngine(place: Engine["place"] = {}) {
  const pulls: Pull[] = [];
  const engine: Engine = {
    ...scriptedEngine(() => undefined),
    place,
    start: (args) => {
      const ended = Promise.withResolvers<ChildEnd>();
      let listener: Parameters<Child["onOutput"]>[0] = () => {};
      let killed = false;
      pulls.push({
        args: args.join(" "),
        killed: () => killed,
        say: (stream, text) => listener(stream, Buffer.from(text)),
        end: (code) => ended.resolve({ kind: "exited", code }),
      });
      return {
        pid: 1,
        ended: ended.promise,
        onOutput: (next) => {
          listener = next;
        },
        signal: () => {
          killed = true;
          return true;
        },
      };
    },
  };
  return { engine, pulls };
}

function imagesOf() {
  return openImages({
    host: virtualHost(),
    env: { HOME: "/home/me" },
    root: "/repo",
    run: { trustDomain: "main", repositoryId: "1" },
    pipeline: pipelineOf([stepOf("a")]),
    scratch: "/repo/.stepops/runs/1/images",
  });
}

const asks = (engine: Engine, rest: Partial<ImageRequest> = {}): ImageRequest => ({
  image: { kind: "reference", reference },
  engine,
  copies: false,
  publishes: false,
  onLines: () => {},
  onNotice: () => {},
  signal: new AbortController().signal,
  ...rest,
});

const ready = { ok: true, value: { reference, digest } };

async function until(isThere: () => boolean): Promise<void> {
  for (let left = 1000; !isThere(); left--) {
    if (left === 0) throw new Error("it never came");
    await turn();
  }
}

describe("an image", () => {
  test("is pulled once for all who want it, and its progress goes to the first", async () => {
    const { engine, pulls } = pullingEngine();
    const images = imagesOf();
    const lines: string[] = [];
    const waits = [1, 2, 3].map((step) =>
      images.ready(
        asks(engine, { onLines: (_stream, found) => lines.push(...found.map((line) => `${step}: ${line}`)) }),
      ),
    );
    await until(() => pulls.length > 0);
    pulls[0]?.say("stdout", "layer 1\nlayer 2\n");
    pulls[0]?.end(0);
    expect(await Promise.all(waits)).toEqual([ready, ready, ready]);
    expect(await images.ready(asks(engine))).toEqual(ready);
    expect(pulls.map(({ args }) => args)).toEqual([`pull ${reference}`]);
    expect(lines).toEqual(["1: layer 1", "1: layer 2"]);
  });

  test("is another one on another engine, and under another name", async () => {
    const [here, there] = [pullingEngine(), pullingEngine({ host: "ssh://gpu" })];
    const images = imagesOf();
    const other = `localhost:1/team/other@${digest}`;
    const waits = [
      images.ready(asks(here.engine)),
      images.ready(asks(there.engine)),
      images.ready(asks(here.engine, { image: { kind: "reference", reference: other } })),
    ];
    await until(() => here.pulls.length === 2 && there.pulls.length === 1);
    for (const pull of [...here.pulls, ...there.pulls]) pull.end(0);
    expect(await Promise.all(waits)).toEqual([
      ready,
      ready,
      { ok: true, value: { reference: other, digest } },
    ]);
  });

  test("goes on being pulled for those who still want it", async () => {
    const { engine, pulls } = pullingEngine();
    const images = imagesOf();
    const stop = new AbortController();
    const [left, stays] = [images.ready(asks(engine, { signal: stop.signal })), images.ready(asks(engine))];
    await until(() => pulls.length > 0);
    stop.abort();
    expect(await left).toEqual({ ok: false, error: { message: "the wait for the image was stopped" } });
    expect(pulls[0]?.killed()).toBe(false);
    pulls[0]?.end(0);
    expect(await stays).toEqual(ready);
  });

  test("is no longer pulled once nobody wants it, and anew for whoever comes then", async () => {
    const { engine, pulls } = pullingEngine();
    const images = imagesOf();
    const stops = [new AbortController(), new AbortController()];
    const waits = stops.map(({ signal }) => images.ready(asks(engine, { signal })));
    await until(() => pulls.length > 0);
    for (const stop of stops) stop.abort();
    await until(() => pulls[0]?.killed() === true);
    // The old pull has not ended yet.
    const late = images.ready(asks(engine));
    await until(() => pulls.length === 2);
    pulls[0]?.end(1);
    expect((await Promise.all(waits)).map(({ ok }) => ok)).toEqual([false, false]);
    pulls[1]?.end(0);
    expect(await late).toEqual(ready);
    expect(await images.ready(asks(engine))).toEqual(ready);
    expect(pulls).toHaveLength(2);
  });

  test("that cannot be had fails all who want it, and is tried anew by whoever comes after", async () => {
    const { engine, pulls } = pullingEngine();
    const images = imagesOf();
    const waits = [images.ready(asks(engine)), images.ready(asks(engine))];
    await until(() => pulls.length > 0);
    pulls[0]?.say(
      "stderr",
      "Error response from daemon: Get https://localhost:1/v2/: dial tcp 127.0.0.1:1: i/o timeout\n",
    );
    pulls[0]?.end(1);
    const failed = await Promise.all(waits);
    expect(failed).toEqual([failed[0], failed[0]]);
    expect(failed[0]).toMatchObject({ ok: false, error: { message: expect.stringContaining(reference) } });
    const again = images.ready(asks(engine));
    await until(() => pulls.length === 2);
    pulls[1]?.end(0);
    expect(await again).toEqual(ready);
  });
});
