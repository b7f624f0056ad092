import { isScalar, type Node, Scalar } from "./node.ts";

/**
 * How a number is written where printing it gives another text: `3.10` prints as 3.1. Where a value stays a number, as
 * in a matrix and in a param, `1.0` is just another way to write 1; where it is used as text alone, as in env, it is not.
 */
export function misspelt(
  node: Node | null,
  use: "text" | "value",
): { readonly written: string; readonly printed: string } | undefined {
  if (!isScalar(node) || node.type !== Scalar.PLAIN || typeof node.value !== "number") return undefined;
  const written = node.source ?? "";
  const printed = String(node.value);
  const isSame = isFaithful(written, printed) || (use === "value" && written === `${printed}.0`);
  return isSame ? undefined : { written, printed };
}

/** `1e-4` and `.5` are what people write for learning rates, and nobody takes them for a version or an id. */
function isFaithful(written: string, printed: string): boolean {
  if (/[eE]/.test(written) && !written.startsWith("0x")) return true;
  return written.replace(/^([-+]?)\./, "$10.").replace(/^\+/, "") === printed;
}
