import { _ as paintFor } from "./program.js";
import { n as quote, t as controlFiles } from "./start-script.js";
import { constants } from "node:os";

// src/host/attach.ts
/** Enough for a shell to write its history. */
const graceMs = 5e3;
/** Waits for a child that has the terminal. On `stop` it is asked to end, and made to some seconds later. */
async function attend(input) {
	const { child, clock, stop, ask } = input;
	const over = new AbortController();
	const end = async () => {
		await Promise.race([ask(), child.ended]);
		await clock.sleep(graceMs, over.signal);
		child.signal("SIGKILL");
	};
	const onStop = () => void end().catch(() => {});
	stop.addEventListener("abort", onStop, { once: true });
	if (stop.aborted) onStop();
	try {
		return await child.ended;
	} finally {
		over.abort();
		stop.removeEventListener("abort", onStop);
	}
}
/** As a shell would have it. */
function exitCodeOf(end) {
	switch (end.kind) {
		case "exited": return end.code;
		case "signalled": return 128 + constants.signals[end.signal];
		case "not-started": return 127;
	}
}

// src/cli/shell-events.ts
/** What getting image and data ready prints, and what the step's log would say. */
function showEvent(event, { stderr }) {
	if (event.type === "output") stderr.write(event.lines.map((line) => `${line}\n`).join(""));
	if (event.type === "notice") stderr.write(`${paintFor(stderr)(event.level === "warning" ? "yellow" : "dim", `${event.level}:`)} ${event.message}\n`);
}

// src/cli/shell-files.ts
const phasesOf = ({ setup }) => setup ? ["setup", "command"] : ["command"];
/** A script for each phase, `setup` and `command`, that runs it from wherever the shell stands. */
function phaseScripts(attempt, { home, folder }) {
	const script = (phase) => [
		`_stepops_home=${quote(home)}`,
		`cd ${quote(folder)} || exit`,
		`. "$_stepops_home/control/${phase}.run.sh"`,
		""
	].join("\n");
	return Object.fromEntries(phasesOf(attempt).map((phase) => [phase, script(phase)]));
}
/** What those scripts read, where no container's job has it. */
function phaseFiles(attempt) {
	const { setup, command, step } = attempt;
	const all = controlFiles({
		command,
		...setup && { setup },
		env: {},
		secrets: {},
		workingDirectory: step.workingDirectory,
		accelerators: 0,
		requireGpu: false,
		marker: "",
		ownsProcesses: false
	});
	return Object.fromEntries(Object.entries(all).filter(([path]) => /^control\/(?:setup|command)\./.test(path)));
}
/** As it would be typed. */
function commandText(command) {
	return command.kind === "script" ? command.text.trimEnd() : command.args.map(word).join(" ");
}
/** Quoted where a shell would read it as more than one word. */
const word = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);

// src/cli/shell-session.ts
/** Says what was opened. On stderr: stdout is the shell's, whose output may be piped on. */
function announce({ stderr }, opened) {
	const { attempt, where, kept, home } = opened;
	const { step, setup, command } = attempt;
	const paint = paintFor(stderr);
	const script = (phase) => paint("cyan", `sh ${word(`${home}/${phase}`)}`);
	const lines = [
		`${paint("bold", step.id)} ${where}; ${kept}`,
		...setup ? [`setup has not run, ${script("setup")} runs it`] : [],
		`${script("command")} runs the command:`,
		...commandText(command).split("\n").map((line) => `  ${line}`)
	];
	stderr.write(`${lines.join("\n")}\n`);
}

export { attend as a, showEvent as i, phaseFiles as n, exitCodeOf as o, phaseScripts as r, announce as t };