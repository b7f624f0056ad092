import { B as optional } from "./check.js";

// src/image/json.ts
/** Undefined for what is no JSON. The parser's own message quotes the text, which may hold a secret, so nobody gets it. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The fields of an object that somebody else wrote; none where it is something else. */
const fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const itemsOf = (value) => Array.isArray(value) ? value : [];
/** Undefined for an empty text too: Go programs write one for what they do not have. */
const textOf = (value) => typeof value === "string" && value !== "" ? value : void 0;
const textsOf = (value) => itemsOf(value).filter((item) => typeof item === "string");

// src/image/reference.ts
const dockerHub = "docker.io";
/** Of a reference that `parseImage` found right. */
function parseReference(text) {
	const at = text.indexOf("@");
	const name = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? void 0 : text.slice(at + 1);
	const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
	const tag = colon < 0 ? void 0 : name.slice(colon + 1);
	return {
		...splitRegistry(colon < 0 ? name : name.slice(0, colon)),
		...optional("tag", tag ?? (digest === void 0 ? "latest" : void 0)),
		...optional("digest", digest)
	};
}
function splitRegistry(name) {
	const slash = name.indexOf("/");
	const first = name.slice(0, Math.max(slash, 0));
	if (!/[.:]/.test(first) && first !== "localhost") return onDockerHub(name);
	const rest = name.slice(slash + 1);
	return first === "docker.io" || first === "index.docker.io" ? onDockerHub(rest) : {
		registry: first,
		repository: rest
	};
}
const onDockerHub = (repository) => ({
	registry: dockerHub,
	repository: repository.includes("/") ? repository : `library/${repository}`
});
/** In the long form, which every engine and operator takes for the same image. */
const referenceText = ({ registry, repository, tag, digest }) => `${registry}/${repository}${tag === void 0 ? "" : `:${tag}`}${digest === void 0 ? "" : `@${digest}`}`;
/** The same repository at one digest. */
const pinnedText = ({ registry, repository }, digest) => referenceText({
	registry,
	repository,
	digest
});
/** Where a registry's API is; Docker Hub's is not under its own name. */
const apiHost = (registry) => registry === "docker.io" ? "registry-1.docker.io" : registry;

export { referenceText as a, parseJson as c, pinnedText as i, textOf as l, dockerHub as n, fieldsOf as o, parseReference as r, itemsOf as s, apiHost as t, textsOf as u };