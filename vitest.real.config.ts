import { defineConfig } from "vitest/config";
import { reporting } from "./scripts/vitest-report.ts";

/** Tests that need real engines, act and Docker, which `.ci/run` installs. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    globalSetup: ["test/real/global-setup.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // act keeps copies of a workflow's repository under one folder a name: two at once would race for it.
    fileParallelism: false,
    ...reporting(process.env),
  },
});
