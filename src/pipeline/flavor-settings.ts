import { dockerSettings } from "../operator/docker/settings.ts";
import { checkArtifactStore } from "./artifact-store.ts";
import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping, StackDraft } from "./draft.ts";
import { parseImage } from "./image.ts";
import type { Operator } from "./pipeline.ts";
import { checkSettings, type FlavorSettings } from "./settings.ts";

/** Flavors whose settings are known; of the others only the form is checked. */
const settingsOf: Mapping<FlavorSettings> = { docker: dockerSettings };

const known = (flavor: string): FlavorSettings | undefined =>
  Object.hasOwn(settingsOf, flavor) ? settingsOf[flavor] : undefined;

/** What a stack says of its operators and its registry. `place`: of the stack. */
export function checkStack(stack: StackDraft, place: Place, complaints: Complaints): void {
  checkRegistry(stack, place, complaints);
  checkArtifactStore(stack, place, complaints);
  for (const [name, { type, ...given }] of Object.entries(stack.step_operators ?? {})) {
    const settings = known(type)?.operator;
    const at = below(place, "step_operators", name);
    if (!settings) continue;
    checkSettings({ given, known: settings, owner: `The flavor ${type}`, place: at, complaints });
    if (type !== "docker") continue;
    checkEngine(name, given, at, complaints);
    if (given.copy_images === true && !stack.container_registry)
      complaints.add("invalid-value", locate(below(at, "copy_images"), "key"), {
        message: `"${name}" copies images into the stack's container_registry, and the stack has none`,
        hint: "Give the stack a container_registry",
      });
  }
}

function checkEngine(name: string, given: Mapping<Json>, place: Place, complaints: Complaints): void {
  if (given.host === undefined || given.context === undefined) return;
  complaints.add("invalid-value", locate(below(place, "context"), "key"), {
    message: `"${name}" has both a host and a context`,
    hint: "Keep the one that names the engine",
    related: [{ location: locate(below(place, "host"), "key"), message: "The host is here" }],
  });
}

function checkRegistry(
  { container_registry: registry }: StackDraft,
  place: Place,
  complaints: Complaints,
): void {
  if (!registry) return;
  const location = locate(below(place, "container_registry", "uri"));
  const parsed = parseImage(registry.uri);
  if (!parsed.ok) complaints.add("invalid-image", location, parsed.error);
  else if (parsed.value !== "latest" || registry.uri.endsWith(":latest")) {
    const message = `"${registry.uri}" names one image`;
    complaints.add("invalid-image", location, { message, hint: "Leave out the tag and the digest" });
  }
}

/** A step's `settings`, which only its operator's flavor understands. */
export function checkStepSettings(
  given: Mapping<Json>,
  operator: Operator | undefined,
  place: Place,
  complaints: Complaints,
): void {
  const settings = operator && known(operator.flavor)?.step;
  if (settings)
    checkSettings({ given, known: settings, owner: `The flavor ${operator.flavor}`, place, complaints });
}
