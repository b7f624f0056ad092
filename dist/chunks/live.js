import { t as runsSideBySide } from "./concurrency.js";
import { a as eventLine, n as renderEnd, t as Tails } from "./tails.js";
import { t as coloredPrefix } from "./label.js";
import { E as width, b as cut, x as duration } from "./program.js";

// src/report/console.ts
/** One line for each thing that happens, for logs and pipes. */
function consoleReporter(options) {
	const tails = new Tails();
	let sideBySide;
	return {
		handle(event, record) {
			if (event.type === "output") tails.add(event);
			sideBySide ??= runsSideBySide(record);
			for (const line of consoleLines(event, record, {
				...options,
				sideBySide
			})) options.write(`${line}\n`);
		},
		close(record) {
			const view = {
				...options.end(record),
				paint: options.paint,
				tail: (leg) => tails.of(leg)
			};
			for (const line of renderEnd(record, view)) options.write(`${line}\n`);
		}
	};
}
/** Pure: the lines of one event. */
function consoleLines(event, record, options) {
	const { paint, time, quiet, sideBySide } = options;
	if (quiet && !isLoud(event)) return [];
	const clock = paint("dim", time(event.at));
	if (event.type === "output") {
		const planned = record.steps.get(event.leg)?.planned;
		const prefix = sideBySide && planned ? coloredPrefix(planned, paint) : "";
		return printedLines(event).map((line) => `${clock} ${prefix}${line}`);
	}
	const line = eventLine(event, record, paint);
	return line === void 0 ? [] : [`${clock} ${line}`];
}
/** A carriage return in the middle would let a progress bar overwrite the time and the step's name. */
const printedLines = ({ lines }) => lines.flatMap((line) => line.includes("\r") ? line.split("\r").filter((part) => part !== "") : [line]);
function isLoud(event) {
	if (event.type === "step-ended") return event.outcome === "failure" || event.outcome === "cancelled";
	if (event.type === "notice") return event.level === "warning";
	return event.type === "step-retrying" || event.type === "run-cancelling" || event.type === "run-ended";
}

// src/report/live-view.ts
const spinner = [
	"⠋",
	"⠙",
	"⠹",
	"⠸",
	"⠼",
	"⠴",
	"⠦",
	"⠧",
	"⠇",
	"⠏"
];
/** Pure: the region below the scrolled lines, the running steps and how far the run is; no line is wider than the terminal. */
function renderLive(record, frame) {
	const running = [];
	let done = 0;
	for (const step of record.steps.values()) if (step.state === "running" || step.state === "retrying") running.push(step);
	else if (step.state === "ended") done += 1;
	const space = Math.max(1, frame.rows - 2);
	const shown = running.length > space ? running.slice(0, space - 1) : running;
	const hidden = running.length - shown.length;
	const ids = Math.min(32, Math.floor(frame.columns / 2), Math.max(...shown.map(({ planned }) => width(planned.id)), 0));
	return [
		...shown.map((step) => stepLine(step, ids, frame)),
		...hidden > 0 ? [frame.paint("dim", cut(`  … and ${hidden} more running`, frame.columns - 1))] : [],
		progressLine(record, done, frame)
	];
}
function stepLine(step, ids, { now, tick, columns, paint, lastLine }) {
	const id = cut(step.planned.id, ids);
	const elapsed = duration(now - (step.startedAt ?? now)).padStart(6);
	const sign = step.state === "retrying" ? "↻" : spinner[tick % spinner.length];
	const said = step.state === "retrying" ? "waits to try again" : lastLine(step.planned.id) ?? "";
	const room = columns - 1 - (2 + ids + 2 + width(elapsed) + 2);
	if (room < 0) return cut(`${sign} ${id} ${elapsed}`, columns - 1);
	const gap = " ".repeat(Math.max(0, ids - width(id)));
	return `${paint("cyan", sign)} ${id}${gap}  ${elapsed}  ${paint("dim", cut(said, room))}`;
}
function progressLine(record, done, { now, columns, paint }) {
	const state = record.cancelling ? "cancelling, Ctrl-C again leaves at once" : `${done}/${record.steps.size} done`;
	return paint("dim", cut(`  ${state}  ${duration(now - record.activeSince)}`, columns - 1));
}

// src/report/live.ts
/** False where a region that redraws itself would be a mess: pipes, dumb or tiny terminals, CI. */
function canShowLive(terminal, env) {
	if (terminal.isTTY !== true || env.TERM === "dumb" || (env.CI ?? "") !== "") return false;
	return (terminal.columns ?? 0) >= 40 && (terminal.rows ?? 0) >= 8;
}
const frameMs = 100;
const hideCursor = "\x1B[?25l";
const showCursor = "\x1B[?25h";
/** A terminal that became narrower has broken the region's lines: log-update, which counts them unbroken, would leave some. */
function eraseWrapped(lines, columns) {
	const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / columns)), 0);
	return rows === 0 ? "" : `\u001B[${rows}F\u001B[J`;
}
/** Finished things scroll past; what runs stays below them and moves. */
function liveReporter(options) {
	const { terminal, region, paint } = options;
	const tails = new Tails();
	let current;
	let sideBySide;
	let tick = 0;
	let timer;
	let drawn = [];
	const draw = () => {
		if (!current) return;
		const lines = renderLive(current, {
			now: options.now(),
			tick,
			columns: terminal.columns ?? 80,
			rows: Math.max(3, (terminal.rows ?? 24) - 2),
			paint,
			lastLine: (leg) => tails.of(leg).at(-1)
		});
		drawn = lines;
		region(lines.join("\n"));
	};
	const redraw = () => {
		terminal.write(eraseWrapped(drawn, terminal.columns ?? 80));
		region.done();
		draw();
	};
	const scroll = (lines) => {
		if (lines.length === 0) return;
		region.clear();
		terminal.write(`${lines.join("\n")}\n`);
		draw();
	};
	const giveBack = () => {
		terminal.write(showCursor);
	};
	const begin = () => {
		terminal.write(hideCursor);
		process.once("exit", giveBack);
		terminal.on("resize", redraw);
		timer = setInterval(() => {
			tick += 1;
			draw();
		}, frameMs);
		timer.unref();
	};
	return {
		handle(event, record) {
			current = record;
			sideBySide ??= runsSideBySide(record);
			if (!timer) begin();
			if (event.type === "output") tails.add(event);
			scroll(scrolledLines(event, record, {
				...options,
				sideBySide
			}));
		},
		close(record) {
			clearInterval(timer);
			terminal.removeListener("resize", redraw);
			region.clear();
			process.removeListener("exit", giveBack);
			giveBack();
			const view = {
				...options.end(record),
				paint,
				tail: (leg) => tails.of(leg)
			};
			terminal.write(`${renderEnd(record, view).join("\n")}\n`);
		}
	};
}
/** Pure: what one event adds to the lines that scroll; a start shows in the region already. */
function scrolledLines(event, record, { paint, verbose, sideBySide }) {
	if (event.type === "step-started" || event.type === "run-ended") return [];
	if (event.type !== "output") return [eventLine(event, record, paint) ?? []].flat();
	if (!verbose) return [];
	const planned = record.steps.get(event.leg)?.planned;
	const prefix = sideBySide && planned ? coloredPrefix(planned, paint) : "  ";
	return printedLines(event).map((line) => prefix + line);
}

export { consoleReporter as i, liveReporter as n, scrolledLines as r, canShowLive as t };