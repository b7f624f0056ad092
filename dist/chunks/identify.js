import { S as openRegistryLogins, h as parseReference, t as openRegistry } from "./registry2.js";
import { r as placeOf, s as openEngine } from "./run-engines.js";
import { $ as ok, Q as err, n as writtenBy, w as optional } from "./check.js";
import { r as planBuild, t as resolveForEngine } from "./resolve.js";

// src/image/identify.ts
/** Each image is asked after once, however many steps share it. */
function openIdentify(input) {
	const known = /* @__PURE__ */ new Map();
	return (step, signal) => {
		const { image } = step;
		if (!image) return Promise.resolve(err("the step has no image"));
		const key = JSON.stringify([placeOf(step.operator), image]);
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
	const engine = openEngine({
		host,
		place: placeOf(operator),
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