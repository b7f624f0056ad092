import type { Clock } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { isOnActions } from "../run/github.ts";

/** As messages name them. */
export type CloudName = "AWS" | "Google" | "Azure";

/** Who asks a cloud, and by what. */
export interface Identity {
  /** Undefined: whatever the environment has. */
  readonly auth?: StackAuth;
  /** The SDKs read this process's environment by themselves, so that it has to be that. */
  readonly env: Mapping<string>;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** Told of each secret that comes to be, for whoever shows what a cloud says. */
  readonly onSecret: (secret: string) => void;
}

/** A login that a cloud gave for one of its registries. */
export interface CloudLogin {
  readonly username: string;
  readonly password: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Rejects with what an SDK throws. */
export type AskLogin = (host: string) => Promise<CloudLogin>;

/** The settings of `auth` that are meant for a cloud; undefined where it is another's, or nobody's. */
export function authFor(
  cloud: CloudName,
  { auth, env }: Pick<Identity, "auth" | "env">,
): Result<StackAuth | undefined, string> {
  // Nothing but Actions gives such tokens, and a role for them trusts nobody else; the same file is for laptops too.
  if (!auth || (auth.oidc && !isOnActions(env))) return ok(undefined);
  const owner = ownerOf(auth);
  if (owner === cloud) return ok(auth);
  if (owner !== undefined || !auth.oidc) return ok(undefined);
  return err(
    "the stack's auth has oidc, but neither a role (AWS), a client_id (Azure) nor a workload_identity_provider (Google)",
  );
}

function ownerOf({
  role = "",
  workloadIdentityProvider,
  audience = "",
  clientId,
}: StackAuth): CloudName | undefined {
  if (role.startsWith("arn:")) return "AWS";
  if (workloadIdentityProvider !== undefined || role.includes("@") || audience.includes("iam.googleapis.com"))
    return "Google";
  return clientId === undefined ? undefined : "Azure";
}
