import { type Complaints, locate } from "./complaints.ts";
import type { Scalar } from "./draft.ts";
import { asText, parseTemplate, type Scope, type Template } from "./expression.ts";
import type { EnvEntry, StepSource } from "./step-source.ts";

// Linux refuses to start a process that has a longer one (MAX_ARG_STRLEN, the final NUL included).
const longestEntry = 131_071;

const reservedPrefixes = ["GITHUB_", "RUNNER_", "ACTIONS_", "STEPOPS_"];

/** What no process could be started with, and names that stepops or the runner set. */
export function checkEntries(entries: Iterable<EnvEntry>, complaints: Complaints): void {
  for (const { name, value, place } of entries) {
    const fault = checkName(name);
    if (fault) complaints.add(fault.code, locate(place, "key"), fault);
    const text = asText(value);
    const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(text);
    if (text.includes("\0")) {
      complaints.add("invalid-value", locate(place), {
        message: `The value of ${name} holds a NUL character`,
        hint: "Remove it: no process can be given one",
      });
    } else if (bytes > longestEntry) {
      const message = `${name} takes ${bytes} bytes with its name; ${longestEntry} is the most that a process can be given`;
      complaints.add("env-too-large", locate(place), {
        message,
        hint: "Write it to a file and give the step its path",
      });
    }
  }
}

export interface NameFault {
  readonly code: "env-name" | "env-reserved";
  readonly message: string;
  readonly hint: string;
}

/** A name that the shells on the way keep: dash drops variables whose names are no identifiers. */
function checkName(name: string): NameFault | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const hint = "Use letters, digits and _ only, and no digit first";
    return {
      code: "env-name",
      message: `${JSON.stringify(name)} is not a legal name of an environment variable`,
      hint,
    };
  }
  const prefix = reservedPrefixes.find((each) => name.startsWith(each));
  if (prefix === undefined) return undefined;
  const hint = name === "GITHUB_TOKEN" ? "List it under secrets instead" : "Choose another name";
  return {
    code: "env-reserved",
    message: `${name} is reserved: names that start with ${prefix} are set for the step`,
    hint,
  };
}

/** A step's env as templates in step scope, numbers and booleans as text. */
export function readEnv(
  source: StepSource,
  scope: Scope,
  complaints: Complaints,
): Readonly<Record<string, Template>> {
  const entries = source.env.map(({ name, value, place }) => {
    const parsed = parseTemplate(asText(value), scope);
    if (!parsed.ok) complaints.addExpression(place, parsed.error);
    return [name, parsed.ok ? parsed.value : []] as const;
  });
  return Object.fromEntries(entries);
}

const credentials: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/, "a GitHub token"],
  [/\bgithub_pat_[A-Za-z0-9_]{22,}/, "a GitHub token"],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, "a GitLab token"],
  [/\bAIza[0-9A-Za-z_-]{35}/, "a Google API key"],
  [/\bxox[abeoprs]-[0-9A-Za-z-]{10,}/, "a Slack token"],
  [/\bhf_[A-Za-z0-9]{30,}/, "a Hugging Face token"],
  [/\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/, "an API key"],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/, "a private key"],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, "a JSON web token"],
  [/\bAccountKey=[A-Za-z0-9+/]{40,}/, "an Azure storage key"],
];

const secretName =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;

// Credentials are short, and a pattern may look at a long text once for each place where it could start.
const mostInspected = 8192;

/** What kind of credential a literal looks like. `[PAD]` and `<eos>` are tokens of another kind. */
export function looksSecret(name: string, value: Scalar): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const start = value.slice(0, mostInspected);
  const known = credentials.find(([pattern]) => pattern.test(start));
  if (known) return known[1];
  const harmless =
    /^(?:true|false|yes|no|on|off|none|null|[\d.]+|<.*>|\[.*\])$/i.test(value.trim()) ||
    value.includes("${{");
  return secretName.test(name) && !harmless ? "a secret, going by its name" : undefined;
}

/** Whoever can describe a cloud job can read its env, so a literal credential must not stand in one. */
export function checkLiteralSecrets(entries: Iterable<EnvEntry>, complaints: Complaints): void {
  for (const { name, value, place } of entries) {
    const kind = looksSecret(name, value);
    if (kind === undefined) continue;
    complaints.add("literal-secret", locate(place), {
      message: `The value of ${name} looks like ${kind}, and env is readable to whoever can describe the job`,
      hint: `Remove it here, list ${name} under the step's secrets, and replace the credential if it was ever pushed`,
    });
  }
}

/** Names under `secrets`; one that `env` sets as well would leave open which value the step sees. */
export function checkSecretNames(source: StepSource, complaints: Complaints): void {
  const place = source.placeOf("secrets");
  for (const [index, name] of (source.value.secrets ?? []).entries()) {
    const location = locate({ ...place, path: [...place.path, index] });
    const fault = name === "GITHUB_TOKEN" ? undefined : checkName(name);
    if (fault) complaints.add(fault.code, location, fault);
    const twin = source.env.find((entry) => entry.name === name);
    if (!twin) continue;
    complaints.add("duplicate-key", location, {
      message: `${name} is both a secret and a name in env`,
      hint: "Remove one of the two",
      related: [{ location: locate(twin.place, "key"), message: "The env is here" }],
    });
  }
}
