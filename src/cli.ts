#!/usr/bin/env node
import module from "node:module";

const [major = 0] = process.versions.node.split(".").map(Number);
const neededMajor = 24;

/** The same command, under a Node that can run it. */
function otherNode(): string {
  const words = [process.argv[1] ?? "dist/cli.js", ...process.argv.slice(2)];
  const quoted = words.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return `npx -y -p node@${neededMajor} node ${quoted.join(" ")}`;
}

if (major < neededMajor) {
  // This file alone must parse on old versions, so all else is behind the import below.
  process.stderr.write(
    `stepops needs Node ${neededMajor}, this is ${process.versions.node}; go on with: ${otherNode()}\n`,
  );
  process.exitCode = 2;
} else {
  // Before the import: it is the compiling of the program that the cache saves.
  module.enableCompileCache();
  const { start } = await import("./cli/start.ts");
  await start(process);
}
