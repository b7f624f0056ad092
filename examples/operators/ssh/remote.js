// Programs here, and over ssh those on the other machine.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pipeline } from "node:stream";
import { Fault } from "./protocol.js";

/** What the other machine is given to run. */
export const script = readFileSync(new URL("remote.sh", import.meta.url), "utf8");

const quote = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

/** Starts a program in our process group, so that it ends with us. */
export function start([file, ...args], stdin) {
  const child = spawn(file, args, { stdio: [stdin, "pipe", "pipe"] });
  const words = [];
  child.stderr.on("data", (chunk) => words.push(chunk));
  const ended = new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ code: -1, said: message }));
    child.once("close", (code) => resolve({ code, said: String(Buffer.concat(words)).trim() }));
  });
  return { child, ended };
}

/** Runs a verb of remote.sh there. ssh hands one text to the user's shell. */
export const remote = ({ ssh, root }, verb, args, stdin = "ignore") =>
  start([...ssh, ["sh", "-c", script, verb, root, ...args].map(quote).join(" ")], stdin);

async function success({ ended }) {
  const { code, said } = await ended;
  if (code === 0) return;
  if (code === 44) throw new Fault("gone", "There is no such job on that machine");
  if (code === 45) throw new Fault("invalid", "The job has not ended yet");
  if (code === -1) throw new Fault("invalid", `It could not be started: ${said}`);
  const reason = /permission denied|verification failed/i.test(said) ? "denied" : "unavailable";
  throw new Fault(reason, said.split("\n").at(-1) || `It ended with exit code ${code}`);
}

/** What a verb of remote.sh prints. */
export async function call(machine, verb, ...args) {
  const there = remote(machine, verb, args);
  const chunks = [];
  there.child.stdout.on("data", (chunk) => chunks.push(chunk));
  await success(there);
  return Buffer.concat(chunks);
}

/** Sends the output of one program into another; both must end well. */
export async function pipe(from, to) {
  to.child.stdout.resume();
  pipeline(from.child.stdout, to.child.stdin, () => {}); // their exit codes tell what went wrong
  const [sent, taken] = await Promise.allSettled([success(from), success(to)]);
  // Whoever writes to one that has gone is ended by a signal: then the other one knows why.
  const { code } = await from.ended;
  for (const { status, reason } of code === null ? [taken, sent] : [sent, taken])
    if (status === "rejected") throw reason;
}
