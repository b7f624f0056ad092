import { ensureImages, whyNoEngine } from "../rig/docker.ts";

/** A test that should run must never be skipped: without an engine the whole suite fails, and says so once. */
export function setup(): void {
  const reason = whyNoEngine();
  if (reason !== undefined)
    throw new Error(
      `These tests need a Docker engine and none answers (${reason}): run .ci/run, or start Docker`,
    );
  ensureImages();
}
