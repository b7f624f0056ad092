import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customSubject } from "../../src/conformance/subject.ts";
import { type Checked, conformance, checks as everyCheck } from "../../src/conformance/suite.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Json, Mapping } from "../../src/pipeline/draft.ts";

export interface Tested {
  readonly command: readonly [string, ...string[]];
  readonly settings: Mapping<Json>;
  /** Folders where the operator keeps jobs. */
  readonly keeps?: readonly string[];
  readonly patienceMs?: number;
  /** Text that names of checks must hold one of. */
  readonly only?: readonly string[];
}

/** A folder of this test alone. Use with `using`. */
export function scratch(): Disposable & { readonly path: string; at(name: string): string } {
  const path = mkdtempSync(join(tmpdir(), "stepops-conformance-"));
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** What came of each check, by its name: `kept`, `skipped: why` or what is broken. */
export async function outcomes(tested: Tested): Promise<ReadonlyMap<string, string>> {
  using folder = scratch();
  const { command, settings, keeps = [], patienceMs = 20_000, only = [""] } = tested;
  const open = customSubject({
    ...{ command, settings, directory: folder.path, scratch: folder.at("processes"), secrets: {} },
    env: { PATH: process.env.PATH ?? "", HOME: folder.path },
    host: nodeHost,
    version: "0.0.0",
  });
  const checks = everyCheck.filter(({ name }) => only.some((text) => name.includes(text)));
  const found = new Map<string, string>();
  for await (const checked of conformance({
    ...{ open, host: nodeHost, directory: folder.at("checks"), patienceMs, keeps, checks },
    ...{ stepSettings: {}, jobs: 4 },
  }))
    found.set(checked.name, textOf(checked));
  return found;
}

function textOf({ verdict, tookMs }: Checked): string {
  if (process.env.STEPOPS_CONFORMANCE_TIMES) console.log(verdict.kind, Math.round(tookMs));
  if (verdict.kind === "kept") return "kept";
  return verdict.kind === "skipped" ? `skipped: ${verdict.why}` : verdict.what;
}

/** Stands for `ssh MACHINE`: a shell of this machine with another home. */
export const sshStandIn = (home: string): readonly [string, ...string[]] => [
  "env",
  `HOME=${home}`,
  "sh",
  "-c",
  'cd && exec sh -c "$1"',
  "ssh",
];
