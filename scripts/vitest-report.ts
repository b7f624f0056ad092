/** Where `STEPOPS_TEST_REPORT` names a file, the results are written there too: `.ci/run` counts them. */
export function reporting(env: Readonly<Record<string, string | undefined>>) {
  const file = env.STEPOPS_TEST_REPORT;
  return file ? { reporters: ["default", "json"], outputFile: { json: file } } : {};
}
