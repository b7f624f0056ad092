import { createHash } from "node:crypto";
import type { ByteReader, Files } from "../host/host.ts";
import type { UploadPart } from "./object-store.ts";

/** A file that is uploaded: read once, from its start to its end. */
export interface Content {
  readonly path: string;
  readonly expected: { readonly size: number; readonly sha256: string };
}

/** What is read of it, and whether that is what was expected. */
export class ContentReader {
  readonly #files: Pick<Files, "stat">;
  readonly #content: Content;
  readonly #reader: ByteReader;
  readonly #sum = createHash("sha256");
  #read = 0;

  constructor(files: Pick<Files, "stat">, content: Content, reader: ByteReader) {
    this.#files = files;
    this.#content = content;
    this.#reader = reader;
  }

  /** Ends too soon where the file does. Whoever asks for several parts at once gets them one after the other. */
  async *parts(partSize: number): AsyncGenerator<UploadPart> {
    const { size } = this.#content.expected;
    for (let index = 0; this.#read < size; index++) {
      const offset = this.#read;
      const wanted = Math.min(partSize, size - offset);
      const bytes = await this.next(wanted);
      if (bytes.length < wanted) return;
      yield { index, offset, bytes };
    }
  }

  async next(limit: number): Promise<Uint8Array> {
    const bytes = await this.#reader.read(this.#read, limit);
    this.#sum.update(bytes);
    this.#read += bytes.length;
    return bytes;
  }

  /** After its last byte; what was read is then what was expected, and what still lies there has its size. */
  async isWhole(): Promise<boolean> {
    const { path, expected } = this.#content;
    if (this.#read !== expected.size || this.#sum.digest("hex") !== expected.sha256) return false;
    return hasSize(this.#files, { path, expected });
  }
}

/** False also for what is no file any more. */
export async function hasSize(files: Pick<Files, "stat">, { path, expected }: Content): Promise<boolean> {
  const stat = await files.stat(path);
  return stat?.kind === "file" && stat.size === expected.size;
}
