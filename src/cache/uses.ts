import type { RunIndex } from "../artifact/run-index.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { ok, type Result } from "../pipeline/result.ts";
import { type OpenStore, putLegs } from "./run-note.ts";
import type { Found, StoreFault } from "./step-store.ts";

/** What is younger nobody clears up: `gc` takes no less than a day. */
const youngMs = 12 * 60 * 60 * 1000;

/** What a run under way takes from earlier ones, noted before it is used where it is old enough to be cleared up. */
export class Uses {
  #legs: RunIndex["legs"] = {};
  #wanted = 0;
  #written = 0;
  #putting: Promise<Result<void, StoreFault>> | undefined;

  async note(
    opened: OpenStore,
    use: { readonly step: Step; readonly found: Found; readonly signal: AbortSignal },
  ): Promise<Result<void, StoreFault>> {
    const { step, found, signal } = use;
    if (opened.host.clock.now() - found.manifest.at < youngMs) return ok(undefined);
    this.#legs = { ...this.#legs, [step.id]: { manifest: found.at, cached: true } };
    this.#wanted += 1;
    const mine = this.#wanted;
    // Steps that come while a note is on its way share the next one.
    while (this.#written < mine) {
      this.#putting ??= this.#put(opened, signal).finally(() => {
        this.#putting = undefined;
      });
      const done = await this.#putting;
      if (!done.ok) return done;
    }
    return ok(undefined);
  }

  async #put(opened: OpenStore, signal: AbortSignal): Promise<Result<void, StoreFault>> {
    const now = this.#wanted;
    const done = await putLegs(opened, this.#legs, signal);
    if (done.ok) this.#written = now;
    return done;
  }
}
