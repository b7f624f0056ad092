import { causes } from "../../pipeline/pipeline.ts";
import { err, type Result } from "../../pipeline/result.ts";
import { type JobKey, statuses } from "../operator.ts";
import {
  boolean,
  integer,
  json,
  list,
  mapping,
  matching,
  nullable,
  number,
  object,
  oneOf,
  type Shape,
  text,
} from "./shapes.ts";

const someText = text({ least: 1 });
const mostSeconds = 10 * 365 * 86_400;
const largestHandle = 64 * 1024;

/** A job's key, as `JobKey` says. */
const key = matching(/^[0-9a-f]{40}-[1-9]\d{0,8}$/, "a job's key") as Shape<JobKey>;

const anyHandle = object({ key, id: someText, labels: mapping(text()) }, { console: text(), data: json });

/** Small, since journals keep it. */
const handle: typeof anyHandle = (value, at) => {
  const read = anyHandle(value, at);
  if (!read.ok || JSON.stringify(value).length <= largestHandle) return read;
  return err(`${at} must have at most ${largestHandle} characters`);
};

const observation = object(
  { status: oneOf(statuses) },
  { cause: oneOf(causes), message: text(), exit_code: integer(0, 255) },
);

const capabilities = object(
  { gpu: boolean, spot: boolean, multi_node: boolean, logs: boolean, data: oneOf(["directory"]) },
  { max_runtime_seconds: integer(1, mostSeconds), max_open_calls: integer(1, 1000) },
);

const finding = object({ level: oneOf(["ok", "warning", "error"]), message: someText }, { hint: text() });

const nothing = object({}, {});

/** The result of each method, as docs/reference/operator-protocol.md has it. */
export const results = {
  initialize: object({ protocol_version: text(), name: someText, version: text(), capabilities }, {}),
  check: object({ findings: list(finding) }, {}),
  plan: object({}, { instance_type: text(), hourly_cost: number(), request: json }),
  submit: object({ handle }, {}),
  find: object({ handle: nullable(handle) }, {}),
  list: object({ handles: list(handle) }, {}),
  poll: object({ observations: mapping(observation) }, {}),
  follow: nothing,
  unfollow: nothing,
  cancel: nothing,
  collect: object({ directory: matching(/^\/[^\0]*$/, "an absolute path") }, { billed_seconds: number() }),
  cleanup: nothing,
  shutdown: nothing,
} as const;

export type Method = keyof typeof results;

const cursor = text({ least: 1, most: 1024 });
const line = matching(/^[^\n]*$/, "a line without a line feed");

/** The params of each notification. */
export const notifications = {
  log: object({ key, cursor, stream: oneOf(["stdout", "stderr"]), lines: list(line, 1) }, {}),
  progress: object({ id: integer(1, Number.MAX_SAFE_INTEGER) }, { message: text() }),
} as const;

const errorData: Shape<{ readonly reason?: string; readonly retryAfter?: number }> = (value, at) => {
  // Whatever else the operator puts there is its own.
  const { reason, retry_after } = (value ?? {}) as { readonly reason?: never; readonly retry_after?: never };
  const read = object({}, { reason: text(), retry_after: number() })(
    { reason: reason ?? null, retry_after: retry_after ?? null },
    at,
  );
  if (!read.ok) return read;
  const { reason: known, retry_after: retryAfter } = read.value;
  return {
    ok: true,
    value: { ...(known !== undefined && { reason: known }), ...(retryAfter !== undefined && { retryAfter }) },
  };
};

/** Of an answer that is an error. */
export const errorShape = object(
  { code: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), message: text() },
  { data: errorData },
);

/** The version is looked at before anything else: another one's answer may have another shape. */
export function versionOf(value: unknown): Result<string, string> {
  const { protocol_version: version } = (value ?? {}) as { readonly protocol_version?: never };
  return text({ least: 1, most: 100 })(version, "protocol_version");
}
