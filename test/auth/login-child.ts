// login-child.ts JSON: asks registries and clouds as a run would, in a process whose environment is the test's. What the clouds' SDKs
// read by themselves, environment, certificates and proxy, is then as real as it gets. Prints what came of each, as JSON.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import type { StackAuth } from "../../src/pipeline/pipeline.ts";

/** One after the other. */
export type Task =
  | { readonly digest: string }
  /** An image made ready as for a step, or copied into that registry first; with the registries that the clients can log in to. */
  | { readonly ready: string; readonly copyTo?: string }
  /** Of a registry; `afterMs` later by this process's clock. */
  | { readonly login: string; readonly afterMs?: number };

export interface Told {
  readonly answers: readonly unknown[];
  /** Packages that were loaded. */
  readonly loaded: readonly string[];
}

const packages = new Set<string>();
registerHooks({
  load(url, context, next) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});

// Loaded after the hook is there.
const { openRegistryLogins } = await import("../../src/auth/registry-login.ts");
const { nodeHost } = await import("../../src/host/node-host.ts");
const { openImages } = await import("../../src/image/images.ts");
const { openRegistry } = await import("../../src/image/registry.ts");
const { scriptedEngine } = await import("../image/scripted-engine.ts");

const { auth, tasks } = JSON.parse(process.argv[2] ?? "") as {
  readonly auth?: StackAuth;
  readonly tasks: readonly Task[];
};
const env = Object.fromEntries(
  Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
);
let shift = 0;
const RealDate = Date;
/** The only clock that SDKs have. */
globalThis.Date = class extends RealDate {
  constructor(...args: unknown[]) {
    super(...((args.length === 0 ? [RealDate.now() + shift] : args) as [number]));
  }
  static override now = (): number => RealDate.now() + shift;
} as DateConstructor;
const { clock } = nodeHost;
const cloudLogins = openRegistryLogins({ clock, env, ...(auth && { auth }) });
const answers: unknown[] = [];

/** An engine that has no image until it pulls one. */
async function makeReady({ ready, copyTo }: Extract<Task, { readonly ready: string }>): Promise<unknown> {
  const lent: string[] = [];
  const engine = scriptedEngine((args) => (args.startsWith("pull") ? {} : undefined));
  const start: typeof engine.start = (args, extra = {}) => {
    lent.push(`docker ${args[0]}: ${registriesIn(extra.DOCKER_CONFIG)}`);
    return engine.start(args, extra);
  };
  const spawn: typeof nodeHost.spawn = (command) => {
    lent.push(`${command.file} ${command.args[0]}: ${registriesIn(command.env.DOCKER_CONFIG)}`);
    return nodeHost.spawn({ ...command, file: "true", args: [] });
  };
  const images = openImages({
    ...{ host: { ...nodeHost, spawn }, env, root: process.cwd(), scratch: `${process.cwd()}/scratch` },
    run: { trustDomain: "local", repositoryId: "1" },
    pipeline: { steps: [] },
    ...(auth && { auth }),
    ...(copyTo !== undefined && { containerRegistry: copyTo }),
  });
  const result = await images.ready({
    image: { kind: "reference", reference: ready },
    ...{ engine: { ...engine, start }, copies: copyTo !== undefined, publishes: false },
    onLines: () => {},
    onNotice: () => {},
    signal: new AbortController().signal,
  });
  return { result, lent };
}

function registriesIn(folder: string | undefined): string {
  if (folder === undefined) return "none";
  const { auths } = JSON.parse(readFileSync(`${folder}/config.json`, "utf8")) as { readonly auths: object };
  return Object.keys(auths).join(" ");
}

for (const task of tasks) {
  if ("digest" in task) {
    const registry = openRegistry({ ...nodeHost, env, insecure: [], cloudLogins });
    answers.push(await registry.digest(task.digest));
  } else if ("ready" in task) {
    answers.push(await makeReady(task));
  } else {
    shift += task.afterMs ?? 0;
    answers.push(await cloudLogins.find(task.login));
  }
}
console.log(JSON.stringify({ answers, loaded: [...packages] } satisfies Told));
