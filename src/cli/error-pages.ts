import { join } from "node:path";
import { fs } from "../host/builtin.ts";
import { type Code, codes } from "../pipeline/diagnostic.ts";

export type ErrorPages = Readonly<Record<Code, string>>;

const folder = join(import.meta.dirname, "../../docs/errors");

/** Each code's page as Markdown. An installed stepops has no docs, so the build puts what this returns in the module's place. */
export const errorPages = (): ErrorPages => {
  const pages = Object.keys(codes).map((code) => [code, fs.readFileSync(join(folder, `${code}.md`), "utf8")]);
  return Object.fromEntries(pages) as ErrorPages;
};
