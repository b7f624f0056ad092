import type { Identity } from "../auth/identity.ts";
import type { Transport } from "../host/transport.ts";

/** Who asks, and how. */
export interface Access {
  readonly identity: Identity;
  readonly transport: Transport;
  /** For runs that may use no credentials: what everybody may read they may too. */
  readonly asNobody: boolean;
}
