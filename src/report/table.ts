import { width } from "./format.ts";
import type { Paint, Style } from "./paint.ts";

/** A cell's style is kept apart from its text, so that colour codes never count as columns. */
export interface Cell {
  readonly text: string;
  readonly style?: Style | readonly Style[];
  readonly align?: "right";
}

export type Row = readonly (Cell | string)[];

/** Columns two spaces apart, each as wide as its widest cell; nothing trails the last one. */
export function renderTable(head: Row | undefined, rows: readonly Row[], paint: Paint): readonly string[] {
  const all = head ? [head.map((cell) => ({ ...cellOf(cell), style: "dim" as const })), ...rows] : rows;
  const widths: number[] = [];
  for (const row of all) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cellOf(cell).text));
    });
  }
  return all.map((row) => renderRow(row, widths, paint));
}

function renderRow(row: Row, widths: readonly number[], paint: Paint): string {
  const lastFilled = row.findLastIndex((cell) => cellOf(cell).text !== "");
  const cells = row.slice(0, lastFilled + 1).map((given, column) => {
    const cell = cellOf(given);
    const text = cell.style ? paint(cell.style, cell.text) : cell.text;
    const gap = " ".repeat((widths[column] ?? 0) - width(cell.text));
    if (cell.align === "right") return gap + text;
    return column === lastFilled ? text : text + gap;
  });
  return cells.join("  ");
}

const cellOf = (cell: Cell | string): Cell => (typeof cell === "string" ? { text: cell } : cell);
