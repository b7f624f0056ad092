import { t as openRegistryLogins } from "./registry-login2.js";
import { t as openEngine } from "./engine2.js";
import { r as placeOf } from "./run-engines.js";
import { B as optional, ht as ok, mt as err, r as writtenBy } from "./check.js";
import { t as planBuild } from "./build-plan.js";
import { r as parseReference } from "./reference.js";
import { t as openRegistry } from "./registry2.js";
import { n as resolveForOperator, t as resolveForEngine } from "./resolve.js";

// src/image/identify.ts
/** Each image is asked after once, however many steps share it. */
function openIdentify(input) {
	const known = /* @__PURE__ */ new Map();
	return (step, signal) => {
		const { image } = step;
		if (!image) return Promise.resolve(err("the step has no image"));
		const key = JSON.stringify([
			step.operator?.flavor,
			engineOf(step.operator),
			image
		]);
		const found = known.get(key) ?? identify(input, {
			image,
			operator: step.operator,
			signal
		});
		known.set(key, found);
		return found.finally(() => signal.aborted && known.delete(key));
	};
}
async function identify(input, asked) {
	const { image, operator, signal } = asked;
	const { host, env, root } = input;
	if (operator && operator.flavor !== "docker" && image.kind === "reference") return forOperator(registryFor(input, [], signal), image.reference);
	const engine = openEngine({
		host,
		place: engineOf(operator),
		env,
		cwd: root
	});
	const info = await engine.info();
	if (!info.ok) return err(info.error.message);
	const platform = `${info.value.os}/${info.value.architecture}`;
	const on = (digest) => `${digest} on ${platform}`;
	const pinned = image.kind === "reference" ? parseReference(image.reference).digest : void 0;
	if (pinned !== void 0) return ok(on(pinned));
	const registry = registryFor(input, info.value.insecureRegistries, signal);
	if (image.kind === "reference") {
		const found = await tagged({
			reference: image.reference,
			engine,
			registry,
			signal
		});
		return found.ok ? ok(on(found.value)) : found;
	}
	const plan = await planBuild({
		host,
		engine,
		image,
		root,
		signal,
		...input.run,
		written: input.pipeline.steps.flatMap(writtenBy),
		digestOf: async (reference) => {
			const told = await registry.digest(reference);
			return told.ok ? told.value : void 0;
		},
		onNotice: () => {}
	});
	return plan.ok ? ok(`build:${plan.value.hash}`) : err(plan.error.message);
}
/** Another flavor's settings may well have the same names; what it runs is built by the engine here. */
const engineOf = (operator) => placeOf(operator?.flavor === "docker" ? operator : void 0);
async function forOperator(registry, reference) {
	const found = await resolveForOperator({
		reference,
		registry
	});
	return found.ok ? ok(found.value.digest) : err(found.error.message);
}
function registryFor({ host, env, pipeline }, insecure, signal) {
	const cloudLogins = openRegistryLogins({
		clock: host.clock,
		env,
		...optional("auth", pipeline.stack.auth)
	});
	return openRegistry({
		...host,
		env,
		insecure,
		cloudLogins,
		signal
	});
}
async function tagged(asked) {
	const found = await resolveForEngine({
		...asked,
		onNotice: () => {}
	});
	if (!found.ok) return err(found.error.message);
	const { digest } = found.value.image;
	return digest === void 0 ? err(`nobody tells what ${asked.reference} is today`) : ok(digest);
}

export { openIdentify };