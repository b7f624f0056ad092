import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { dataRuns } from "../../src/host/sparse.ts";
import { openLocalStore } from "../../src/store/local.ts";
import { localFault } from "../../src/store/local-fault.ts";
import type { ObjectStore } from "../../src/store/object-store.ts";

let folder: string;
let store: ObjectStore;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "stepops-local-")), "store");
  store = openLocalStore(folder, nodeHost);
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const { signal } = new AbortController();

async function put(key: string, text: string, ifAbsent = false) {
  return store.sink.put({ key, bytes: Buffer.from(text), ifAbsent }, signal);
}

async function text(key: string, offset = 0): Promise<string> {
  const found = await store.source.look(key, signal);
  if (!found.ok) throw new Error(found.error.message);
  const reading = await store.source.read(found.value, offset, signal);
  if (!reading.ok) throw new Error(reading.error.message);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reading.value.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function pages(prefix: string): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
    const page = await store.source.list(prefix, from, signal);
    if (!page.ok) throw new Error(page.error.message);
    found.push(page.value.objects.map(({ key }) => key));
    from = page.value.next;
  }
  return found;
}

const partials = (): readonly string[] =>
  existsSync(join(folder, ".partial")) ? readdirSync(join(folder, ".partial")) : [];

const refusing = (code: string, change: (fail: () => Promise<never>) => Partial<Files>): ObjectStore => {
  const fail = async () => {
    throw Object.assign(new Error(code), { code });
  };
  return openLocalStore(folder, { ...nodeHost, files: { ...nodeHost.files, ...change(fail) } });
};

describe("an object", () => {
  test("is a plain file that nobody writes to, and what is put in its place is another one", async () => {
    expect(await put("a/b.txt", "one")).toEqual({ ok: true, value: "written" });
    expect(readFileSync(join(folder, "a/b.txt"), "utf8")).toBe("one");
    expect(store.uriOf("a/b.txt")).toBe(join(folder, "a/b.txt"));
    expect(statSync(join(folder, "a/b.txt")).mode & 0o333).toBe(0);
    const before = await store.source.look("a/b.txt", signal);
    await put("a/b.txt", "two");
    expect(await text("a/b.txt")).toBe("two");
    if (!before.ok) throw new Error(before.error.message);
    expect(await store.source.read(before.value, 0, signal)).toMatchObject({ error: { reason: "changed" } });
    expect(partials()).toEqual([]);
  });

  test("is read from an offset on", async () => {
    await put("a", "0123456789");
    expect(await text("a", 7)).toBe("789");
    expect(await text("a", 10)).toBe("");
  });

  test("may be empty", async () => {
    await put("a", "");
    expect(await text("a")).toBe("");
    expect(await store.source.look("a", signal)).toMatchObject({ value: { size: 0 } });
  });

  test("that is not there is missing, and so is a folder", async () => {
    await put("a/b", "one");
    for (const key of ["x", "a", "a/b/c", "a/x"])
      expect(await store.source.look(key, signal)).toMatchObject({ ok: false, error: { reason: "missing" } });
  });

  test("that is there already is left alone by whoever wants to be first, of many one is", async () => {
    const writers = Array.from({ length: 20 }, (_, index) => index);
    const done = await Promise.all(writers.map((index) => put("a/b", `content ${index}`, true)));
    const winners = writers.filter((index) => {
      const one = done[index];
      return one?.ok && one.value === "written";
    });
    expect(winners).toHaveLength(1);
    expect(await text("a/b")).toBe(`content ${winners[0]}`);
    expect(done.filter((one) => one.ok && one.value === "exists")).toHaveLength(19);
    expect(partials()).toEqual([]);
  });

  test("of a key that leads elsewhere is a bug", async () => {
    for (const key of ["../x", "a/../../x", "/etc/x", "", "a//b", "./a", "a/", "a\0", ".partial/x"]) {
      await expect(put(key, "x")).rejects.toThrow(/is no key/);
      await expect(store.source.look(key, signal)).rejects.toThrow(/is no key/);
      await expect(store.sink.remove([key], signal)).rejects.toThrow(/is no key/);
      await expect(store.sink.begin({ key, size: 1 }, signal)).rejects.toThrow(/is no key/);
    }
    await expect(store.source.list("../", undefined, signal)).rejects.toThrow(/is no key/);
  });
});

describe("a large object", () => {
  const begin = async (key = "big") => {
    const begun = await store.sink.begin({ key, size: 300_000 }, signal);
    if (!begun.ok) throw new Error(begun.error.message);
    return begun.value;
  };
  const parts = [0, 1, 2].map((index) => ({
    index,
    offset: index * 100_000,
    bytes: Buffer.alloc(100_000, String(index)),
  }));

  test("is there once all of it is", async () => {
    const upload = await begin();
    for (const part of parts) {
      expect(await upload.part(part, signal)).toEqual({ ok: true });
      // A part that came already is not written twice.
      expect(await upload.part(part, signal)).toEqual({ ok: true });
      expect(await store.source.look("big", signal)).toMatchObject({ ok: false });
    }
    expect(await upload.finish(signal)).toEqual({ ok: true });
    expect(await text("big")).toBe("0".repeat(100_000) + "1".repeat(100_000) + "2".repeat(100_000));
    expect(partials()).toEqual([]);
  });

  test("that is abandoned leaves nothing", async () => {
    const upload = await begin();
    await upload.part({ index: 0, offset: 0, bytes: Buffer.alloc(100_000, "a") }, signal);
    await upload.abandon(signal);
    expect(await pages("")).toEqual([[]]);
    expect(partials()).toEqual([]);
  });

  test("whose part the disk refuses is refused from there on", async () => {
    const full = refusing("ENOSPC", (fail) => ({
      writer: async () => ({ write: fail, close: async () => {} }),
    }));
    const upload = await full.sink.begin({ key: "big", size: 300_000 }, signal);
    if (!upload.ok) throw new Error(upload.error.message);
    for (let times = 0; times < 2; times++) {
      const written = await upload.value.part({ index: 0, offset: 0, bytes: Buffer.alloc(100_000) }, signal);
      expect(written).toMatchObject({ ok: false, error: { reason: "refused", message: /full disk/ } });
    }
    expect(await upload.value.finish(signal)).toMatchObject({ ok: false, error: { reason: "refused" } });
    await upload.value.abandon(signal);
  });
});

describe("a listing", () => {
  test("has all keys once, by pages, in one order", async () => {
    const keys = Array.from({ length: 2500 }, (_, index) => `p/${index % 7}/${index % 3}/${index}`);
    for (const key of [...keys, "p.txt", "q/x"]) {
      mkdirSync(join(folder, key, ".."), { recursive: true });
      writeFileSync(join(folder, key), "");
    }
    const found = await pages("p/");
    expect(found.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(found.flat().toSorted()).toEqual(keys.toSorted());
    expect(await pages("p/")).toEqual(found);
    expect((await pages("")).flat()).toHaveLength(2502);
  });

  test("of any prefix has what begins with it", async () => {
    const name = fc.stringMatching(/^[ab.é]{1,3}$/).filter((each) => each !== "." && each !== "..");
    const key = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("a", "b", "/") }),
        async (keys, prefix) => {
          rmSync(folder, { recursive: true, force: true });
          const isIn = (one: string) => keys.some((other) => one.startsWith(`${other}/`));
          const fitting = keys.filter((one) => !isIn(one));
          for (const one of fitting) await put(one, "x");
          fc.pre(!prefix.includes("//") && !prefix.startsWith("/"));
          const found = (await pages(prefix)).flat();
          expect(found.toSorted()).toEqual(fitting.filter((one) => one.startsWith(prefix)).toSorted());
        },
      ),
      { numRuns: 100 },
    );
  });

  test("of a store that is not there yet is empty", async () => {
    expect(await pages("")).toEqual([[]]);
  });
});

describe("a removal", () => {
  test("takes empty folders along, and no more", async () => {
    for (const key of ["a/b/c/1", "a/b/2", "a/b/c/3"]) await put(key, key);
    expect(await store.sink.remove(["a/b/c/1", "a/b/c/3", "not/there", "a/b"], signal)).toEqual({ ok: true });
    expect(existsSync(join(folder, "a/b/c"))).toBe(false);
    expect((await pages("")).flat()).toEqual(["a/b/2"]);
    await store.sink.remove(["a/b/2"], signal);
    expect(readdirSync(folder)).toEqual([".partial"]);
  });

  test("never takes what is just being put", async () => {
    for (let round = 0; round < 50; round++) {
      await put("a/b/old", "old");
      const [written] = await Promise.all([put("a/b/new", "new"), store.sink.remove(["a/b/old"], signal)]);
      expect(written.ok).toBe(true);
      expect(await text("a/b/new")).toBe("new");
      await store.sink.remove(["a/b/new"], signal);
    }
  });
});

test("what killed runs left is cleared away after a day, and not what is on its way", async () => {
  mkdirSync(join(folder, ".partial"), { recursive: true });
  for (const name of ["old", "new"]) writeFileSync(join(folder, ".partial", name), "");
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  utimesSync(join(folder, ".partial/old"), twoDaysAgo, twoDaysAgo);
  await put("a", "x");
  expect(partials()).toEqual(["new"]);
});

describe("a fault of the disk", () => {
  test.each([
    { code: "ENOSPC", reason: "refused", says: /full disk: free some space/ },
    { code: "EDQUOT", reason: "refused", says: /full disk: free some space/ },
    { code: "EACCES", reason: "refused", says: /closed to this user: let this user read and write/ },
    { code: "EROFS", reason: "refused", says: /only be read: mount it writable/ },
    { code: "EIO", reason: "refused", says: /reports an error \(EIO\): check that disk/ },
    { code: "EMFILE", reason: "busy", says: /EMFILE/ },
    { code: "ESTALE", reason: "busy", says: /ESTALE/ },
    { code: "EWHATEVER", reason: "refused", says: /EWHATEVER/ },
  ])("$code is $reason, names the file and says what to do", async ({ code, reason, says }) => {
    const fault = localFault(code, "/store/a/b");
    expect(fault.reason).toBe(reason);
    expect(fault.message).toMatch(says);
    expect(fault.message).toContain("/store/a/b");
    const broken = refusing(code, (fail) => ({ rename: fail, stat: fail }));
    expect(await broken.sink.put({ key: "a", bytes: Buffer.from("x") }, signal)).toMatchObject({
      ok: false,
      error: { reason },
    });
    expect(await broken.source.look("a", signal)).toMatchObject({ ok: false, error: { reason } });
    expect(partials()).toEqual([]);
  });

  test("such as a file in the way of a folder, or a name that is too long, is a value too", async () => {
    await put("a", "x");
    expect(await put("a/b", "y")).toMatchObject({ ok: false });
    expect(await put("n".repeat(300), "y")).toMatchObject({ ok: false, error: { reason: "refused" } });
    await put("c/d", "x");
    expect(await put("c", "y")).toMatchObject({ ok: false, error: { reason: "refused" } });
    expect(await put("c", "y", true)).toMatchObject({ ok: false, error: { reason: "refused" } });
    expect(partials()).toEqual([]);
  });
});

test("stretches of zeros are told from data, and nothing is lost between them", () => {
  const stretch = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 100_000 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 6 }), (stretches) => {
      const bytes = Buffer.concat(stretches.map(([isData, size]) => Buffer.alloc(size, isData ? 7 : 0)));
      const copy = Buffer.alloc(bytes.length);
      let last = 0;
      for (const [start, end] of dataRuns(bytes)) {
        expect(start).toBeGreaterThanOrEqual(last);
        bytes.copy(copy, start, start, end);
        last = end;
      }
      expect(copy.equals(bytes)).toBe(true);
      if (!bytes.includes(7)) expect([...dataRuns(bytes)]).toEqual([]);
    }),
  );
});
