import type { PlannedStep } from "../run/event.ts";
import type { Paint, Style } from "./paint.ts";

const styles: readonly Style[] = ["cyan", "magenta", "blue", "yellow", "green"];

/** `train[lr=0.1]` → `[train lr=0.1] `, in front of what the step prints. */
export function prefixOf({ id, step }: Pick<PlannedStep, "id" | "step">): string {
  const leg = id.slice(step.length);
  return leg.startsWith("[") && leg.endsWith("]") ? `[${step} ${leg.slice(1, -1)}] ` : `[${id}] `;
}

/** The same step always gets the same colour, also in two runs. */
export function coloredPrefix(planned: Pick<PlannedStep, "id" | "step">, paint: Paint): string {
  let sum = 0;
  for (const character of planned.id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return paint(styles[sum % styles.length] as Style, prefixOf(planned));
}
