import type { Json, Mapping } from "../../pipeline/draft.ts";
import { err, ok, type Result } from "../../pipeline/result.ts";
import { describe } from "../../pipeline/slot.ts";
import type { Answer, OperatorFault } from "../operator.ts";
import { errorShape, type Method } from "./answers.ts";
import type { Of } from "./shapes.ts";

/** What an answer is expected to be. */
export interface Reading<T> {
  readonly method: Method;
  /** Of the answer's result; a sentence says what is wrong with it. */
  readonly read: (result: Json | undefined) => Result<T, string>;
}

/** Undefined for an empty line. */
export function parseMessage(line: Buffer): Result<Mapping<Json> | undefined, string> {
  let value: Json;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(line);
    if (text.trim() === "") return ok(undefined);
    value = JSON.parse(text) as Json;
  } catch {
    const start = line.subarray(0, 80).toString("utf8");
    return err(
      `it wrote a line on stdout that is no JSON: ${describe(start)} (what is for people belongs on stderr)`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return ok(value as Mapping<Json>);
  return err(
    `it wrote a line on stdout that is no JSON object: ${describe(line.subarray(0, 80).toString())}`,
  );
}

/** Outer: what is wrong with the message; inner: what it says. */
export function readAnswer<T>(
  message: Mapping<Json>,
  { method, read }: Reading<T>,
): Result<Answer<T>, string> {
  const [hasResult, hasError] = [Object.hasOwn(message, "result"), Object.hasOwn(message, "error")];
  if (hasResult === hasError) return err(`its answer to ${method} must have either a result or an error`);
  if (hasError) {
    const error = errorShape(message.error, "error");
    return error.ok ? ok(err(faultOf(error.value, method))) : err(notRight(method, error.error));
  }
  const result = read(message.result);
  return result.ok ? ok(result) : err(notRight(method, result.error));
}

const notRight = (method: Method, why: string): string => `its answer to ${method} is not right: ${why}`;

const reasons = ["busy", "unavailable", "denied", "invalid", "capacity", "quota", "gone"] as const;

/** Without a known reason it is most likely a fault of the program, which would only happen again. */
function faultOf({ message, data }: Of<typeof errorShape>, method: Method): OperatorFault {
  const reason = reasons.find((known) => known === data?.reason) ?? "invalid";
  const retryAfter = data?.retryAfter;
  return {
    reason,
    message: message.trim() === "" ? `It refused ${method} and did not say why` : message,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1000 }),
  };
}

export function show(message: Mapping<Json>): string {
  // An answer may be large or deep, and its first keys tell which it is.
  const [method, id] = [message.method, message.id].map((value) =>
    typeof value === "object" || value === undefined ? undefined : describe(value),
  );
  return (
    [method && `"method": ${method}`, id && `"id": ${id}`].filter(Boolean).join(", ") ||
    "neither method nor id"
  );
}
