import type { Location } from "./source.ts";

export type Severity = "error" | "warning";

/**
 * Every complaint about what the user wrote. The code is public and stable: scripts match on it, and
 * `docs/errors/<code>.md` explains it (a test holds the two together).
 */
export const codes = {
  // The file as a text
  "file-unreadable": "error",
  "file-too-large": "error",
  "file-encoding": "error",
  "yaml-syntax": "error",
  "yaml-empty": "error",
  "yaml-multiple-documents": "error",
  "yaml-alias": "error",
  "yaml-nesting": "error",
  "yaml-version": "error",
  "yaml-tag": "error",
  "yaml-boolean": "error",
  "duplicate-key": "error",
  "github-workflow": "error",
  // The shape of a value
  "unknown-key": "error",
  "missing-key": "error",
  "wrong-type": "error",
  "invalid-value": "error",
  "number-spelling": "error",
  "number-range": "error",
  "invalid-duration": "error",
  "invalid-size": "error",
  "invalid-id": "error",
  "id-collision": "error",
  // The graph
  cycle: "error",
  "unknown-need": "error",
  "self-need": "error",
  "too-many-steps": "error",
  "too-many-edges": "error",
  "matrix-empty": "error",
  "matrix-too-large": "error",
  // Expressions
  "expression-syntax": "error",
  "expression-quoting": "error",
  "unknown-name": "error",
  "unknown-value": "error",
  // Paths
  "invalid-path": "error",
  "invalid-glob": "error",
  "path-escapes": "error",
  "link-escapes": "error",
  "glob-in-output": "error",
  "overlapping-outputs": "error",
  "overlapping-inputs": "error",
  "output-tracked": "error",
  "input-missing": "error",
  "artifact-name": "error",
  "state-directory": "error",
  // Environment, params and secrets
  "env-name": "error",
  "env-reserved": "error",
  "env-too-large": "error",
  "literal-secret": "error",
  "secret-missing": "error",
  "unknown-param": "error",
  "param-missing": "error",
  "param-type": "error",
  // Where it runs
  "invalid-image": "error",
  "image-latest": "warning",
  "unknown-accelerator": "error",
  "accelerator-count": "error",
  "resources-exceed": "error",
  "local-accelerators": "error",
  "unknown-stack": "error",
  "stack-not-chosen": "error",
  "unknown-operator": "error",
  "operator-unavailable": "error",
  "operator-refuses": "error",
  "operator-not-ready": "error",
  "operator-unreachable": "warning",
  "unknown-setting": "error",
  "image-required": "error",
  "container-only": "error",
  "build-missing": "error",
  "docker-unavailable": "error",
  "image-without-cuda": "warning",
  "spot-without-checkpoint": "warning",
  "timeout-over-limit": "warning",
  "trust-refused": "error",
  "platform-unsupported": "error",
} as const satisfies Record<string, Severity>;

export type Code = keyof typeof codes;

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence that says what is wrong, without a full stop. */
  readonly message: string;
  readonly location: Location;
  /** What to do next, in the imperative. */
  readonly hint: string;
  /** The other places that take part, such as the first of two duplicate keys. */
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
}

export function diagnostic(code: Code, rest: Omit<Diagnostic, "code" | "severity">): Diagnostic {
  return { code, severity: codes[code], ...rest };
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");
