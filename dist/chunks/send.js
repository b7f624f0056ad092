import { ht as ok, mt as err, pt as isOnActions } from "./check.js";
import { i as request } from "./http.js";

// src/auth/identity.ts
/** The settings of `auth` that are meant for a cloud; undefined where it is another's, or nobody's. */
function authFor(cloud, { auth, env }) {
	if (!auth || auth.oidc && !isOnActions(env)) return ok(void 0);
	const owner = ownerOf(auth);
	if (owner === cloud) return ok(auth);
	if (owner !== void 0 || !auth.oidc) return ok(void 0);
	return err("the stack's auth has oidc, but neither a role (AWS), a client_id (Azure) nor a workload_identity_provider (Google)");
}
function ownerOf({ role = "", workloadIdentityProvider, audience = "", clientId }) {
	if (role.startsWith("arn:")) return "AWS";
	if (workloadIdentityProvider !== void 0 || role.includes("@") || audience.includes("iam.googleapis.com")) return "Google";
	return clientId === void 0 ? void 0 : "Azure";
}

// src/auth/oidc.ts
const timeoutMs = 1e4;
const maxBytes$1 = 65536;
const tries = 3;
const pauseMs = 1e3;
/** A new token of the workflow's job, since one lives for five minutes only. Rejects, because that is all that SDKs understand. */
async function oidcToken(identity, audience) {
	const token = await requestOidcToken(identity, audience);
	if (!token.ok) throw new Error(token.error);
	identity.onSecret(token.value);
	return token.value;
}
/** Asks GitHub. An error holds no secret. */
async function requestOidcToken({ env, clock }, audience) {
	const { ACTIONS_ID_TOKEN_REQUEST_URL = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
	const url = URL.parse(ACTIONS_ID_TOKEN_REQUEST_URL);
	if (url === null || !bearer) return err("the job gets no OIDC token: give it the permission id-token: write");
	url.searchParams.set("audience", audience);
	const headers = {
		authorization: `Bearer ${bearer}`,
		accept: "application/json"
	};
	for (let attempt = 1;; attempt += 1) {
		const reply = await request({
			url: url.href,
			headers,
			env,
			clock,
			timeoutMs,
			maxBytes: maxBytes$1
		});
		if ((reply.ok ? !isBusy(reply.value) : reply.error.reason === "certificate") || attempt === tries) return reply.ok ? tokenIn(reply.value) : err(reply.error.message);
		await clock.sleep(pauseMs * attempt);
	}
}
const isBusy = ({ status }) => status === 429 || status >= 500;
function tokenIn({ status, body }) {
	if (status !== 200) return err(`GitHub gives no OIDC token: it answers ${status}`);
	try {
		const { value } = JSON.parse(body.toString("utf8"));
		if (typeof value === "string" && value !== "") return ok(value);
	} catch {}
	return err("GitHub sends no OIDC token");
}

// src/auth/send.ts
const maxBytes = 4194304;
/** What SDKs send goes this way: by themselves some know no proxy, others no timeout. */
const sender = ({ env, clock }) => async ({ method, headers, timeoutMs = 1e4, ...rest }) => {
	const reply = await request({
		...rest,
		method,
		headers: plain(headers),
		env: isThisMachine(rest.url) ? {} : env,
		clock,
		timeoutMs,
		maxBytes
	});
	if (reply.ok) return reply.value;
	throw Object.assign(new Error(reply.error.message), { name: "TimeoutError" });
};
/** Nothing here unpacks what a server might compress. */
const plain = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "accept-encoding"));
/** The metadata service of a cloud's machine, which no proxy can ask for us. */
const isThisMachine = (url) => URL.parse(url)?.hostname === "169.254.169.254";

export { oidcToken as n, authFor as r, sender as t };