import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const locked = read("package-lock.json").packages as Readonly<Record<string, Locked>>;

test("the lock file names no registry: npm then asks the one that the machine is set up for", () => {
  expect(Object.keys(locked).length).toBeGreaterThan(20);
  expect(Object.entries(locked).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

// npm leaves out what its registry does not have, such as another platform's binary; `npm ci` then refuses the file.
test("the lock file has an entry for every platform's binary", () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).filter(([name, version]) => {
      const entry = locked[`${path}/node_modules/${name}`] ?? locked[`node_modules/${name}`];
      return entry?.version === undefined || (/^\d/.test(version) && entry.version !== version);
    }),
  );
  expect(missing).toEqual([]);
});

test("versions agree, and what is bundled is no dependency for development only", () => {
  const manifest = read("package.json");
  const lock = read("package-lock.json");
  expect(lock.version).toBe(manifest.version);
  const notices = readFileSync(join(root, "dist/THIRD_PARTY_NOTICES.txt"), "utf8");
  const headings = [...notices.matchAll(/^-{80}\n((?:\S+ \S+ \(\S+\)\n)+)-{80}$/gm)]
    .map(([, lines]) => lines)
    .join("");
  const bundled = [...headings.matchAll(/^(\S+) (\S+) \(\S+\)$/gm)].map(([, name, version]) => ({
    name,
    version,
  }));
  expect(bundled.length).toBeGreaterThan(5);
  for (const { name, version } of bundled) {
    // Two versions of one package lie in different places.
    const found = Object.entries(locked).filter(
      ([path, entry]) => `/${path}`.endsWith(`/node_modules/${name}`) && entry.version === version,
    );
    expect({ name, version, dev: found.map(([, { dev = false }]) => dev) }).toEqual({
      ...{ name, version },
      dev: expect.arrayContaining([false]),
    });
  }
});
