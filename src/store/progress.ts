import type { Clock } from "../host/host.ts";
import type { Progress } from "./fetch.ts";

const everyMs = 10_000;

/** What becomes of a fetch, in lines: its start, now and then how far it is, and its end. */
export function reportProgress(input: {
  readonly clock: Pick<Clock, "monotonic">;
  readonly from: string;
  readonly onLine: (line: string) => void;
}): (progress: Progress) => void {
  const { clock, from, onLine } = input;
  let told = clock.monotonic();
  return (progress) => {
    switch (progress.kind) {
      case "listed": {
        const { files, bytes, missing } = progress;
        const what = `${from}: ${files} ${files === 1 ? "file" : "files"}, ${size(bytes)}`;
        onLine(
          missing === 0
            ? `${what}, here already`
            : `${what}, ${missing === bytes ? "" : `${size(missing)} of them `}to fetch`,
        );
        return;
      }
      case "changed":
        onLine(`${from}: it changed meanwhile, so it is listed again`);
        return;
      case "bytes": {
        const { done, total } = progress;
        if (done < total && clock.monotonic() - told < everyMs) return;
        told = clock.monotonic();
        onLine(`${from}: ${done < total ? `${size(done)} of ${size(total)}` : "fetched"}`);
        return;
      }
      default:
        progress satisfies never;
    }
  };
}

/** The same for what comes or goes by the byte alone; of a short way nothing is told. `verb`: `sent`, `fetched`. */
export function reportBytes(input: {
  readonly clock: Pick<Clock, "monotonic">;
  readonly verb: string;
  readonly onLine: (line: string) => void;
}): (progress: { readonly done: number; readonly total: number }) => void {
  const { clock, verb, onLine } = input;
  let told = clock.monotonic();
  return ({ done, total }) => {
    if (clock.monotonic() - told < everyMs) return;
    told = clock.monotonic();
    onLine(`${size(done)} of ${size(total)} ${verb}`);
  };
}

const units = ["B", "kB", "MB", "GB", "TB"];

function size(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
