import { describe, expect, test } from "vitest";
import { listenToContainer } from "../../src/container/output.ts";
import type { Child } from "../../src/host/host.ts";
import { createMasker } from "../../src/run/mask.ts";

const marker = "stepops-0123";

/** Plays chunks of both streams and gives the lines in the order in which they were handed on. */
function listen(
  chunks: readonly (readonly ["stdout" | "stderr", string | Buffer])[],
  options: { readonly setup?: boolean } = {},
) {
  const lines: string[] = [];
  let hear: Parameters<Child["onOutput"]>[0] = () => {};
  const child: Child = {
    pid: 1,
    ended: new Promise(() => {}),
    signal: () => false,
    onOutput: (listener) => {
      hear = listener;
    },
  };
  const listener = listenToContainer(child, {
    masker: createMasker(["hunter2"]),
    marker: options.setup === false ? undefined : marker,
    onLines: (phase, stream, found) => lines.push(...found.map((line) => `${phase} ${stream} ${line}`)),
  });
  for (const [stream, text] of chunks) hear(stream, Buffer.from(text as string));
  listener.finish();
  return { lines, complaint: listener.complaint() };
}

describe("what a container prints", () => {
  const cases: readonly (readonly [string, Parameters<typeof listen>, readonly string[]])[] = [
    [
      "without setup is the command's",
      [[["stdout", "a\nb"]], { setup: false }],
      ["command stdout a", "command stdout b"],
    ],
    [
      "without setup holds no marker",
      [[["stdout", `${marker}\n`]], { setup: false }],
      [`command stdout ${marker}`],
    ],
    [
      "is setup's up to the marker, on each stream",
      [
        [
          ["stdout", "a\n"],
          ["stderr", "b\n"],
          ["stdout", `${marker}\nc\n`],
          ["stderr", "d\n"],
          ["stderr", `${marker}\ne\n`],
        ],
      ],
      ["setup stdout a", "setup stderr b", "command stdout c", "setup stderr d", "command stderr e"],
    ],
    [
      "comes in order where setup's last line has no break",
      [[["stdout", `a${marker}\nb\n`]]],
      ["setup stdout a", "command stdout b"],
    ],
    ["is setup's where that failed", [[["stdout", "a\nb"]]], ["setup stdout a", "setup stdout b"]],
    [
      "is masked, in pieces and in both phases",
      [
        [
          ["stdout", "x hunt"],
          ["stdout", `er2\n${marker}\nhun`],
          ["stdout", "ter2"],
        ],
      ],
      ["setup stdout x ***", "command stdout ***"],
    ],
    [
      "has characters that come in two pieces",
      [
        [
          ["stdout", `${marker}\n`],
          ["stdout", Buffer.from("é").subarray(0, 1)],
          ["stdout", Buffer.from("é").subarray(1)],
        ],
      ],
      ["command stdout é"],
    ],
  ];
  test.each(cases)("%s", (_name, given, lines) => {
    expect(listen(...given).lines).toEqual(lines);
  });

  test("ends, for whoever asks what the client said, with the last of stderr", () => {
    const long = "x".repeat(5000);
    const { complaint } = listen([
      ["stdout", "out"],
      ["stderr", long],
      ["stderr", long],
      ["stderr", "docker: Error response from daemon: no.\n"],
    ]);
    expect(complaint).toHaveLength(8192);
    expect(complaint.endsWith("xdocker: Error response from daemon: no.\n")).toBe(true);
  });
});
