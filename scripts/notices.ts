import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression of its package.json. */
  readonly license: string;
  readonly text: string;
}

/** Licences whose only condition on a bundle is to carry their notices. Others need a person's decision. */
const allowed = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "Unlicense",
]);

/**
 * The packages that own these module files, by name and version. Throws where a package has no licence text or a licence
 * that is not on the list, so that a bundle never ships without its notices.
 */
export function bundledPackages(moduleIds: Iterable<string>): readonly BundledPackage[] {
  const roots = new Set<string>();
  for (const id of moduleIds) {
    const root = packageRoot(id);
    if (root) roots.add(root);
  }
  const siblings = [...roots].map((root) => ({ ...manifestOf(root), text: licenceText(root) }));
  return [...roots]
    .map((root) => readPackage(root, siblings))
    .sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** Each text once, below all packages that it stands for: most of them bear the very same one. */
export function renderNotices(packages: readonly BundledPackage[]): string {
  const rule = "-".repeat(80);
  const alike = Map.groupBy(packages, ({ text }) => text.trim());
  const entries = [...alike].map(([text, of]) => {
    const names = of.map(({ name, version, license }) => `${name} ${version} (${license})\n`);
    return `${rule}\n${names.join("")}${rule}\n\n${text}\n`;
  });
  return ["This folder contains code of the following packages.", "", ...entries].join("\n");
}

/** The innermost folder below `node_modules` that a module lies in; undefined for our own and for virtual modules. */
function packageRoot(id: string): string | undefined {
  const path = id.replaceAll("\\", "/").split("?", 1)[0] ?? "";
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return path.startsWith("\0") ? undefined : match?.[1];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository?: string | { readonly url: string };
  readonly author?: string | { readonly name: string };
}

interface Sibling extends Manifest {
  readonly text: string | undefined;
}

const manifestOf = (root: string): Manifest => JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

function readPackage(root: string, siblings: readonly Sibling[]): BundledPackage {
  const manifest = manifestOf(root);
  const { name, version, license } = manifest;
  if (!allowed.has(license))
    throw new Error(`${name} has the licence ${license}: decide whether it may be bundled, then list it`);
  const text = licenceText(root) ?? licenceInReadme(root) ?? licenceOfSibling(manifest, siblings);
  if (!text) throw new Error(`${name} ships no licence text (${dirname(root)})`);
  return { name, version, license, text };
}

/** Some packages of a repository, or of an author, leave out the file that the others have. */
function licenceOfSibling(manifest: Manifest, siblings: readonly Sibling[]): string | undefined {
  const alike = siblings.filter(({ text, license }) => text && license === manifest.license);
  const by = (ownerOf: (of: Manifest) => string | undefined): string | undefined => {
    const owner = ownerOf(manifest);
    return owner === undefined ? undefined : alike.find((each) => ownerOf(each) === owner)?.text;
  };
  return by(({ repository }) => repositoryUrl(repository)) ?? by(authorName);
}

const authorName = ({ author }: Manifest): string | undefined =>
  typeof author === "string" ? author.replace(/\s*[<(].*$/, "") : author?.name;

const repositoryUrl = (repository: Manifest["repository"]): string | undefined =>
  typeof repository === "string" ? repository : repository?.url;

/** The whole text, from its heading to the end: a mere name of a licence is no notice. */
function licenceInReadme(root: string): string | undefined {
  const file = readdirSync(root).find((each) => /^readme(\.md)?$/i.test(each));
  const readme = file === undefined ? "" : readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n");
  const text = /^(?:#+ *licen[cs]e|licen[cs]e\n-+)$([\s\S]+)/im.exec(readme)?.[1]?.trim();
  return text && /copyright/i.test(text) && /permission is hereby granted/i.test(text) ? text : undefined;
}

function licenceText(root: string): string | undefined {
  const files = readdirSync(root).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files
    .sort(compare)
    .map((file) => join(root, file))
    .filter((path) => existsSync(path));
  return texts.length > 0
    ? texts.map((path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim()).join("\n\n")
    : undefined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
