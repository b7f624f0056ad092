import { createInterface } from "node:readline/promises";
import type { Io } from "./io.ts";

/** Somebody at a terminal who is asked until an answer can be used. */
export interface Prompt {
  /** What `read` makes of the answer; it returns undefined for one that cannot be used, and `help` then says why. */
  ask<T>(question: string, read: (answer: string) => T | undefined, help: string): Promise<T>;
  close(): void;
}

/** The terminal was closed, or Ctrl-C or Ctrl-D pressed, while a question stood open. */
export class NoAnswer extends Error {}

export function promptOn({ stdin, stdout }: Pick<Io, "stdin" | "stdout">): Prompt {
  const lines = createInterface({ input: stdin, output: stdout });
  const closed = new AbortController();
  lines.once("close", () => closed.abort());
  const question = async (text: string): Promise<string> => {
    try {
      return await lines.question(text, { signal: closed.signal });
    } catch (error) {
      throw closed.signal.aborted ? new NoAnswer() : error;
    }
  };
  return {
    async ask(text, read, help) {
      for (;;) {
        const value = read((await question(text)).trim());
        if (value !== undefined) return value;
        stdout.write(`  ${help}\n`);
      }
    },
    close: () => lines.close(),
  };
}

/** `fallback` for an empty answer. */
export function yesOrNo(answer: string, fallback: boolean): boolean | undefined {
  if (answer === "") return fallback;
  if (/^y(?:es)?$/i.test(answer)) return true;
  return /^no?$/i.test(answer) ? false : undefined;
}
