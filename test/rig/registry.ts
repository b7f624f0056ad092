import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RegistryRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/** A registry of its own for a test, empty at its start. Use with `using`. */
export interface Registry extends Disposable {
  readonly port: number;
  /** As a reference begins: `localhost:5000`. Every engine talks plain HTTP to it. */
  readonly host: string;
  readonly url: string;
  /** All that anybody asked of it so far, in order. */
  requests(): readonly RegistryRequest[];
}

/** Starts a real `docker-registry`, whose requests are written down. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "stepops-registry-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "registry-child.ts"), folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const end = (): void => {
    child.stdin.destroy();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const port = await printedPort(child);
    const host = `localhost:${port}`;
    const requests = () => readRequests(join(folder, "requests"));
    return { port, host, url: `http://${host}`, requests, [Symbol.dispose]: end };
  } catch (error) {
    end();
    throw error;
  }
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (line) => resolve(Number(line)));
    child.once("error", reject);
    child.once("close", () => reject(new Error("the registry did not start: see above")));
  });
}

function readRequests(file: string): readonly RegistryRequest[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.map((line) => JSON.parse(line) as RegistryRequest);
}
