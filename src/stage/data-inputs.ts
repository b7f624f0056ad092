import { dirname, join } from "node:path";
import type { StepData } from "../run/bucket-data.ts";
import type { InputFiles } from "../run/input-files.ts";

/** A step's inputs, with data of buckets at its paths; what else the checkout has there is not given. */
export function withData(inputs: InputFiles, data: readonly StepData[]): InputFiles {
  return data.reduce(withOne, inputs);
}

function withOne(inputs: InputFiles, { path, data }: StepData): InputFiles {
  const isBelow = (each: string): boolean => each === path || each.startsWith(`${path}/`);
  const nameOf = (inner: string): string => (inner === "" ? path : `${path}/${inner}`);
  const around = new Set(parentsOf(path));
  // A folder that is given as it is cannot have another one mounted into it.
  const folders = [...inputs.folders]
    .filter(([each]) => !isBelow(each))
    .map(([each, isWhole]) => [each, isWhole && !around.has(each)] as const);
  const isFile = data.files[0] === "";
  const own = isFile ? [] : ["", ...data.folders].map((inner) => [nameOf(inner), true] as const);
  return {
    files: [...inputs.files.filter((each) => !isBelow(each)), ...data.files.map(nameOf)],
    escaping: inputs.escaping.filter((each) => !isBelow(each)),
    followed: new Set([...inputs.followed].filter((each) => !isBelow(each))),
    folders: new Map([...folders, ...own]),
    elsewhere: new Map([...(inputs.elsewhere ?? []), [path, data.at]]),
  };
}

function* parentsOf(path: string): Generator<string> {
  for (let at = dirname(path); ; at = dirname(at)) {
    yield at;
    if (at === ".") return;
  }
}

/** Where an input really lies, absolute. `root`: the pipeline's folder. */
export function sourceOf({ elsewhere }: Pick<InputFiles, "elsewhere">, root: string, path: string): string {
  for (const [place, at] of elsewhere ?? []) {
    if (path === place) return at;
    if (path.startsWith(`${place}/`)) return join(at, path.slice(place.length + 1));
  }
  return join(root, path);
}
