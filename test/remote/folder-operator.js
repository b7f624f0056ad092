/** A step operator for tests: its jobs are processes of this machine, in folders below its argument. One call at a time. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [, , jobs] = process.argv;
let scratch;
const followed = new Map();
const at = (key, ...names) => join(jobs, key, ...names);
const text = (key, name) => (existsSync(at(key, name)) ? readFileSync(at(key, name), "utf8") : undefined);
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const handleOf = (key) => ({ key, id: key.slice(0, 8), labels: JSON.parse(text(key, "labels") ?? "{}") });

function submit({ job }) {
  const { key, directory, labels } = job;
  if (!existsSync(at(key))) {
    const fresh = mkdtempSync(`${at(key)}.new-`);
    cpSync(directory, join(fresh, "folder"), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(fresh, "labels"), JSON.stringify(labels));
    renameSync(fresh, at(key));
    const folder = at(key, "folder");
    const script =
      'sh "$0/control/start.sh" "$0" > "$1/log" 2>&1; echo $? > "$1/end.new"; mv "$1/end.new" "$1/end"';
    const child = spawn("sh", ["-c", script, folder, at(key)], {
      detached: true,
      stdio: "ignore",
      env: { PATH: process.env.PATH },
    });
    child.unref();
    writeFileSync(at(key, "pid"), `${child.pid}`);
  }
  return { handle: handleOf(key) };
}

function observe(key) {
  const end = text(key, "end")?.trim();
  if (end === undefined) return { status: "running" };
  if (existsSync(at(key, "stopped"))) return { status: "cancelled" };
  return end === "0" ? { status: "succeeded", exit_code: 0 } : { status: "failed", exit_code: Number(end) };
}

function sendLog(key) {
  const from = followed.get(key);
  const log = from === undefined ? "" : (text(key, "log") ?? "").slice(from);
  const whole = log.slice(0, log.lastIndexOf("\n") + 1);
  if (whole === "") return;
  followed.set(key, from + whole.length);
  const lines = whole.slice(0, -1).split("\n");
  send({ method: "log", params: { key, cursor: `${from + whole.length}`, stream: "stdout", lines } });
}

function cancel({ handle: { key } }) {
  if (!existsSync(at(key)) || existsSync(at(key, "end"))) return {};
  writeFileSync(at(key, "stopped"), "");
  try {
    process.kill(-Number(text(key, "pid")), "SIGKILL");
  } catch {}
  writeFileSync(at(key, "end"), "137\n");
  return {};
}

const methods = {
  initialize: ({ directory }) => {
    scratch = directory;
    mkdirSync(jobs, { recursive: true });
    const capabilities = {
      gpu: false,
      spot: false,
      multi_node: false,
      logs: true,
      data: "directory",
      max_open_calls: 1,
    };
    return { protocol_version: "1", name: "folder", version: "1", capabilities };
  },
  check: () => ({ findings: [] }),
  plan: () => ({}),
  submit,
  find: ({ key }) => ({ handle: existsSync(at(key)) ? handleOf(key) : null }),
  list: () => ({ handles: readdirSync(jobs).map(handleOf) }),
  poll: ({ handles }) => {
    const known = handles.map(({ key }) => key).filter((key) => existsSync(at(key)));
    const observations = Object.fromEntries(known.map((key) => [key, observe(key)]));
    for (const key of known) sendLog(key);
    return { observations };
  },
  follow: ({ handle: { key }, cursor }) => {
    followed.set(key, Number(cursor || 0));
    sendLog(key);
    return {};
  },
  unfollow: ({ key }) => {
    followed.delete(key);
    return {};
  },
  cancel,
  collect: ({ handle: { key } }) => {
    const directory = mkdtempSync(join(scratch, "collected-"));
    for (const name of ["work", "results"])
      cpSync(at(key, "folder", name), join(directory, name), { recursive: true, verbatimSymlinks: true });
    return { directory };
  },
  cleanup: (params) => {
    cancel(params);
    rmSync(at(params.handle.key), { recursive: true, force: true });
    return {};
  },
  shutdown: () => ({}),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  send({ id, result: methods[method](params) });
  if (method === "shutdown") process.exit(0);
}
