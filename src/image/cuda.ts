import type { ImageConfig } from "./manifest.ts";

/** Set by images with an accelerator's libraries; a value that says "none" does not count. */
const variables =
  /^(CUDA_VERSION|CUDA_HOME|CUDA_PATH|CUDNN_VERSION|NV_CUDA_\w+|NVIDIA_(VISIBLE_DEVICES|REQUIRE_\w+|DRIVER_CAPABILITIES)|ROCM_(VERSION|PATH|HOME)|HIP_(PATH|VISIBLE_DEVICES)|HSA_\w+)$/;
const searchPaths = /^((LD_)?LIBRARY_PATH|PATH|CPATH)$/;
const folders = /\/(cuda|nvidia|rocm)/i;
const words = /\b(cuda|cudnn|rocm)/i;
const none: ReadonlySet<string> = new Set(["", "void", "none"]);

/**
 * Whether an image's configuration shows libraries for an NVIDIA or AMD accelerator. An image may have them and not show
 * it, so that the answer is worth a warning at most.
 */
export function showsCuda({ env, labels }: Pick<ImageConfig, "env" | "labels">): boolean {
  return (
    Object.entries(env).some(([name, value]) => showsIn(name, value)) ||
    Object.entries(labels).some((pair) => pair.some((text) => words.test(text)))
  );
}

function showsIn(name: string, value: string): boolean {
  if (searchPaths.test(name)) return folders.test(value);
  return variables.test(name) && !none.has(value.toLowerCase());
}
