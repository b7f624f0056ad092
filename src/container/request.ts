import type { Resources, Step } from "../pipeline/pipeline.ts";
import { jobRoot, type Mount } from "../stage/mount.ts";

/** All that Docker is told of one container. Nothing of it is a secret, or came out of an expression. */
export interface ContainerRequest {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly platform?: string;
  /** Undefined: the image's own. */
  readonly user?: string;
  readonly network: Step["network"];
  readonly limits: Limits;
  readonly mounts: readonly Mount[];
  readonly hasSelinux: boolean;
  /** Opens a shell instead of running the step; a terminal that is none would be refused. */
  readonly shell?: "terminal" | "pipe";
}

export interface Limits {
  readonly cpus?: number;
  readonly memoryBytes?: number;
  readonly shmBytes?: number;
  /** A number of devices, or their indexes. */
  readonly gpus?: number | readonly number[];
}

/** What is left of a step's resources on an engine with so many cores: `4+` bounds nothing, it only asks. */
export function limitsOf(
  { cpus, memory, shmSize }: Pick<Resources, "cpus" | "memory" | "shmSize">,
  engine: { readonly cpus: number },
  gpus: Limits["gpus"],
): Limits {
  return {
    // Docker refuses more than there are; only under a `local` that was asked for does it come to that.
    ...(cpus && !cpus.atLeast && { cpus: Math.min(cpus.value, engine.cpus) }),
    ...(memory && !memory.atLeast && { memoryBytes: Math.round(memory.value * 1e9) }),
    ...(shmSize !== undefined && { shmBytes: Math.round(shmSize * 1e9) }),
    ...(gpus !== undefined && { gpus }),
  };
}

/** `docker create` with these runs the start script in the image's own file system. */
export function containerArguments(request: ContainerRequest): readonly string[] {
  const { name, labels, image, platform, user, network, limits, mounts, hasSelinux } = request;
  const { shell } = request;
  return [
    ...["--name", name],
    ...Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]),
    "--init",
    // What the image is when it serves, a step is not.
    "--no-healthcheck",
    // The run has been given every line already; the engine would fill its disk with a second copy.
    ...["--log-driver", "none"],
    ...["--pull", "never"],
    ...(platform === undefined ? [] : ["--platform", platform]),
    ...(user === undefined ? [] : ["--user", user]),
    ...(network === "none" ? ["--network", "none"] : []),
    // Labels of files would keep a container from what it is given.
    ...(hasSelinux ? ["--security-opt", "label=disable"] : []),
    ...limitOptions(limits),
    ...mounts.flatMap((mount) => ["--mount", mountOption(mount)]),
    // An image's own working directory may be one that this user cannot enter.
    ...["--workdir", "/"],
    ...(shell ? ["--interactive"] : []),
    ...(shell === "terminal" ? ["--tty"] : []),
    ...["--entrypoint", "sh"],
    image,
    `${jobRoot}/control/start.sh`,
    jobRoot,
    ...(shell ? ["shell"] : []),
  ];
}

function limitOptions({ cpus, memoryBytes, shmBytes, gpus }: Limits): readonly string[] {
  return [
    ...(cpus === undefined ? [] : ["--cpus", String(cpus)]),
    // The same for memory and swap together means no swap: what goes over is killed, not slowed down.
    ...(memoryBytes === undefined
      ? []
      : ["--memory", String(memoryBytes), "--memory-swap", String(memoryBytes)]),
    ...(shmBytes === undefined ? [] : ["--shm-size", String(shmBytes)]),
    ...(gpus === undefined ? [] : ["--gpus", gpuOption(gpus)]),
  ];
}

/** The option is read as CSV, so the list of devices is quoted. */
const gpuOption = (gpus: NonNullable<Limits["gpus"]>): string =>
  typeof gpus === "number" ? String(gpus) : `"device=${gpus.join(",")}"`;

function mountOption({ source, target, isReadOnly }: Mount): string {
  const fields = ["type=bind", `source=${source}`, `target=${target}`, ...(isReadOnly ? ["readonly"] : [])];
  return fields.map(csvField).join(",");
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
