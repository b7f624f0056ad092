import type { Engine } from "../container/engine.ts";
import { type EngineFault, engineFault } from "../container/engine-fault.ts";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { parseJson, textsOf } from "./json.ts";
import { type ImageReference, parseReference } from "./reference.ts";

/** An image that the engine has. */
export interface LocalImage {
  /** Of its configuration; in an engine that stores images as containerd does, of its manifest. */
  readonly id: string;
  /** The digests that the repository asked for knows it by. */
  readonly digests: readonly string[];
}

interface Question {
  readonly engine: Pick<Engine, "call" | "name">;
  /** What to look for: a tag, or a pinned name. */
  readonly reference: string;
  readonly signal?: AbortSignal | undefined;
}

/** Undefined when the engine does not have it. */
export async function findLocalImage(
  question: Question,
): Promise<Result<LocalImage | undefined, EngineFault>> {
  const { engine, reference, signal } = question;
  const format = "{{.Id}} {{json .RepoDigests}}";
  const args = ["image", "inspect", "--format", format, inspectable(reference)];
  const { code, stdout, stderr } = await engine.call(args, optional("signal", signal));
  const [, id, names] = /^(\S+) (.*)$/m.exec(stdout) ?? [];
  if (code === 0 && id !== undefined)
    return ok({ id, digests: digestsIn(textsOf(parseJson(names ?? "")), parseReference(reference)) });
  return isMissing(stderr) ? ok(undefined) : err(engineFault(stderr, engine.name));
}

/** Docker's words, old and new, and podman's. */
const isMissing = (stderr: string): boolean =>
  /no such (image|object)|image not known|not found: |does not exist/i.test(stderr) &&
  !/docker: not found/.test(stderr);

/** Engines know an image by its digest without its tag only. */
const inspectable = (reference: string): string =>
  reference.includes("@") ? reference.replace(/:[^:/@]+@/, "@") : reference;

function digestsIn(names: readonly string[], { registry, repository }: ImageReference): readonly string[] {
  const pinned = names.filter((name) => /@sha\d+:/.test(name)).map(parseReference);
  const own = pinned.filter((name) => name.registry === registry && name.repository === repository);
  return own.flatMap(({ digest }) => (digest === undefined ? [] : [digest]));
}
