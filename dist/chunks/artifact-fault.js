// src/action/artifact-fault.ts
/** From the words of GitHub's package, which gives no codes. */
function uploadFault(message) {
	if (/quota has been hit/.test(message)) return {
		kind: "hopeless",
		why: "the account's storage for artifacts is full: delete artifacts, or wait some hours until GitHub has counted anew"
	};
	if (/ACTIONS_R\w+ env variable|JWT token|Invalid token/i.test(message)) return {
		kind: "hopeless",
		why: "the runner gave no valid token for artifacts"
	};
	if (!message.startsWith("Failed to CreateArtifact")) return { kind: "burnt" };
	if (/\(409\)/.test(message)) return { kind: "taken" };
	if (/\(40[13]\)/.test(message)) return {
		kind: "hopeless",
		why: `GitHub refuses artifacts of this job: ${firstLine(message)}`
	};
	return { kind: "again" };
}
/** For people: one line, and nothing of a signed address but where it leads. */
const firstLine = (message) => (message.split("\n")[0] ?? "").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);

export { uploadFault as n, firstLine as t };