// src/container/engine-fault.ts
/** What stands for the client's words where there is no `docker` on PATH. */
const missingClient = "docker: not found";
const known = [
	{
		reason: "missing",
		pattern: new RegExp(`^${missingClient}`),
		message: () => "there is no docker command on PATH",
		hint: "Install Docker, or send such steps elsewhere with defaults.step_operator and a stack, or write image: null to run on the host"
	},
	{
		reason: "not-allowed",
		pattern: /permission denied while trying to connect|dial unix .*permission denied/i,
		message: (name) => `this user may not talk to ${name}`,
		hint: "Add the user to the group docker, or set DOCKER_HOST to an engine of its own"
	},
	{
		reason: "unreachable",
		pattern: /cannot connect to the docker daemon|failed to connect to the docker api|error during connect|connection refused|context .* not found|unable to resolve docker endpoint|no such host|connect to podman|no answer in time/i,
		message: (name) => `${name} does not answer`,
		hint: "Start the Docker engine, or correct DOCKER_HOST or the docker context"
	},
	{
		reason: "no-gpu",
		pattern: /could not select device driver|failed to discover GPU vendor|nvidia-container-cli|unknown or invalid runtime name: nvidia|unresolvable CDI devices/i,
		message: (name) => `${name} cannot give a container a GPU`,
		hint: "Install the NVIDIA driver and the NVIDIA Container Toolkit on that machine, or choose --stack local to run without a GPU"
	},
	{
		reason: "bind-missing",
		pattern: /bind source path does not exist|invalid mount config for type "bind"/i,
		message: (name) => `${name} does not see the files of this machine`,
		hint: "Nothing to do: stepops copies them instead"
	},
	{
		reason: "limits",
		pattern: /minimum memory limit|range of cpus is|memory limit should be|shm size/i,
		message: (name) => `${name} does not take the step's resources`,
		hint: "Correct its resources"
	},
	{
		reason: "no-space",
		pattern: /no space left on device/i,
		message: (name) => `the disk of ${name} is full`,
		hint: "Free some of it with docker system prune"
	}
];
/** What the client's words mean. */
function engineFault(stderr, name) {
	const text = stderr.trim();
	const found = known.find(({ pattern }) => pattern.test(text));
	if (found) return {
		reason: found.reason,
		message: `${found.message(name)}${detail(text)}`,
		hint: found.hint
	};
	return {
		reason: "other",
		message: `${name} refused${detail(text) || ", without a reason"}`,
		hint: "Try the same with docker run, and mend what it says"
	};
}
/** Its first telling line. */
function detail(text) {
	const plain = text.split("\n").map((each) => each.trim()).find((each) => each !== "" && !/^(see '|run '|emulate docker cli|warn(ing)?\b)|^docker: not found$/i.test(each))?.replace(/^docker: /, "").replace(/^Error response from daemon: /, "").replace(/\.$/, "");
	return plain ? `: ${plain.slice(0, 500)}` : "";
}

export { missingClient as n, engineFault as t };