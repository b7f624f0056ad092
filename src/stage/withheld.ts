import { jobPaths } from "../job/job.ts";

/** Characters; each of many files is looked for in it. */
const longestText = 65_536;

/**
 * The sentence that a step's failure ends with where what it printed names a file that the folder has and the step's inputs lack.
 * Undefined where it names none.
 */
export function withheldHint(input: {
  /** The last lines that the step printed. */
  readonly lines: readonly string[];
  /** Files that git has and the step was not given, relative to the pipeline's folder. */
  readonly withheld: readonly string[];
  readonly workingDirectory: string;
  /** The job's folder as the step saw it, absolute. */
  readonly seenAs: string;
}): string | undefined {
  const { withheld, workingDirectory } = input;
  const printed = printedBy(input);
  const named = withheld.filter((path) => names(printed, path, workingDirectory)).slice(0, 3);
  if (named.length === 0) return undefined;
  const [noun, verb] = named.length === 1 ? ["it", "is"] : ["them", "are"];
  return `${named.join(", ")} ${verb} in the folder but not among the step's inputs: add ${noun} to inputs`;
}

interface Printed {
  readonly text: string;
  /** Those lines that say that something is not there. */
  readonly complaints: string;
  /** What Node was to load by a relative name, without the way up. */
  readonly modules: readonly string[];
  /** Where the step worked, with a slash at the end. */
  readonly workRoot: string;
}

function printedBy(input: { readonly lines: readonly string[]; readonly seenAs: string }): Printed {
  const { lines, seenAs } = input;
  const text = lines.join("\n").slice(-longestText);
  const complains = (line: string): boolean =>
    /no such file|not found|not exist|can(?:not|'t)|could not|unable|no module|missing/i.test(line);
  const modules = [...text.matchAll(/Cannot find module '(?:\.{1,2}\/)+([^']+)'/g)];
  return {
    text,
    complaints: text.split("\n").filter(complains).join("\n"),
    modules: modules.map(([, name = ""]) => name),
    workRoot: `${seenAs}/${jobPaths.work}/`,
  };
}

function names(printed: Printed, path: string, workingDirectory: string): boolean {
  const { text, complaints, modules, workRoot } = printed;
  const prefix = workingDirectory === "." ? "" : `${workingDirectory}/`;
  const forms = path.startsWith(prefix) ? [path, path.slice(prefix.length)] : [path];
  // A name like `model` is a word of many a line that is about something else.
  const isNamed = (form: string): boolean => standsIn(/[./]/.test(form) ? text : complaints, form, workRoot);
  return (
    forms.some(isNamed) ||
    importNames(path).some((name) => standsIn(text, name, workRoot)) ||
    isModule(path, modules)
  );
}

/** As a word of its own: `data.csv` stands neither in `mydata.csv` nor in `data.csv.gz`. */
function standsIn(text: string, form: string, workRoot: string): boolean {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const [before = " ", after] = [text[at - 1], text.slice(at + form.length, at + form.length + 2)];
    const isFree = before === "/" ? leadsHere(text.slice(0, at), workRoot) : !/[\w.-]/.test(before);
    if (isFree && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
  }
  return false;
}

/** Whether a path so far is the step's folder: `./`, `../`, or its name where the step ran. */
const leadsHere = (text: string, workRoot: string): boolean =>
  /(?:^|[^\w.-])\.{1,2}\/$/.test(text.slice(-4)) || text.endsWith(workRoot);

/** How Python's own complaint names a module: `No module named 'pkg.util'`. */
function importNames(path: string): readonly string[] {
  const [, module] = /^(.+?)(?:\/__init__)?\.py$/.exec(path) ?? [];
  if (module === undefined) return [];
  const parts = module.split("/");
  // A folder on sys.path drops the names before it.
  return parts.map((_, index) => `No module named '${parts.slice(index).join(".")}'`);
}

/** Node names a module without its ending, and a folder for its index. */
function isModule(path: string, modules: readonly string[]): boolean {
  const [, module] = /^(.+?)(?:\/index)?\.(?:[cm]?[jt]sx?|json)$/.exec(path) ?? [];
  return modules.some((name) => module === name || module?.endsWith(`/${name}`));
}
