/**
 * Everything that is not pure: time, chance, files and child processes. Production takes `nodeHost`; tests take
 * a virtual clock, seeded chance and files that fail or crash on demand.
 */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly spawn: Spawn;
  readonly processes: Processes;
}

export interface Clock {
  /** Milliseconds since 1970; for what people read. It may jump. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jump; for every deadline and duration. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted, at once if it already is. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** In [0, 1). */
  float(): number;
  /** `length` lowercase hexadecimal digits. */
  hex(length: number): string;
}

export interface FileStat {
  readonly kind: "file" | "directory" | "link" | "other";
  readonly size: number;
  /** To a quarter of a microsecond, as far as the file system tells. */
  readonly mtimeMs: number;
  /** Of the last change of content, names or permissions: unlike `mtimeMs` nobody can set it. As exact. */
  readonly ctimeMs: number;
  readonly mode: number;
  readonly ino: number;
}

/** Paths are absolute. A missing file is `undefined` where the type says so; every other failure throws Node's error. */
export interface Files {
  read(path: string): Promise<string | undefined>;
  /** Creates parents. */
  write(path: string, text: string, mode?: number): Promise<void>;
  /** Whole or not at all: a temporary file in the same folder, then rename. */
  replace(path: string, text: string): Promise<void>;
  /** False when `path` exists already; atomic. */
  create(path: string, text: string): Promise<boolean>;
  /** Opens for appending; `truncateTo` bytes first, which cuts off the torn line that a kill left. */
  appender(path: string, truncateTo?: number): Appender;
  /** A new file, whose parents are there, to be written from its start. */
  writer(path: string, mode: number): Promise<ByteWriter>;
  /** A large file, the same one whatever takes its name meanwhile; undefined where no file is, or a link to one. */
  reader(path: string): Promise<ByteReader | undefined>;
  /** Bytes from `offset`, at most `limit`; for following a log. */
  readFrom(path: string, offset: number, limit: number): Promise<Uint8Array | undefined>;
  stat(path: string): Promise<FileStat | undefined>;
  realpath(path: string): Promise<string | undefined>;
  /** Names in code-point order; undefined when it is not there. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** With its parents. `mode`: of the folder itself, whatever the umask. */
  makeDirectory(path: string, mode?: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Rename, or where another file system begins a copy that then takes the name; `to` must not be there. */
  move(from: string, to: string): Promise<void>;
  /** A second name for a file, or where that cannot be a copy with its mode; `to` must not be there. Creates parents. */
  link(from: string, to: string): Promise<void>;
  /** A file of its own with this mode, whatever the umask; `to` must not be there. Creates parents. */
  copy(from: string, to: string, mode: number): Promise<void>;
  /** Of a file or a folder that is there. */
  setMode(path: string, mode: number): Promise<void>;
  /** `target` as it stands in the link. Creates parents. */
  symlink(target: string, path: string): Promise<void>;
  /** Undefined for what is no link. */
  readlink(path: string): Promise<string | undefined>;
  /** Recursive, never through a link; no error when it is not there. */
  remove(path: string): Promise<void>;
}

/** Synchronous on purpose: a line is in the kernel's hands before the next thing happens, at some 10 µs. */
export interface Appender {
  write(text: string): void;
  /** Returns when all that was written is on the disk, and not in the kernel's hands alone. */
  sync(): void;
  /** True once somebody removed the file: what is written then is lost. */
  isRemoved(): boolean;
  close(): void;
}

/** A large file on its way. */
export interface ByteWriter {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export interface ByteReader {
  /** `limit` bytes from `offset`, fewer only where the file ends. */
  read(offset: number, limit: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Other processes of this machine. */
export interface Processes {
  readonly hostname: string;
  readonly bootId: string;
  readonly pid: number;
  /** The kernel's start time of a process; undefined when there is none. */
  startToken(pid: number): string | undefined;
  /**
   * Ends (SIGKILL) the whole process group of every process whose environment holds `name=value`, and resolves with the
   * number of processes found once they are gone. Never the caller's own group.
   */
  endMarked(name: string, value: string): Promise<number>;
}

export type Spawn = (command: SpawnCommand) => Child;

export interface SpawnCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** `pipe`: the child is written to. */
  readonly stdin?: "empty" | "pipe";
}

/** A child that leads a process group of its own; its stdin is empty unless it is to be written to. */
export interface Child {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  onOutput(listener: (stream: "stdout" | "stderr", chunk: Buffer) => void): void;
  /** Where its stdin is a pipe. */
  readonly input?: ChildInput;
  /** To the whole group, 0 only asks; false when nothing of it is left (what is dead and not yet reaped does not count). */
  signal(signal: NodeJS.Signals | 0): boolean;
  /**
   * Resolves when the leader has ended and its pipes are drained, or a short grace after it if others hold them open;
   * then their output still reaches the listener, but nothing waits for it. Never rejects.
   */
  readonly ended: Promise<ChildEnd>;
}

/** What is written after the child's end is lost without a word: `ended` tells it. */
export interface ChildInput {
  write(text: string): void;
  end(): void;
}

export type ChildEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "signalled"; readonly signal: NodeJS.Signals }
  | { readonly kind: "not-started"; readonly error: NodeJS.ErrnoException };
