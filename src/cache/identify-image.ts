import type { IdentifyImage, IdentifyInput } from "../image/identify.ts";

/** Loaded with the first step that has an image: most of what it brings is of no use to others. */
export function openIdentifyImage(input: IdentifyInput): IdentifyImage {
  let opened: Promise<IdentifyImage> | undefined;
  return async (step, signal) => {
    opened ??= import("../image/identify.ts").then(({ openIdentify }) => openIdentify(input));
    return (await opened)(step, signal);
  };
}
