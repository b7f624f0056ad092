import { join } from "node:path";
import type { Observation } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Bench } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import type { Input } from "./job-folder.ts";
import { expectTree, sha256, treeOf } from "./tree.ts";

const large = "0123456789abcde\n".repeat(100_000);

const inputs: Mapping<Input> = {
  "plain.txt": { kind: "file", text: "plain\n" },
  "bin/run me": { kind: "file", text: "#!/bin/sh\necho ran\n", mode: 0o755 },
  "read-only": { kind: "file", text: "kept\n", mode: 0o444 },
  "-dash": { kind: "file", text: "dash\n" },
  ".hidden/für 'dich' $HOME": { kind: "file", text: "umlaut\n" },
  "data/large": { kind: "file", text: large },
  "data/link": { kind: "link", target: "../plain.txt" },
  "data/dangling": { kind: "link", target: "nowhere" },
  "data/folder-link": { kind: "link", target: "../bin" },
  empty: { kind: "folder" },
};

/** Names of what is not as it should be, a line each. */
const lookAtInputs = `
expect() { name=$1; shift; "$@" || echo "$name" >> wrong; }
: > wrong
expect 'a plain file' [ "$(cat plain.txt)" = plain ]
expect 'an executable file with a space in its name' [ "$('./bin/run me')" = ran ]
expect 'the mode of a read-only file' [ "$(ls -l read-only | cut -c1-10)" = -r--r--r-- ]
expect 'a name that begins with a dash' [ "$(cat ./-dash)" = dash ]
expect 'a hidden folder and odd characters in a name' [ "$(cat ".hidden/für 'dich' \\$HOME")" = umlaut ]
expect 'a file of ${large.length} bytes' [ "$(wc -c < data/large | tr -d ' ')" = ${large.length} ]
expect 'a link as a link' [ -L data/link ]
expect 'what a link leads to' [ "$(cat data/link)" = plain ]
expect 'a link that leads nowhere' [ -L data/dangling ]
expect 'a link to a folder' [ -L data/folder-link ]
expect 'an empty folder' [ -d empty ]
`;

const makeOutputs = `
mkdir -p out/empty out/deep/er
printf 'hello\\n' > out/file
printf 'run\\n' > out/deep/er/script
chmod 750 out/deep/er/script
chmod 640 out/file
printf '\\000\\377\\001' > out/binary
: > "out/für dich"
ln -s deep/er/script out/link
ln -s nowhere out/dangling
chmod 700 out/deep
printf 'accuracy=0.5\\n' >> "$STEPOPS_VALUES"
`;

const outputs = {
  "out/file": `file 640 ${sha256("hello\n")}`,
  "out/deep": "folder 700",
  "out/deep/er/script": `file 750 ${sha256("run\n")}`,
  "out/für dich": `file 644 ${sha256("")}`,
  "out/link": "link deep/er/script",
  "out/dangling": "link nowhere",
};

async function exitCode(bench: Bench, folder: string): Promise<string | undefined> {
  return (await bench.text(folder, "results", "exit"))?.trim();
}

function expectCode(end: Observation, wanted: number): void {
  const { exitCode } = end;
  expect(
    exitCode === undefined || exitCode === wanted,
    () => `exit_code should be ${wanted} or left out, and is ${exitCode}`,
  );
}

/** What a job's life is from submit to collect. */
export const lifeChecks: readonly Check[] = [
  check(
    "A job runs to its end, and what it left comes back with modes, links and empty folders",
    async (bench) => {
      const operator = await bench.open();
      const handle = await bench.start(operator, { script: `umask 022\n${makeOutputs}` });
      expectCode(await bench.endAs(operator, handle, "succeeded"), 0);
      const folder = await bench.collect(operator, handle);
      const tree = await treeOf(bench.host.files, join(folder, "work"));
      expectTree("What comes back below work/", tree, outputs);
      expect(
        tree.get("out/empty") !== undefined,
        () => "What comes back below work/: the empty folder out/empty is not there",
      );
      const binary = tree.get("out/binary") ?? "not there";
      const bytes = new Uint8Array([0, 255, 1]);
      const found = await bench.host.files.readFrom(join(folder, "work/out/binary"), 0, 10);
      expect(
        found !== undefined && Buffer.from(bytes).equals(found),
        () => `out/binary should hold the bytes 00 ff 01, and is ${binary}`,
      );
      expect((await exitCode(bench, folder)) === "0", () => "results/exit should be 0");
      const values = await bench.text(folder, "results", "values");
      expect(
        values === "accuracy=0.5\n",
        () => `results/values should hold what the step wrote there, and holds ${show(values)}`,
      );
    },
  ),
  check(
    "Inputs are with the step as they were, with modes, links, empty folders and odd names",
    async (bench) => {
      const operator = await bench.open();
      const handle = await bench.runTo(operator, { script: lookAtInputs, inputs }, "succeeded");
      const wrong = await bench.text(await bench.collect(operator, handle), "work", "wrong");
      expect(
        wrong === "",
        () => `These inputs should be with the step as they were: ${wrong?.trim().split("\n").join(", ")}`,
      );
    },
  ),
  check("A command that fails is told with its exit code, and what it left comes back", async (bench) => {
    const operator = await bench.open();
    const handle = await bench.start(operator, { script: "echo half > half\nexit 3" });
    const end = await bench.endAs(operator, handle, "failed");
    expectCode(end, 3);
    const cause = end.cause ?? "user";
    expect(cause === "user", () => `The cause should be user, since the step itself failed, and is ${cause}`);
    const folder = await bench.collect(operator, handle);
    expect((await exitCode(bench, folder)) === "3", () => "results/exit should be 3");
    expect(
      (await bench.text(folder, "work", "half")) === "half\n",
      () => "The file that the step wrote should come back",
    );
  }),
  check("A command that is killed is told as failed", async (bench) => {
    const operator = await bench.open();
    const handle = await bench.start(operator, { script: "kill -KILL $$" });
    expectCode(await bench.endAs(operator, handle, "failed"), 137);
    const folder = await bench.collect(operator, handle);
    expect((await exitCode(bench, folder)) === "137", () => "results/exit should be 137");
  }),
  check(
    "A job whose start script is killed too is told as failed or lost, and is collected",
    async (bench) => {
      const operator = await bench.open();
      const handle = await bench.start(operator, { script: "echo half > half\nkill -KILL 0" });
      const end = await bench.end(operator, handle);
      const isRight = end.status === "failed" || end.status === "lost";
      expect(isRight, () => `The job should end as failed or lost, and poll says ${show(end)}`);
      const folder = await bench.collect(operator, handle);
      const code = await exitCode(bench, folder);
      expect(code === undefined, () => `There should be no results/exit, and it says ${code}`);
      expect(
        (await bench.text(folder, "work", "half")) === "half\n",
        () => "The file that the step wrote should come back",
      );
    },
  ),
  check(
    "A step has an empty stdin, a home that it can write to, and none of stepops' marks",
    async (bench) => {
      const operator = await bench.open();
      const script = `cat > stdin
echo here > "$HOME/here"
env > environment`;
      const handle = await bench.runTo(operator, { script }, "succeeded");
      const folder = await bench.collect(operator, handle);
      expect((await bench.text(folder, "work", "stdin")) === "", () => "The step's stdin should be empty");
      const mark = /^STEPOPS_RUN_MARK_.*$/m.exec(
        (await bench.text(folder, "work", "environment")) ?? "",
      )?.[0];
      expect(
        mark === undefined,
        () => `The step should not have ${mark} in its environment: what bears it is killed with the program`,
      );
    },
  ),
];
