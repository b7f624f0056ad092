import { bt as fs, t as nodeFiles } from "./check.js";
import { hostname } from "node:os";
import { execFileSync, spawn } from "node:child_process";

// src/host/node-clock.ts
/** Longer waits overflow Node's timer, which then fires at once. */
const longestTimer = 2 ** 31 - 1;
function wait(deadline, resolve, keep) {
	const left = deadline - performance.now();
	if (left <= 0) resolve();
	else keep(setTimeout(() => wait(deadline, resolve, keep), Math.min(Math.ceil(left), longestTimer)));
}
function sleep(ms, signal) {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(signal.reason);
		let timer;
		const abort = () => {
			clearTimeout(timer);
			reject(signal?.reason);
		};
		signal?.addEventListener("abort", abort, { once: true });
		const done = () => {
			signal?.removeEventListener("abort", abort);
			resolve();
		};
		wait(performance.now() + ms, done, (next) => {
			timer = next;
		});
	});
}
const nodeClock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	sleep
};
const nodeRandom = {
	float: () => Math.random(),
	hex: (length) => {
		const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length / 2)));
		return Buffer.from(bytes).toString("hex").slice(0, length);
	}
};

// src/host/process-table.ts
/** Synchronous: a listing is small, and one that waits between processes would miss more of them. */
function readProc(path) {
	try {
		return fs.readFileSync(path, "latin1");
	} catch {
		return;
	}
}
function linuxEntry(pid) {
	const text = readProc(`/proc/${pid}/stat`);
	if (!text) return void 0;
	const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
	const [state = "", , group = "0"] = fields;
	return {
		pid,
		group: Number(group),
		startToken: fields[19] ?? "",
		isZombie: state === "Z" || state === "X"
	};
}
const linuxPids = () => fs.readdirSync("/proc").map(Number).filter(Number.isInteger);
function linuxMarked(mark) {
	const wanted = `\0${Buffer.from(mark).toString("latin1")}\0`;
	return linuxPids().filter((pid) => `\0${readProc(`/proc/${pid}/environ`) ?? ""}`.includes(wanted)).map(linuxEntry).filter((entry) => entry !== void 0);
}
function ps(...args) {
	try {
		return execFileSync("ps", args, {
			encoding: "utf8",
			maxBuffer: 64 * 2 ** 20,
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			]
		}).split("\n").filter((line) => line.trim() !== "");
	} catch {
		return [];
	}
}
/** `lstart` is five words wide: `Mon Jan  5 10:00:00 2026`. */
const psLine = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)\s?(.*)$/;
const psColumns = "pid=,pgid=,stat=,lstart=";
function psEntry(line) {
	const [, pid, group, state = "", start = "", rest = ""] = psLine.exec(line) ?? [];
	if (!pid) return void 0;
	return {
		pid: Number(pid),
		group: Number(group),
		startToken: start,
		isZombie: state.startsWith("Z"),
		rest
	};
}
/** macOS has no /proc: `-E` shows each environment behind its command, parted by spaces. */
function psMarked(mark) {
	return ps("-A", "-ww", "-E", "-o", `${psColumns},command=`).map(psEntry).filter((entry) => entry !== void 0).filter(({ rest }) => `${rest} `.includes(` ${mark} `));
}
const isLinux = process.platform === "linux";
/** Every process that can be seen and whose environment holds `mark`, a `name=value`. */
const markedProcesses = (mark) => isLinux ? linuxMarked(mark) : psMarked(mark);
/** Undefined when there is none, or none any more. */
function processEntry(pid) {
	if (isLinux) return linuxEntry(pid);
	return ps("-p", String(pid), "-o", psColumns).map(psEntry)[0];
}
/** False when a process group has only zombies left. */
function hasLiveMember(group) {
	if (!isLinux) return true;
	return linuxPids().some((pid) => {
		const entry = linuxEntry(pid);
		return entry?.group === group && !entry.isZombie;
	});
}
/** Changes at each boot; empty where the platform does not tell. */
function bootId() {
	if (isLinux) return readProc("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
	try {
		return execFileSync("sysctl", ["-n", "kern.bootsessionuuid"], {
			encoding: "utf8",
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			]
		}).trim();
	} catch {
		return "";
	}
}

// src/host/node-processes.ts
/** A process in uninterruptible sleep dies late; nothing is gained by waiting longer than this. */
const patienceMs = 5e3;
function startToken(pid) {
	const entry = processEntry(pid);
	return entry && !entry.isZombie ? entry.startToken : void 0;
}
/** Groups 0 and 1 would reach our own group, or everything; our own group holds us. */
const canEndGroup = (group) => group > 1 && group !== processEntry(process.pid)?.group;
function end({ pid, group }) {
	try {
		process.kill(canEndGroup(group) ? -group : pid, "SIGKILL");
	} catch {}
}
/** Looks again until nothing is found: a process may fork between the look and the kill. */
async function endMarked(name, value) {
	const found = /* @__PURE__ */ new Set();
	const deadline = nodeClock.monotonic() + patienceMs;
	for (let pauseMs = 2;; pauseMs = Math.min(pauseMs * 2, 100)) {
		const living = markedProcesses(`${name}=${value}`).filter(({ pid, isZombie }) => pid !== process.pid && !isZombie);
		if (living.length === 0 || nodeClock.monotonic() > deadline) return found.size;
		for (const entry of living) {
			found.add(`${entry.pid} ${entry.startToken}`);
			end(entry);
		}
		await nodeClock.sleep(pauseMs);
	}
}
let knownBootId;
const nodeProcesses = {
	get hostname() {
		return hostname();
	},
	get bootId() {
		knownBootId ??= bootId();
		return knownBootId;
	},
	pid: process.pid,
	startToken,
	endMarked
};

// src/host/node-spawn.ts
/** How long after the leader's end others may hold its pipes open before nobody waits for them any more. */
const pipeGraceMs = 200;
/** Starts a child that leads a session and process group of its own, so that all it starts can be ended with it. */
function nodeSpawn(command) {
	try {
		return startedChild(spawn(command.file, command.args, {
			cwd: command.cwd,
			env: command.env,
			detached: true,
			stdio: [
				command.stdin === "pipe" ? "pipe" : "ignore",
				"pipe",
				"pipe"
			]
		}));
	} catch (error) {
		return unstartedChild(error);
	}
}
function unstartedChild(error) {
	return {
		pid: void 0,
		onOutput: () => {},
		signal: () => false,
		ended: Promise.resolve({
			kind: "not-started",
			error
		})
	};
}
function startedChild(child) {
	let leaderEnded = false;
	child.once("exit", () => {
		leaderEnded = true;
	});
	return {
		pid: child.pid,
		onOutput: (listener) => listen(child, listener),
		...child.stdin && { input: inputOf(child.stdin) },
		signal: (signal) => child.pid !== void 0 && signalGroup(child.pid, signal, leaderEnded),
		ended: endOf(child)
	};
}
function inputOf(stdin) {
	stdin.on("error", () => {});
	return {
		write: (text) => void (stdin.writable && stdin.write(text)),
		end: () => void stdin.end()
	};
}
function listen(child, listener) {
	child.stdout?.on("data", (chunk) => listener("stdout", chunk));
	child.stderr?.on("data", (chunk) => listener("stderr", chunk));
}
function signalGroup(pid, signal, leaderEnded) {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		return error.code === "EPERM" && !(leaderEnded && process.platform === "darwin");
	}
	return !leaderEnded || hasLiveMember(pid);
}
function endOf(child) {
	return new Promise((resolve) => {
		child.once("error", (error) => {
			if (child.pid === void 0) resolve({
				kind: "not-started",
				error
			});
		});
		child.once("exit", (code, signal) => {
			const end = signal ? {
				kind: "signalled",
				signal
			} : {
				kind: "exited",
				code: code ?? 0
			};
			const grace = setTimeout(() => letGo(child, () => resolve(end)), pipeGraceMs);
			child.once("close", () => {
				clearTimeout(grace);
				resolve(end);
			});
		});
	});
}
/** Whoever still holds the pipes may go on writing, without keeping this process alive. */
function letGo(child, done) {
	for (const stream of [child.stdout, child.stderr]) stream?.unref?.();
	setImmediate(done);
}

// src/host/node-host.ts
/** The real machine. */
const nodeHost = {
	clock: nodeClock,
	random: nodeRandom,
	files: nodeFiles,
	spawn: nodeSpawn,
	processes: nodeProcesses
};

export { nodeHost };