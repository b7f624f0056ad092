import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect } from "./expectation.ts";
import { forever } from "./identity.ts";
import { processesWith } from "./stop.ts";
import { treeOf } from "./tree.ts";

/** What becomes of a step's secrets. */
export const secretChecks: readonly Check[] = [
  check("A step gets its secrets, from a file that nobody else can read", async (bench) => {
    const operator = await bench.open();
    const value = secret(bench);
    const script = `printf %s "$TOKEN" > token\nls -l ../control/secrets.sh | cut -c1-10 > mode`;
    const handle = await bench.runTo(operator, { script, secrets: { TOKEN: value } }, "succeeded");
    const folder = await bench.collect(operator, handle);
    expect(
      (await bench.text(folder, "work", "token")) === value,
      () => "The step should get its secret, and did not",
    );
    const mode = (await bench.text(folder, "work", "mode"))?.trim();
    expect(
      mode === "-rw-------",
      () => `control/secrets.sh should have the mode -rw------- where the step runs, and has ${mode}`,
    );
  }),
  check("No value of a secret is in a message or in an argument list", async (bench) => {
    const value = secret(bench);
    const operator = await bench.open({ forbidden: [value] });
    const wire = bench.wireOf(operator);
    const job = await bench.job({ script: `test -n "$TOKEN"\n${forever}`, secrets: { TOKEN: value } });
    await watchArguments(bench, value, async () => {
      await bench.value("plan", (signal) => operator.plan(job, signal));
      const handle = await bench.submit(operator, job);
      await bench.running(operator, handle);
      await bench.value("list", (signal) => operator.list(bench.labels, signal));
      await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
      await bench.endAs(operator, handle, "cancelled");
      await bench.collect(operator, handle);
    });
    expect(
      wire.leaks.length === 0,
      () => "No message and no line on stderr should hold the value of a secret, and one does",
    );
  }),
  check(
    "No value of a secret is left behind after cleanup, not even of a submit that was killed",
    async (bench) => {
      const value = secret(bench);
      const killed = await bench.open();
      const inputs = { large: { kind: "file", text: "0123456789abcdef".repeat(200_000) } } as const;
      const job = await bench.job({ script: "true", secrets: { TOKEN: value }, inputs });
      bench.wireOf(killed).killAt("submit", "amid", 20);
      await killed.submit(job, new AbortController().signal);
      const operator = await bench.open();
      const handle = await bench.submit(operator, job);
      await bench.endAs(operator, handle, "succeeded");
      await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
      for (const folder of bench.keeps) await expectNowhere(bench, folder, value);
    },
  ),
];

/** Long enough to be found nowhere by chance. */
const secret = (bench: Bench): string => `s3cr3t-${bench.host.random.hex(24)}`;

/** Looks through the arguments of all processes as long as something goes on. */
async function watchArguments(bench: Bench, value: string, act: () => Promise<void>): Promise<void> {
  let isOver = false;
  const found: string[] = [];
  const watch = async () => {
    while (!isOver && found.length === 0) {
      found.push(...(await processesWith(bench, value)));
      await bench.host.clock.sleep(10);
    }
  };
  const watching = watch();
  try {
    await act();
  } finally {
    isOver = true;
    await watching;
  }
  expect(
    found.length === 0,
    () =>
      `No process should have the value of a secret in its arguments, and one does: ${found[0]?.replaceAll(value, "***").slice(0, 200)}`,
  );
}

async function expectNowhere(bench: Bench, folder: string, value: string): Promise<void> {
  const { files } = bench.host;
  for (const [path, what] of await treeOf(files, folder)) {
    if (!what.startsWith("file")) continue;
    const bytes = await files.readFrom(join(folder, path), 0, 100_000);
    const holds = bytes !== undefined && Buffer.from(bytes).includes(value);
    expect(
      !holds,
      () => `No value of a secret should be left after cleanup, and ${join(folder, path)} holds one`,
    );
  }
}
