import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rolldown } from "rolldown";
import { measure, type Sample } from "./measure.ts";

export interface Load {
  readonly name: string;
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
}

const loads: readonly Load[] = [
  { name: "2,000 files of 64 KiB", files: 2000, bytes: 64 * 1024 },
  { name: "4 files of 256 MB", files: 4, bytes: 256e6 },
];

/**
 * To and from the same `rclone serve s3`, by rclone and by what publishes and restores outputs: whole processes, with their start,
 * and with stepops' digests, trees and manifests. In turns; the best of some rounds.
 */
export async function transfers(folder: string, rounds: number, some = loads): Promise<void> {
  if (spawnSync("sh", ["-c", "command -v rclone"]).status !== 0) {
    console.log("rclone is not on PATH: transfers are left out");
    return;
  }
  mkdirSync(join(folder, "served", "bucket"), { recursive: true });
  const program = await bundle(folder);
  const { server, port } = await serve(join(folder, "served"));
  try {
    for (const load of some) compare({ folder, program, port, load, rounds });
  } finally {
    server.kill("SIGKILL");
  }
}

interface Place {
  readonly folder: string;
  readonly program: string;
  readonly port: number;
}

function compare({ load, rounds, ...place }: Place & { readonly load: Load; readonly rounds: number }): void {
  const root = join(place.folder, String(load.files));
  writeTree(join(root, "tree"), load);
  const [up, down] = [new Map<string, Sample>(), new Map<string, Sample>()];
  for (let round = 0; round < rounds; round++) {
    for (const one of contestants(place, root, `${load.files}-${round}`)) {
      keepBest(up, one.name, measure({ name: `${one.name}, up`, cwd: root, argv: one.up, env: one.env }));
      keepBest(
        down,
        one.name,
        measure({ name: `${one.name}, down`, cwd: root, argv: one.down, env: one.env }),
      );
      // A fast answer counts only where it is the right one.
      if (spawnSync("diff", ["-r", "tree", "back/tree"], { cwd: root }).status !== 0)
        throw new Error(`${one.name} brought back something else`);
      for (const used of [
        join(root, "back"),
        join(root, "digests.json"),
        join(place.folder, "served", "bucket", one.prefix),
      ])
        rmSync(used, { recursive: true, force: true });
    }
  }
  print(`Upload of ${load.name}`, up);
  print(`Download of ${load.name}`, down);
  rmSync(root, { recursive: true });
}

type Argv = readonly [string, ...string[]];

interface Pair {
  readonly name: string;
  /** In the bucket, and used by nobody before: what is there already would not be sent. */
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
  readonly up: Argv;
  readonly down: Argv;
}

function contestants({ program, port }: Place, root: string, turn: string): readonly Pair[] {
  const endpoint = `http://127.0.0.1:${port}`;
  const [tree, back] = [join(root, "tree"), join(root, "back")];
  const rclone = (name: string, ...more: readonly string[]): Pair => {
    const prefix = `${name.replaceAll(/\W/g, "")}-${turn}`;
    const copy = ["rclone", "copy", ...more] as const;
    const there = `bench:bucket/${prefix}`;
    return {
      name,
      prefix,
      env: rcloneEnv(endpoint),
      up: [...copy, tree, there],
      down: [...copy, there, join(back, "tree")],
    };
  };
  const prefix = `stepops-${turn}`;
  const ours = (way: string): Argv => [process.execPath, program, way, root, `s3://bucket/${prefix}/`, back];
  return [
    rclone("rclone"),
    rclone("rclone, 16 at once", "--transfers", "16"),
    { name: "stepops", prefix, env: awsEnv(endpoint), up: ours("up"), down: ours("down") },
  ];
}

const [id, secret] = ["bench", "benchmark"];

const rcloneEnv = (endpoint: string) => ({
  RCLONE_CONFIG: "",
  RCLONE_CONFIG_BENCH_TYPE: "s3",
  RCLONE_CONFIG_BENCH_PROVIDER: "Rclone",
  RCLONE_CONFIG_BENCH_ENDPOINT: endpoint,
  RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: id,
  RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: secret,
});

const awsEnv = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: id,
  AWS_SECRET_ACCESS_KEY: secret,
});

async function serve(folder: string): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  const port = await freePort();
  const at = ["--addr", `127.0.0.1:${port}`, "--auth-key", `${id},${secret}`];
  const server = spawn("rclone", ["serve", "s3", ...at, folder], {
    stdio: "ignore",
    env: { ...process.env, RCLONE_CONFIG: "" },
  });
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error("rclone serve s3 ended at once");
    await sleep(50);
  }
  return { server, port };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

function writeTree(root: string, { files, bytes }: Load): void {
  const content = Buffer.alloc(bytes);
  for (let file = 0; file < files; file++) {
    const place = join(root, String(Math.floor(file / 100)));
    if (file % 100 === 0) mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${file}.bin`), randomFillSync(content));
  }
}

/** As in `dist`: whole modules, and the digests in threads. */
async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    input: {
      "store-transfer": join(import.meta.dirname, "store-transfer.ts"),
      "chunks/hash-thread": join(import.meta.dirname, "../src/cache/hash-thread.ts"),
    },
    platform: "node",
  });
  const dir = join(folder, "bundle");
  await build.write({ dir, format: "esm", chunkFileNames: "chunks/[name].js" });
  await build.close();
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  return join(dir, "store-transfer.js");
}

function keepBest(samples: Map<string, Sample>, name: string, sample: Sample): void {
  const known = samples.get(name);
  if (!known || sample.wall < known.wall) samples.set(name, sample);
}

function print(title: string, samples: ReadonlyMap<string, Sample>): void {
  console.log(`${title} (to reach: stepops ≤ rclone)`);
  const unit = samples.get("rclone")?.wall ?? Number.NaN;
  for (const [name, { wall, cpu }] of samples) {
    const times = `${wall.toFixed(3).padStart(7)} s   ${cpu.toFixed(3).padStart(7)} s cpu`;
    console.log(`  ${name.padEnd(18)} ${times}   wall ${(wall / unit).toFixed(2)} ×`);
  }
  console.log("");
}
