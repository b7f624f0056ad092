import { E as width } from "./program.js";

// src/report/table.ts
/** Columns two spaces apart, each as wide as its widest cell; nothing trails the last one. */
function renderTable(head, rows, paint) {
	const all = head ? [head.map((cell) => ({
		...cellOf(cell),
		style: "dim"
	})), ...rows] : rows;
	const widths = [];
	for (const row of all) row.forEach((cell, column) => {
		widths[column] = Math.max(widths[column] ?? 0, width(cellOf(cell).text));
	});
	return all.map((row) => renderRow(row, widths, paint));
}
function renderRow(row, widths, paint) {
	const lastFilled = row.findLastIndex((cell) => cellOf(cell).text !== "");
	return row.slice(0, lastFilled + 1).map((given, column) => {
		const cell = cellOf(given);
		const text = cell.style ? paint(cell.style, cell.text) : cell.text;
		const gap = " ".repeat((widths[column] ?? 0) - width(cell.text));
		if (cell.align === "right") return gap + text;
		return column === lastFilled ? text : text + gap;
	}).join("  ");
}
const cellOf = (cell) => typeof cell === "string" ? { text: cell } : cell;

export { renderTable as t };