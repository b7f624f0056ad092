import { B as optional, c as checkEngineSize, d as runsInContainer, dt as diagnostic, j as isNvidia } from "./check.js";
import { t as openEngine } from "./engine2.js";
import { r as placeOf } from "./run-engines.js";
import { a as readDockerfile, n as baseImages, t as findBuildFiles } from "./build-files.js";
import { t as openRegistryLogins } from "./registry-login2.js";
import { t as openRegistry } from "./registry2.js";

// src/container/preflight.ts
/** Whether the engines that steps need answer, and have what the steps ask for; one short call each. */
async function checkEngines(input) {
	const { pipeline, ...rest } = input;
	const steps = pipeline.steps.filter(runsInContainer);
	const found = [...Map.groupBy(steps, ({ operator }) => JSON.stringify(placeOf(operator))).values()].map(async (group) => {
		const place = placeOf(group[0]?.operator);
		const info = await openEngine({
			...rest,
			place
		}).info();
		if (!info.ok) return [unavailable(group, info.error)];
		const { os, cpus, memoryBytes } = info.value;
		if (os !== "linux") return [unavailable(group, notLinux)];
		return checkEngineSize(group, {
			cpus,
			memoryGb: memoryBytes / 1e9
		});
	});
	return (await Promise.all(found)).flat();
}
const notLinux = {
	message: "the Docker engine runs Windows containers",
	hint: "Switch it to Linux containers"
};
function unavailable(steps, fault) {
	const [first] = steps;
	const names = [...new Set(steps.map(({ step }) => step))];
	const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
	return diagnostic("docker-unavailable", {
		message: `"${first.step}"${others} would run in a container, but ${fault.message}`,
		location: first.at?.(first.image && !first.operator ? "image" : "step_operator") ?? first.location,
		hint: fault.hint
	});
}

// src/image/check-builds.ts
/** Builds whose context or Dockerfile is not on this disk. Steps that share a build complain once. */
async function checkBuilds({ steps }, { files, root }) {
	const builds = /* @__PURE__ */ new Map();
	for (const step of steps) {
		const key = JSON.stringify(step.image);
		if (step.image?.kind === "build" && !builds.has(key)) builds.set(key, step);
	}
	const found = [...builds.values()].map(async (step) => {
		if (step.image?.kind !== "build") return [];
		const there = await findBuildFiles(files, root, step.image);
		return there.ok ? [] : [missing(step, there.error)];
	});
	return (await Promise.all(found)).flat();
}
const missing = ({ step, at, location }, { message, hint }) => diagnostic("build-missing", {
	message: `The image of "${step}" cannot be built: ${message}`,
	location: at?.("image") ?? location,
	hint
});

// src/image/cuda.ts
/** Set by images with an accelerator's libraries; a value that says "none" does not count. */
const variables = /^(CUDA_VERSION|CUDA_HOME|CUDA_PATH|CUDNN_VERSION|NV_CUDA_\w+|NVIDIA_(VISIBLE_DEVICES|REQUIRE_\w+|DRIVER_CAPABILITIES)|ROCM_(VERSION|PATH|HOME)|HIP_(PATH|VISIBLE_DEVICES)|HSA_\w+)$/;
const searchPaths = /^((LD_)?LIBRARY_PATH|PATH|CPATH)$/;
const folders = /\/(cuda|nvidia|rocm)/i;
const words = /\b(cuda|cudnn|rocm)/i;
const none = /* @__PURE__ */ new Set([
	"",
	"void",
	"none"
]);
/**
* Whether an image's configuration shows libraries for an NVIDIA or AMD accelerator. An image may have them and not show
* it, so that the answer is worth a warning at most.
*/
function showsCuda({ env, labels }) {
	return Object.entries(env).some(([name, value]) => showsIn(name, value)) || Object.entries(labels).some((pair) => pair.some((text) => words.test(text)));
}
function showsIn(name, value) {
	if (searchPaths.test(name)) return folders.test(value);
	return variables.test(name) && !none.has(value.toLowerCase());
}

// src/image/check-cuda.ts
/** All registries together: a plan must not wait for one that does not answer. */
const patienceMs = 1e4;
/** What accelerators of every cloud's catalog are built for. */
const platform = {
	os: "linux",
	architecture: "amd64"
};
/**
* Steps that ask for an NVIDIA GPU with an image that shows no CUDA. Asked of registries, nothing is pulled; what cannot be found
* out is not complained about.
*/
async function checkCuda({ steps, stack }, { host, env, root }) {
	const asking = steps.filter(({ image, resources }) => image && resources.some(asksForNvidia));
	if (asking.length === 0) return [];
	const over = new AbortController();
	const limit = new AbortController();
	host.clock.sleep(patienceMs, over.signal).then(() => limit.abort(), () => {});
	const cloudLogins = openRegistryLogins({
		clock: host.clock,
		env,
		...optional("auth", stack.auth)
	});
	const registry = openRegistry({
		...host,
		env,
		insecure: [],
		cloudLogins,
		signal: limit.signal
	});
	const groups = [...Map.groupBy(asking, ({ image }) => JSON.stringify(image)).values()];
	const found = await Promise.all(groups.map((group) => judge(group, {
		registry,
		files: host.files,
		root
	})));
	over.abort();
	return found.flat();
}
const asksForNvidia = ({ accelerators }) => accelerators.some(({ name }) => isNvidia(name));
async function judge(steps, around) {
	const [step] = steps;
	if (!step?.image) return [];
	const references = await referencesOf(step.image, around);
	const configs = await Promise.all(references.map((name) => around.registry.config(name, platform)));
	if (!(configs.length > 0 && configs.every(({ ok }) => ok)) || configs.some((config) => config.ok && showsCuda(config.value))) return [];
	return [withoutCuda(step, references)];
}
/** Of a build its base images: what it adds to them is known only once it is built. */
async function referencesOf(image, { files, root }) {
	if (image.kind === "reference") return [image.reference];
	const found = await findBuildFiles(files, root, image);
	if (!found.ok || /\b(cuda|nvidia)/i.test(found.value.text)) return [];
	const target = image.target === void 0 ? {} : { target: image.target };
	const choice = {
		args: image.args,
		platform: "linux/amd64",
		buildPlatform: "linux/amd64",
		...target
	};
	return baseImages(readDockerfile(found.value.text), choice);
}
function withoutCuda({ step, at, location }, references) {
	return diagnostic("image-without-cuda", {
		message: `"${step}" asks for a GPU, and its image (${references.join(", ")}) shows no CUDA`,
		location: at?.("image") ?? location,
		hint: "Use an image with CUDA, such as one of nvidia/cuda or pytorch/pytorch; where packages bring CUDA themselves, all is well"
	});
}

export { checkBuilds, checkCuda, checkEngines };