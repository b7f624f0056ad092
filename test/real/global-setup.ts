import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureImages, whyNoEngine } from "../rig/docker.ts";
import { emulatorPrograms } from "../rig/emulators.ts";

const isOnPath = (name: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

/** A test that should run must never be skipped: without an engine the whole suite fails, and says so once. */
export function setup(): void {
  const reason = whyNoEngine();
  if (reason !== undefined)
    throw new Error(
      `These tests need a Docker engine and none answers (${reason}): run .ci/run, or start Docker`,
    );
  const missing = emulatorPrograms.filter((name) => !isOnPath(name));
  if (missing.length > 0)
    throw new Error(`These tests need ${missing.join(", ")} on the PATH: run .ci/run, which installs them`);
  ensureImages();
}
