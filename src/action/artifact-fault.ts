/** What an upload that failed asks for. */
export type UploadFault =
  /** Somebody has this name: the next one, at once. */
  | { readonly kind: "taken" }
  /** Nothing was created, so the same name will do; after a pause. */
  | { readonly kind: "again" }
  /** It was created, and never again; the next name, after a pause. */
  | { readonly kind: "burnt" }
  /** No upload of this job can do better. */
  | { readonly kind: "hopeless"; readonly why: string };

/** From the words of GitHub's package, which gives no codes. */
export function uploadFault(message: string): UploadFault {
  if (/quota has been hit/.test(message))
    return {
      kind: "hopeless",
      why: "the account's storage for artifacts is full: delete artifacts, or wait some hours until GitHub has counted anew",
    };
  if (/ACTIONS_R\w+ env variable|JWT token|Invalid token/i.test(message))
    return { kind: "hopeless", why: "the runner gave no valid token for artifacts" };
  if (!message.startsWith("Failed to CreateArtifact")) return { kind: "burnt" };
  if (/\(409\)/.test(message)) return { kind: "taken" };
  if (/\(40[13]\)/.test(message))
    return { kind: "hopeless", why: `GitHub refuses artifacts of this job: ${firstLine(message)}` };
  return { kind: "again" };
}

/** For people: one line, and nothing of a signed address but where it leads. */
export const firstLine = (message: string): string =>
  (message.split("\n")[0] ?? "").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);
