#!/usr/bin/env node
// A step operator: its steps run on another machine, over ssh. What happens there stands in remote.sh.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault, followed, run, sendPage } from "./protocol.js";
import { call, pipe, remote, script, start } from "./remote.js";

const limits = ["accelerators", "cpus", "memory", "disk_size", "shm_size", "instance_type"];
let machine = { ssh: [], root: "" };
let scratch = "";

const handleOf = ({ key, labels }) => ({ key, id: key.slice(0, 12), labels });

async function jobs(...keys) {
  const lines = String(await call(machine, "list", ...keys)).split("\n");
  return lines.filter((line) => line !== "").map((line) => handleOf(JSON.parse(line)));
}

let looking = Promise.resolve();

/** How jobs stand; what is new of the logs that are followed is sent. One look after the other, or lines would be sent twice. */
function look(keys) {
  const next = looking.then(() => lookNow(keys));
  looking = next.catch(() => {});
  return next;
}

async function lookNow(keys) {
  const states = new Map();
  for (let left = keys; left.length > 0; ) {
    const asked = new Map(left.map((key) => [key, followed.get(key)]));
    const bytes = await call(machine, "look", ...[...asked].flatMap(([key, start]) => [key, start ?? "-"]));
    left = [];
    for (let at = 0; at < bytes.length; ) {
      const begin = bytes.indexOf(10, at) + 1;
      const [key, size, state, code] = String(bytes.subarray(at, begin - 1)).split(" ");
      at = begin + Math.max(0, Number(size));
      states.set(key, { state, code: code === undefined ? null : Number(code) });
      // In the meantime it may have been followed anew, from somewhere else.
      const isCurrent = followed.get(key) === asked.get(key);
      if (!isCurrent || sendPage(key, bytes.subarray(begin, at), state !== "running")) left.push(key);
    }
  }
  return states;
}

function observation({ state, code: exit_code }) {
  const timeout = { status: "failed", cause: "timeout", exit_code, message: "It ran into its deadline" };
  const lost = { status: "lost", message: "What watched it is gone; was the machine started anew?" };
  return { timeout, lost }[state] ?? { status: state, exit_code };
}

function plan({ job: { resources, image, settings } }) {
  const asked = limits.filter((name) => (resources[name] ?? undefined) !== undefined);
  const more = { image, use_spot: resources.use_spot, num_nodes: resources.num_nodes > 1 };
  const [odd] = [...asked, ...Object.keys(more).filter((name) => more[name]), ...Object.keys(settings)];
  if (odd)
    throw new Fault(
      "invalid",
      `A machine behind ssh knows nothing of ${odd}: leave it out, or use another operator`,
    );
  return { request: machine };
}

run({
  initialize({ operator: { settings }, directory }) {
    const { ssh: prefix, folder = ".stepops-jobs", ...others } = settings;
    if (!Array.isArray(prefix) || prefix.length === 0 || Object.keys(others).length > 0)
      throw new Fault("invalid", "The settings are ssh, such as [ssh, gpu-box], and folder; nothing else");
    machine = { ssh: prefix, root: folder };
    scratch = directory;
    const can = {
      gpu: false,
      spot: false,
      multi_node: false,
      logs: true,
      data: "directory",
      max_open_calls: 8,
    };
    return { protocol_version: "1", name: "ssh", version: "1.0.0", capabilities: can };
  },
  async check() {
    return {
      findings: [
        { level: "ok", message: `The machine answers: ${String(await call(machine, "check")).trim()}` },
      ],
    };
  },
  plan,
  async submit({ job }) {
    plan({ job });
    const { key, labels, directory, deadline_seconds: seconds } = job;
    const marker = mkdtempSync(join(scratch, "whole-"));
    mkdirSync(join(marker, ".whole"));
    const there = remote(machine, "submit", [key, seconds, JSON.stringify({ key, labels }), script], "pipe");
    await pipe(start(["tar", "-cf", "-", "-C", directory, ".", "-C", marker, ".whole"], "ignore"), there);
    rmSync(marker, { recursive: true });
    return { handle: handleOf(job) };
  },
  find: async ({ key }) => ({ handle: (await jobs(key))[0] ?? null }),
  async list({ labels }) {
    const bears = (handle) => Object.entries(labels).every(([name, value]) => handle.labels[name] === value);
    return { handles: (await jobs()).filter(bears) };
  },
  async poll({ handles }) {
    const states = await look(handles.map(({ key }) => key));
    return { observations: Object.fromEntries([...states].map(([key, state]) => [key, observation(state)])) };
  },
  async follow({ handle: { key }, cursor }) {
    followed.set(key, Number(cursor));
    if ((await look([key])).has(key)) return;
    followed.delete(key);
    throw new Fault("gone", "There is no such job on that machine");
  },
  unfollow: ({ key }) => void followed.delete(key),
  cancel: async ({ handle: { key } }) => void (await call(machine, "cancel", key)),
  async collect({ handle: { key } }) {
    const directory = mkdtempSync(join(scratch, "collected-"));
    await pipe(remote(machine, "collect", [key]), start(["tar", "-xpof", "-", "-C", directory], "pipe"));
    return { directory };
  },
  async cleanup({ handle: { key } }) {
    await call(machine, "cleanup", key);
    followed.delete(key);
  },
});
