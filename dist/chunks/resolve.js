import { B as optional, ht as ok, mt as err } from "./check.js";
import { t as engineFault } from "./engine-fault.js";
import { c as parseJson, i as pinnedText, r as parseReference, u as textsOf } from "./reference.js";

// src/image/local-image.ts
/** Undefined when the engine does not have it. */
async function findLocalImage(question) {
	const { engine, reference, signal } = question;
	const args = [
		"image",
		"inspect",
		"--format",
		"{{.Id}} {{json .RepoDigests}}",
		inspectable(reference)
	];
	const { code, stdout, stderr } = await engine.call(args, optional("signal", signal));
	const [, id, names] = /^(\S+) (.*)$/m.exec(stdout) ?? [];
	if (code === 0 && id !== void 0) return ok({
		id,
		digests: digestsIn(textsOf(parseJson(names ?? "")), parseReference(reference))
	});
	return isMissing(stderr) ? ok(void 0) : err(engineFault(stderr, engine.name));
}
/** Docker's words, old and new, and podman's. */
const isMissing = (stderr) => /no such (image|object)|image not known|not found: |does not exist/i.test(stderr) && !/docker: not found/.test(stderr);
/** Engines know an image by its digest without its tag only. */
const inspectable = (reference) => reference.includes("@") ? reference.replace(/:[^:/@]+@/, "@") : reference;
function digestsIn(names, { registry, repository }) {
	return names.filter((name) => /@sha\d+:/.test(name)).map(parseReference).filter((name) => name.registry === registry && name.repository === repository).flatMap(({ digest }) => digest === void 0 ? [] : [digest]);
}

// src/image/resolve.ts
/**
* What a reference stands for on an engine, without pulling it. A tag is what its registry says, unless it was built
* on this engine and never pushed; where the registry does not tell, it is what the engine has.
*/
async function resolveForEngine(asked) {
	const { reference, registry } = asked;
	const wanted = parseReference(reference);
	if (wanted.digest !== void 0) return atDigest(asked, reference, wanted.digest);
	const told = await registry.digest(reference);
	if (asked.signal?.aborted) return err(stopped(reference));
	return told.ok ? asTold(asked, wanted, told.value) : untold(asked, told.error);
}
const stopped = (reference) => ({
	message: `the look-up of ${reference} was stopped`,
	hint: "Run it again"
});
const local = (asked, reference) => findLocalImage({
	...asked,
	reference
});
async function atDigest(asked, reference, digest) {
	const found = await local(asked, reference);
	return found.ok ? ok({
		image: {
			reference,
			digest
		},
		present: found.value !== void 0
	}) : found;
}
async function asTold(asked, wanted, digest) {
	const [tagged, pinned] = await Promise.all([local(asked, asked.reference), atDigest(asked, pinnedText(wanted, digest), digest)]);
	if (!tagged.ok) return tagged;
	if (tagged.value === void 0 || !await isBuiltHere(asked, wanted, tagged.value, digest)) return pinned;
	asked.onNotice(`uses ${asked.reference} as it was built here, not what ${wanted.registry} has`);
	return ok(byId(tagged.value));
}
/** Engines that store images as containerd does give a digest to what was never pushed, too: the id itself. */
async function isBuiltHere(asked, wanted, tagged, told) {
	const { id, digests } = tagged;
	if (digests.includes(told) || digests.some((digest) => digest !== id)) return false;
	if (digests.length === 0) return true;
	const pushed = await asked.registry.has(pinnedText(wanted, id));
	return pushed.ok && !pushed.value;
}
const byId = ({ id }) => ({
	image: {
		reference: id,
		digest: id
	},
	present: true
});
async function untold(asked, fault) {
	const { reference, onNotice } = asked;
	const found = await local(asked, reference);
	if (!found.ok) return found;
	if (found.value === void 0) return ok({
		image: { reference },
		present: false
	});
	if (!(fault.reason === "denied" || fault.reason === "missing")) onNotice(`${fault.message}; it is used as this machine has it`);
	return ok(byId(found.value));
}
/** What an operator is given: a tag that moves must not change what runs, so that there is none without its digest. */
async function resolveForOperator(asked) {
	const { reference, registry } = asked;
	const wanted = parseReference(reference);
	if (wanted.digest !== void 0) return ok({
		reference,
		digest: wanted.digest
	});
	const told = await registry.digest(reference);
	return told.ok ? ok({
		reference: pinnedText(wanted, told.value),
		digest: told.value
	}) : told;
}

export { resolveForOperator as n, findLocalImage as r, resolveForEngine as t };