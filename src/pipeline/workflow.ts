import type { Path } from "./draft.ts";
import { isMapping } from "./wording.ts";

/** The key that gives away a GitHub file handed over as a pipeline: a workflow's `jobs` or `on`, an action's `runs`. */
export function workflowKey(
  value: unknown,
): { readonly path: Path; readonly kind: "workflow" | "action" } | undefined {
  if (!isMapping(value) || "steps" in value) return undefined;
  if (isMapping(value.jobs)) return { path: ["jobs"], kind: "workflow" };
  if (isMapping(value.runs) && "using" in value.runs) return { path: ["runs"], kind: "action" };
  return "on" in value ? { path: ["on"], kind: "workflow" } : undefined;
}
