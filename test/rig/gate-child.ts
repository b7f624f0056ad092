// The command that a gate holds: it says that it runs, and does what the test tells it, a JSON message a line.
import { spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { Order, Report } from "./gate.ts";

const [socketPath = "", name = ""] = process.argv.slice(2);
const socket = connect(socketPath);
const report = (message: Report): boolean => socket.write(`${JSON.stringify(message)}\n`);
const { STEPOPS_VALUES = "" } = process.env;

const orders: { readonly [K in keyof Order]-?: (value: NonNullable<Order[K]>) => void } = {
  print: (text) => writeAll(1, text),
  printError: (text) => writeAll(2, text),
  values: (text) => appendFileSync(STEPOPS_VALUES, text),
  write: ({ path, text }) => writeFileSync(path, text),
  catch: (signal) => process.on(signal, () => report({ signal })),
  background: ({ session, keepPipes }) => {
    const stdio = keepPipes ? "inherit" : "ignore";
    const child = spawn("sleep", ["600"], { detached: session, stdio });
    child.unref();
    report({ background: child.pid ?? 0 });
  },
  kill: (signal) => process.kill(process.pid, signal),
  exit: (code) => process.exit(code),
};

function writeAll(fd: number, text: string): void {
  writeFileSync(fd, text);
}

function obey(order: Order): void {
  for (const [verb, value] of Object.entries(order))
    (orders[verb as keyof Order] as (value: unknown) => void)(value);
  report({ done: true });
}

socket.on("connect", () =>
  report({ name, pid: process.pid, cwd: process.cwd(), env: process.env as Record<string, string> }),
);
// The test is gone: nobody will ever release this command.
socket.on("close", () => process.exit(99));
createInterface({ input: socket }).on("line", (line) => obey(JSON.parse(line) as Order));
