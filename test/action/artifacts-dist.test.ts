import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FakeArtifactService } from "./fake-artifact-service.ts";

const dist = process.env.STEPOPS_DIST ?? join(import.meta.dirname, "../../dist");

/** A job that runs the bundle as the runner does, by its environment and its files. */
class RealJob implements Disposable {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-dist-job-")));
  readonly workspace = join(this.#folder, "work");
  readonly #env: Record<string, string>;

  constructor(pipeline: string, env: Readonly<Record<string, string>>) {
    for (const name of ["work/.git", "temp"]) mkdirSync(join(this.#folder, name), { recursive: true });
    writeFileSync(join(this.workspace, "pipeline.yaml"), pipeline);
    for (const name of ["output", "state", "summary"]) writeFileSync(join(this.#folder, name), "");
    this.#env = {
      PATH: process.env.PATH ?? "",
      HOME: this.#folder,
      GITHUB_ACTIONS: "true",
      GITHUB_RUN_ID: "77",
      GITHUB_REPOSITORY: "acme/penguins",
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_OUTPUT: join(this.#folder, "output"),
      GITHUB_STATE: join(this.#folder, "state"),
      GITHUB_STEP_SUMMARY: join(this.#folder, "summary"),
      RUNNER_TEMP: join(this.#folder, "temp"),
      "INPUT_RUN-KEY": "job/0/stepops",
      ...env,
    };
  }

  async run(part: "main" | "post"): Promise<{ readonly code: number | null; readonly log: string }> {
    const child = spawn(process.execPath, [join(dist, `${part}.js`)], {
      cwd: this.workspace,
      env: this.#env,
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, log: Buffer.concat(chunks).toString("utf8") };
  }

  read(name: "output" | "summary"): string {
    return readFileSync(join(this.#folder, name), "utf8");
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

test("the bundle speaks the service's protocol, says nothing of it in the log, and ends", async () => {
  await using service = await FakeArtifactService.start();
  using job = new RealJob(
    `name: vision
steps:
  make: {command: 'head -c 20000000 /dev/urandom > model.bin; mkdir -p out/empty; echo 1 > out/ä', outputs: [model.bin, out/]}
`,
    { ...service.env, "INPUT_ARTIFACT-RETENTION-DAYS": "3" },
  );
  service.trouble = (call, _name, count) => (call === "create" && count === 1 ? { status: 409 } : undefined);
  const { code, log } = await job.run("main");
  expect(code, log).toBe(0);
  expect(service.faults).toEqual([]);
  expect(service.names).toHaveLength(4);
  expect(service.calls.filter((call) => call.startsWith("block ")).length).toBeGreaterThan(4);
  const model = service.names.find((name) => name.endsWith("model.bin")) ?? "";
  const { zip, expiresAt, mimeType } = service.artifact(model);
  expect(zip.length).toBeGreaterThan(20_000_000);
  expect([mimeType, expiresAt?.slice(0, 10)]).toEqual([
    "application/zip",
    new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
  ]);
  const out = service.names.find((name) => name.endsWith("make-out")) ?? "";
  expect(service.files(out)).toEqual({ ä: "1\n", "empty/": null });
  expect(log).not.toMatch(/Uploaded bytes|Artifact name is valid|sig=/);
  expect(job.read("output")).toContain('"name":"vision-');
  expect(job.read("summary")).toContain("actions/runs/77/artifacts/");
  expect((await job.run("post")).code).toBe(0);
  expect(service.names).toHaveLength(4);
});

test("what a killed main had not uploaded, post uploads under another name", async () => {
  await using service = await FakeArtifactService.start();
  using job = new RealJob(
    `name: vision
steps:
  first: {command: 'echo 1 > one', outputs: [one]}
  second: {command: 'echo 2 > two', outputs: [two]}
  kills: {needs: [first, second], command: 'while ! test -e go; do sleep 0.05; done; kill -9 $PPID; sleep 60', outputs: [three]}
finally:
  tidy: {command: 'echo 4 > four', outputs: [four]}
`,
    service.env,
  );
  const held = Promise.withResolvers<void>();
  // Main has one of the two uploaded, and is in the middle of the other one, when it dies.
  service.whileSending = (name) => (name.includes("one") ? held.promise : undefined);
  service.trouble = (call, name) => {
    if (call === "finalize" && name.includes("two")) writeFileSync(join(job.workspace, "go"), "");
    return undefined;
  };
  const { code } = await job.run("main");
  expect(code).toBeNull();
  service.trouble = () => undefined;
  service.whileSending = () => undefined;
  held.resolve();
  const post = await job.run("post");
  expect(post.code, post.log).toBe(0);
  expect(service.faults).toEqual([]);
  const manifest = service.names.find((name) => name.startsWith("stepops-manifest")) ?? "";
  const { outputs } = JSON.parse(service.files(manifest)["manifest.json"] ?? "");
  const files = outputs.map(({ output, artifact }: { output: string; artifact: string }) => [
    output,
    service.files(artifact)[output],
  ]);
  expect(files.toSorted()).toEqual([
    ["four", "4\n"],
    ["one", "1\n"],
    ["two", "2\n"],
  ]);
});
