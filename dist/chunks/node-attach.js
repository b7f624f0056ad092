import { spawn } from "node:child_process";
import { isatty } from "node:tty";

// src/host/node-attach.ts
const nodeAttach = {
	get isTerminal() {
		return isatty(0);
	},
	spawn: attached
};
/** In our own process group: another one would be stopped as soon as it reads from the terminal. */
function attached({ file, args, cwd, env }) {
	try {
		const child = spawn(file, args, {
			cwd,
			env,
			stdio: "inherit"
		});
		return childOf(child, endOf(child));
	} catch (error) {
		return childOf(void 0, Promise.resolve({
			kind: "not-started",
			error
		}));
	}
}
const childOf = (child, ended) => ({
	pid: child?.pid,
	onOutput: () => {},
	signal: (signal) => child?.kill(signal) ?? false,
	ended
});
function endOf(child) {
	return new Promise((resolve) => {
		child.once("error", (error) => {
			if (child.pid === void 0) resolve({
				kind: "not-started",
				error
			});
		});
		child.once("exit", (code, signal) => resolve(signal ? {
			kind: "signalled",
			signal
		} : {
			kind: "exited",
			code: code ?? 0
		}));
	});
}

export { nodeAttach };