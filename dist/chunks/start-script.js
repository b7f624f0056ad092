// src/job/job.ts
/** Folders and files below a job's folder, wherever that is. */
const jobPaths = {
	control: "control",
	start: "control/start.sh",
	secrets: "control/secrets.sh",
	work: "work",
	home: "home",
	results: "results",
	values: "results/values"
};

// src/job/start-script.ts
/** What a job's folder must hold before the start script runs, by path; text only. */
function controlFiles(job) {
	const { env, secrets, setup, command } = job;
	const taken = Object.entries(env).filter(([name]) => isTaken(name));
	return {
		[jobPaths.start]: startScript,
		"control/job.sh": jobFile(job),
		"control/env.sh": exportsOf(Object.fromEntries(Object.entries(env).filter(([name]) => !isTaken(name)))),
		[jobPaths.secrets]: exportsOf(secrets),
		...commandFiles("command", command, taken),
		...setup && commandFiles("setup", setup, taken)
	};
}
/** Variables that some shell keeps for itself: to set one ends that shell, or is not heeded. `env` can set them all the same. */
const isTaken = (name) => /^(?:UID|EUID|PPID|SHELLOPTS|BASH\w*|OPTIND|S?RANDOM|SECONDS|LINENO|EPOCH\w+|GROUPS|DIRSTACK|FUNCNAME|HISTCMD)$/.test(name);
/** A word that a shell takes as it is, whatever it holds (no process can be given a NUL). */
const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const exportsOf = (variables) => Object.entries(variables).map(([name, value]) => [name, `export ${name}=${quote(value)}`]).map(([name, line]) => isTaken(name) ? `(${line}) 2> /dev/null && ${line}\n` : `${line}\n`).join("");
function jobFile(job) {
	const { setup, workingDirectory, accelerators, requireGpu, marker, ownsProcesses, setsHome } = job;
	const { numNodes = 1 } = job;
	const flag = (value = false) => value ? "1" : "";
	return [
		`_stepops_directory=${quote(workingDirectory)}`,
		`_stepops_accelerators=${accelerators}`,
		`_stepops_nodes=${numNodes}`,
		`_stepops_require_gpu=${flag(requireGpu)}`,
		`_stepops_marker=${quote(marker)}`,
		`_stepops_owns_processes=${flag(ownsProcesses)}`,
		`_stepops_sets_home=${flag(setsHome)}`,
		`_stepops_has_setup=${flag(setup !== void 0)}`,
		""
	].join("\n");
}
/** `run.sh` replaces its shell by the command, so that signals and the exit code are the command's own. */
function commandFiles(phase, command, taken) {
	const path = (name) => `control/${phase}.${name}`;
	const set = taken.map(([name, value]) => ` ${quote(`${name}=${value}`)}`).join("");
	const exec = set === "" ? "exec" : `exec env${set}`;
	if (command.kind === "argv") return {
		[path("run.sh")]: `${exec} ${command.args.map(quote).join(" ")}\n`,
		[path("shell")]: ""
	};
	const options = command.shell === "sh" ? "-e" : "--noprofile --norc -eo pipefail";
	const script = `${exec} ${command.shell} ${options} "$_stepops_home/${path("sh")}"\n`;
	return {
		[path("run.sh")]: exportsOf(command.bindings) + script,
		[path("shell")]: command.shell,
		[path("sh")]: `${command.text}\n`
	};
}
/**
* Runs one job in whatever image: `sh start.sh FOLDER`. All that it needs of the image is `sh`. A file travels where
* arguments and variables would meet limits, show in a job's description, or be quoted anew by each backend.
* With a second argument, `shell`, it opens a shell in the place of the commands.
*/
const startScript = `# Written by stepops: runs one step in the folder that is given.
_stepops_home=$1
_stepops_results=$_stepops_home/results
# Its absence tells that nothing below has run, and what it says is the name that links in outputs may have of this folder.
printf '%s\\n' "$_stepops_home" > "$_stepops_results/started" || exit 120

_stepops_fault() {
  printf '%s\\n%s\\n' "$1" "$2" > "$_stepops_results/fault"
  exit 120
}

. "$_stepops_home/control/job.sh"
# Only here is it known where the folder lies. A HOME of the step's own env wins.
if [ -n "$_stepops_sets_home" ]; then
  HOME=$_stepops_home/home
  export HOME
fi
. "$_stepops_home/control/env.sh"
. "$_stepops_home/control/secrets.sh"
STEPOPS_VALUES=$_stepops_results/values
export STEPOPS_VALUES
# What torchrun reads is made of what whoever started this node says of it.
if [ "$_stepops_nodes" -gt 1 ]; then
  for _stepops_told in "$STEPOPS_NODE_RANK" "$STEPOPS_NODE_IPS" "$MASTER_ADDR" "$MASTER_PORT"; do
    [ -n "$_stepops_told" ] || _stepops_fault config "the step asked for $_stepops_nodes nodes, and the operator does not set all of STEPOPS_NODE_RANK, STEPOPS_NODE_IPS, MASTER_ADDR and MASTER_PORT"
  done
  PET_NNODES=$_stepops_nodes
  PET_NODE_RANK=$STEPOPS_NODE_RANK
  PET_NPROC_PER_NODE=$_stepops_accelerators
  [ "$PET_NPROC_PER_NODE" -gt 0 ] || PET_NPROC_PER_NODE=1
  PET_MASTER_ADDR=$MASTER_ADDR
  PET_MASTER_PORT=$MASTER_PORT
  export STEPOPS_NODE_RANK STEPOPS_NODE_IPS MASTER_ADDR MASTER_PORT
  export PET_NNODES PET_NODE_RANK PET_NPROC_PER_NODE PET_MASTER_ADDR PET_MASTER_PORT
fi
# The step has them in its environment; the file is of no more use to anybody.
{ true > "$_stepops_home/control/secrets.sh"; } 2> /dev/null

cd "$_stepops_home/work/$_stepops_directory" 2> /dev/null ||
  _stepops_fault config "working_directory $_stepops_directory is not among the step's inputs"
[ -w "$_stepops_home/work" ] || _stepops_fault image "the image's user cannot write in the step's folder"

_stepops_gpus() {
  # Where it fails it says so on stdout.
  if _stepops_listed=$(nvidia-smi -L 2> /dev/null) && [ -n "$_stepops_listed" ]; then
    printf '%s\\n' "$_stepops_listed"
    return
  fi
  for _stepops_device in /dev/nvidia[0-9]* /dev/dri/renderD*; do
    if [ -e "$_stepops_device" ]; then printf '%s\\n' "$_stepops_device"; fi
  done
}

if [ "$_stepops_accelerators" -gt 0 ]; then
  _stepops_seen=$(_stepops_gpus)
  if [ -n "$_stepops_seen" ]; then
    printf 'This step sees these GPUs:\\n%s\\n' "$_stepops_seen"
  else
    printf 'This step sees no GPU\\n'
    true > "$_stepops_results/no-gpu"
    [ -z "$_stepops_require_gpu" ] || _stepops_fault config "the step asked for $_stepops_accelerators and sees no GPU"
  fi
fi

if [ "$2" = shell ]; then
  if command -v bash > /dev/null 2>&1; then exec bash; else exec sh; fi
fi

_stepops_stopped=
_stepops_woken=
_stepops_stop() {
  _stepops_stopped=1
  _stepops_woken=1
  # To everything but us and the container's first process: a shell would die alone, while what it runs lives on.
  if [ -n "$_stepops_owns_processes" ]; then kill -TERM -1; else kill -TERM "$_stepops_child"; fi 2> /dev/null
}

_stepops_run() {
  _stepops_shell=
  # A step's IFS is none of ours.
  IFS= read -r _stepops_shell < "$_stepops_home/control/$1.shell"
  [ -z "$_stepops_shell" ] || command -v "$_stepops_shell" > /dev/null 2>&1 ||
    _stepops_fault image "the image has no $_stepops_shell: use one that has, or shell: sh"
  printf '%s\\n' "$1" > "$_stepops_results/phase"
  (. "$_stepops_home/control/$1.run.sh") &
  _stepops_child=$!
  trap _stepops_stop TERM INT HUP
  wait "$_stepops_child"
  _stepops_code=$?
  # A signal ends the wait, not the child; for a child that is gone already, a second wait knows nothing.
  while [ -n "$_stepops_woken" ] && [ "$_stepops_code" -gt 128 ]; do
    _stepops_woken=
    wait "$_stepops_child"
    _stepops_again=$?
    [ "$_stepops_again" -eq 127 ] || _stepops_code=$_stepops_again
  done
  if [ -n "$_stepops_stopped" ]; then
    _stepops_linger
    # However well setup took it, nothing is to follow.
    if [ "$1" = setup ] && [ "$_stepops_code" -eq 0 ]; then _stepops_code=143; fi
    _stepops_end
  fi
  trap - TERM INT HUP
  [ "$_stepops_code" -eq 0 ] || _stepops_end
}

# A script's shell dies at once, while what it ran still saves its work: with us the container would end, and all in it.
_stepops_linger() {
  [ -n "$_stepops_owns_processes" ] || return 0
  while kill -0 -1 2> /dev/null; do { sleep 0.1 || sleep 1; } 2> /dev/null; done
}

# The kernel counts what it killed, in a file of either version of its control groups.
_stepops_ran_out_of_memory() {
  for _stepops_file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    [ -r "$_stepops_file" ] || continue
    while IFS=' ' read -r _stepops_event _stepops_count; do
      [ "$_stepops_event" != oom_kill ] || [ "$_stepops_count" -eq 0 ] || return 0
    done < "$_stepops_file"
  done
  return 1
}

_stepops_end() {
  if [ "$_stepops_code" -eq 137 ] && _stepops_ran_out_of_memory; then true > "$_stepops_results/oom"; fi
  printf '%s\\n' "$_stepops_code" > "$_stepops_results/exit"
  exit "$_stepops_code"
}

if [ -n "$_stepops_has_setup" ]; then
  _stepops_run setup
  printf '%s\\n' "$_stepops_marker"
  printf '%s\\n' "$_stepops_marker" >&2
fi
_stepops_run command
_stepops_end
`;

export { quote as n, jobPaths as r, controlFiles as t };