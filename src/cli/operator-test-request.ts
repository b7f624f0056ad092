import { resolve } from "node:path";
import type { Check } from "../conformance/check.ts";
import { checks as allChecks } from "../conformance/suite.ts";
import { programSettings } from "../operator/custom/settings.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Args } from "./command.ts";
import type { Io } from "./io.ts";
import { paramsOf } from "./options.ts";

/** What `operator test` is asked for. */
export interface OperatorRequest {
  readonly command: readonly [string, ...string[]];
  /** The operator's own keys in a stack. */
  readonly settings: Mapping<Json>;
  readonly stepSettings: Mapping<Json>;
  /** The program's own, by name. */
  readonly secrets: Mapping<string>;
  readonly patienceMs: number;
  readonly image?: string;
  readonly checks: readonly Check[];
}

interface Refusal {
  readonly message: string;
  readonly hint?: string;
}

const defaultWaitSeconds = 60;

export async function operatorRequest(args: Args, io: Io): Promise<Result<OperatorRequest, Refusal>> {
  const [file = "", ...rest] = args.positionals;
  // A name without a slash is looked for in PATH.
  if (file.includes("/") && (await (await io.files()).stat(resolve(io.cwd, file))) === undefined)
    return err({ message: `there is no program ${file}` });
  const settings = await settingsOf(args, io);
  if (!settings.ok) return settings;
  const stepSettings = await valuesOf(args, "step-setting");
  if (!stepSettings.ok) return stepSettings;
  const secrets = secretsOf(args.list("secret"), io.env);
  if (!secrets.ok) return secrets;
  const wait = Number(args.text("wait") ?? defaultWaitSeconds);
  if (!(wait > 0)) return err({ message: `--wait ${args.text("wait")} is no number of seconds` });
  const only = args.list("only").map((text) => text.toLowerCase());
  const checks = allChecks.filter(
    ({ name }) => only.length === 0 || only.some((text) => name.toLowerCase().includes(text)),
  );
  if (checks.length === 0)
    return err({
      message: `no check has ${only.join(" or ")} in its name`,
      hint: "without --only all run, and show their names",
    });
  return ok({
    command: [file, ...rest],
    settings: settings.value,
    stepSettings: stepSettings.value,
    secrets: secrets.value,
    patienceMs: wait * 1000,
    ...optional("image", args.text("image")),
    checks,
  });
}

async function settingsOf(args: Args, io: Io): Promise<Result<Mapping<Json>, Refusal>> {
  const file = args.text("settings");
  const fromFile = file === undefined ? ok({}) : await readSettings(file, io);
  if (!fromFile.ok) return fromFile;
  const given = await valuesOf(args, "setting");
  return given.ok ? ok({ ...fromFile.value, ...given.value }) : given;
}

/** A mapping as it stands in a stack; what stepops itself reads there is left out. */
async function readSettings(file: string, { cwd, files }: Io): Promise<Result<Mapping<Json>, Refusal>> {
  const text = await (await files()).read(resolve(cwd, file));
  if (text === undefined) return err({ message: `there is no file ${file}` });
  const value = await yamlValue(text);
  if (!value.ok) return err({ message: `${file} is no YAML: ${value.error}` });
  if (typeof value.value !== "object" || value.value === null || Array.isArray(value.value))
    return err({
      message: `${file} is no mapping`,
      hint: "it holds the operator's settings as a stack does",
    });
  return ok(programSettings(value.value as Mapping<Json>));
}

/** `--setting nodes=2 --setting ssh='[ssh, gpu-box]'`: values are YAML. */
async function valuesOf(args: Args, option: string): Promise<Result<Mapping<Json>, Refusal>> {
  const texts = paramsOf(args.list(option));
  if (!texts.ok) return err({ message: `--${option} ${texts.error} is no NAME=VALUE` });
  const values: [string, Json][] = [];
  for (const [name, text] of Object.entries(texts.value)) {
    const value = await yamlValue(text);
    if (!value.ok) return err({ message: `--${option} ${name}: the value is no YAML: ${value.error}` });
    values.push([name, value.value]);
  }
  return ok(Object.fromEntries(values));
}

async function yamlValue(text: string): Promise<Result<Json, string>> {
  const { parse } = await import("yaml");
  try {
    return ok(parse(text) as Json);
  } catch (error) {
    return err((error as Error).message.split("\n")[0] ?? "");
  }
}

function secretsOf(names: readonly string[], env: Mapping<string>): Result<Mapping<string>, Refusal> {
  const missing = names.find((name) => (env[name] ?? "") === "");
  if (missing !== undefined)
    return err({ message: `the secret ${missing} is not set`, hint: `set ${missing} in the environment` });
  return ok(Object.fromEntries(names.map((name) => [name, env[name] ?? ""])));
}
