import { parseArgs } from "../host/builtin.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Args, CommandSpec, OptionSpec } from "./command.ts";

/** What is wrong with a command line, and what the user may have meant. */
export interface UsageFault {
  readonly message: string;
  readonly hint?: string;
  /** Names that were possible where an unknown one stands. */
  readonly candidates?: { readonly given: string; readonly known: readonly string[] };
}

export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  help: { type: "boolean", short: "h", help: "show this help" },
  version: { type: "boolean", help: "show the version" },
};

/** Parses what follows the command's words. */
export function parse(argv: readonly string[], spec: CommandSpec): Result<Args, UsageFault> {
  const specs = { ...spec.options, ...globalOptions };
  const { tokens, values, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(specs).map(([name, option]) => [name, parserOption(option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const fault = optionFault(token, specs);
    if (fault) return err(fault);
  }
  const extra = values.help ? undefined : positionalFault(positionals, spec);
  return extra ? err(extra) : ok(argsOf(positionals, values));
}

/** Non-strict parsing is ours to check, but it must not take `__proto__` for a name of ours. */
function parserOption({ type, multiple, short }: OptionSpec) {
  return { type, multiple: multiple ?? false, ...(short ? { short } : {}) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionFault(
  token: OptionToken,
  specs: Readonly<Record<string, OptionSpec>>,
): UsageFault | undefined {
  const { name, rawName, value, inlineValue } = token;
  const option = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!option) {
    const known = Object.keys(specs).map((known) => `--${known}`);
    return { message: `unknown option ${rawName}`, candidates: { given: `--${name}`, known } };
  }
  if (option.type === "boolean") {
    return value === undefined
      ? undefined
      : { message: `${rawName} takes no value`, hint: `write ${rawName} alone` };
  }
  const usage = `${rawName} ${option.value ?? "VALUE"}`;
  // `--stack --json` is a value that was forgotten far more often than a stack of that name.
  if (value === undefined || (!inlineValue && value.startsWith("-") && value !== "-")) {
    return {
      message: `${rawName} needs a value`,
      hint: `write ${usage}, or ${rawName}=… for a value that begins with -`,
    };
  }
  if (option.choices && !option.choices.includes(value)) {
    const known = option.choices;
    return {
      message: `${rawName} is ${known.join(" or ")}, not ${value}`,
      candidates: { given: value, known },
    };
  }
  return undefined;
}

function positionalFault(
  positionals: readonly string[],
  { positionals: { min, max, usage }, name }: CommandSpec,
): UsageFault | undefined {
  const hint = `usage: stepops ${name}${usage ? ` ${usage}` : ""}`;
  if (positionals.length < min) return { message: `${name} needs ${usage}`, hint };
  if (positionals.length > max) return { message: `${name} has no use for ${positionals[max]}`, hint };
  return undefined;
}

function argsOf(positionals: readonly string[], values: Readonly<Record<string, unknown>>): Args {
  return {
    positionals,
    flag: (name) => values[name] === true,
    text: (name) => (typeof values[name] === "string" ? values[name] : undefined),
    list: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
  };
}
