import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { StackAuth } from "../../src/pipeline/pipeline.ts";
import { certificate } from "./certificate.ts";
import { openFakeInternet } from "./fake-internet.ts";
import type { Task, Told } from "./login-child.ts";

export interface Heard extends Told {
  /** The hosts of the internet that were asked for. */
  readonly hosts: readonly string[];
  /** All that was printed, to look for secrets in. */
  readonly output: string;
}

const child = join(import.meta.dirname, "login-child.ts");

/** Runs `login-child.ts` on a machine with nothing but `env`, where the internet is `ports`. */
export async function ask(input: {
  readonly ports: Readonly<Record<string, number>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly auth?: StackAuth;
  /** Text of files at home, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly tasks: readonly Task[];
}): Promise<Heard> {
  const { ports, env = {}, auth, files = {}, tasks } = input;
  const home = mkdtempSync(join(tmpdir(), "stepops-login-"));
  const internet = await openFakeInternet(ports);
  try {
    for (const [name, text] of Object.entries({ "ca.pem": certificate.cert, ...files }))
      writeFileSync(join(home, name), text, { mode: 0o755 });
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", child, JSON.stringify({ auth, tasks })],
      { cwd: home, env: { ...machine(home), HTTPS_PROXY: internet.proxy, ...env } },
    );
    const told = JSON.parse(stdout) as Told;
    return { ...told, hosts: [...internet.hosts], output: stdout + stderr };
  } finally {
    await internet.close();
    rmSync(home, { recursive: true });
  }
}

/** Without what the SDKs would ask a cloud's machine for. */
const machine = (home: string): Readonly<Record<string, string>> => ({
  HOME: home,
  PATH: `${home}:/usr/bin:/bin`,
  NODE_EXTRA_CA_CERTS: join(home, "ca.pem"),
  AWS_EC2_METADATA_DISABLED: "true",
  METADATA_SERVER_DETECTION: "none",
  AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
});
