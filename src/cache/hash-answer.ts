import type { FileReading } from "./hash-file.ts";

/** A reading on its way between threads: an object costs thrice as much there as a list. A fault is its words. */
export type Answer =
  | string
  | readonly [sha256: string, size: number, mtimeMs: number, ctimeMs: number, mode: number, ino: number];

export function pack(reading: FileReading): Answer {
  if ("fault" in reading) return reading.fault;
  const { size, mtimeMs, ctimeMs, mode, ino } = reading.stat;
  return [reading.sha256, size, mtimeMs, ctimeMs, mode, ino];
}

export function unpack(answer: Answer): FileReading {
  if (typeof answer === "string") return { fault: answer };
  const [sha256, size, mtimeMs, ctimeMs, mode, ino] = answer;
  return { sha256, stat: { kind: "file", size, mtimeMs, ctimeMs, mode, ino } };
}
