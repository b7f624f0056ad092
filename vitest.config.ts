import { defineConfig } from "vitest/config";
import { reporting } from "./scripts/vitest-report.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**"],
    testTimeout: 30_000,
    setupFiles: ["test/rig/seed.ts"],
    // Two cores are the smallest machine that runs this suite; each file spawns processes of its own.
    maxWorkers: 2,
    ...reporting(process.env),
  },
});
