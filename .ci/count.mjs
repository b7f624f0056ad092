// node count.mjs REPORTS STATUS PASSED FAILED: adds Vitest's JSON reports to the counts of other checks.
// Prints `N passed, N failed` and exits with 1 when anything failed, was skipped or never reported. Runs on Node 20 too.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, status, otherPassed, otherFailed] = process.argv.slice(2);
let passed = Number(otherPassed);
let failed = Number(otherFailed);
let skipped = 0;
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that fails to load has no tests of its own to count.
  failed += report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
}
if (skipped > 0) console.log(`${skipped} tests were skipped: here every test must run`);
failed += skipped;
// Whatever ended the script before the tests could report it is one failure too.
if (status !== "0" && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
