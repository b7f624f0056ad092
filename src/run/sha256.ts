import { createHash } from "node:crypto";

/** In hexadecimal, of a text's UTF-8. */
export const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");
