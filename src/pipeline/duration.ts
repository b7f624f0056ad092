import { err, ok, type Result } from "./result.ts";

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

// Node's timers hold 31 bits of milliseconds (24.8 days): a longer one would fire at once.
const longestMs = 24 * 86_400_000;

const spelling = /^(\d+(?:\.\d+)?d)?(\d+(?:\.\d+)?h)?(\d+(?:\.\d+)?m)?(\d+(?:\.\d+)?s)?(\d+ms)?$/;

/** `90`, `"90"`, `10s`, `1h30m`, `250ms` → milliseconds, at most 24 days. The error is a message. */
export function parseDuration(given: string | number): Result<number, string> {
  const text = String(given).trim();
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : sumOfUnits(text);
  if (ms === undefined) return err(`"${text}" is not a duration`);
  if (ms > longestMs) return err(`"${text}" is longer than the 24 days that a duration may be`);
  return ok(Math.round(ms));
}

/** How to write one, for hints. */
export const durationHint = "Write a number of seconds, or a text such as 30s, 10m, 1h30m or 2d";

function sumOfUnits(text: string): number | undefined {
  if (text === "" || !spelling.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit as string] as number), 0);
}
