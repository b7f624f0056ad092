import type { ByteWriter } from "../host/host.ts";

/** Bytes that are written together: a trip to the disk costs as much as hashing a piece as they come. */
const batchSize = 1024 * 1024;

/** Writes what comes in pieces. While one batch is on its way to the disk the next one may come. */
export class DownloadBatch {
  readonly #writer: ByteWriter;
  /** Of all that may come. */
  readonly #size: number;
  /** In turns: copying into memory that is there is faster than making more of it. */
  #filling: Uint8Array | undefined;
  #waiting: Uint8Array | undefined;
  #filled = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(writer: ByteWriter, size: number) {
    this.#writer = writer;
    this.#size = Math.min(size, batchSize);
  }

  /** Resolves when more may come; rejects with what the disk throws, now or of what came before. */
  async add(bytes: Uint8Array): Promise<void> {
    if (this.#filled === 0 && bytes.length >= this.#size) return this.#write(bytes);
    for (let at = 0; at < bytes.length; ) {
      this.#filling ??= Buffer.allocUnsafeSlow(this.#size);
      const some = bytes.subarray(at, at + this.#size - this.#filled);
      this.#filling.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
      if (this.#filled === this.#size) await this.#turn();
    }
  }

  async flush(): Promise<void> {
    if (this.#filled > 0) await this.#turn();
    await this.#writing;
  }

  async #turn(): Promise<void> {
    const full = this.#filling;
    if (!full) return;
    await this.#write(full.subarray(0, this.#filled));
    this.#filling = this.#waiting;
    this.#waiting = full;
    this.#filled = 0;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#writing;
    this.#writing = this.#writer.write(bytes);
    // Whoever writes next is told.
    this.#writing.catch(() => {});
  }
}
