import { expect } from "vitest";
import { createRepo, type Repo, type RunOptions } from "../rig/repo.ts";
import { runTold, type ToldRun } from "./containers.ts";
import {
  cloneOf,
  manifestsOf,
  openTrace,
  type Place,
  pipelineOn,
  type TestStore,
  type Trace,
} from "./store-runs-rig.ts";

const repository = { id: 4711, default_branch: "main" };
let runs = 0;

/** What GitHub says of a run. Use with `using`. */
interface Caller extends Disposable {
  run(repo: Repo): Promise<ToldRun>;
}

function callerOf(event: object, env: Readonly<Record<string, string>>, options: RunOptions): Caller {
  const folder = createRepo({ "event.json": JSON.stringify({ repository, ...event }) });
  return {
    async run(repo) {
      const about = { GITHUB_SHA: repo.git("rev-parse", "HEAD"), GITHUB_RUN_ID: `${++runs}` };
      const told = { GITHUB_ACTIONS: "true", GITHUB_EVENT_PATH: folder.at("event.json"), ...about, ...env };
      return runTold(repo, [], { ...options, env: { ...options.env, ...told } });
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** A push to the default branch. */
export const pushes = (options: RunOptions): Caller =>
  callerOf({}, { GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/heads/main" }, options);

/** A pull request from a branch of the repository itself. */
export function pulls(number: number, options: RunOptions): Caller {
  const pull = { number, head: { repo: repository }, base: { repo: repository } };
  const env = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: `refs/pull/${number}/merge` };
  return callerOf({ pull_request: pull }, env, options);
}

/** A step that leaves what a file says which it does not declare: what nobody sees in its fingerprint. */
export const leaky = (trace: Trace) => ({
  s: { inputs: ["in"], outputs: ["out"], command: `cat side > out; ${trace.say("s")}` },
});

/** Neither of two runs of one fingerprint is at fault, as far as anybody can tell, and still one must not believe the other. */
export async function expectDomains(store: TestStore, place: Place, options: RunOptions): Promise<void> {
  using trace = openTrace();
  const files = { in: "x", side: "good\n", "pipeline.yaml": pipelineOn(place.address, leaky(trace)) };
  using main = createRepo(files, { git: true });
  const all = { ...options, env: { ...store.env(), ...options.env } };
  using push = pushes(all);
  using pull = pulls(12, all);
  using other = pulls(13, all);

  using evil = cloneOf(main);
  evil.write("side", "evil\n");
  expect((await pull.run(evil)).code).toBe(0);
  expect(trace.ran()).toEqual(["s"]);
  const keys = [...(await place.objects()).keys()];
  expect(keys.filter((key) => !key.startsWith("untrusted/pr-12/4711/"))).toEqual([]);

  const pushed = await push.run(main);
  expect([pushed.code, trace.ran(), main.read("out")], pushed.stdout).toEqual([0, ["s"], "good\n"]);
  // What is its own counts for more.
  using again = cloneOf(main);
  await pull.run(again);
  expect([trace.ran(), again.read("out")]).toEqual([[], "evil\n"]);
  using taken = cloneOf(main);
  await other.run(taken);
  expect([trace.ran(), taken.read("out")]).toEqual([[], "good\n"]);
  using later = cloneOf(main);
  await push.run(later);
  expect([trace.ran(), later.read("out")]).toEqual([[], "good\n"]);
  const manifests = [...(await manifestsOf(place)).keys()].map((at) => at.replace(/[0-9a-f]{64}/, "KEY"));
  expect(manifests.sort()).toEqual([
    "trusted/4711/manifests/KEY.json",
    "untrusted/pr-12/4711/manifests/KEY.json",
  ]);
}
