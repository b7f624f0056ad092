import { describe, expect, test } from "vitest";
import { dockerSettings } from "../../src/operator/docker/settings.ts";
import { parseImage } from "../../src/pipeline/image.ts";
import { faults, marked, place, resolveText, shown, stepOf } from "./resolving.ts";

const steps = "steps: {a: {command: [x], image: 'x:1', step_operator: box}}\n";
const withBox = (settings: string, more = "") =>
  `stacks: {lab: {${more}step_operators: {box: {type: docker${settings === "" ? "" : `, ${settings}`}}}}}\nstack: lab\n`;

const found = (given: string) => {
  const { text, places } = marked(given);
  return { places, diagnostics: resolveText(text).diagnostics };
};

describe("settings of an operator of flavor docker", () => {
  const sound: readonly string[] = [
    "",
    "host: 'ssh://me@gpu-box'",
    "host: 'unix:///run/user/1000/docker.sock'",
    "host: 'tcp://10.0.0.1:2376'",
    "context: gpu-box",
    "base_image: 'python:3.13-slim'",
    "copy_images: false",
    "x-note: {any: [thing]}",
  ];
  test.each(sound)("%s", (settings) => {
    expect(faults(withBox(settings) + steps)).toEqual([]);
  });

  const wrong: readonly (readonly [string, string, RegExp | string])[] = [
    ["▸hots: 'ssh://x'", "unknown-setting", 'Did you mean "host"?'],
    ["▸region: eu", "unknown-setting", /host/],
    ["host: ▸gpu-box", "invalid-value", 'Write it as in `host: "ssh://me@gpu-box"`'],
    ["host: ▸'http://gpu'", "invalid-value", /^Write it as in/],
    ["host: ▸1", "wrong-type", /^Write it as in/],
    ["context: ▸'a b'", "invalid-value", 'Write it as in `context: "gpu-box"`'],
    ["context: ▸'--tls'", "invalid-value", /^Write it as in/],
    ["copy_images: ▸'yes'", "wrong-type", "Write it as in `copy_images: true`"],
    ["base_image: ▸'Not An Image'", "invalid-image", /./],
    ["host: 'ssh://x', ▸context: x", "invalid-value", "Keep the one that names the engine"],
    ["▸copy_images: true", "invalid-value", "Give the stack a container_registry"],
  ];
  test.each(wrong)("%s is %s", (settings, code, hint) => {
    const { places, diagnostics } = found(withBox(settings) + steps);
    expect(diagnostics.map(shown)).toEqual([`${code} ${places[0]}`]);
    if (typeof hint === "string") expect(diagnostics[0]?.hint).toBe(hint);
    else expect(diagnostics[0]?.hint).toMatch(hint);
  });

  test("both names of an engine are shown", () => {
    const { places, diagnostics } = found(withBox("▸host: 'ssh://x', ▸context: x") + steps);
    expect(diagnostics[0]?.related?.map(({ location }) => place(location))).toEqual([places[0]]);
  });

  test("are checked in a stack that is not chosen, too, and not those of flavors that are not known", () => {
    const { places, diagnostics } = found(
      `stacks: {lab: {step_operators: {box: {type: docker, ▸nope: 1}, sm: {type: sagemaker, nope: 1}}}}\nstack: local\nsteps: {a: {command: [x]}}\n`,
    );
    expect(diagnostics.map(shown)).toEqual([`unknown-setting ${places[0]}`]);
  });

  test("every example is one that is taken, every description a sentence", () => {
    const { operator, step } = dockerSettings;
    for (const [kind, settings] of [
      ["operator", operator],
      ["step", step],
    ] as const) {
      for (const [name, { description, examples, pattern, type, format }] of Object.entries(settings)) {
        expect([kind, name, description]).toEqual([kind, name, expect.stringMatching(/^[A-Z].*\.$/)]);
        expect(examples.length).toBeGreaterThan(0);
        for (const example of examples) {
          expect(typeof example).toBe(type);
          if (pattern !== undefined) expect(example).toMatch(new RegExp(pattern));
          if (format === "image") expect(parseImage(String(example)).ok).toBe(true);
        }
      }
    }
  });
});

describe("settings of a step", () => {
  const step = (settings: string, operator = "step_operator: box, ") =>
    `${withBox("")}steps: {a: {command: [x], image: 'x:1', ${operator}settings: {${settings}}}}\n`;

  test("are its operator's, and reach it", () => {
    expect(stepOf(step("require_gpu: true"), "a").settings).toEqual({ require_gpu: true });
    expect(faults(step("require_gpu: false, x-mine: 1"))).toEqual([]);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["▸requires_gpu: true", "unknown-setting"],
    ["▸host: 'ssh://x'", "unknown-setting"],
    ["require_gpu: ▸1", "wrong-type"],
    ["require_gpu: ▸'true'", "wrong-type"],
    ["require_gpu: ▸null", "wrong-type"],
  ];
  test.each(wrong)("%s is %s", (settings, code) => {
    const { places, diagnostics } = found(step(settings));
    expect(diagnostics.map(shown)).toEqual([`${code} ${places[0]}`]);
  });

  test("under defaults are told once for all steps", () => {
    const { places, diagnostics } = found(
      `${withBox("base_image: 'x:1'")}defaults: {step_operator: box, settings: {▸nope: 1}}\nsteps: {a: {command: [x]}, b: {command: [x]}}\n`,
    );
    expect(diagnostics.map(shown)).toEqual([`unknown-setting ${places[0]}`]);
  });

  test("without an operator, or on one of another flavor, are only looked at for their form", () => {
    expect(faults(step("disk_tier: P10", ""))).toEqual([]);
    const other = "stacks: {lab: {step_operators: {sm: {type: sagemaker}}}}\nstack: lab\n";
    expect(faults(`${other}steps: {a: {command: [x], step_operator: sm, settings: {nope: 1}}}\n`)).toEqual(
      [],
    );
  });
});

describe("the image of a step on a docker operator", () => {
  const plain = "steps: {a: {command: [x], step_operator: ▸box}}\n";

  test("is its own, else the operator's", () => {
    const text = withBox("base_image: 'base:1'");
    const base = { kind: "reference", reference: "base:1" };
    expect(stepOf(text + marked(plain).text, "a").image).toEqual(base);
    expect(stepOf(text + steps, "a").image).toEqual({ kind: "reference", reference: "x:1" });
  });

  test("is required", () => {
    const { places, diagnostics } = found(withBox("") + plain);
    expect(diagnostics.map(shown)).toEqual([`image-required ${places[0]}`]);
    expect(diagnostics[0]?.message).toBe('"a" runs in a container on "box", but names no image');
  });

  test("one that is none is no second fault", () => {
    const { places, diagnostics } = found(
      `${withBox("")}steps: {a: {command: [x], image: ▸'Not An Image', step_operator: box}}\n`,
    );
    expect(diagnostics.map(shown)).toEqual([`invalid-image ${places[0]}`]);
  });

  test("under local is asked of nobody", () => {
    expect(faults(`${withBox("").replace("stack: lab", "stack: local")}${marked(plain).text}`)).toEqual([]);
  });
});

describe("a stack's container_registry", () => {
  const withRegistry = (uri: string) =>
    `stacks: {lab: {container_registry: {uri: ${uri}}, step_operators: {box: {type: docker, copy_images: true}}}}\nstack: lab\n${steps}`;

  test.each(["ghcr.io/me/images", "localhost:5000/x", "123.dkr.ecr.eu-west-1.amazonaws.com/team"])(
    "%s",
    (uri) => {
      expect(faults(withRegistry(`'${uri}'`))).toEqual([]);
    },
  );

  test.each([
    "ghcr.io/me/images:1",
    "ghcr.io/me/images:latest",
    `ghcr.io/me/images@sha256:${"a".repeat(64)}`,
    "https://ghcr.io/me",
    "GHCR.io/Me/Images",
  ])("%s names no place for images", (uri) => {
    const { places, diagnostics } = found(withRegistry(`▸'${uri}'`));
    expect(diagnostics.map(shown)).toEqual([`invalid-image ${places[0]}`]);
  });
});
