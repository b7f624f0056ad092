/**
 * Node's own modules without their ES module facades. Importing one evaluates its every lazy export: that of node:fs
 * loads all streams, that of node:util text decoders and MIME types. Together they took a quarter of `validate`.
 */
export const fs = process.getBuiltinModule("node:fs");
export const { parseArgs, stripVTControlCharacters, styleText } = process.getBuiltinModule("node:util");
