import { createHash } from "node:crypto";

// src/run/sha256.ts
/** In hexadecimal, of a text's UTF-8. */
const sha256Of = (text) => createHash("sha256").update(text).digest("hex");

export { sha256Of as t };