import { isAbsolute, sep } from "node:path";
import type { FileStat, Files } from "../host/host.ts";
import { breathe } from "../run/breathe.ts";

const version = 1;
const mostEntries = 200_000;

/**
 * A file that is written after it was read, but within the same tick of the file system's clock, keeps its times. So a
 * digest is believed only where both times lie further back from the reading than the coarsest tick, which is FAT's 2 s;
 * the rest is for the kernel's own tick, by which its times lag behind the clock. Git calls such entries racily clean.
 */
const grainMs = 2_100;

/** Times in milliseconds, as exact as a number is at this size: to a quarter of a microsecond. */
type Entry = readonly [size: number, mtimeMs: number, ctimeMs: number, ino: number, sha256: string];

type Entries = readonly (readonly [path: string, entry: Entry])[];

interface Digested {
  readonly sha256: string;
  readonly stat: FileStat;
  /** When its reading began, in milliseconds since 1970. */
  readonly began: number;
}

export interface MemoryOptions {
  readonly files: Files;
  /** Where it is kept; absolute. */
  readonly file: string;
  /** What paths in it are relative to; absolute. */
  readonly root: string;
  /** How many files it holds; those not asked for the longest go first. */
  readonly most?: number;
}

/** The digests of files by what their stats were; kept as one file. */
export class DigestMemory {
  readonly #files: Files;
  readonly #file: string;
  readonly #prefix: string;
  readonly #most: number;
  /** From earlier runs, in the order of their last use. */
  readonly #old = new Map<string, Entry>();
  /** Used in this run, in the same order. */
  readonly #used = new Map<string, Entry>();
  #loading: Promise<void> | undefined;
  #isChanged = false;

  constructor({ files, file, root, most = mostEntries }: MemoryOptions) {
    this.#most = most;
    this.#files = files;
    this.#file = file;
    this.#prefix = root.endsWith(sep) ? root : root + sep;
  }

  /** Before anything is looked up; a memory that is damaged or of another version is forgotten. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** As it is called in the memory and in messages. */
  nameOf(path: string): string {
    return path.startsWith(this.#prefix) ? path.slice(this.#prefix.length) : path;
  }

  has(path: string): boolean {
    return this.#used.has(path) || this.#old.has(path);
  }

  /** Undefined, and forgotten, where the file is not the one that was digested. */
  find(path: string, stat: FileStat | undefined): string | undefined {
    const entry = this.#used.get(path) ?? this.#old.get(path);
    if (!entry) return undefined;
    if (!isOf(entry, stat)) {
      this.#forget(path);
      return undefined;
    }
    this.#old.delete(path);
    this.#used.set(path, entry);
    return entry[4];
  }

  keep(path: string, { sha256, stat, began }: Digested): void {
    const { size, mtimeMs, ctimeMs, ino } = stat;
    this.#forget(path);
    if (Math.max(mtimeMs, ctimeMs) + grainMs >= began) return;
    this.#used.set(path, [size, mtimeMs, ctimeMs, ino, sha256]);
    this.#isChanged = true;
  }

  /** Only where something changed, and without what is gone. What cannot be written costs the next run time, no more. */
  async save(): Promise<void> {
    await this.load();
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const entries = [...(await this.#stillThere()), ...this.#used].slice(-this.#most);
    const files = entries.map(([path, entry]) => [this.nameOf(path), ...entry]);
    await this.#files.replace(this.#file, JSON.stringify({ version, files })).catch(() => {
      this.#isChanged = true;
    });
  }

  async #read(): Promise<void> {
    const text = await this.#files.read(this.#file).catch(() => undefined);
    for (const [name, ...entry] of parse(text)) {
      const path = isAbsolute(name) ? name : this.#prefix + name;
      if (!this.#used.has(path)) this.#old.set(path, entry);
    }
  }

  #forget(path: string): void {
    if (this.#used.delete(path) || this.#old.delete(path)) this.#isChanged = true;
  }

  async #stillThere(): Promise<Entries> {
    const there: (readonly [string, Entry])[] = [];
    for (const [path, entry] of this.#old) {
      await breathe();
      if (await this.#files.stat(path)) there.push([path, entry]);
    }
    return there;
  }
}

const isOf = ([size, mtimeMs, ctimeMs, ino]: Entry, stat: FileStat | undefined): boolean =>
  stat?.kind === "file" &&
  stat.size === size &&
  stat.mtimeMs === mtimeMs &&
  stat.ctimeMs === ctimeMs &&
  stat.ino === ino;

type Line = readonly [name: string, ...Entry];

function parse(text: string | undefined): readonly Line[] {
  try {
    const stored = JSON.parse(text ?? "null") as Partial<
      Readonly<Record<"version" | "files", unknown>>
    > | null;
    const { version: itsVersion, files } = stored ?? {};
    return itsVersion === version && Array.isArray(files) && files.every(isLine) ? files : [];
  } catch {
    return [];
  }
}

function isLine(value: unknown): value is Line {
  if (!Array.isArray(value) || value.length !== 6) return false;
  const [name, size, mtimeMs, ctimeMs, ino, sha256] = value as readonly unknown[];
  const areNumbers = [size, mtimeMs, ctimeMs, ino].every((each) => typeof each === "number");
  return (
    typeof name === "string" && areNumbers && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256)
  );
}
