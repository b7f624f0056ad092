import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRepo, type Repo, type RunOptions } from "./repo.ts";
import { contentOf, stage, type TestImage, testImages } from "./test-images.ts";

export { type Registry, startRegistry } from "./registry.ts";
export { oddWorkdir } from "./test-images.ts";

/** What a process needs to reach the engine of the tests. */
export interface DockerEnv {
  readonly DOCKER_HOST: string;
}

const maxBuffer = 2 ** 28;
const contentLabel = "stepops-test.content";

/** The engine that the client finds by itself, so also one of a context, which a clean environment does not know. */
export function dockerEnv(): DockerEnv {
  const host = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
  return { DOCKER_HOST: host };
}

/** Runs the client and gives what it printed, trimmed; throws where it fails. */
export function docker(...args: readonly string[]): string {
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  return execFileSync("docker", args, { encoding: "utf8", maxBuffer, stdio }).trim();
}

/** Why no engine answers; undefined when one does. */
export function whyNoEngine(): string | undefined {
  const args = ["version", "--format", "{{.Server.Version}}"];
  const { status, error, stderr } = spawnSync("docker", args, { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** Ids of the containers that carry a label, `key` or `key=value`, whether they run or not. */
export function containersOf(label: string): readonly string[] {
  const ids = docker("ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${label}`);
  return ids.split("\n").filter((id) => id !== "");
}

/** Builds those of the test images that the engine lacks, or has with other content. */
export function ensureImages(): void {
  for (const image of testImages()) {
    const content = contentOf(image);
    if (labelled(image.name) !== content) importImage(image, content);
  }
}

/** A checkout whose runs reach the engine; everything else is `createRepo`'s. */
export function containerRepo(...args: Parameters<typeof createRepo>): Repo {
  const repo = createRepo(...args);
  const env = dockerEnv();
  const reaching = (options: RunOptions = {}): RunOptions => ({
    ...options,
    env: { ...env, ...options.env },
  });
  return {
    ...repo,
    start: (command, options) => repo.start(command, reaching(options)),
    run: (command, options) => repo.run(command, reaching(options)),
  };
}

function labelled(name: string): string | undefined {
  const format = `{{index .Config.Labels "${contentLabel}"}}`;
  const { status, stdout } = spawnSync("docker", ["image", "inspect", "--format", format, name], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** `docker import` is the same for every client, which `docker build` is not. */
function importImage(image: TestImage, content: string): void {
  const folder = mkdtempSync(join(tmpdir(), "stepops-image-"));
  const archive = join(folder, "image.tar");
  const root = join(folder, "root");
  try {
    mkdirSync(root);
    stage(image, root);
    // Everything is root's and can be read by everybody, whoever runs the tests and with whatever umask.
    execFileSync("tar", ["-C", root, "--owner=0", "--group=0", "--mode=go+rX", "-cf", archive, "."]);
    const changes = [...image.changes, `LABEL ${contentLabel}=${content}`];
    docker("import", ...changes.flatMap((change) => ["--change", change]), archive, image.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
