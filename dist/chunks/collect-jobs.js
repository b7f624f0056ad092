import { V as own, ht as ok, mt as err } from "./check.js";
import { C as jobLabels, T as ownerOf, _ as callOperator, n as openOperators } from "./operators.js";
import { n as Endings } from "./executor.js";
import { n as liveJobs } from "./leftovers4.js";

// src/remote/end-job.ts
const limitMs = 12e4;
/** Stops a job that no record has at work, waits until it is over, and takes away what it left. */
async function endJob(job, host) {
	const { at, handle, leg, isWhole, why } = job;
	const told = [];
	const endings = new Endings({
		host,
		run: {
			repositoryId: "",
			runId: "",
			runKey: "",
			pipelinePath: "",
			trustDomain: ""
		},
		emit: (event) => told.push(event)
	});
	const { key } = handle;
	const intent = {
		key,
		nonce: "",
		digest: "",
		leg,
		operator: at,
		handle,
		id: handle.id,
		intendedAt: 0,
		why
	};
	const { ended } = endings.start({
		...intent,
		discards: isWhole ? "all" : "unless-succeeded"
	});
	if (!await endings.close(limitMs)) return {
		kind: "unsure",
		why: lastWarning(told)
	};
	if (told.some(({ type }) => type === "job-removed")) return { kind: "removed" };
	if (await ended === "succeeded" && !isWhole) return { kind: "kept" };
	return {
		kind: "unsure",
		why: "it is over, but its operator did not take away what it left"
	};
}
function lastWarning(told) {
	return told.flatMap((event) => event.type === "notice" ? [event.message] : []).join("; ") || "its operator does not say that it is over";
}

// src/remote/judge-job.ts
/** Until when nobody need watch a job, as milliseconds since 1970 or as ISO 8601 has it. */
const detachedLabel = "stepops.detached-until";
/** Decides by the job's labels and by the records of this checkout; whatever is not known to be dead stays. Pure. */
function judgeJob(handle, status, context) {
	const { labels } = handle;
	if (!isOurs(handle, context.repositoryId)) return stays("its labels are not those of a job of this repository, so somebody else may have made it");
	const domain = labels["stepops.domain"];
	if (context.domain !== void 0 && domain !== context.domain) return stays(`it belongs to the trust domain ${domain}, and this is ${context.domain}`);
	const known = findRecorded(handle, context.runs);
	return known ? judgeRecorded(handle, status, {
		...known,
		context
	}) : judgeUnknown(labels, status, context);
}
const stays = (why, command) => ({
	kind: "stays",
	why,
	...command !== void 0 && { command }
});
const labelNames = Object.keys(jobLabels({
	repositoryId: "",
	runId: "",
	runKey: "",
	pipelinePath: "",
	trustDomain: ""
}, "", {
	key: "",
	nonce: "",
	digest: ""
}));
const nonceForm = new RegExp(`^[0-9a-f]{${32}}$`);
function isOurs({ key, labels }, repositoryId) {
	return labelNames.every((name) => (own(labels, name) ?? "") !== "") && labels["stepops.key"] === key && labels["stepops.repository"] === repositoryId && nonceForm.test(labels["stepops.nonce"] ?? "");
}
function findRecorded({ key }, runs) {
	for (const run of runs) for (const step of run.record.steps.values()) {
		const job = step.jobs?.find((each) => each.key === key);
		if (job) return {
			run,
			step,
			job
		};
	}
}
function judgeRecorded(handle, status, { run, step, job, context }) {
	const { record, state, why } = run;
	const { id, runId } = record.run;
	const expected = {
		run: record.run,
		leg: step.planned.id,
		intent: job
	};
	if (ownerOf(handle, expected) === "foreign") return stays(`it bears the key of a job of run ${id}, and that run did not submit it`);
	if (state === "alive") return stays(why, `stepops cancel ${id}`);
	const isNamed = context.named.has(id) || context.named.has(runId);
	if (state === "unknown" && !isNamed) return stays(why, `stepops gc --run ${id}`);
	const isTaken = step.outcome === "success";
	if (status === "succeeded" && !isTaken && !isNamed) return stays(untaken, `stepops run --resume ${id}`);
	return {
		kind: "goes",
		why: isNamed ? named : why,
		run,
		isWhole: isNamed || isTaken
	};
}
const untaken = "it ended well, and nobody has taken what it left";
const named = "--run says that its run is dead";
function judgeUnknown(labels, status, context) {
	const run = labels["stepops.run"] ?? "";
	const alive = context.runs.find(({ record, state }) => record.run.runId === run && state === "alive");
	if (alive) return stays(`${alive.why}, and that run's journal does not name it`);
	if (context.named.has(run)) return {
		kind: "goes",
		why: named,
		isWhole: true
	};
	const until = detachedUntil(labels);
	if (until !== void 0 && until <= context.now) {
		const date = new Date(until).toISOString();
		if (status === "succeeded") return stays(untaken, naming(run));
		return {
			kind: "goes",
			why: `nobody need have watched it any longer than ${date}`,
			isWhole: false
		};
	}
	return stays(`nothing here knows its run ${run}, which may go on elsewhere`, naming(run));
}
/** Whoever made the job chose the label, and people paste what they are shown into a shell. */
const naming = (run) => /^[\w.-]+$/.test(run) && !run.startsWith("-") ? `stepops gc --run ${run}` : void 0;
function detachedUntil(labels) {
	const text = own(labels, detachedLabel);
	if (text === void 0) return void 0;
	const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	return Math.abs(at) <= 864e13 ? at : void 0;
}

// src/remote/collect-jobs.ts
/** Stops and removes the jobs of a repository that nobody looks after any more. */
async function collectJobs(input, host) {
	const opened = input.operators.map((asked, index) => openOne(asked, {
		input,
		host,
		index
	}));
	try {
		const answers = await Promise.all(opened.map(async ({ name, operator }) => ({
			name,
			found: await ask(await operator, input, host)
		})));
		const unasked = answers.flatMap(({ name, found }) => found.ok ? [] : [unaskedOperator(name, found.error)]);
		const found = distinct(answers.flatMap((each) => each.found.ok ? each.found.value : []));
		const context = {
			...input,
			now: host.clock.now()
		};
		const judged = found.map((each) => ({
			...each,
			verdict: judgeJob(each.handle, each.status, context)
		}));
		return {
			items: input.dryRun ? judged.map(dryItem) : await settle(judged, input, host),
			unasked
		};
	} finally {
		await Promise.all(opened.map(({ all }) => all.close()));
	}
}
const unaskedOperator = (name, why) => ({
	message: `the operator ${name} could not be asked for its jobs: ${why}`,
	hint: "see that it can be reached, then run the same command again"
});
function openOne({ operator, root }, { input, host, index }) {
	const directory = `${input.directory}/${index}`;
	const opening = {
		host,
		env: input.env,
		root,
		directory,
		secrets: {},
		onNotice: () => {}
	};
	const all = openOperators(opening, input.openOperator);
	const get = async () => {
		const got = await all.get(operator, new AbortController().signal);
		return got.ok ? got : err(got.error.message);
	};
	return {
		name: operator.name,
		operator: get(),
		all
	};
}
const tryMs = 6e4;
async function ask(operator, { repositoryId }, host) {
	if (!operator.ok) return operator;
	const at = operator.value;
	const calls = {
		host,
		signal: new AbortController().signal,
		tryMs,
		limitMs: tryMs
	};
	const labels = { "stepops.repository": repositoryId };
	const listed = await callOperator({
		...calls,
		make: (over) => at.operator.list(labels, over)
	});
	if (!listed.ok) return err(listed.error.message);
	if (listed.value.length === 0) return ok([]);
	const seen = await callOperator({
		...calls,
		make: (over) => at.operator.poll(listed.value, over)
	});
	if (!seen.ok) return err(seen.error.message);
	return ok(listed.value.map((handle) => ({
		at,
		handle,
		status: seen.value.get(handle.key)?.status
	})));
}
/** Two operators may lead to one backend. */
const distinct = (found) => [...new Map(found.map((each) => [`${each.handle.key} ${each.handle.id}`, each])).values()];
function itemOf({ at, handle }) {
	const { key, id, labels, console } = handle;
	const { "stepops.run": run, "stepops.step": step } = labels;
	return {
		kind: "job",
		name: id,
		operator: at.name,
		key,
		...run !== void 0 && { run },
		...step !== void 0 && { step },
		...console !== void 0 && { console }
	};
}
function dryItem({ verdict, ...found }) {
	const { why } = verdict;
	if (verdict.kind === "goes") return {
		...itemOf(found),
		fate: "removable",
		why
	};
	return leftItem(found, verdict);
}
const leftItem = (found, { why, command }) => ({
	...itemOf(found),
	fate: "left",
	why,
	...command !== void 0 && { command }
});
/** First by the records, whose journals then have it and whose checkpoints are kept; then what no record has at work. */
async function settle(judged, input, host) {
	const going = new Set(judged.flatMap(({ verdict }) => verdict.kind === "goes" ? verdict.run ?? [] : []));
	const ended = await endRuns(input.runs.filter((run) => run.state === "over" || going.has(run)).filter(({ record }) => liveJobs(record).length > 0), input.endRun);
	const items = await Promise.all(judged.map((each) => settleOne(each, ended, host)));
	const listed = new Set(judged.map(({ handle }) => handle.key));
	return [...items, ...[...ended].flatMap(([run, result]) => unlisted(run, result, listed))];
}
/** One after another: each takes the lock of the checkout. */
async function endRuns(runs, endRun) {
	const ended = /* @__PURE__ */ new Map();
	for (const run of runs) ended.set(run, await endRun(run));
	return ended;
}
async function settleOne({ verdict, ...found }, ended, host) {
	if (verdict.kind === "stays") return leftItem(found, verdict);
	const item = itemOf(found);
	const { why, run, isWhole } = verdict;
	const result = run && ended.get(run);
	if (result && !result.ok) return {
		...item,
		fate: "failed",
		why: result.error
	};
	if ((result && jobIn(result.value, found.handle.key))?.isRemoved) return {
		...item,
		fate: "removed",
		why
	};
	const end = await endJob({
		...found,
		leg: item.step ?? "",
		isWhole,
		why
	}, host);
	return {
		...item,
		...fateOf(end, {
			why,
			run: run?.record.run.id
		})
	};
}
const jobIn = ({ steps }, key) => [...steps.values()].flatMap(({ jobs = [] }) => jobs).find((job) => job.key === key);
function fateOf(end, { why, run }) {
	switch (end.kind) {
		case "removed": return {
			fate: "removed",
			why
		};
		case "kept": return {
			fate: "left",
			why: "it ended well before it was stopped, and nobody has taken what it left",
			...run !== void 0 && { command: `stepops run --resume ${run}` }
		};
		case "unsure": return {
			fate: "failed",
			why: end.why
		};
		default: return end;
	}
}
/** Jobs of a record that no operator lists, and of which nobody knows that they are over. */
function unlisted({ record }, result, listed) {
	return [...(result.ok ? result.value : record).steps.values()].flatMap(({ planned, jobs = [] }) => jobs.filter(({ ended, isRemoved, key }) => ended === void 0 && !isRemoved && !listed.has(key)).map(({ key, handle }) => ({
		kind: "job",
		name: handle?.id ?? key,
		operator: planned.where,
		key,
		fate: "failed",
		run: record.run.id,
		step: planned.id,
		command: `stepops cancel ${record.run.id}`,
		...handle?.console !== void 0 && { console: handle.console },
		why: result.ok ? "its operator does not say that it is over" : result.error
	})));
}

export { collectJobs };