import { below, locate, type Place } from "./complaints.ts";
import type { BuildDraft, ImageDraft } from "./draft.ts";
import { isPlatform, parseImage } from "./image.ts";
import { optional } from "./own.ts";
import { parseDirectory } from "./paths.ts";
import type { Image } from "./pipeline.ts";
import type { SlotReader } from "./slot.ts";
import { readPath } from "./step-files.ts";

/** A reference or a build; undefined where the step runs on the host, and after a complaint. */
export function readImage(
  draft: ImageDraft | undefined,
  place: Place,
  reader: SlotReader,
): Image | undefined {
  if (draft === undefined || draft === null) return undefined;
  if (typeof draft !== "string") return readBuild(draft.build, below(place, "build"), reader);
  const reference = reader.text(draft, place);
  if (reference === undefined) return undefined;
  const parsed = parseImage(reference);
  if (!parsed.ok) {
    reader.complaints.add("invalid-image", locate(place), parsed.error);
    return undefined;
  }
  if (parsed.value === "latest") {
    const message = `The image "${reference}" can change from one run to the next`;
    const hint = "Name a tag that stays, or better a digest: name@sha256:…";
    reader.complaints.add("image-latest", locate(place), { message, hint });
  }
  return { kind: "reference", reference };
}

function readBuild(
  given: string | BuildDraft | undefined,
  place: Place,
  reader: SlotReader,
): Image | undefined {
  if (given === undefined) return undefined;
  const draft: BuildDraft = typeof given === "string" ? { context: given } : given;
  const at = (key: keyof BuildDraft) => (typeof given === "string" ? place : below(place, key));
  const folder = (key: "context" | "dockerfile") =>
    draft[key] === undefined
      ? undefined
      : readPath({ text: draft[key], place: at(key), reader, parse: parseDirectory });
  const text = (key: "target" | "platform") =>
    draft[key] === undefined ? undefined : reader.text(draft[key], at(key));
  const platform = text("platform");
  if (platform !== undefined && !isPlatform(platform)) {
    const message = `"${platform}" is not a platform`;
    reader.complaints.add("invalid-value", locate(at("platform")), {
      message,
      hint: "Write one such as linux/amd64 or linux/arm64",
    });
  }
  return {
    kind: "build",
    context: folder("context") ?? ".",
    ...optional("dockerfile", folder("dockerfile")),
    ...optional("target", text("target")),
    args: reader.strings(draft.args ?? {}, at("args")),
    ...optional("platform", platform),
  };
}
