import type { Step } from "../pipeline/pipeline.ts";

/** A step's image as people know it: as the pipeline has it. */
export function imageName({ image }: Pick<Step, "image">): string {
  return image?.kind === "reference" ? image.reference : `built from ${image?.context ?? "."}`;
}
