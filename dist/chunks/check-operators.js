import { B as optional, d as runsInContainer, dt as diagnostic, ft as hasErrors } from "./check.js";
import { i as openFrame } from "./command-end.js";
import { a as offersOf, b as slept, d as anyMachine, p as describeResources, s as possible, t as openFlavor, x as tryOnce } from "./operators.js";
import { join } from "node:path";

// src/remote/check-verdicts.ts
const nothing = {
	diagnostics: [],
	notices: [],
	jobs: /* @__PURE__ */ new Map()
};
const mendHint = "Mend it where the operator is, or run on this machine with --stack local";
const askHint = "Ask for what it has, in resources or settings, or name another step_operator";
const laterHint = "This was not checked; a run asks it again with each step";
/** `first`: the first of the file that runs there. */
function judgeFindings(findings, first) {
	const { name } = first.operator;
	const location = placeOf(first, "step_operator");
	const of = (wanted) => findings.filter(({ level }) => level === wanted);
	return {
		...nothing,
		diagnostics: of("error").map(({ message, hint = mendHint }) => diagnostic("operator-not-ready", {
			message: `The operator "${name}" is not ready: ${sentence(message)}`,
			location,
			hint: sentence(hint)
		})),
		notices: of("warning").map(({ message, hint }) => `the operator ${name} warns: ${sentence(message)}${hint === void 0 ? "" : ` (${sentence(hint)})`}`)
	};
}
/** A program that cannot be started, or may do nothing, will not do so later either; one that is away may be back by then. */
function judgeFault(step, fault, asked) {
	const isFinal = fault.reason === "denied" || fault.reason === "invalid" && asked === "open";
	const what = {
		open: "cannot be used",
		check: "does not say whether it is ready",
		plan: `does not say what "${step.step}" would get`
	}[asked];
	const rest = {
		message: `The operator "${step.operator.name}" ${what}: ${sentence(fault.message)}`,
		location: placeOf(step, "step_operator"),
		hint: isFinal ? mendHint : laterHint
	};
	const code = isFinal ? "operator-not-ready" : "operator-unreachable";
	return {
		...nothing,
		diagnostics: [diagnostic(code, rest)]
	};
}
/** `legs`: all that ask for just the same as `step`. */
function judgeOffers(step, legs, offers) {
	const left = possible(offers);
	if (!left.ok) return {
		...nothing,
		diagnostics: [refusal(step, left.error)]
	};
	const faults = offers.flatMap(({ resources, answer }) => answer.ok ? [] : [{
		resources,
		...answer.error
	}]);
	const [unsure] = faults.filter(({ reason }) => reason !== "invalid");
	const job = offers.map(plannedJob).find((each) => each !== void 0);
	return {
		diagnostics: unsure ? judgeFault(step, unsure, "plan").diagnostics : [],
		notices: faults.filter(({ reason }) => reason === "invalid").map(({ resources, message }) => `${step.step} passes over ${describeResources(resources)}, which ${step.operator.name} cannot give: ${sentence(message)}`),
		jobs: new Map(job ? legs.map(({ id }) => [id, job]) : [])
	};
}
function refusal(step, why) {
	const message = `"${step.step}" cannot run on "${step.operator.name}": ${sentence(why)}`;
	const location = placeOf(step, asksForMore(step) ? "resources" : "step_operator");
	return diagnostic("operator-refuses", {
		message,
		location,
		hint: askHint
	});
}
function plannedJob({ resources, answer }) {
	if (!answer.ok) return void 0;
	const { instanceType, hourlyCost, request } = answer.value;
	const asked = describeResources(resources);
	return {
		...asked === "a machine" ? {} : { resources: asked },
		...optional("instanceType", instanceType),
		...optional("hourlyCost", hourlyCost),
		...optional("request", request)
	};
}
/** What a step without `resources` asks for is nothing that the file has a place for. */
function asksForMore({ resources }) {
	const [{ accelerators, useSpot, numNodes, ...rest }] = resources;
	const isMore = accelerators.length > 0 || useSpot || numNodes > 1 || Object.keys(rest).length > 0;
	return resources.length > 1 || isMore;
}
const placeOf = ({ at, location }, key) => at?.(key) ?? location;
/** On one line and without a full stop, as messages here are written: whoever wrote it may have had other ideas. */
const sentence = (text) => text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim().replace(/\.$/, "");

// src/remote/check-operators.ts
/** For all that one operator is asked. */
const limitMs = 3e4;
/** Starts each operator that steps name, asks whether it is ready and what it makes of them, all at once, and ends it again. */
async function checkOperators(input) {
	const { host, env, pipeline } = input;
	const steps = Map.groupBy(pipeline.steps.filter(runsOnOperator), ({ operator }) => operator.name);
	const directory = join(env.TMPDIR ?? "/tmp", `stepops-operators-${host.random.hex(12)}`);
	try {
		return together(await Promise.all([...steps.values()].map(([first, ...others]) => first ? checkOne(input, {
			directory,
			steps: [first, ...others]
		}) : nothing)));
	} finally {
		await host.files.remove(directory);
	}
}
const runsOnOperator = (step) => step.operator !== void 0 && !runsInContainer(step);
function together(found) {
	return {
		diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
		notices: found.flatMap(({ notices }) => notices),
		jobs: new Map(found.flatMap(({ jobs }) => [...jobs]))
	};
}
async function checkOne(input, { directory, steps }) {
	const { host, env, root, pipeline, open = openFlavor } = input;
	const [{ operator }] = steps;
	const late = new AbortController();
	const over = new AbortController();
	slept(host.clock, limitMs, over.signal).then((isLate) => isLate && late.abort());
	const signal = AbortSignal.any([late.signal, ...input.signal ? [input.signal] : []]);
	const { secrets } = openFrame({
		host,
		env,
		pipeline
	});
	const opening = {
		host,
		env,
		root,
		directory,
		secrets,
		onNotice: () => {}
	};
	const scratch = join(directory, operator.name);
	try {
		const make = (given) => open(operator, {
			...opening,
			scratch
		}, given);
		const opened = await tryOnce({
			clock: host.clock,
			signal,
			tryMs: limitMs,
			make
		});
		if (!opened.ok) return judgeFault(steps[0], opened.error, "open");
		return await ask({
			...input,
			operator: opened.value,
			signal,
			steps
		}).finally(() => opened.value.close());
	} finally {
		over.abort();
	}
}
async function ask(asking) {
	const { host, operator, signal, steps } = asking;
	const make = (over) => operator.check(over);
	const [checked, planned] = await Promise.all([tryOnce({
		clock: host.clock,
		signal,
		tryMs: limitMs,
		make
	}), planAll(asking)]);
	const all = together([checked.ok ? judgeFindings(checked.value, steps[0]) : judgeFault(steps[0], checked.error, "check"), planned]);
	return {
		...all,
		diagnostics: withoutEchoes(all.diagnostics),
		notices: [...new Set(all.notices)]
	};
}
/** Legs that ask for the same are asked about once. */
async function planAll(asking) {
	const { host, operator, pipeline, signal, steps } = asking;
	const planned = [...Map.groupBy(steps, ({ step, resources, settings, image, timeoutMs }) => JSON.stringify([
		step,
		resources,
		settings,
		image,
		timeoutMs
	])).values()].map(async (legs) => {
		const [step] = legs;
		if (!step) return nothing;
		const image = imageOf(step, pipeline);
		const offers = await offersOf({
			host,
			step,
			operator,
			name: pipeline.name,
			image,
			signal
		});
		return judgeOffers(step, legs, offers);
	});
	return together(await Promise.all(planned));
}
/** Nothing is built or looked up yet, so a tag stays one, and a build has the name alone that it is pushed under. */
function imageOf({ image }, { stack }) {
	if (image === void 0 || image.kind === "reference") return image?.reference;
	return stack.containerRegistry ?? "stepops-build";
}
/** Each complaint once; and that an operator is away need not be said of each of its steps. */
function withoutEchoes(diagnostics) {
	const warning = diagnostics.find((each) => !hasErrors([each]));
	const kept = diagnostics.filter((each) => hasErrors([each]) || each === warning);
	return [...new Map(kept.map((each) => [each.message, each])).values()];
}

export { checkOperators };