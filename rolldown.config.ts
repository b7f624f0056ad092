import { join } from "node:path";
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

/** Of @actions/artifact only what uploads: the rest is six times as much, and its messages are better written by hand. */
const uploads: Plugin = {
  name: "uploads",
  load(id) {
    const [, path = ""] = /\/@actions\/artifact\/lib\/(.+)\.js$/.exec(id.replaceAll("\\", "/")) ?? [];
    if (path === "generated/index")
      return `export * from ${JSON.stringify(join(import.meta.dirname, "src/action/artifact-messages.ts"))};`;
    const names = unused[path];
    return names?.map((name) => `export const ${name} = undefined;`).join("\n");
  },
};

const unused: Readonly<Record<string, readonly string[]>> = {
  "internal/download/download-artifact": ["downloadArtifactPublic", "downloadArtifactInternal"],
  "internal/delete/delete-artifact": ["deleteArtifactPublic", "deleteArtifactInternal"],
  "internal/find/get-artifact": ["getArtifactPublic", "getArtifactInternal"],
  "internal/find/list-artifacts": ["listArtifactsPublic", "listArtifactsInternal"],
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
  input: {
    cli: "src/cli.ts",
    main: "src/main.ts",
    post: "src/post.ts",
    // A thread of its own; it lies beside the chunk that starts it, as in `src`.
    "chunks/artifact-thread": "src/action/artifact-thread.ts",
  },
  platform: "node",
  plugins: [companions, pages, uploads],
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
