import { join } from "node:path";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { expectListed, expectSameHandle, forever } from "./identity.ts";
import { expectLines, readLog } from "./log-reading.ts";
import { expectSame, treeOf } from "./tree.ts";

/** What happens when the program ends, and another one goes on. */
export const restartChecks: readonly Check[] = [
  check(
    "A new process finds, polls, reads, cancels, collects and cleans up the jobs of an earlier one",
    async (bench) => {
      const first = await bench.open();
      const [short, long] = [
        await bench.start(first, { script: "echo one\necho two\necho done > file" }),
        await bench.start(first, { script: forever }),
      ];
      await bench.running(first, long);
      await bench.leave(first);
      const second = await bench.open();
      for (const handle of [short, long])
        expectSameHandle(
          "find",
          await bench.value("find", (signal) => second.find(handle.key, signal)),
          handle,
        );
      await expectListed(bench, second, [short.key, long.key]);
      await bench.endAs(second, short, "succeeded");
      if (second.capabilities.logs)
        expectLines("The log", (await readLog(bench, second, short)).lines, ["one", "two"]);
      const file = await bench.text(await bench.collect(second, short), "work", "file");
      expect(file === "done\n", () => `The file that the step wrote should come back, and is ${show(file)}`);
      await bench.value("cancel", (signal) => second.cancel(long, "the test asks for it", signal));
      await bench.endAs(second, long, "cancelled");
      for (const handle of [short, long])
        await bench.value("cleanup", (signal) => second.cleanup(handle, signal));
      await expectListed(bench, second, []);
    },
  ),
  check("A job goes on when the program and all that bears its mark are ended", async (bench) => {
    const operator = await bench.open();
    const go = join(bench.directory, "go");
    // On another machine there is no such folder, and nothing to wait for.
    const script = `echo begun\nwhile [ -d '${bench.directory}' ] && [ ! -e '${go}' ]; do sleep 0.1; done\necho done > file`;
    const handle = await bench.start(operator, { script });
    await bench.running(operator, handle);
    await bench.leave(operator);
    await bench.host.files.write(go, "");
    const next = await bench.open();
    await bench.endAs(next, handle, "succeeded");
    const file = await bench.text(await bench.collect(next, handle), "work", "file");
    expect(file === "done\n", () => `The file that the step wrote should come back, and is ${show(file)}`);
  }),
  check("collect gives a fresh folder each time, and not before the job has ended", async (bench) => {
    const operator = await bench.open();
    const long = await bench.start(operator, { script: forever });
    await bench.running(operator, long);
    await bench.fault("collect of a job that runs", ["invalid"], (signal) => operator.collect(long, signal));
    const handle = await bench.runTo(operator, { script: "echo x > file" }, "succeeded");
    const [one, two] = [await bench.collect(operator, handle), await bench.collect(operator, handle)];
    expect(one !== two, () => `collect should give another folder each time, and gave ${one} twice`);
    const trees = [await treeOf(bench.host.files, one), await treeOf(bench.host.files, two)] as const;
    expectSame("collect the second time", ...trees);
    await bench.host.files.remove(one);
    expectSame(
      "collect after its first folder was removed",
      trees[1],
      await treeOf(bench.host.files, await bench.collect(operator, handle)),
    );
  }),
];
