import { defineConfig, type Plugin, type PreRenderedChunk } from "rolldown";
import { bundledPackages, renderNotices } from "./scripts/notices.ts";
import { errorPages } from "./src/cli/error-pages.ts";

/** What a self-contained `dist/` needs beside its code. */
const companions: Plugin = {
  name: "companions",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const source = renderNotices(bundledPackages(modules));
    this.emitFile({ type: "asset", fileName: "THIRD_PARTY_NOTICES.txt", source });
    // Node takes `.js` for CommonJS unless the nearest package.json says otherwise, and an action's folder may have none.
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "module" }\n' });
  },
};

/** The pages of docs/errors as text: `stepops explain` is all of the docs that an installed stepops has. */
const pages: Plugin = {
  name: "pages",
  load: (id) =>
    id.replaceAll("\\", "/").endsWith("/src/cli/error-pages.ts")
      ? `export const errorPages = () => (${JSON.stringify(errorPages(), undefined, 2)});`
      : undefined,
};

/** A package's chunk bears its name, not that of its main file, which is often `dist` or `index`. */
function chunkName({ facadeModuleId, moduleIds }: PreRenderedChunk): string {
  const owners = new Set((facadeModuleId ? [facadeModuleId] : moduleIds).map((id) => packageName(id)));
  const [name] = owners;
  return `chunks/${owners.size === 1 && name ? name.replace("@", "").replace("/", "-") : "[name]"}.js`;
}

function packageName(id: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1];
}

export default defineConfig({
  input: { cli: "src/cli.ts", main: "src/main.ts", post: "src/post.ts" },
  platform: "node",
  plugins: [companions, pages],
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    entryFileNames: "[name].js",
    // No hashes: a change of one file shows as a change of one file.
    chunkFileNames: chunkName,
    minify: false,
    // What every check loads lies in two files: Node takes half a millisecond to find and link each.
    advancedChunks: {
      groups: [
        {
          name: "check",
          test: /src\/(check|load|place)\.ts|src\/pipeline\/|src\/run\/git(hub)?\.ts|src\/host\/node-files|node_modules\/(yaml|@actions\/expressions|fastest-levenshtein)\//,
        },
        {
          name: "program",
          test: /src\/cli\/(args|commands?|exit|help|io|options|output|program|start|validate)\.ts|src\/report\/(format|paint)\.ts|src\/host\/builtin\.ts|src\/version\.ts|^(?!.*node_modules).*\/package\.json$/,
        },
      ],
    },
  },
});
