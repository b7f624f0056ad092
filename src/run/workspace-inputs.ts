import { join } from "node:path";
import type { Files, Host } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import { compileGlob, couldMatchInside } from "../pipeline/glob.ts";
import { OutputTree } from "../pipeline/output-tree.ts";
import type { Input, Pipeline, Step, StepId } from "../pipeline/pipeline.ts";
import { globFindsAny } from "./input-files.ts";
import { realpath } from "./links.ts";

type OnDisk = Extract<Input, { kind: "path" | "glob" }>;

/** What is wrong with an input on this disk; undefined: nothing. */
type Look = (input: OnDisk) => Promise<string | undefined>;

/** An input has to be there, or to come from a bucket or from another step. */
export async function checkInputs(input: {
  readonly pipeline: Pipeline;
  /** With the steps that do not run now, where `pipeline` is a part. */
  readonly whole?: Pipeline;
  readonly root: string;
  readonly host: Pick<Host, "files">;
}): Promise<readonly Diagnostic[]> {
  const { steps } = input.pipeline;
  const producers = producersOf(steps);
  const elsewhere = producersOf(input.whole?.steps ?? []);
  const look = looker(input.host.files, input.root);
  const found = await Promise.all(
    steps.map(async (step) => {
      const open = (step.inputs ?? [])
        .filter(isOnDisk)
        .filter((each) => !isMade(each, step, producers(each)));
      const faults = await Promise.all(
        open.map(async (each) =>
          complain({ input: each, step, fault: await look(each), writers: elsewhere(each) }),
        ),
      );
      return faults.flat();
    }),
  );
  return found.flat();
}

const isOnDisk = (input: Input): input is OnDisk => input.kind === "path" || input.kind === "glob";

const nameOf = (input: OnDisk): string => (input.kind === "glob" ? input.pattern : input.path);

/** Remembers, because the legs of a matrix name the same inputs. */
function remember<T>(act: (input: OnDisk) => T): (input: OnDisk) => T {
  const known = new Map<string, T>();
  return (input) => {
    const key = `${input.kind} ${nameOf(input)}`;
    const found = known.has(key) ? (known.get(key) as T) : act(input);
    known.set(key, found);
    return found;
  };
}

/** Steps that write something at, above or below an input. */
function producersOf(steps: readonly Step[]): (input: OnDisk) => ReadonlySet<StepId> {
  const tree = new OutputTree();
  for (const [leg, { outputs }] of steps.entries()) {
    for (const [output, { path, isDirectory }] of outputs.entries())
      tree.add({ leg, output, path, isDirectory });
  }
  return remember((input) => {
    const found =
      input.kind === "path" ? tree.touching(input.path) : tree.matching(compileGlob(input.pattern));
    return new Set(found.map(({ leg }) => (steps[leg] as Step).step));
  });
}

/** By another step: what a step wrote itself is removed before it runs again. */
function isMade(input: OnDisk, { step, inputs = [] }: Step, producers: ReadonlySet<StepId>): boolean {
  if (producers.size > (producers.has(step) ? 1 : 0)) return true;
  return inputs.some((other) => other.kind === "bucket" && meets(input, other.path));
}

function meets(input: OnDisk, folder: string): boolean {
  if (input.kind === "glob") return couldMatchInside(input.pattern, folder);
  const lies = (inner: string, outer: string): boolean =>
    outer === "." || `${inner}/`.startsWith(`${outer}/`);
  return lies(input.path, folder) || lies(folder, input.path);
}

const looker = (files: Files, root: string): Look =>
  remember(async (input) => {
    if (input.kind === "glob") {
      return (await globFindsAny(files, root, input.pattern))
        ? undefined
        : "fits no file, and no step writes one";
    }
    const target = await realpath(files, join(root, input.path));
    if (target === undefined) return "does not exist, and no step writes it";
    const kind = input.isDirectory ? (await files.stat(target))?.kind : undefined;
    return kind === undefined || kind === "directory"
      ? undefined
      : "is a file, though its / says that it is a folder";
  });

function complain(about: {
  readonly input: OnDisk;
  readonly step: Step;
  readonly fault: string | undefined;
  /** Steps that would write it, of those that do not run now. */
  readonly writers: ReadonlySet<StepId>;
}): readonly Diagnostic[] {
  const { input, step, fault, writers } = about;
  if (fault === undefined) return [];
  const slash = input.kind === "path" && input.isDirectory && input.path !== "." ? "/" : "";
  const name = `The input "${nameOf(input)}${slash}"`;
  const location = input.location ?? step.location;
  const [writer] = [...writers].filter((id) => id !== step.step);
  if (writer !== undefined)
    return [
      diagnostic("input-missing", {
        message: `${name} is not there yet: "${writer}" writes it, which is left out`,
        location,
        hint: `Run ${writer} first, such as with stepops run --only ${writer}`,
      }),
    ];
  const hint = "Create it, correct the path, or declare it as an output of the step that writes it";
  return [diagnostic("input-missing", { message: `${name} ${fault}`, location, hint })];
}
