import type { ExpressionFault } from "./expression-fault.ts";
import { type Hole, opening, readHole } from "./expression-hole.ts";
import type { Reason } from "./shell-refusal.ts";

export type Shell = "sh" | "bash";
/** `bare` takes `"${V}"`, `double` (in double quotes and here-documents) `${V}`. */
export type Quoting = "bare" | "double";
/** What ends a list of commands, and what did. */
export type Closer = "paren" | "clause" | "nothing";
export type Closed = "paren" | "clause" | "esac" | "end";

export interface ScriptHole extends Hole {
  readonly quoting: Quoting;
}

/** No expression may stand between the two offsets. */
export interface Refusal {
  readonly start: number;
  readonly end: number;
  readonly reason: Reason;
}

export interface HereDocument {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
}

const maxDepth = 100;

/**
 * A cursor over a script and what was found so far. It reads as the shell would, and stops at the first thing that
 * shells disagree about: what comes after has no certain quoting.
 */
export class ShellReader {
  readonly text: string;
  readonly shell: Shell;
  /** Reads commands; handed in, since words hold commands and commands hold words. */
  readonly commands: (reader: ShellReader, closer: Closer) => Closed;
  at = 0;
  /** The end of the script, or of the here-document in which it reads. */
  limit: number;
  readonly holes: ScriptHole[] = [];
  readonly refusals: Refusal[] = [];
  /** An expression that is never closed: nothing after it can be read. */
  unclosed: ExpressionFault | undefined;
  /** Here-documents whose bodies start at the next line break. */
  pending: HereDocument[] = [];
  /** The script makes integers or arrays of some variables: assigning to these evaluates the value. */
  readonly declares = { integers: false, arrays: false };
  /** Assignments that do so if the script declares such variables anywhere. */
  readonly assignments: (Refusal & { readonly when: "integers" | "arrays" })[] = [];
  #stopped: Refusal | undefined;
  #depth = 0;

  constructor(text: string, shell: Shell, commands: ShellReader["commands"]) {
    this.text = text;
    this.shell = shell;
    this.commands = commands;
    this.limit = text.length;
  }

  get done(): boolean {
    return this.at >= this.limit;
  }

  get stopped(): Refusal | undefined {
    return this.#stopped;
  }

  /** The character at the cursor, or further on; "" at the end. */
  peek(ahead = 0): string {
    const at = this.at + ahead;
    return at < this.limit ? (this.text[at] as string) : "";
  }

  sees(text: string, ahead = 0): boolean {
    return this.at + ahead + text.length <= this.limit && this.text.startsWith(text, this.at + ahead);
  }

  seesHole(ahead = 0): boolean {
    return this.sees(opening, ahead);
  }

  /** Whether a command ends at the cursor. */
  get endsCommand(): boolean {
    return /^[\n;|)#]?$/.test(this.peek()) || (this.peek() === "&" && this.peek(1) !== ">");
  }

  /** Takes the `${{ }}` at the cursor. */
  hole(quoting: Quoting): void {
    const hole = readHole(this.text, this.at);
    if (!hole.ok) {
      this.unclosed = hole.error;
      this.stop(this.at, "unsure");
      return;
    }
    this.holes.push({ ...hole.value, quoting });
    this.at = hole.value.end;
    if (this.at > this.limit) this.stop(hole.value.start, "unsure");
  }

  refuse(start: number, end: number, reason: Reason): void {
    this.refusals.push({ start, end, reason });
  }

  /** Gives up: no expression from `start` on has a place that is certain. */
  stop(start: number, reason: Reason): undefined {
    this.#stopped ??= { start, end: this.text.length, reason };
    this.at = 0;
    this.limit = 0;
  }

  /** Reads what lies inside something else; gives up where that goes so deep that the stack could end. */
  nest<T>(read: () => T): T {
    if (++this.#depth > maxDepth) this.stop(this.at, "unsure");
    const result = read();
    this.#depth--;
    return result;
  }

  /** Skips blanks and line continuations. */
  skipBlanks(): void {
    for (;;) {
      if (this.peek() === " " || this.peek() === "\t") this.at++;
      else if (this.sees("\\\n")) this.at += 2;
      else return;
    }
  }

  /** Skips blanks, line breaks and comments inside a command; a here-document's body has no certain place there. */
  skipLines(): undefined {
    for (;;) {
      this.skipBlanks();
      if (this.peek() === "#") this.skipComment();
      else if (this.peek() !== "\n") return;
      else if (this.pending.length > 0) return this.stop(this.at, "unsure");
      else this.at++;
    }
  }

  skipComment(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end === -1 || end > this.limit ? this.limit : end;
  }
}
