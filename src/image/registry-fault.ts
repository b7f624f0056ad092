import type { HttpFault, HttpResponse } from "../host/http.ts";
import { fieldsOf, itemsOf, parseJson, textOf } from "./json.ts";
import { dockerHub } from "./reference.ts";

export interface RegistryFault {
  /** `denied`: the registry does not tell whether it is there; `refused`: the registry answers, and not what is asked. */
  readonly reason: "unreachable" | "denied" | "missing" | "refused";
  /** A sentence without a full stop. */
  readonly message: string;
  /** What to do next, in the imperative. */
  readonly hint: string;
}

/** What a question to a registry is about. */
export interface Subject {
  readonly registry: string;
  /** The image as the user wrote it. */
  readonly name: string;
}

export function httpFault({ name }: Subject, { reason, message }: HttpFault): RegistryFault {
  const about = `${name}: ${message}`;
  if (reason === "too-large") return { reason: "refused", message: about, hint: "Check that it is an image" };
  const hint =
    reason === "certificate"
      ? "Set NODE_EXTRA_CA_CERTS to a file with the certificate of the authority that signed it"
      : "Check the name of the registry, the network, and HTTPS_PROXY where there is a proxy";
  return { reason: "unreachable", message: about, hint };
}

export const denied = ({ registry, name }: Subject, note?: string): RegistryFault => ({
  reason: "denied",
  message: `${registry} does not give out ${name}: it may not exist, or it may need docker login${note === undefined ? "" : `; ${note}`}`,
  hint: `Check its spelling, or run docker login${registry === dockerHub ? "" : ` ${registry}`} as a user who may read it`,
});

export const refused = ({ name }: Subject, why: string): RegistryFault => ({
  reason: "refused",
  message: `${name}: ${why}`,
  hint: "Try docker pull with the same name, and mend what it says",
});

/** Of a status that is no success. */
export function statusFault(subject: Subject, response: HttpResponse, note?: string): RegistryFault {
  const { registry, name } = subject;
  const { status } = response;
  if (status === 401 || status === 403) return denied(subject, note);
  if (status === 404)
    return {
      reason: "missing",
      message: `${registry} has no image ${name}`,
      hint: "Correct its name or its tag",
    };
  const message = `${name}: ${registry} answers ${status}${wordsOf(response)}`;
  if (status === 429)
    return {
      reason: "refused",
      message,
      hint: "Wait until it takes requests again, or raise its limit by docker login",
    };
  return status >= 500
    ? { reason: "unreachable", message, hint: "Try again when the registry works again" }
    : { reason: "refused", message, hint: "Try docker pull with the same name, and mend what it says" };
}

/** The first error of a registry's answer, in its own words. */
function wordsOf({ body }: HttpResponse): string {
  const [first] = itemsOf(fieldsOf(parseJson(body.toString("utf8"))).errors);
  const { code, message } = fieldsOf(first);
  const text = textOf(message) ?? textOf(code);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a stranger's text must not steer the terminal
  return text === undefined ? "" : ` (${text.replaceAll(/[\x00-\x1f\x7f-\x9f]+/g, " ").slice(0, 200)})`;
}
