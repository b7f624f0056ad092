// The wire of the operator protocol: messages over stdin and stdout, and logs that are sent as they grow.
import { createInterface } from "node:readline";

/** Most bytes of a log that are sent at once. */
const page = 1024 * 1024;

/** Jobs whose logs are wanted: key → how many bytes were sent. A cursor is that number. */
export const followed = new Map();

/** Why a call is not done; the reasons stand in docs/reference/operator-protocol.md. */
export class Fault extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** Sends what follows of a job's log, at most a page of it. True where more of it is there already. */
export function sendPage(key, data, isEnded) {
  const at = followed.get(key);
  if (at === undefined || data.length === 0) return false;
  const isFull = data.length >= page;
  const ends = data.lastIndexOf(10) + 1;
  // A last line without its end, or one that is too long.
  const size = ends > 0 ? ends : isFull ? withoutHalf(data) : isEnded ? data.length : 0;
  if (size === 0) return false;
  followed.set(key, at + size);
  const lines = data.toString("utf8", 0, ends > 0 ? ends - 1 : size).split("\n");
  send({ method: "log", params: { key, cursor: String(at + size), stream: "stdout", lines } });
  return isFull || (isEnded && size < data.length);
}

/** How many bytes there are without the beginning of a character whose rest is still to come. */
function withoutHalf(data) {
  const back = [1, 2, 3].find((each) => (data.at(-each) & 0xc0) !== 0x80) ?? 4;
  const first = data.at(-back);
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return length > back ? data.length - back : data.length;
}

/** Answers each request by the function of its name, as many at once as come, until stdin ends. */
export function run(calls) {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => line.trim() && serve(calls, JSON.parse(line)));
  lines.on("close", () => process.exit()); // stepops is gone; jobs go on
}

async function serve(calls, { id, method, params }) {
  try {
    if (method === "shutdown")
      return process.stdout.end(`{"jsonrpc":"2.0","id":${id},"result":{}}\n`, process.exit);
    if (!Object.hasOwn(calls, method)) return refuse(id, "invalid", `There is no method ${method}`, -32601);
    send({ id, result: (await calls[method](params)) ?? {} });
  } catch (error) {
    // Without a reason it is a fault of this program, which would happen again.
    refuse(id, error.reason ?? "invalid", error.message);
  }
}

const refuse = (id, reason, message, code = -32000) =>
  send({ id, error: { code, message, data: { reason } } });
