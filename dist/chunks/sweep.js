import { r as placeOptions, t as openEngine } from "./engine2.js";
import { a as runLabel, i as readEngines, o as removeAll, t as enginesFile } from "./run-engines.js";
import { join } from "node:path";

// src/container/sweep.ts
/** Removes every container that a run made and that is still there, however that run ended, and the folders they worked in. */
async function sweepRun(host, { directory, env }) {
	const noted = await readEngines(host, directory);
	if (!noted) return {
		count: 0,
		warnings: []
	};
	const swept = await Promise.all(noted.places.map((place) => sweepEngine(engineAt(host, place, env), `${runLabel}=${noted.label}`)));
	const warnings = swept.flatMap((each) => each.warnings);
	const kept = warnings.length === 0 ? await removeStages(host, directory) : [];
	return {
		count: swept.reduce((sum, { count }) => sum + count, 0),
		warnings: [...warnings, ...kept]
	};
}
/** A program that became root in its container leaves what only root may remove; the run went well all the same. */
async function removeStages({ files }, directory) {
	const stages = join(directory, "containers");
	const kept = [];
	for (const name of await files.list(stages) ?? []) {
		if (name === "engines.json") continue;
		await files.remove(join(stages, name)).catch((error) => {
			kept.push(`the folder of a step could not be removed: ${error.message}`);
		});
	}
	return kept;
}
const engineAt = (host, place, env) => openEngine({
	host,
	place,
	env,
	cwd: "/"
});
async function sweepEngine(engine, label) {
	const listed = await engine.call([
		"ps",
		"--all",
		"--quiet",
		"--no-trunc",
		"--filter",
		`label=${label}`
	]);
	if (listed.code !== 0) return {
		count: 0,
		warnings: [unknown(engine, label, listed.stderr)]
	};
	const ids = listed.stdout.split("\n").filter((id) => id !== "");
	const complaint = await removeAll(engine, ids);
	return {
		count: ids.length,
		warnings: complaint === "" ? [] : [unknown(engine, label, complaint)]
	};
}
function unknown({ name, place }, label, why) {
	const docker = ["docker", ...placeOptions(place)].join(" ");
	const command = `${docker} rm --force $(${docker} ps --all --quiet --filter label=${label})`;
	return `containers of this run may still be there, because ${name} does not remove them (${why.trim().split("\n")[0]}): ${command}`;
}

export { sweepRun };