/** An image as an engine or an operator is given it. */
export interface ReadyImage {
  /** `name@sha256:…`, or the id of an image that only one engine has. */
  readonly reference: string;
  /** What a fingerprint goes by: the manifest's digest, or the image's id where no registry has it. */
  readonly digest: string;
}

/** A line for the log of the step that wanted the image. */
export type OnLines = (stream: "stdout" | "stderr", lines: readonly string[]) => void;
