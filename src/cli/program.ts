import { paintFor } from "../report/paint.ts";
import { version } from "../version.ts";
import { globalOptions, parse, type UsageFault } from "./args.ts";
import type { CommandSpec } from "./command.ts";
import { commands } from "./commands.ts";
import { exitCodes } from "./exit.ts";
import { commandHelp, overview } from "./help.ts";
import type { Io } from "./io.ts";

/** Runs one command line to its exit code. A bug shows as one line and code 3, its stack with STEPOPS_DEBUG. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    io.stderr.write(`stepops: ${crashText(error, (io.env.STEPOPS_DEBUG ?? "") !== "")}\n`);
    return exitCodes.ourFault;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const paint = paintFor(io.stdout);
  const found = findCommand(argv);
  if (found.kind === "overview") {
    io.stdout.write(overview(commands, version, paint));
    return found.asked ? exitCodes.done : exitCodes.badInput;
  }
  if (found.kind === "version") {
    io.stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  if (found.kind === "fault") return usage(found.fault, io);
  const args = parse(found.rest, found.spec);
  if (!args.ok) return usage(args.error, io, found.spec);
  if (args.value.flag("help")) {
    io.stdout.write(commandHelp(found.spec, paint));
    return exitCodes.done;
  }
  const { execute } = await found.spec.load();
  return execute(args.value, io);
}

type Found =
  | { readonly kind: "command"; readonly spec: CommandSpec; readonly rest: readonly string[] }
  | { readonly kind: "overview"; readonly asked: boolean }
  | { readonly kind: "version" }
  | { readonly kind: "fault"; readonly fault: UsageFault };

/** The command that the first words name; `help run` is `run --help`. */
export function findCommand(argv: readonly string[]): Found {
  const [first, second] = argv;
  if (first === undefined) return { kind: "overview", asked: false };
  if (first === "--version" || first === "version") return { kind: "version" };
  if (first === "help" && second !== undefined) return findCommand([...argv.slice(1), "--help"]);
  if (first === "help" || first === "--help" || first === "-h") return { kind: "overview", asked: true };
  const spec = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (spec) return { kind: "command", spec, rest: argv.slice(spec.name.split(" ").length) };
  return { kind: "fault", fault: unknownCommand(first, second) };
}

function unknownCommand(first: string, second: string | undefined): UsageFault {
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (family.length > 0) {
    const hint = `write stepops ${family.join(" or stepops ")}`;
    if (second === undefined || second.startsWith("-"))
      return { message: `${first} needs a second word`, hint };
    return { message: `unknown command ${first} ${second}`, hint };
  }
  if (first.startsWith("-")) {
    const known = Object.keys(globalOptions).map((name) => `--${name}`);
    return {
      message: `unknown option ${first}`,
      hint: "write the command first: stepops COMMAND [options]",
      candidates: { given: first, known },
    };
  }
  if (/\.ya?ml$/.test(first))
    return { message: `unknown command ${first}`, hint: `write stepops run ${first}` };
  return {
    message: `unknown command ${first}`,
    candidates: { given: first, known: commands.map(({ name }) => name) },
  };
}

/** Says what is wrong with the command line; always exit code 2. */
async function usage(fault: UsageFault, { stderr }: Io, spec?: CommandSpec): Promise<number> {
  const paint = paintFor(stderr);
  const meant = fault.candidates && (await closest(fault.candidates));
  const help = spec ? `stepops ${spec.name} --help` : "stepops --help";
  const hints = [
    ...(meant ? [`Did you mean ${meant}?`] : []),
    ...(fault.hint ? [fault.hint] : []),
    `\`${help}\` tells more`,
  ];
  stderr.write(`${paint("red", "error:")} ${fault.message}\n${hints.map((hint) => `  ${hint}\n`).join("")}`);
  return exitCodes.badInput;
}

/** Loaded late: only a mistake needs it. */
async function closest({ given, known }: NonNullable<UsageFault["candidates"]>): Promise<string | undefined> {
  const { suggest } = await import("../pipeline/suggest.ts");
  const letters = (text: string): string => [...text].sort().join("");
  // Two letters in the wrong order count as two mistakes, which is too far for a word as short as `run`.
  return suggest(given, known) ?? known.find((name) => letters(name) === letters(given));
}

function crashText(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `this is a bug of stepops: ${String(error)}`;
  const stack = debug ? `\n${error.stack ?? ""}` : "; set STEPOPS_DEBUG=1 to see where";
  // Files and processes fail with codes; what has one is the machine's trouble, not a bug.
  return "code" in error && typeof error.code === "string"
    ? `${error.message}${debug ? stack : ""}`
    : `this is a bug of stepops: ${error.message}${stack}`;
}
