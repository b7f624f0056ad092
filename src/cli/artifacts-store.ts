import { open } from "../check.ts";
import type { Host } from "../host/host.ts";
import { trustOf } from "../obstacles.ts";
import { optional } from "../pipeline/own.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Trust } from "../pipeline/trust.ts";
import type { Place } from "../place.ts";
import { isOnActions } from "../run/github.ts";
import { identify } from "../run/identity.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { openStore } from "../store/open-store.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeDiagnostics } from "./output.ts";

/** A stack's artifact store, and who is asking. */
export interface OpenedHere {
  readonly store: ObjectStore;
  readonly trust: Trust;
  readonly repositoryId: string;
  /** Of a store that is one. */
  readonly folder: string | undefined;
  /** It may touch only what runs of its own trust domain left. */
  readonly isConfined: boolean;
}

/** Opens the store of the pipeline's stack; where that cannot be done it says why, and the exit code is what is left to do. */
export async function openStoreHere(
  asked: { readonly file: string; readonly stack: string | undefined },
  io: Io,
  host: Host,
): Promise<OpenedHere | number> {
  const { cwd, env } = io;
  const { file, stack } = asked;
  // Params decide nothing about where the store is.
  const request = { file, cwd, env, params: {}, standIns: true, ...optional("stack", stack) };
  const { pipeline, place, diagnostics } = await open(request, host);
  if (!pipeline) {
    await writeDiagnostics(diagnostics, io.stderr);
    return exitCodes.badInput;
  }
  const trust = trustOf(place, env);
  const store = await storeOf({ pipeline, place, trust, env }, host);
  if (!store.ok) {
    const hint = "log in to its cloud, or choose another stack with --stack NAME";
    usageError(`the artifact store cannot be used: ${store.error}`, io, hint);
    return exitCodes.ourFault;
  }
  const { repositoryId } = identify({ env, host, runKey: "", ...place, remote: place.remote });
  const folder = pipeline.stack.artifactStore?.kind === "bucket" ? undefined : store.value.uriOf("");
  const isConfined = isOnActions(env) && !trust.trusted;
  return { store: store.value, trust, repositoryId, folder, isConfined };
}

function storeOf(
  input: {
    readonly pipeline: Pipeline;
    readonly place: Place;
    readonly trust: Trust;
    readonly env: Io["env"];
  },
  host: Host,
): ReturnType<typeof openStore> {
  const { pipeline, place, trust, env } = input;
  const { artifactStore: address, auth } = pipeline.stack;
  const { root, checkout } = place;
  return openStore({
    ...{ host, env, address, checkout, root, onSecret: () => {} },
    ...optional("auth", auth),
    ...optional("refused", trust.operatorsRefused),
  });
}
