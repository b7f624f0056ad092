// registry-child.ts FOLDER: a registry with its data in FOLDER, behind a proxy that writes each request to FOLDER/requests, a JSON
// object a line. A process of its own, because tests call the docker client synchronously. Prints the proxy's port.
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RegistryRequest } from "./registry.ts";

const [folder = ""] = process.argv.slice(2);
// Port 0 and a look at the log: a port that is merely free now may be somebody else's at the next moment.
writeFileSync(
  join(folder, "config.yml"),
  `version: 0.1
log: {level: info}
storage: {filesystem: {rootdirectory: ${JSON.stringify(join(folder, "data"))}}, delete: {enabled: true}}
http: {addr: "127.0.0.1:0"}
`,
);
const registry = spawn("docker-registry", ["serve", join(folder, "config.yml")], {
  stdio: ["ignore", "ignore", "pipe"],
});
registry.once("error", (cause) =>
  fail(`docker-registry could not be started, install it with .ci/run: ${cause}`),
);
const target = await listeningPort(registry);
const proxy = createServer((incoming, response) => {
  const { method = "", url: path = "" } = incoming;
  appendFileSync(join(folder, "requests"), `${JSON.stringify({ method, path } satisfies RegistryRequest)}\n`);
  forward(incoming, response);
});
proxy.listen(0, "127.0.0.1", () => console.log((proxy.address() as AddressInfo).port));
// The test is done, or gone.
process.stdin.resume().once("close", () => {
  registry.kill("SIGKILL");
  process.exit();
});

/** With the caller's Host header, from which the registry makes the addresses of uploads. */
function forward(incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = incoming;
  const outgoing = request({ host: "127.0.0.1", port: target, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  incoming.pipe(outgoing);
}

function listeningPort({ stderr }: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (!stderr) return;
    let log = "";
    // Read to its end: a registry whose log nobody takes stops at a full pipe.
    const reader = createInterface({ input: stderr });
    reader.on("line", (line) => {
      log += `${line}\n`;
      const [, port] = /listening on 127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    reader.once("close", () => fail(`docker-registry ended:\n${log}`));
  });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
