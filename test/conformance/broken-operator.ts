// An operator with a fault that its first argument names: the ssh example, and between it and stepops what spoils its messages.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

// biome-ignore lint/suspicious/noExplicitAny: messages of any shape are what this is about
type Message = any;

interface Fault {
  /** What the real operator gets in its place; undefined: nothing. */
  readonly ask?: (message: Message) => Message | undefined;
  /** What stepops gets in its place, to which request; undefined: nothing. */
  readonly answer?: (message: Message, request: Message) => Message | undefined;
  readonly survivesItsInput?: boolean;
}

const [name = "none", operator = "", standIn = ""] = process.argv.slice(2);
const say = (message: Message): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);
const answered = (id: number, result: Message): void => void say({ jsonrpc: "2.0", id, result });

const calls = new Map<string, number>();
/** How often a method was called for a key by now. */
function count(method: string, key: string): number {
  const next = (calls.get(method + key) ?? 0) + 1;
  calls.set(method + key, next);
  return next;
}

/** Answers a method without asking anybody. */
const deaf = (method: string, result: Message = {}): Fault => ({
  ask: (message) => {
    if (message.method !== method) return message;
    answered(message.id, result);
    return undefined;
  },
});

const ofJob = (change: (job: Message) => Message): Fault => ({
  ask: (message) =>
    message.params?.job
      ? { ...message, params: { ...message.params, job: change(message.params.job) } }
      : message,
});

const ofObservations = (change: (observation: Message) => Message): Fault => ({
  answer: (message, request) => {
    if (request?.method !== "poll" || !message.result) return message;
    const entries = Object.entries(message.result.observations).map(([key, value]) => [key, change(value)]);
    return { ...message, result: { observations: Object.fromEntries(entries) } };
  },
});

const ofLogs = (change: (params: Message) => Message | undefined): Fault => ({
  answer: (message) => {
    if (message.method !== "log") return message;
    const params = change(message.params);
    return params && { ...message, params };
  },
});

const secretOf = (message: Message): string =>
  /'(s3cr3t[^']*)'/.exec(
    readFileSync(join(message.params.job.directory, "control/secrets.sh"), "utf8"),
  )?.[1] ?? "";

const onSubmit = (act: (secret: string) => void): Fault => ({
  ask: (message) => {
    if (message.method === "submit") act(secretOf(message));
    return message;
  },
});

const mine = new Set<string>();
let folder: string | undefined;

const faults: Readonly<Record<string, Fault>> = {
  none: {},
  "doubles jobs": {
    answer: (message, request) => {
      if (request?.method !== "submit" || !message.result) return message;
      const { handle } = message.result;
      const id = `${handle.id}/${count("submit", handle.key)}`;
      return { ...message, result: { handle: { ...handle, id } } };
    },
  },
  "runs a job again": {
    ask: (message) => {
      const { key, directory } = message.params.job ?? {};
      if (message.method === "submit" && count("submit", key) > 1)
        spawnSync("sh", [join(directory, "control/start.sh"), directory], { stdio: "ignore" });
      return message;
    },
  },
  "takes its jobs along": {
    ask: (message) => {
      if (message.method === "submit") mine.add(message.params.job.key);
      const home = standIn.match(/HOME=([^"]*)/)?.[1] ?? "";
      if (message.method === "shutdown")
        for (const key of mine) writeFileSync(join(home, ".stepops-jobs", key, "stop"), "");
      return message;
    },
  },
  "keeps jobs in memory": {
    ask: (message) => {
      if (message.method === "submit") mine.add(message.params.job.key);
      if (message.method !== "find" || mine.has(message.params.key)) return message;
      answered(message.id, { handle: null });
      return undefined;
    },
  },
  "lists everything": {
    ask: (message) => (message.method === "list" ? { ...message, params: { labels: {} } } : message),
  },
  "lists nothing": deaf("list", { handles: [] }),
  "loses logs": ofLogs((params) => ({ ...params, lines: params.lines.toSpliced(3, 1) })),
  "doubles logs": ofLogs((params) => ({
    ...params,
    lines: params.lines.flatMap((line: string) => [line, line]),
  })),
  "wrong cursor": ofLogs((params) => ({ ...params, cursor: String(Math.max(0, Number(params.cursor) - 9)) })),
  "trims lines": ofLogs((params) => ({ ...params, lines: params.lines.map((line: string) => line.trim()) })),
  "ignores cancel": deaf("cancel"),
  "ignores cleanup": deaf("cleanup"),
  "ignores deadlines": ofJob((job) => ({ ...job, deadline_seconds: 3600 })),
  "ignores resources": ofJob((job) => ({ ...job, resources: {} })),
  "ignores settings": ofJob((job) => ({ ...job, settings: {} })),
  "ignores images": ofJob(({ image, ...job }) => job),
  "plan submits": {
    ask: (message) => {
      if (message.method === "plan") mine.add(message.params.job.key);
      return message;
    },
    answer: (message, request) =>
      request?.method === "find" && mine.has(request.params.key)
        ? { ...message, result: { handle: { key: request.params.key, id: "1", labels: {} } } }
        : message,
  },
  "tells failures as success": ofObservations((each) =>
    each.status === "failed" ? { ...each, status: "succeeded" } : each,
  ),
  "tells cancelled as failed": ofObservations((each) =>
    each.status === "cancelled" ? { ...each, status: "failed" } : each,
  ),
  "tells a wrong exit code": ofObservations((each) => ({ ...each, exit_code: 1 })),
  "leaks a secret on stderr": onSubmit((secret) => void process.stderr.write(`got ${secret}\n`)),
  "leaks a secret in arguments": onSubmit(
    (secret) => void spawn("sh", ["-c", "sleep 1", secret], { stdio: "ignore" }).unref(),
  ),
  "wrong shape": ofObservations((each) => ({ ...each, state: "fine" })),
  "greets on stdout": {
    ask: (message) => {
      if (message.method === "initialize") process.stdout.write("Hello\n");
      return message;
    },
  },
  "one folder for all": {
    answer: (message, request) => {
      if (request?.method !== "collect" || !message.result) return message;
      folder ??= message.result.directory;
      return { ...message, result: { directory: folder } };
    },
  },
  "loses modes": {
    answer: (message, request) => {
      const work = join(message.result?.directory ?? "", "work/out");
      if (request?.method === "collect" && message.result)
        for (const each of readdirSync(work)) if (each === "file") chmodSync(join(work, each), 0o600);
      return message;
    },
  },
  "refuses unknown keys": {
    ask: (message) => {
      if (!message.params.not_known_yet) return message;
      say({ jsonrpc: "2.0", id: message.id, error: { code: -32602, message: "Unknown key not_known_yet" } });
      return undefined;
    },
  },
  "claims any version": {
    answer: (message, request) =>
      request?.method === "initialize" && message.result
        ? { ...message, result: { ...message.result, protocol_version: request.params.protocol_version } }
        : message,
  },
  "outlives its input": { survivesItsInput: true },
};

const fault = faults[name];
if (!fault) throw new Error(`there is no fault ${name}`);
const requests = new Map<number, Message>();
const { stdin, stdout } = spawn(process.execPath, [operator], {
  stdio: ["pipe", "pipe", "inherit"],
}) as ChildProcess;
if (!stdin || !stdout) throw new Error("the operator has no pipes");

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line === "") return;
    const message = JSON.parse(line);
    if (message.method === "initialize") message.params.operator.settings = { ssh: JSON.parse(standIn) };
    requests.set(message.id, message);
    const asked = fault.ask ? fault.ask(message) : message;
    if (asked) stdin.write(`${JSON.stringify(asked)}\n`);
  })
  .on("close", () => {
    if (fault.survivesItsInput) setInterval(() => {}, 1000);
    else stdin.end();
  });
createInterface({ input: stdout })
  .on("line", (line) => {
    const message = JSON.parse(line);
    const told = fault.answer ? fault.answer(message, requests.get(message.id)) : message;
    if (told) say(told);
  })
  .on("close", () => {
    if (!fault.survivesItsInput) process.exit();
  });
