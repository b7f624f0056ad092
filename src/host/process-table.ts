import { execFileSync } from "node:child_process";
import { fs } from "./builtin.ts";

/** A process as the kernel lists it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly group: number;
  /** Of the start, in the kernel's own unit; with the pid it names one process. */
  readonly startToken: string;
  readonly isZombie: boolean;
}

/** Synchronous: a listing is small, and one that waits between processes would miss more of them. */
function readProc(path: string): string | undefined {
  try {
    return fs.readFileSync(path, "latin1");
  } catch {
    // Ended meanwhile, or not ours to read.
    return undefined;
  }
}

function linuxEntry(pid: number): ProcessEntry | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  if (!text) return undefined;
  // The command's name, in parentheses, may hold spaces and parentheses: fields count from the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state = "", , group = "0"] = fields;
  return {
    pid,
    group: Number(group),
    startToken: fields[19] ?? "",
    isZombie: state === "Z" || state === "X",
  };
}

const linuxPids = (): number[] => fs.readdirSync("/proc").map(Number).filter(Number.isInteger);

function linuxMarked(mark: string): ProcessEntry[] {
  const wanted = `\0${Buffer.from(mark).toString("latin1")}\0`;
  return linuxPids()
    .filter((pid) => `\0${readProc(`/proc/${pid}/environ`) ?? ""}`.includes(wanted))
    .map(linuxEntry)
    .filter((entry) => entry !== undefined);
}

function ps(...args: string[]): string[] {
  try {
    return execFileSync("ps", args, {
      encoding: "utf8",
      maxBuffer: 64 * 2 ** 20,
      stdio: ["ignore", "pipe", "ignore"],
    })
      .split("\n")
      .filter((line) => line.trim() !== "");
  } catch {
    // ps exits with 1 when it finds nothing.
    return [];
  }
}

/** `lstart` is five words wide: `Mon Jan  5 10:00:00 2026`. */
const psLine = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)\s?(.*)$/;
const psColumns = "pid=,pgid=,stat=,lstart=";

function psEntry(line: string): (ProcessEntry & { readonly rest: string }) | undefined {
  const [, pid, group, state = "", start = "", rest = ""] = psLine.exec(line) ?? [];
  if (!pid) return undefined;
  return { pid: Number(pid), group: Number(group), startToken: start, isZombie: state.startsWith("Z"), rest };
}

/** macOS has no /proc: `-E` shows each environment behind its command, parted by spaces. */
function psMarked(mark: string): ProcessEntry[] {
  return ps("-A", "-ww", "-E", "-o", `${psColumns},command=`)
    .map(psEntry)
    .filter((entry) => entry !== undefined)
    .filter(({ rest }) => `${rest} `.includes(` ${mark} `));
}

const isLinux = process.platform === "linux";

/** Every process that can be seen and whose environment holds `mark`, a `name=value`. */
export const markedProcesses = (mark: string): ProcessEntry[] =>
  isLinux ? linuxMarked(mark) : psMarked(mark);

/** Undefined when there is none, or none any more. */
export function processEntry(pid: number): ProcessEntry | undefined {
  if (isLinux) return linuxEntry(pid);
  return ps("-p", String(pid), "-o", psColumns).map(psEntry)[0];
}

/** False when a process group has only zombies left. */
export function hasLiveMember(group: number): boolean {
  if (!isLinux) return true;
  return linuxPids().some((pid) => {
    const entry = linuxEntry(pid);
    return entry?.group === group && !entry.isZombie;
  });
}

/** Changes at each boot; empty where the platform does not tell. */
export function bootId(): string {
  if (isLinux) return readProc("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  try {
    return execFileSync("sysctl", ["-n", "kern.bootsessionuuid"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}
