import type { Engine } from "./engine.ts";

/** Removes containers, dead or alive, as many at once as are waiting: one call for fifty costs no more than for one. */
export interface Remover {
  /** Resolves when it is gone, with a sentence where it might not be; never rejects. */
  remove(name: string): Promise<string | undefined>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** Killing a container and freeing its file system may wait for the disk. */
const timeoutMs = 60_000;

export function createRemover(engine: Engine): Remover {
  let waiting: string[] = [];
  let round: Promise<readonly string[]> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Names that come while a call is under way go with the next one. */
  function nextRound(): Promise<readonly string[]> {
    round ??= last.then(async () => {
      const names = waiting;
      waiting = [];
      round = undefined;
      const removal = complaintsOf(engine, names);
      last = removal;
      return removal;
    });
    return round;
  }

  return {
    async remove(name) {
      waiting.push(name);
      const own = (await nextRound()).filter((complaint) => mentions(complaint, name));
      return own.length > 0 ? `container ${name} may still be there: ${own.join("; ")}` : undefined;
    },
    async idle() {
      while (round) await round;
      await last;
    },
  };
}

/** What the engine complained of, without containers that are gone already. */
export async function removeAll(engine: Engine, names: readonly string[]): Promise<string> {
  return (await complaintsOf(engine, names)).join("; ");
}

/** Each names the containers that it is about. */
async function complaintsOf(engine: Engine, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  // Volumes that its image asked for go with it.
  const { code, stderr } = await engine.call(["rm", "--force", "--volumes", ...names], { timeoutMs });
  if (code === 0) return [];
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !isGone(line));
  const isOfOne = (line: string): boolean => names.some((name) => mentions(line, name));
  // Whatever was wrong with the call itself concerns all of them.
  return lines.length === 0 || lines.some(isOfOne) ? lines : [`${lines.join("; ")} (${names.join(", ")})`];
}

/** As a word of its own: one name may be the beginning of another. */
function mentions(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    const [before = "", after] = [line[at - 1], line.slice(at + name.length)];
    if (!/[\w.-]/.test(before) && !/^(?:[\w-]|\.\w)/.test(after)) return true;
  }
  return false;
}

const isGone = (line: string): boolean =>
  /no such container|removal of container .* is already in progress/i.test(line);
