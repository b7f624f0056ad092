import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Image } from "../../src/pipeline/pipeline.ts";
import { openOperatorImages } from "../../src/remote/images.ts";
import { AttemptFrame, openFrame } from "../../src/run/attempt-frame.ts";
import { openFakeRegistry } from "../image/fake-registry.ts";
import { pipelineOf } from "../rig/graphs.ts";
import { argv } from "../run/host-step.ts";
import { remoteStep } from "./rig.ts";

function imagesOf() {
  const step = remoteStep("s", "true");
  const pipeline = pipelineOf([step]);
  const shared = openFrame({ host: nodeHost, env: {}, pipeline });
  const images = openOperatorImages({
    ...{ host: nodeHost, env: { HOME: "/nowhere" }, root: "/repo", pipeline, directory: "/repo/r" },
    run: { trustDomain: "local", repositoryId: "1" },
    masker: shared.masker,
  });
  const attempt = { step, attempt: 1, command: argv("true"), env: {} };
  const stop = new AbortController();
  const frame = new AttemptFrame(shared, attempt, () => {}, stop.signal);
  return { resolve: (image: Image) => images.resolve(image, frame) };
}

test("a tag becomes a digest, asked for once a run, without Docker", async () => {
  const registry = await openFakeRegistry();
  const digest = registry.putImage("team/app", "1");
  const { resolve } = imagesOf();
  const image: Image = { kind: "reference", reference: `${registry.host}/team/app:1` };
  const found = await Promise.all([resolve(image), resolve(image)]);
  registry.putImage("team/app", "1", { architecture: "arm64" });
  for (const each of [...found, await resolve(image)])
    expect(each).toEqual({ ok: true, value: `${registry.host}/team/app@${digest}` });
  expect(registry.requests).toHaveLength(1);
  await registry.close();
});

test("what cannot be found is asked for again by the next attempt", async () => {
  const registry = await openFakeRegistry();
  const { resolve } = imagesOf();
  const image: Image = { kind: "reference", reference: `${registry.host}/team/app:1` };
  expect(await resolve(image)).toMatchObject({ ok: false, error: { cause: "image", phase: "image" } });
  const digest = registry.putImage("team/app", "1");
  expect(await resolve(image)).toEqual({ ok: true, value: `${registry.host}/team/app@${digest}` });
  await registry.close();
});
