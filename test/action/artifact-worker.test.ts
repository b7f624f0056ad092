import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { firstLine, uploadFault } from "../../src/action/artifact-fault.ts";
import { ArtifactWorker, closed } from "../../src/action/artifact-worker.ts";
import { FakeArtifactService } from "./fake-artifact-service.ts";

// Opening it goes well, reading it does not: what an archiver meets on a failing disk.
test.runIf(process.platform === "linux")(
  "a file that the archiver cannot read ends an upload, not this process, and the next one goes well",
  async () => {
    await using service = await FakeArtifactService.start();
    const folder = mkdtempSync(join(tmpdir(), "stepops-worker-"));
    const worker = new ArtifactWorker(service.env);
    try {
      const bad = await worker.upload({ name: "bad", root: "/proc/self", paths: ["/proc/self/mem"] });
      expect(bad).toMatchObject({ ok: false, error: expect.stringMatching(/zip creation/) });
      writeFileSync(join(folder, "a"), "1");
      const good = await worker.upload({ name: "good", root: folder, paths: [join(folder, "a")] });
      expect(good).toMatchObject({ ok: true, value: { id: 1000 } });
      expect(service.files("good")).toEqual({ a: "1" });
    } finally {
      await worker.close();
      rmSync(folder, { recursive: true });
    }
    expect(await worker.upload({ name: "late", root: folder, paths: [] })).toEqual({
      ok: false,
      error: closed,
    });
  },
);

test.each([
  [
    "Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact",
    "taken",
  ],
  ["Failed to CreateArtifact: Unable to make request: ECONNRESET\nIf you are using", "again"],
  ["Failed to CreateArtifact: Failed to make request after 5 attempts: Failed request: (503) x", "again"],
  ["Failed to CreateArtifact: Received non-retryable error: Failed request: (403) Forbidden: no", "hopeless"],
  ["Failed to CreateArtifact: Artifact storage quota has been hit. Unable to upload", "hopeless"],
  ["Failed to FinalizeArtifact: Unable to make request: ECONNRESET", "burnt"],
  ["Failed to FinalizeArtifact: Received non-retryable error: Failed request: (409) Conflict", "burnt"],
  ["Upload progress stalled.", "burnt"],
  ["Unable to get the ACTIONS_RUNTIME_TOKEN env variable", "hopeless"],
  ["Failed to get backend IDs: The provided JWT token is invalid and/or missing claims", "hopeless"],
])("%s is %s", (message, kind) => {
  expect(uploadFault(message).kind).toBe(kind);
});

test("a signed address is told without its signature, and one line of many", () => {
  expect(firstLine("PUT https://x.blob.core.windows.net/a?sig=abc&se=1 failed\nmore")).toBe(
    "PUT https://x.blob.core.windows.net/a failed",
  );
});
