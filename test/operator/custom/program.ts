/**
 * A program that speaks, or is meant to speak, the operator protocol as its argument says: a list of lives, each a mapping from
 * method to what it does, call by call (the last one again and again). What it gets is kept in a file.
 */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeSync } from "node:fs";
import type { Act, Life } from "./rig.ts";

const [record = "", script = ""] = process.argv.slice(2);
const lives = JSON.parse(readFileSync(script, "utf8")) as readonly Life[];
const earlier = existsSync(record)
  ? readFileSync(record, "utf8")
      .split("\n")
      .filter((line) => line.includes('"started"')).length
  : 0;
const life: Life = lives[Math.min(earlier, lives.length - 1)] ?? {};

const note = (what: unknown): void => appendFileSync(record, `${JSON.stringify(what)}\n`);
const write = (text: string | Buffer): void => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
};
const say = (message: object): void => write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

const honest: Record<string, unknown> = {
  initialize: {
    protocol_version: "1",
    name: "scripted",
    version: "1.0.0",
    capabilities: {
      gpu: false,
      spot: false,
      multi_node: false,
      logs: true,
      data: "directory",
      max_open_calls: 8,
    },
  },
  check: { findings: [] },
  poll: { observations: {} },
  find: { handle: null },
  list: { handles: [] },
};

const seen = new Map<string, number>();
/** Of calls that wait for another one. */
const held = new Map<string, (() => void)[]>();

function act(id: number, { on, ...what }: Act): void {
  if (on !== undefined) {
    held.set(on, [...(held.get(on) ?? []), () => act(id, what)]);
    return;
  }
  if (what.stays) setInterval(() => {}, 60_000);
  if (what.stderr !== undefined) writeSync(2, what.stderr);
  if (what.grandchild) {
    const child = spawn("sleep", ["600"], { stdio: "inherit" });
    note({ grandchild: child.pid });
  }
  for (const message of what.notify ?? [])
    say(JSON.parse(JSON.stringify(message).replaceAll('"$id"', String(id))));
  if (what.raw !== undefined) write(Buffer.from(what.raw, what.isBase64 ? "base64" : "utf8"));
  if (what.flood !== undefined) write("x".repeat(what.flood));
  if (what.result !== undefined) say({ id, result: what.result });
  if (what.error !== undefined) say({ id, error: what.error });
  if (what.environment) say({ id, result: { findings: [{ level: "ok", message: environment() }] } });
  if (what.exit !== undefined) process.exit(what.exit);
}

const environment = (): string => JSON.stringify({ cwd: process.cwd(), env: process.env });

function take(line: string): void {
  const message = JSON.parse(line) as { id: number; method: string };
  note(message);
  const { id, method } = message;
  const acts = life[method];
  const count = seen.get(method) ?? 0;
  seen.set(method, count + 1);
  act(id, acts?.[Math.min(count, acts.length - 1)] ?? { result: honest[method] ?? {} });
  const waiting = held.get(method) ?? [];
  held.delete(method);
  for (const next of waiting) next();
  if (method === "shutdown" && acts === undefined) process.exit(0);
}

note({ started: process.pid });
if (life.start) act(0, life.start[0] ?? {});
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  rest += chunk;
  const lines = rest.split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) take(line);
});
