import { isDeepStrictEqual } from "node:util";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { readLog } from "./log-reading.ts";

/** Without it there is nothing to look at. */
export const openingCheck: Check = check("The operator opens and tells what it can do", async (bench) => {
  await bench.open();
});

/** What is asked of the program itself, whatever its backend. */
export const programChecks: readonly Check[] = [
  check("The program ignores empty lines, and keys of requests that it does not know", async (bench) => {
    const operator = await bench.open({ isFromTheFuture: true });
    bench.wireOf(operator);
    await bench.value("check", (signal) => operator.check(signal));
    const job = await bench.job({ script: "echo one" });
    await bench.value("plan", (signal) => operator.plan(job, signal));
    const handle = await bench.submit(operator, job);
    await bench.value("find", (signal) => operator.find(job.key, signal));
    await bench.value("list", (signal) => operator.list(bench.labels, signal));
    await bench.endAs(operator, handle, "succeeded");
    if (operator.capabilities.logs) await readLog(bench, operator, handle);
    await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
    await bench.collect(operator, handle);
    await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
  }),
  check("The program answers a method that it does not have with an error, and goes on", async (bench) => {
    const operator = await bench.open();
    const answer = await bench.wireOf(operator).ask("no_such_method", {});
    expect(
      Object.hasOwn(answer, "error"),
      () =>
        `A method that there is none of should be answered with an error, and the answer was ${show(answer)}`,
    );
    await bench.value("find after it", (signal) => operator.list(bench.labels, signal));
  }),
  check("The program tells the version that it speaks, whatever it was asked for", async (bench) => {
    bench.wireOf(await bench.open({ version: "1000" }));
  }),
  check("The program answers shutdown and exits with code 0", async (bench) => {
    const operator = await bench.open();
    const wire = bench.wireOf(operator);
    await operator.close();
    const end = await wire.ended;
    expect(
      isDeepStrictEqual(end, { kind: "exited", code: 0 }),
      () => `The program should exit with code 0 after shutdown, and ${show(end)}`,
    );
  }),
  check("The program exits when its stdin ends", async (bench) => {
    const operator = await bench.open();
    const wire = bench.wireOf(operator);
    let isOver = false;
    void wire.ended?.then(() => {
      isOver = true;
    });
    wire.endInput();
    await bench.until("the program to exit, since its stdin has ended", async () =>
      isOver ? true : undefined,
    );
  }),
];
