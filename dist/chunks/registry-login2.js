import { ht as ok, mt as err } from "./check.js";
import { t as createMasker } from "./mask.js";

// src/auth/registry-login.ts
const clouds = [
	{
		name: "AWS",
		pattern: /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/,
		open: async (identity) => (await import("./aws2.js")).openAws(identity)
	},
	{
		name: "Google",
		pattern: /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
		open: async (identity) => (await import("./google2.js")).openGoogle(identity)
	},
	{
		name: "Azure",
		pattern: /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/,
		open: async (identity) => (await import("./azure2.js")).openAzure(identity)
	}
];
const cloudOf = (registry) => clouds.find(({ pattern }) => pattern.test(registry));
/** A push may take its time. */
const marginMs = 3e5;
/** A run looks at registries often, and each look would wait for the same refusal. */
const refusalMs = 6e4;
/** An SDK tries one source of credentials after the other. */
const patienceMs = 3e4;
/** The logins that clouds give the stack's identity, each for its own registries. */
function openRegistryLogins(input) {
	const { clock, open } = input;
	const secrets = /* @__PURE__ */ new Set();
	const identity = {
		...input,
		onSecret: (secret) => secrets.add(secret)
	};
	const opened = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	async function ask(cloud, registry) {
		try {
			const opening = opened.get(cloud.name) ?? (open ? open(cloud.name, identity) : cloud.open(identity));
			opened.set(cloud.name, opening);
			const asking = await opening;
			return asking.ok ? ok(await asking.value(registry)) : asking;
		} catch (error) {
			return err(wordsOf(error, secrets));
		}
	}
	function remember(cloud, registry) {
		const asked = inTime(ask(cloud, registry), clock);
		const entry = {
			found: asked.then((login) => foundOf(cloud, login)),
			until: Number.POSITIVE_INFINITY
		};
		known.set(registry, entry);
		asked.then((login) => {
			entry.until = login.ok ? login.value.expiresAt - marginMs : clock.now() + refusalMs;
		});
		return entry.found;
	}
	return {
		covers: (registry) => cloudOf(registry) !== void 0,
		async find(registry, signal) {
			const cloud = cloudOf(registry);
			if (!cloud) return {};
			const entry = known.get(registry);
			const found = entry && clock.now() < entry.until ? entry.found : remember(cloud, registry);
			return signal ? unlessAborted(found, signal) : found;
		}
	};
}
function foundOf({ name }, login) {
	if (!login.ok) return { message: `the ${name} identity gave no login: ${login.error}` };
	const { username, password } = login.value;
	return {
		login: {
			kind: "basic",
			username,
			password
		},
		cloud: name
	};
}
async function inTime(work, clock) {
	const over = new AbortController();
	const late = clock.sleep(patienceMs, over.signal).then(() => err("it does not answer in time"), () => err("it was stopped"));
	const first = await Promise.race([work, late]);
	over.abort();
	return first;
}
async function unlessAborted(work, signal) {
	if (signal.aborted) return {};
	const aborted = Promise.withResolvers();
	const onAbort = () => aborted.resolve({});
	signal.addEventListener("abort", onAbort, { once: true });
	const first = await Promise.race([work, aborted.promise]);
	signal.removeEventListener("abort", onAbort);
	return first;
}
/** The first words, since SDKs write pages. Masked before anything is cut, which might cut through a secret. */
function wordsOf(error, secrets) {
	return createMasker(secrets).mask(error instanceof Error ? error.message : String(error)).replaceAll(/[\x00-\x20\x7f-\x9f]+/g, " ").trim().slice(0, 300).replace(/\.$/, "");
}

export { openRegistryLogins as t };