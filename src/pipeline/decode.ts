import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import { err, ok, type Result } from "./result.ts";
import type { SourceFile } from "./source.ts";

/** Bytes. */
export const largestFile = 1024 * 1024;

/** Bytes → text, as strict UTF-8 of at most 1 MiB; a byte order mark is dropped. `path` is what diagnostics show. */
export function decode(bytes: Uint8Array, path: string): Result<SourceFile, Diagnostic> {
  if (bytes.length > largestFile) return err(tooLarge({ path, text: "" }));
  if (looksLikeUtf16(bytes)) return err(utf16({ path, text: "" }));
  // Not a TextDecoder: loading one takes longer than decoding. What is no UTF-8 becomes U+FFFD, and so is told apart.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoded = buffer.toString();
  const isUtf8 = !decoded.includes("\uFFFD") || Buffer.from(decoded).equals(buffer);
  const file = { path, text: decoded.replace(/^\uFEFF/, "") };
  return isUtf8 ? ok(file) : err(notUtf8(file));
}

/** What `decode` finds in bytes, for a text that somebody else has read. */
export function checkText(file: SourceFile): Diagnostic | undefined {
  const { text } = file;
  // UTF-16 units are never more than bytes, so the exact count is needed for the range between only.
  if (text.length > largestFile) return tooLarge(file);
  const size = text.length * 3 > largestFile ? new TextEncoder().encode(text).length : 0;
  if (size > largestFile) return tooLarge(file);
  const nul = text.indexOf("\0");
  if (nul === -1) return undefined;
  const start = text.slice(0, 64);
  const isUtf16 = nul < 64 && start.split("\0").length > start.length / 3;
  return isUtf16 ? utf16(file) : foreignCharacter(file, nul);
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, 64);
  return start.filter((byte) => byte === 0).length > start.length / 3;
}

const tooLarge = (file: SourceFile): Diagnostic =>
  diagnostic("file-too-large", {
    message: "The file is larger than 1 MiB",
    location: { file, range: { start: 0, end: 0 } },
    hint: "Keep data and long scripts in files of their own and name them in the pipeline",
  });

const utf16 = (file: SourceFile): Diagnostic =>
  diagnostic("file-encoding", {
    message: "The file is UTF-16, not UTF-8",
    location: { file, range: { start: 0, end: 0 } },
    hint: "Save it as UTF-8",
  });

function foreignCharacter(file: SourceFile, at: number): Diagnostic {
  return diagnostic("file-encoding", {
    message: "The file holds a NUL character, so it is no text",
    location: { file, range: { start: at, end: at + 1 } },
    hint: "Remove it and save the file as UTF-8",
  });
}

function notUtf8(file: SourceFile): Diagnostic {
  // The lenient decoder has put U+FFFD where the bytes are wrong.
  const at = Math.max(0, file.text.indexOf("\uFFFD"));
  return diagnostic("file-encoding", {
    message: "The file is not UTF-8",
    location: { file, range: { start: at, end: Math.min(at + 1, file.text.length) } },
    hint: "Save it as UTF-8",
  });
}
