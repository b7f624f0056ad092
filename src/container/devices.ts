/** GPUs of this machine, by index: steps side by side must not be given the same one. */
export interface Devices {
  /** Undefined when so many are not free; the scheduler starts no more than there are. */
  take(count: number): readonly number[] | undefined;
  release(indexes: readonly number[]): void;
}

export function createDevices(total: number): Devices {
  const free = new Set(Array.from({ length: total }, (_, index) => index));
  return {
    take(count) {
      if (count > free.size) return undefined;
      const taken = [...free].sort((a, b) => a - b).slice(0, count);
      for (const index of taken) free.delete(index);
      return taken;
    },
    release(indexes) {
      for (const index of indexes) free.add(index);
    },
  };
}
