import { stripVTControlCharacters } from "../host/builtin.ts";

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`: as exact as a reader can use. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

const pad = (value: number): string => String(value).padStart(2, "0");

const units = ["kB", "MB", "GB", "TB"] as const;

/** Decimal units, as GitHub and the clouds bill: `812 B`, `1.2 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Four significant digits, which is what two runs differ by; integers stay whole. */
export function metric(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e15 ? String(rounded) : value.toExponential(3);
}

/** Local time of day, `14:03:59`. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const invisible = /[\p{M}\p{Cf}\p{Cc}]/u;

/** Columns that a text takes in a terminal; escape codes take none. */
export function width(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) columns += widthOf(character);
  return columns;
}

const widthOf = (character: string): number =>
  character >= " " && character <= "~" ? 1 : invisible.test(character) ? 0 : wide.test(character) ? 2 : 1;

/** At most `columns` wide, with an ellipsis where something is missing. Escape codes are dropped: half of one would colour the rest. */
export function cut(text: string, columns: number): string {
  const bare = stripVTControlCharacters(text).replace(/[\p{Cc}]+/gu, " ");
  if (width(bare) <= columns) return bare;
  let kept = "";
  let taken = 0;
  for (const character of bare) {
    taken += widthOf(character);
    if (taken > columns - 1) break;
    kept += character;
  }
  return columns > 0 ? `${kept}…` : "";
}

/** A word that a POSIX shell reads back as it is. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
