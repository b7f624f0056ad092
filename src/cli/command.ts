import type { Io } from "./io.ts";

/** A command line that its spec allows. */
export interface Args {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
}

export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly multiple?: true;
  readonly short?: string;
  /** Stands for the value in help: `NAME=VALUE`. */
  readonly value?: string;
  readonly help: string;
  readonly choices?: readonly string[];
}

/** A command as data: parsing, help and "did you mean" all read it, and its code is loaded only when it runs. */
export interface CommandSpec {
  /** Its words: `run`, `stack list`. */
  readonly name: string;
  /** One line of the overview. */
  readonly summary: string;
  /** The paragraph that its own help begins with. */
  readonly about: string;
  readonly positionals: { readonly usage: string; readonly min: number; readonly max: number };
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly { readonly command: string; readonly does: string }[];
  readonly load: () => Promise<CommandModule>;
}

export interface CommandModule {
  /** Resolves with the exit code. */
  execute(args: Args, io: Io): Promise<number>;
}
